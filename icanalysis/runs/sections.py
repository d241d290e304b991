"""What a notebook promises to show and what a run of it really showed."""

from __future__ import annotations

import ast
from typing import Any

import nbformat

from icanalysis.errors import BadNotebook, Phrase, RunFailed, Transient, first_line
from icanalysis.runs.display import RECORD
from icanalysis.wording.language import marked

NO_FIGURE = marked(
    "The section '{name}' carries no figure: {headline} Nothing was delivered; "
    "choose another place or date (icanalysis places --with-figures)."
)
REPLACED = Phrase("The tables were replaced during the run. Nothing was delivered; run it again.")


def promised(notebook: nbformat.NotebookNode, *, where: str) -> list[str]:
    """The sections of a notebook in order: the names in its `page.show(view.NAME)` cells.

    Raises:
        BadNotebook: for a cell that is no plain Python (a shell line or a magic would fail unseen).
    """
    return [name for cell in notebook.cells if cell.cell_type == "code" for name in shown_in(cell.source, where)]


def shown_in(source: str, where: str) -> list[str]:
    """The sections that a cell shows, in order.

    Raises:
        BadNotebook: for a cell that is no plain Python.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        said = Phrase("{where} holds a cell that is no plain Python: {cell!r}.", where=where, cell=first_line(source))
        raise BadNotebook(said) from error
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    return [
        call.args[0].attr
        for call in calls
        if call.func.attr == "show" and call.args and isinstance(call.args[0], ast.Attribute)
    ]


def shown(notebook: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """The records that the sections of an executed notebook left behind."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return [output.data[RECORD] for output in outputs if RECORD in output.get("data", {})]


def hold(
    notebook: nbformat.NotebookNode, *, asked: dict[str, str], sections: list[str], must_show: tuple[str, ...]
) -> list[dict]:
    """The records of a run that is whole; anything less is an error and nothing is delivered.

    Checked: every code cell completed, no cell ended the run early, every promised section showed itself with
    the parameters asked for, and the sections that must carry figures do.

    Raises:
        RunFailed: names the first thing that is missing.
    """
    _every_cell_completed(notebook)
    records = {record["section"]: record for record in shown(notebook)}
    for name in sections:
        if name not in records:
            said = Phrase(
                "The section '{name}' showed nothing. Nothing was delivered; run its cell in JupyterLab.", name=name
            )
            raise RunFailed(said)
        if records[name]["parameters"] != asked:
            said = marked("The section '{name}' shows {shown}, not {asked}. Nothing was delivered.")
            raise RunFailed(Phrase(said, name=name, shown=records[name]["parameters"], asked=asked))
    for name in must_show:
        if name in sections and not records[name]["figures"]:
            raise RunFailed(Phrase(NO_FIGURE, name=name, headline=records[name]["headline"]))
    return [records[name] for name in sections]


def hold_to_tables(records: list[dict], digest: str) -> None:
    """Holds every section to the tables that the run began with.

    Raises:
        Transient: when the tables were replaced meanwhile: hashes and sources would be those of other rows.
    """
    if any(record["tables"] != digest for record in records):
        raise Transient(REPLACED)


def _every_cell_completed(notebook: nbformat.NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        state = cell.metadata.get("papermill", {}).get("status")
        errors = [output for output in cell.get("outputs", ()) if output.output_type == "error"]
        if state != "completed" or cell.execution_count is None or errors:
            said = marked("The cell {cell!r} was not completed. Nothing was delivered.")
            raise RunFailed(Phrase(said, cell=first_line(cell.source)))
