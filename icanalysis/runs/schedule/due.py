"""What is due at a moment, the oldest first, and which jobs of it are missing.

Due is every period whose moment has come, but none from before the suite was told to look (`not_before`) and none that
is further back than `back`: what an office missed on days off is caught up with, what it never ordered is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from icanalysis.runs.printing.definitions import Definition, Schedule
from icanalysis.runs.printing.jobs import Job
from icanalysis.runs.schedule.rules import Period, periods

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, order=True)
class Due:
    """A period of a report that is due."""

    period: Period
    report: str


def due(schedules: Mapping[str, Schedule], *, not_before: datetime, now: datetime, back: timedelta) -> list[Due]:
    """The periods of all reports that are due at a moment, the oldest first.

    Raises:
        BadSettings: as `periods`.
    """
    since = max(not_before, now - back)
    found = ((name, periods(one, since=since, until=now + INSTANT)) for name, one in schedules.items())
    return sorted(Due(period, name) for name, all_periods in found for period in all_periods)


def coming(schedules: Mapping[str, Schedule], *, now: datetime, ahead: timedelta) -> list[Due]:
    """The periods of all reports that become due after a moment, the next first."""
    found = ((name, periods(one, since=now + INSTANT, until=now + ahead)) for name, one in schedules.items())
    return sorted(Due(period, name) for name, all_periods in found for period in all_periods)


def slot(job: Job, made: Definition) -> str:
    """What a job is for within a period: its parameters without the days that a rule takes from the figures.

    So a report that was made in time is not made once more for the same period when newer figures come in.
    """
    from_figures = {one.parameter for one in made.each if one.latest}
    return " ".join(f"{name}={value}" for name, value in job.parameters.items() if name not in from_figures)


def missing(jobs: Iterable[Job], made: Definition, *, settled: Collection[str]) -> list[Job]:
    """The jobs of a period whose slot is not settled, in their order."""
    return [job for job in jobs if slot(job, made) not in settled]
