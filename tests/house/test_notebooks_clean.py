"""Notebooks are kept without what a run leaves in them."""

import nbformat

from tests.house.tree import ROOT, notebooks


def left_behind(notebook: nbformat.NotebookNode) -> list[int]:
    """Positions of the code cells that hold outputs or an execution count."""
    return [
        position
        for position, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None)
    ]


def test_there_is_a_folder_of_notebooks():
    assert (ROOT / "notebooks").is_dir()


def test_notebooks_hold_no_outputs():
    left = {file.name: left_behind(nbformat.read(file, as_version=4)) for file in notebooks()}
    dirty = {name: cells for name, cells in left.items() if cells}
    assert not dirty, f"Clear the outputs of these cells, then save: {dirty}"


def test_an_output_is_found():
    ran = nbformat.v4.new_code_cell("1 + 1", execution_count=1)
    printed = nbformat.v4.new_code_cell("1 + 1", outputs=[nbformat.v4.new_output("stream", text="2")])
    fresh = nbformat.v4.new_code_cell("1 + 1")
    assert left_behind(nbformat.v4.new_notebook(cells=[fresh, ran, printed])) == [1, 2]
