"""Notebooks for tests: the real ones, shortened or with one cell put in."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from icanalysis.runs.notebooks import notebook_file, read

PARAMETERS = 'language: str = "vi"  # ngôn ngữ: vi hoặc en\ninteractive: bool = True  # trên màn hình là True'


def real(name: str) -> nbformat.NotebookNode:
    """A notebook of the suite."""
    return read(notebook_file(name))


def with_parameters(source: str) -> nbformat.NotebookNode:
    """A notebook with nothing but a title and a parameters cell."""
    return new_notebook(cells=[new_markdown_cell("# Thử"), parameters_cell(source)])


def parameters_cell(source: str) -> nbformat.NotebookNode:
    """A cell with the tag `parameters`."""
    return new_code_cell(source, metadata={"tags": ["parameters"]})


def with_cell(notebook: nbformat.NotebookNode, source: str) -> nbformat.NotebookNode:
    """The notebook with a cell put in behind its parameters."""
    notebook.cells.insert(2, new_code_cell(source))
    return notebook


def with_section(notebook: nbformat.NotebookNode, section: str, *, instead: str) -> nbformat.NotebookNode:
    """The notebook with the sections before this one left out, and other code in the cell of this one."""
    call = f"page.show(view.{section})"
    sources = [cell.source for cell in notebook.cells]
    opened, at = next(n for n, source in enumerate(sources) if source.startswith("page =")), sources.index(call)
    notebook.cells = [*notebook.cells[: opened + 1], new_code_cell(instead), *notebook.cells[at + 1 :]]
    return notebook


def saved(notebook: nbformat.NotebookNode, folder: Path, name: str = "01_faulty.ipynb") -> Path:
    """The file of a notebook in a folder."""
    nbformat.write(notebook, folder / name)
    return folder / name
