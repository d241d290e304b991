"""Makes what is due and missing, the oldest first; one failure stops nothing, and two at once make nothing twice.

The whole of it stands under a lock of the reports' folder: who comes second waits, looks anew and finds nothing
missing. The lock is the operating system's, so it goes with its process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from icanalysis.errors import CannotWrite, Phrase, RunFailed, UserError, first_line
from icanalysis.runs.printing.definitions import Definition
from icanalysis.runs.printing.jobs import Job
from icanalysis.runs.printing.runner import Outcome
from icanalysis.runs.schedule.account import account, keep
from icanalysis.runs.schedule.due import Due, due, missing, slot
from icanalysis.wording.language import marked

LOCK = "due.lock"
EMPTY = marked("The report has no place and no day to be made for.")
FAULT = marked("This is a fault of the suite ({said}).")

Tell = Callable[[str], None]
JobsOf = Callable[[str, Definition, Due], list[Job]]
"""The jobs of a report for a period."""

Make = Callable[[str, Definition, Job], Outcome]
"""Makes one job of a report."""


@dataclass(frozen=True)
class Told:
    """What became of a period of a report: its outcomes, or why it has no jobs."""

    due: Due
    definition: Definition
    outcomes: tuple[Outcome, ...]
    error: UserError | None = None

    @property
    def errors(self) -> list[UserError]:
        """Everything that failed."""
        found = (self.error, *(outcome.error for outcome in self.outcomes))
        return [error for error in found if error is not None]


@dataclass(frozen=True)
class Looking:
    """How a look for what is due is made: where, how far back, and by whom jobs are found and made."""

    out: Path
    back: timedelta
    jobs_of: JobsOf
    make: Make
    tell: Tell = lambda line: None

    def catch_up(self, definitions: Mapping[str, Definition], *, now: datetime) -> list[Told]:
        """Makes what is due at a moment and missing; tells of every period in which something was.

        Raises:
            BadLedger: when what is done cannot be known.
            CannotWrite: when nothing can be written beside the reports.
        """
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            lock = self._locked()
        except OSError as error:
            raise CannotWrite(f"Nothing can be written to {str(self.out)!r} ({error.strerror}).") from error
        try:
            return self._all(definitions, now)
        finally:
            lock.release()

    def _locked(self) -> BaseFileLock:
        """The lock, held; whoever waits for it is told once."""
        lock = FileLock(self.out / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            self.tell("Another run-due is at work; waiting for it.")
            lock.acquire()
        return lock

    def _all(self, definitions: Mapping[str, Definition], now: datetime) -> list[Told]:
        schedules = {name: made.schedule for name, made in definitions.items() if made.schedule is not None}
        since = account(self.out, now=now).not_before
        found = due(schedules, not_before=since, now=now, back=self.back)
        told = (self._period(one, definitions[one.report], now) for one in found)
        return [one for one in told if one.outcomes or one.error]

    def _period(self, one: Due, made: Definition, now: datetime) -> Told:
        """Makes what is missing of a period and settles each slot of which every job is there."""
        settled = account(self.out, now=now).settled_of(one.report, one.period.end)
        try:
            all_jobs = self.jobs_of(one.report, made, one)
        except UserError as error:
            return Told(one, made, (), error)
        except Exception as error:
            return Told(one, made, (), _fault(error))
        if not all_jobs:
            return Told(one, made, (), RunFailed(Phrase(EMPTY)))
        jobs = missing(all_jobs, made, settled=settled)
        open_jobs = [slot(job, made) for job in jobs]
        outcomes = []
        for job in jobs:
            outcomes.append(outcome := self._made(one.report, made, job))
            if outcome.error is None:
                open_jobs.remove(slot(job, made))
                if slot(job, made) not in open_jobs:
                    known = account(self.out, now=now)
                    keep(known.settle(one.report, one.period.end, slot(job, made)), self.out)
        return Told(one, made, tuple(outcomes))

    def _made(self, name: str, made: Definition, job: Job) -> Outcome:
        """The outcome of a job, whatever happens in it."""
        try:
            return self.make(name, made, job)
        except UserError as error:
            return Outcome(job, None, None, False, error)
        except Exception as error:
            return Outcome(job, None, None, False, _fault(error))


def _fault(error: Exception) -> RunFailed:
    return RunFailed(Phrase(FAULT, said=first_line(f"{type(error).__name__}: {error}")))
