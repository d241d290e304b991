"""Reports of the past that nobody asked for by day: a rule takes the last figures there are, however old.

Where a report is due, `Expected.oldest_days` bounds that (`varying`). Asked for without a period, such a report is
made; its title names its day, and here it is said how many there are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from icanalysis.errors import Phrase, told_day
from icanalysis.runs.printing.definitions import Definition, Schedule
from icanalysis.runs.printing.jobs import Job
from icanalysis.wording.language import marked

PAST = marked(
    "Reports of the past: {count} of {all}. Their figures are older than {most} days, the oldest of {oldest}; "
    "the title of each says its day. What is due now is made by icanalysis run-due."
)


def is_past(as_of: str, *, most: int | None, today: date) -> bool:
    """Whether the day of a report, written as year-month-day, is further back than its definition allows.

    >>> is_past("2025-06-30", most=92, today=date(2025, 9, 30)), is_past("2025-06-30", most=92, today=date(2025, 10, 1))
    (False, True)
    """
    return most is not None and (today - date.fromisoformat(as_of)).days > most


def told_of_past(jobs: Sequence[Job], made: Definition, *, named: Collection[str], today: date) -> Phrase | None:
    """What to say of the reports of the past among those that can be had, unless their day was asked for by name."""
    follows_rule = any(one.parameter == "as_of" and not one.values for one in made.each)
    if "as_of" in named or not follows_rule:
        return None
    days = [job.parameters["as_of"] for job in jobs if job.refusal is None]
    most = made.expected.oldest_days
    past = [day for day in days if is_past(day, most=most, today=today)]
    return Phrase(PAST, count=len(past), all=len(days), most=most, oldest=told_day(min(past))) if past else None


def today(made: Definition) -> date:
    """The day of today where a report is due."""
    return datetime.now(ZoneInfo((made.schedule or Schedule("month")).zone)).date()
