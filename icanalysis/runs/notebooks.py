"""The notebooks of the suite by name: `01_attainment.ipynb` is `attainment`, beside `views/attainment.py`."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import nbformat

from icanalysis.errors import BadNotebook, Phrase, UserError, did_you_mean, first_line, nearest

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NUMBERED = re.compile(r"^\d\d_(?P<name>\w+)$")


def notebooks() -> dict[str, Path]:
    """name → file, in the order of their numbers."""
    files = sorted(FOLDER.glob("[0-9][0-9]_*.ipynb"))
    return {match["name"]: file for file in files if (match := NUMBERED.match(file.stem))}


def notebook_file(name: str) -> Path:
    """The file of a notebook.

    Raises:
        UserError: for an unknown name, with the nearest one.
    """
    known = notebooks()
    if name not in known:
        near = did_you_mean(f"'{word}'" for word in nearest(name, known))
        raise UserError(
            Phrase("There is no notebook '{name}'.{near} List them: icanalysis notebooks", name=name, near=near)
        )
    return known[name]


def read(file: Path) -> nbformat.NotebookNode:
    """A notebook as nbformat knows it.

    Raises:
        BadNotebook: when the file is no notebook.
    """
    try:
        return nbformat.read(file, as_version=4)
    except (OSError, ValueError, AttributeError, nbformat.ValidationError) as error:
        why = Phrase("{file} cannot be read as a notebook ({said}).", file=file.name, said=first_line(str(error)))
        raise BadNotebook(why) from error


def view_module(name: str) -> ModuleType:
    """The view module of a notebook, its twin by name."""
    return import_module(f"icanalysis.views.{name}")


def title(notebook: nbformat.NotebookNode) -> str:
    """The first heading of a notebook: its question."""
    return notebook.cells[0].source.partition("\n")[0].lstrip("# ").strip()
