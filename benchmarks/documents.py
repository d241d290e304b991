"""How long each document of a report takes to write, in a warm process: `python -m benchmarks.documents`.

Prints seconds by format as JSON, for the report of `benchmarks.report`. Each is written twice; the second counts.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from benchmarks.report import ASKED, NOTEBOOK
from icanalysis.runs.document import document_of, provenance_of
from icanalysis.runs.formats import WRITERS
from icanalysis.runs.notebooks import view_module
from icanalysis.runs.office import office
from icanalysis.runs.report import made, prepared


def main() -> None:
    """One report, then its documents from what its sections told."""
    module = view_module("attainment")
    whole = made(prepared(NOTEBOOK, ASKED, module=module, name="attainment"))
    provenance = provenance_of(whole.manifest, digest=whole.tables, language=ASKED["language"])
    parts = {"module": module, "parameters": ASKED, "office": office(), "provenance": provenance}
    document, now = document_of(whole.executed, whole.records, **parts), datetime.now().astimezone()
    print(json.dumps({name: _seconds(partial(write, document, made=now)) for name, write in WRITERS.items()}))


def _seconds(write: Callable[[], bytes]) -> float:
    write()
    start = time.perf_counter()
    write()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
