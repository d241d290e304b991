"""Looks for what is due without notebooks: jobs of two places, and a maker that counts, fails and refuses as told."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icanalysis.errors import BadParameter, RunFailed
from icanalysis.runs.printing.definitions import Definition, Recipients, Schedule
from icanalysis.runs.printing.jobs import Job
from icanalysis.runs.printing.runner import Outcome
from icanalysis.runs.schedule.catching_up import Looking, Told
from tests.runs.printing import orders

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BACK = timedelta(days=92)
PLACES = ("08", "22")


def at(text: str) -> datetime:
    """A moment in Việt Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def monthly(**changed: object) -> Definition:
    """A report of every month."""
    usual = {"schedule": Schedule("month"), "recipients": Recipients(mail=("leaders",), webhook=("chat",))}
    return orders.definition(**(usual | changed))


class Maker:
    """Makes reports: writes down each, takes a little time, fails for the places in `fails`."""

    def __init__(self, out: Path, *, fails: Collection[str] = (), takes_s: float = 0.0) -> None:
        self.out, self.fails, self.takes_s = out, set(fails), takes_s
        self.refuses: dict[str, str] = {}
        self.made: list[tuple[str, str, str]] = []
        self.lines: list[str] = []

    def jobs_of(self, name: str, made: Definition, due) -> list[Job]:
        """Two places, each with the last day of the period."""
        days = {"as_of": due.period.end.isoformat()}
        return [Job(name, "start_here", Path("x"), {"place": place} | days, self._refusal(place)) for place in PLACES]

    def make(self, name: str, made: Definition, job: Job) -> Outcome:
        """One report."""
        time.sleep(self.takes_s)
        place = job.parameters["place"]
        if place in self.fails:
            return Outcome(job, "r", None, False, RunFailed("The tables are empty."))
        self.made.append((name, place, job.parameters["as_of"]))
        path = self.out / name / job.stem
        path.mkdir(parents=True, exist_ok=True)
        return Outcome(job, "r", path, True)

    def _refusal(self, place: str) -> BadParameter | None:
        why = self.refuses.get(place)
        return BadParameter(why) if why else None

    def look(self, known: dict[str, Definition], now: str) -> list[Told]:
        """What a look tells that is news to readers, who are told it."""
        found = self.looking().catch_up(known, now=at(now))
        news = [one for one in found if one.is_news]
        self.looking().remember(news, now=at(now))
        return news

    def looking(self, *, back: timedelta = BACK) -> Looking:
        """A look that has this maker make what is missing."""
        return Looking(self.out, back, self.jobs_of, self.make, self.lines.append)
