"""Reports for tests: a small notebook, run for real; and runs without a notebook, for what is around them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from icanalysis.runs.printing.attempt import Asked, Finished
from icanalysis.runs.printing.definitions import Definition, Expected, Limits, Retry, Title
from icanalysis.runs.printing.jobs import Job
from icanalysis.runs.printing.runner import Runner

NAME = "trial"


def definition(notebook: str = "start_here", **changed: object) -> Definition:
    """A report of one notebook, as a page only, tried once."""
    usual = Definition(
        notebook,
        Title("Thử", "Trial"),
        formats=("html",),
        expected=Expected(figures=0),
        limits=Limits(cell_s=60, run_s=300),
        retry=Retry(attempts=1, wait_s=0.01),
    )
    return replace(usual, **changed)


def job(file: Path, notebook: str = "start_here", **parameters: str) -> Job:
    """A job on a notebook file; all of them have the same name for the same parameters, whatever the file is."""
    return Job(NAME, notebook, file, parameters or {"language": "vi"})


def runner(out: Path, made: Definition | None = None, **changed: object) -> Runner:
    """Runs jobs of the trial report into a folder."""
    return Runner(NAME, made or definition(), "run", out=out, **changed)


def at_once(asked: Asked, *, env: Mapping[str, str], takes_s: float = 0.0) -> Finished:
    """An attempt without a notebook: its page says which run it is of."""
    time.sleep(takes_s)
    page = f"<p>{asked.run} {asked.parameters}</p>" * 50
    files = {".html": page.encode(), ".manifest.json": f'{{"run": "{asked.run}"}}'.encode()}
    return Finished(files, [], [], b"", None)
