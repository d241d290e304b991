"""A notebook made ready for one visit: parameters as literals, text in the language, what the frame shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import nbformat

from icanalysis.runs.apps.visit import Visit
from icanalysis.runs.export import in_language
from icanalysis.runs.kernels.spec import kernel_name
from icanalysis.runs.links import as_addresses
from icanalysis.runs.notebooks import title
from icanalysis.runs.parameters import MODE, TAG

KEY = "icanalysis"
"""Where the template finds what it shows around the cells."""


def script(notebook: nbformat.NotebookNode, visit: Visit, *, around: Mapping[str, Any]) -> nbformat.NotebookNode:
    """A copy of the notebook with the values of the visit in its parameters cell, and `around` for the template.

    Values stand there as literals of their types, so none is ever read as code.
    """
    page = nbformat.from_dict(notebook)
    for cell in page.cells:
        if cell.cell_type == "markdown":
            cell.source = as_addresses(in_language(cell.source, visit.language), visit.language)
        elif TAG in cell.metadata.get("tags", []):
            cell.source = literals(visit.values)
    shown = {name: str(value) for name, value in visit.values.items() if name != MODE}
    page.metadata[KEY] = {
        "name": visit.name,
        "title": title(page),
        "language": visit.language,
        "parameters": shown,
        "wall": visit.wall,
        **around,
    }
    page.metadata["kernelspec"] = {"name": kernel_name(), "display_name": "Python 3", "language": "python"}
    return page


def literals(values: Mapping[str, str | int | float | bool]) -> str:
    r"""Values as assignments.

    >>> print(literals({"place": '08"; import os', "interactive": True}))
    place: str = '08"; import os'
    interactive: bool = True
    """
    return "\n".join(f"{name}: {type(value).__name__} = {value!r}" for name, value in values.items())
