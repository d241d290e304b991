"""The section of the sources of a report: those behind the figures that its other sections printed.

On screen a section knows its parameters only and lists the sources of all that its page shows. A report is whole when
its run ends: then every figure is known with its rows, and the section is written anew, for page and documents alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import nbformat

from icanalysis.runs.display import RECORD, on_paper, section_html
from icanalysis.runs.simulated import as_simulated
from icanalysis.runs.told import table_told, told
from icanalysis.sources.version import Version
from icanalysis.views.sourcing import cited

SECTION = "sources"


def cite(
    executed: nbformat.NotebookNode, records: Sequence[dict[str, Any]], *, asked: Mapping[str, str], tables: Version
) -> None:
    """Writes the section of the sources anew, in the record and in the output of its cell.

    Its sentence stays, so that it is that of the screen. A report without that section, or none of whose figures names
    a row, stays as it is.
    """
    own = next((record for record in records if record["section"] == SECTION), None)
    figures = {one["key"]: one["rows"] for record in records for one in record["figures"] if _is_cited(one)}
    before = own and table_told(own["content"])
    if not before or not figures:
        return
    language, as_of = asked["language"], asked.get("as_of")
    shown = as_simulated(
        cited(
            figures,
            before.frame["source_id"],
            language,
            headline=own["headline"],
            as_of=as_of and date.fromisoformat(as_of),
            load=tables.load,
        ),
        language,
    )
    own["content"] = told(shown, drawn=None)
    for cell in executed.cells:
        outputs = cell.get("outputs", ())
        if any(output.get("data", {}).get(RECORD, {}).get("section") == SECTION for output in outputs):
            for output in outputs:
                if "text/html" in output.get("data", {}):
                    output.data["text/html"] = section_html(on_paper(shown), language)


def _is_cited(figure: Mapping[str, Any]) -> bool:
    """Whether a figure is printed and stands on rows."""
    return bool(figure["rows"]) and figure.get("on_paper", True)
