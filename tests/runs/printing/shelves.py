"""Folders of reports as runs have left them, without any run: sets, banners and a ledger that knows of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from icanalysis.errors import Phrase, RunFailed, UserError
from icanalysis.runs.printing import index, sets
from icanalysis.runs.printing.facts import Facts
from icanalysis.runs.printing.inputs import Inputs
from icanalysis.runs.printing.jobs import Job
from icanalysis.runs.printing.ledger import ABANDONED, Ledger, Wish, new_run
from icanalysis.runs.printing.owner import own
from icanalysis.runs.printing.runner import INTERRUPTED, LEDGER

MADE_FROM = Inputs("t", {}, "n", "o", "c", "0.1.0", "l")
WHY = RunFailed(Phrase("Figures: {count}; at least {least} are expected.", count=0, least=3))
SOURCES = Facts(date(2021, 8, 6))


@dataclass(frozen=True)
class Shelf:
    """A folder of reports."""

    out: Path

    @property
    def ledger(self) -> Ledger:
        """Its ledger."""
        return Ledger(self.out / LEDGER)

    def good(
        self, report: str = "monthly", *, facts: Facts = SOURCES, endings: tuple[str, ...] = (), **asked: str
    ) -> str:
        """A delivered set; returns its run."""
        job, run = _job(report, asked), new_run()
        place = self._place(job)
        place.set_of(run).mkdir(parents=True)
        for ending in endings or tuple(index.FORMATS):
            (place.set_of(run) / f"{job.stem}{ending}").write_bytes(run.encode())
        sets.lead(place, run)
        self._written(job, run, None, facts)
        return run

    def failed(self, report: str = "monthly", *, why: UserError = WHY, **asked: str) -> str:
        """A run that failed, with its banner; returns it."""
        job, run = _job(report, asked), new_run()
        sets.warn(self._place(job), run, why=why, at=datetime.now().astimezone(), last_good=None)
        self._written(job, run, why, None)
        return run

    def interrupted(self, report: str = "monthly", **asked: str) -> str:
        """A run that was cut short; returns it."""
        job, run = _job(report, asked), new_run()
        self._written(job, run, None, None)
        self.ledger.end(run, ABANDONED, RunFailed(Phrase(INTERRUPTED)))
        return run

    def _place(self, job: Job) -> sets.Place:
        return sets.Place(self.out, job.report, job.stem)

    def _written(self, job: Job, run: str, why: UserError | None, facts: Facts | None) -> None:
        wish = Wish(job.report, job.stem, job.parameters, job.stem, MADE_FROM, own("run"), timedelta(hours=1))
        self.ledger.record(run, wish, began=datetime.now().astimezone(), why=why, outputs={}, facts=facts)


def _job(report: str, asked: dict[str, str]) -> Job:
    usual = {"edition": "2024", "place": "08", "as_of": "2021-07-31", "language": "vi"}
    return Job(report, "attainment", Path("x"), usual | asked)
