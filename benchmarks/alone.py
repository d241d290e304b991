"""The views of a report and their drawing, without kernel, notebook and page: `python -m benchmarks.alone PARAMETERS`.

Prints the seconds per report. The first one is not counted: it reads the tables and starts the engine of charts.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.report import NOTEBOOK
from icanalysis.runs.display import section_html
from icanalysis.runs.notebooks import read, view_module
from icanalysis.runs.sections import promised


def main() -> None:
    """Every section of every report of a list."""
    first, *rest = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sections = promised(read(NOTEBOOK), where=NOTEBOOK.name)
    module = view_module("attainment")

    def drawn(parameters: dict[str, str]) -> list[str]:
        return [section_html(getattr(module, name)(**parameters), parameters["language"]) for name in sections]

    drawn(first)
    start = time.perf_counter()
    for parameters in rest:
        drawn(parameters)
    print((time.perf_counter() - start) / len(rest))


if __name__ == "__main__":
    main()
