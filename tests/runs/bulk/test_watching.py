"""What is said of a batch on its way: how many, how fast, how long still; paths are for another stream."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from icanalysis.errors import RunFailed
from icanalysis.runs.bulk.watching import Counts, Watch
from icanalysis.runs.printing.runner import Outcome
from tests.runs.printing.orders import job

NEW, THERE, FAILED = (True, None), (False, None), (False, RunFailed("It is broken."))


def outcome(number: int, how: tuple[bool, RunFailed | None]) -> Outcome:
    """The end of a job."""
    is_new, error = how
    return Outcome(job(Path("a.ipynb"), number=str(number)), "run", Path("a"), is_new, error)


def counts(*how: tuple[bool, RunFailed | None], total: int, seconds: float) -> Counts:
    """Counts of jobs that ended like this, so many seconds after they were begun."""
    now = [0.0]
    made = Counts(total, clock=lambda: now[0])
    for number, one in enumerate(how):
        made.add(outcome(number, one))
    now[0] = seconds
    return made


def shown(*how: tuple[bool, RunFailed | None], terminal: bool) -> str:
    """All that is written while jobs end like this, and after it."""
    stream = io.StringIO()
    watch = Watch("monthly", 3, console=Console(file=stream, force_terminal=terminal, width=120))
    with watch:
        watch.last("trial_1: attempt 1")
        for number, one in enumerate(how):
            watch.add(outcome(number, one))
    watch.sum_up()
    return stream.getvalue()


def test_what_was_there_already_is_no_speed():
    found = counts(THERE, THERE, NEW, NEW, FAILED, total=11, seconds=30)
    assert (found.per_minute, found.left_s) == (6, 60)
    assert found.said == "1 failed, 6 a minute, 1 min 0 s left"


def test_before_the_first_is_made_nothing_is_said_of_speed():
    assert counts(THERE, total=2, seconds=9).said == ""


def test_the_sum_names_what_is_not_made():
    found = counts(NEW, THERE, FAILED, total=5, seconds=61)
    assert found.summary == "1 delivered, 1 already there, 1 failed, 2 not made of 5, in 1 min 1 s"


def test_without_a_terminal_each_end_is_a_plain_line():
    lines = shown(NEW, FAILED, THERE, terminal=False).splitlines()
    assert lines[0].startswith("trial_0: delivered (1 of 3, ")
    assert lines[1].startswith("trial_1: It is broken. (2 of 3, 1 failed, ")
    assert lines[3] == "trial_1: It is broken."
    assert lines[4].startswith("1 delivered, 1 already there, 1 failed of 3, in ")


def test_in_a_terminal_one_line_changes_and_goes_and_the_sum_stays():
    written = shown(NEW, FAILED, terminal=True)
    assert "2/3" in written
    assert "trial_0: delivered" not in written
    assert written.rstrip().splitlines()[-2].endswith("trial_1: It is broken.")
