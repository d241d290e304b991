"""Makes what is due and missing, the oldest first; one failure stops nothing, and two at once make nothing twice.

A job that cannot be had, for want of figures, is not run: its readers are told once, and it waits. It is looked at anew
every time, so it is made as soon as there are figures.

The whole of it stands under a lock of the reports' folder: who comes second waits, looks anew and finds nothing
missing. The lock is the operating system's, so it goes with its process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from icanalysis.errors import CannotWrite, Phrase, RunFailed, UserError, first_line
from icanalysis.runs.printing.definitions import Definition
from icanalysis.runs.printing.jobs import Job
from icanalysis.runs.printing.runner import Outcome
from icanalysis.runs.schedule.account import Account, account, keep
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
    """What became of a period of a report: its outcomes, or why it has no jobs; how many wait, as was told before."""

    due: Due
    definition: Definition
    outcomes: tuple[Outcome, ...]
    error: UserError | None = None
    waiting: int = 0

    @property
    def is_news(self) -> bool:
        """Whether there is anything that was not told before."""
        return bool(self.outcomes or self.error)

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
            said = marked("Nothing can be written to {folder!r} ({said}). Choose another folder with --out.")
            raise CannotWrite(Phrase(said, folder=str(self.out), said=error.strerror)) from error
        try:
            return self._all(definitions, now)
        finally:
            lock.release()

    def remember(self, all_told: Iterable[Told], *, now: datetime) -> None:
        """Writes down what readers have now been told of jobs that cannot be had: they are not told again.

        Raises:
            BadLedger: when it cannot be known what was told, or not be written.
        """
        with self._locked():
            known = account(self.out, now=now)
            for told in all_told:
                report, why = told.due.report, {}
                for one in told.outcomes:
                    if one.job.refusal is not None:
                        why.setdefault(slot(one.job, told.definition), []).append(str(one.job.refusal))
                for of_slot, reasons in why.items():
                    known = known.tell(report, of_slot, tuple(reasons))
            keep(known, self.out)

    def _locked(self) -> BaseFileLock:
        """The lock, held; whoever waits for it is told once."""
        lock = FileLock(self.out / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            self.tell(Phrase("Another run-due is at work; waiting for it."))
            lock.acquire()
        return lock

    def _all(self, definitions: Mapping[str, Definition], now: datetime) -> list[Told]:
        schedules = {name: made.schedule for name, made in definitions.items() if made.schedule is not None}
        since = account(self.out, now=now).not_before
        found = due(schedules, not_before=since, now=now, back=self.back)
        refused: set[tuple[str, ...]] = set()
        told = (self._period(one, definitions[one.report], now, refused) for one in found)
        return [one for one in told if one.is_news or one.waiting]

    def _period(self, one: Due, made: Definition, now: datetime, told: set[tuple[str, ...]]) -> Told:
        """Makes what is missing of a period and settles each slot of which every job is there."""
        known = account(self.out, now=now)
        settled = known.settled_of(one.report, one.period.end)
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
        outcomes, waiting = [], 0
        for job in jobs:
            if job.refusal is not None and self._is_told(one.report, made, job, known, told):
                waiting += 1
                continue
            outcomes.append(outcome := self._made(one.report, made, job))
            if outcome.error is None:
                open_jobs.remove(slot(job, made))
                if slot(job, made) not in open_jobs:
                    known = account(self.out, now=now)
                    keep(known.settle(one.report, one.period.end, slot(job, made)), self.out)
        return Told(one, made, tuple(outcomes), waiting=waiting)

    def _is_told(self, name: str, made: Definition, job: Job, known: Account, told: set[tuple[str, ...]]) -> bool:
        """Whether readers know why a job cannot be had; from now on they do."""
        why = (name, slot(job, made), str(job.refusal))
        is_told = why in told or known.is_told(*why)
        told.add(why)
        return is_told

    def _made(self, name: str, made: Definition, job: Job) -> Outcome:
        """The outcome of a job, whatever happens in it; one that cannot be had is not run."""
        if job.refusal is not None:
            return Outcome(job, None, None, False, job.refusal)
        try:
            return self.make(name, made, job)
        except UserError as error:
            return Outcome(job, None, None, False, error)
        except Exception as error:
            return Outcome(job, None, None, False, _fault(error))


def _fault(error: Exception) -> RunFailed:
    return RunFailed(Phrase(FAULT, said=first_line(f"{type(error).__name__}: {error}")))
