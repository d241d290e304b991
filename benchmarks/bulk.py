"""Reports in bulk: `icanalysis batch` for every commune of a simulated province, beside what else would print them.

Everyone prints the same notebook for places of the same list, on all processors of the machine; what takes long prints
fewer of them. What is compared is seconds per report. The batch also checks, keeps the ledger and delivers.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.table import Table

from benchmarks.contest import ratio
from benchmarks.measure import ROOT, in_turn, run, script, seconds, spread
from benchmarks.report import NOTEBOOK, OFF
from benchmarks.warm import warm_server
from icanalysis.runs.printing.definitions import SHIPPED
from icanalysis.runs.printing.definitions import VARIABLE as DEFINITIONS
from icanalysis.runs.printing.jobs import Job, jobs_of
from icanalysis.runs.printing.ledger import DELIVERED, Ledger
from icanalysis.runs.printing.runner import LEDGER
from icanalysis.sources import workspace

REPORT = "monthly"
DEMO = ROOT / "data" / "demo"
PLACES = ("edition=2025", "place=level:commune", "as_of=2025-06-30")
ALL_FORMATS, PAGE_ONLY = '["html", "docx", "pdf", "xlsx"]', '["html"]'
SEQUENTIAL, POOLED = 4, 16
"""So many of the places are printed by who takes long."""

ONE, TWO = "batch, one worker", "batch, two workers"
PAPERMILL = "papermill + jupyter nbconvert, one after the other"
POOL = "papermill and nbconvert's exporter, a pool of two processes"
ALONE = "the views alone, drawn, in one process that is warm"
CELLS = "the cells of the runs themselves"
GOALS = {PAPERMILL: 15.0, CELLS: 1 / 1.5, ONE: 1.7}
"""How many times faster than this the batch on two workers is meant to be."""

Tell = Callable[[str], None]


def compared(*, repeats: int, tell: Tell) -> Iterator[Table]:
    """The table of the page alone, then what the documents add.

    Raises:
        Failed: when a command does not work.
    """
    jobs = _jobs()
    with _only(PAGE_ONLY), warm_server():
        tell(f"{NOTEBOOK.name} for {len(jobs)} places, {repeats} rounds of five ways")
        ways = {
            TWO: partial(_batch, 2, len(jobs)),
            ONE: partial(_batch, 1, len(jobs)),
            POOL: partial(_by_pool, jobs[:POOLED]),
            PAPERMILL: partial(_by_papermill, jobs[:SEQUENTIAL]),
            ALONE: partial(_alone, jobs),
        }
        rounds = in_turn(ways, repeats=repeats)
    measured = {name: [one[0] for one in each] for name, each in rounds.items()}
    measured[CELLS] = [one[1] for one in rounds[ONE]]
    yield _shown(measured, count=len(jobs))
    with _only(ALL_FORMATS), warm_server():
        tell("the same as page, Word, PDF and Excel")
        whole = [_batch(2, len(jobs))[0] for _ in range(repeats)]
    yield _with_documents(whole, measured[TWO], repeats=repeats)


def _shown(measured: dict[str, list[float]], *, count: int) -> Table:
    """Seconds per report, and the goals."""
    shown = Table("with", "s per report", "ratio", title=f"{count} reports as a page")
    for name, values in measured.items():
        shown.add_row(name, spread(values), ratio(values, measured[TWO]))
    shown.caption = "  ".join(
        f"Goal, {name}: ×{goal:.2g}. {'Met' if share >= goal else 'NOT met'}: ×{share:.2f}."
        for name, goal in GOALS.items()
        for share in [median(measured[name]) / median(measured[TWO])]
    )
    return shown


def _with_documents(whole: list[float], pages: list[float], *, repeats: int) -> Table:
    """What the documents add, in bulk and each by itself."""
    shown = Table("of one report", "s", title="Documents")
    shown.add_row("page, Word, PDF and Excel, two workers", spread(whole))
    shown.add_row("page alone, two workers", spread(pages))
    each = [json.loads(run([sys.executable, "-m", "benchmarks.documents"])) for _ in range(repeats)]
    for ending in each[0]:
        shown.add_row(f"{ending}, in a warm process", spread([one[ending] for one in each]))
    return shown


def _jobs() -> list[Job]:
    """What the batch prints, as jobs."""
    from icanalysis.runs.bulk.rules import varied
    from icanalysis.runs.printing.definitions import definition

    with _demo():
        made, values = varied(definition(REPORT), PLACES, {})
        return jobs_of(REPORT, made, values)


def _batch(workers: int, count: int) -> tuple[float, float]:
    """Seconds per report of the whole command, and of the cells of its runs.

    Raises:
        Failed: unless all were delivered.
    """
    each = [word for rule in PLACES for word in ("--each", rule)]
    with TemporaryDirectory(prefix="icanalysis-bench-") as out, _demo():
        command = [*script("icanalysis", "icanalysis"), "batch", REPORT, *each, "--workers", str(workers)]
        took = seconds([*command, "--out", out])
        ledger = Ledger(Path(out) / LEDGER)
        runs = ledger.runs(state=DELIVERED)
        assert len(runs) == count, f"{len(runs)} of {count} were delivered"
        cells = sum(cell["seconds"] for one in runs for cell in ledger.run(one["run"])["cells"])
    return took / count, cells / count


def _by_papermill(jobs: list[Job]) -> tuple[float, None]:
    """The two commands that one would type, for one place after the other."""
    with TemporaryDirectory(prefix="icanalysis-bench-") as folder, _demo():
        commands = [command for job in jobs for command in _typed(job, Path(folder))]
        return seconds(*commands, env=OFF) / len(jobs), None


def _typed(job: Job, folder: Path) -> list[list[str | Path]]:
    executed = folder / f"{job.stem}.ipynb"
    asked = [word for name, value in job.parameters.items() for word in ("-r", name, value)]
    print_it = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", executed]
    return [[sys.executable, "-m", "papermill", job.file, executed, *asked, "-p", "interactive", "False"], print_it]


def _by_pool(jobs: list[Job]) -> tuple[float, None]:
    """A script that one would write."""
    with TemporaryDirectory(prefix="icanalysis-bench-") as folder, _demo():
        listed = Path(folder) / "jobs.json"
        listed.write_text(json.dumps([[str(job.file), job.parameters] for job in jobs]), encoding="utf-8")
        return seconds([sys.executable, "-m", "benchmarks.pool", listed], env=OFF) / len(jobs), None


def _alone(jobs: list[Job]) -> tuple[float, None]:
    """The views without kernel, notebook and page, the first place not counted."""
    with TemporaryDirectory(prefix="icanalysis-bench-") as folder, _demo():
        listed = Path(folder) / "jobs.json"
        listed.write_text(json.dumps([job.parameters for job in jobs]), encoding="utf-8")
        return float(run([sys.executable, "-m", "benchmarks.alone", listed])), None


@contextmanager
def _demo() -> Iterator[None]:
    """Within it the tables are those of the simulated province."""
    with _set(workspace.VARIABLE, str(DEMO)):
        yield


@contextmanager
def _only(formats: str) -> Iterator[None]:
    """Within it the report is defined as it is shipped, but in these formats."""
    shipped = (SHIPPED / f"{REPORT}.toml").read_text(encoding="utf-8")
    with TemporaryDirectory(prefix="icanalysis-bench-") as folder:
        file = Path(folder) / f"{REPORT}.toml"
        file.write_text(shipped.replace(f"formats = {ALL_FORMATS}", f"formats = {formats}"), encoding="utf-8")
        with _set(DEFINITIONS, folder):
            yield


@contextmanager
def _set(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
