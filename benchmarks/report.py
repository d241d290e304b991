"""The report: `icanalysis report` against Papermill and nbconvert on the same notebook, place and day."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.table import Table

from benchmarks.measure import ROOT, Failed, in_turn, script, seconds, spread, times
from benchmarks.page import external_addresses
from benchmarks.warm import warm_server
from icanalysis.runs.kernels.folder import VARIABLE

NOTEBOOK = ROOT / "notebooks" / "01_attainment.ipynb"
ASKED = {"edition": "2024", "place": "08", "as_of": "2021-07-31", "language": "vi"}
SUITE, WHOLE = "icanalysis report --page-only, warm", "with Word, PDF and Excel, warm"
COLD, PLAIN = "icanalysis report --page-only, not warm", "papermill + jupyter nbconvert"
OFF = {VARIABLE: "off"}


def compared(*, repeats: int, tell: Callable[[str], None]) -> Table:
    """The table of times and of the two pages that come out.

    Raises:
        Failed: when the notebook is missing or one of the commands does not work.
    """
    if not NOTEBOOK.exists():
        raise Failed(f"There is no {NOTEBOOK.relative_to(ROOT)} to print.")
    tell(f"{NOTEBOOK.name}, place {ASKED['place']}, {ASKED['as_of']}: {repeats} rounds of four ways")
    table = Table(
        *("with", "s", "ratio", "page KB", "addresses asked of other hosts"),
        title=f"One printed report from {NOTEBOOK.name}",
    )
    with TemporaryDirectory(prefix="icanalysis-bench-") as folder:
        pages = {name: Path(folder) / f"{n}.html" for n, name in enumerate((SUITE, WHOLE, COLD, PLAIN))}
        ways = {
            SUITE: partial(seconds, *by_suite(pages[SUITE])),
            WHOLE: partial(seconds, *by_suite(pages[WHOLE], documents=True)),
            COLD: partial(seconds, *by_suite(pages[COLD]), env=OFF),
            PLAIN: partial(seconds, *by_papermill(pages[PLAIN]), env=OFF),
        }
        with warm_server():
            measured = in_turn(ways, repeats=repeats)
        for name, values in measured.items():
            size = f"{pages[name].stat().st_size / 1024:,.0f}"
            asks = external_addresses(pages[name].read_text("utf-8"))
            table.add_row(name, spread(values), times(values, measured[SUITE]), size, str(len(asks)))
    share = median(measured[SUITE]) / median(measured[PLAIN])
    table.caption = f"Goal: at most 1/8 of {PLAIN}. {'Met' if share <= 1 / 8 else 'NOT met'}: 1/{1 / share:.1f}."
    return table


def by_suite(page: Path, *, documents: bool = False) -> list[list[str | Path]]:
    """The command of the suite; it also checks every figure and writes the manifest."""
    more = [] if documents else ["--page-only"]
    asked = [word for name, value in ASKED.items() for word in (f"--{name.replace('_', '-')}", value)]
    return [[*script("icanalysis", "icanalysis"), "report", "attainment", *asked, *more, "--out", page]]


def by_papermill(page: Path) -> list[list[str | Path]]:
    """The two commands that one would type instead; -r keeps the zero of the place code."""
    executed = page.with_suffix(".ipynb")
    asked = [word for name, value in ASKED.items() for word in ("-r", name, value)]
    run = [sys.executable, "-m", "papermill", NOTEBOOK, executed, *asked, "-p", "interactive", "False"]
    print_it = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", executed, "--output", page.name]
    return [run, print_it]
