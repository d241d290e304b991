"""Batches of small notebooks; as a program, one that a test interrupts.

python -m tests.runs.bulk.heaps OUT FILE…      makes a job of each notebook by two workers of its own
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import nbformat

from icanalysis.runs.bulk.making import WHAT, Batch
from icanalysis.runs.bulk.worker import Order
from icanalysis.runs.printing.attempt import Asked, Finished
from icanalysis.runs.printing.definitions import Retry
from icanalysis.runs.printing.jobs import Job
from icanalysis.runs.printing.runner import Runner
from tests.runs.papers import real, saved, with_cell, with_section
from tests.runs.printing.orders import NAME, at_once, definition

SHOWN = "page.show(view.contents)"


def short(cell: str = "pass") -> nbformat.NotebookNode:
    """The notebook with the shortest run, and this cell behind its parameters."""
    return with_cell(with_section(real("start_here"), "contents", instead=SHOWN), cell)


def papers(folder: Path, *cells: str) -> list[Path]:
    """A notebook for each cell, in files of their own."""
    return [saved(short(cell), folder, f"0{number}_paper.ipynb") for number, cell in enumerate(cells, start=1)]


def heap(out: Path, files: list[Path]) -> Batch:
    """A job of each notebook, as a page only, under a name of its own; a second attempt follows soon."""
    made = definition(retry=Retry(attempts=2, wait_s=0.01))
    jobs = [Job(f"trial_{file.stem[:2]}", "start_here", file, {"language": "vi"}) for file in files]
    return Batch(Runner(NAME, made, WHAT, out=out), jobs)


def hanging(told: Path) -> str:
    """A cell that says its process in a file and does not come back; the next time it goes through."""
    return (
        f"import os, time\n\nif not os.path.exists({str(told)!r}):\n"
        f"    open({str(told)!r}, 'w').write(str(os.getpid()))\n    time.sleep(600)"
    )


def asked(file: Path) -> Asked:
    """An attempt at a notebook that is never come to."""
    made = definition()
    return Asked("run", NAME, "start_here", str(file), {}, ("html",), "", made.expected, made.limits)


def dies_with_the_first(order: Order) -> Finished:
    """Instead of an attempt: the worker ends when it is at the first notebook."""
    if order.asked.report == "trial_01":
        os.kill(os.getpid(), signal.SIGKILL)
    return at_once(order.asked, env={})


def waits(order: Order) -> Finished:
    """Instead of an attempt: takes longer than its scheduler lives."""
    return at_once(order.asked, env={}, takes_s=2)


if __name__ == "__main__":
    from icanalysis.runs.bulk.commands import make

    sys.exit(make(heap(Path(sys.argv[1]), [Path(word) for word in sys.argv[2:]]), workers=2))
