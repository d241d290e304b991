"""From the schedule of a report to its periods, each with the moment from which it is due.

- `month`: every calendar month; due on a day of that very month, as provinces report to the Government by the 25th of
  the last month of a period (Decree 09/2019/NĐ-CP, article 13).
- `half-year`: the windows, such as 15/12–14/06 and 15/12–14/12; due before the 20th of the month in which they end
  (Circular 14/2024/TT-BCT, article 3).
- `once`: one day.

With `before`, a report is due on the eve of its day. With `working_day_before`, what would be due on a day off is due
on the working day before it. A day that a month does not have is its last day. A report is due from the first minute of
its day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icanalysis.errors import BadSettings, Phrase
from icanalysis.runs.printing.definitions import Schedule, Window
from icanalysis.runs.schedule.calendar import ONE_DAY, working_day_by

MARGIN = timedelta(days=62)
"""More than lies between the end of a period and its due day, days off and the offset of a zone included."""


@dataclass(frozen=True, order=True)
class Period:
    """What a report is about, from its first to its last day, and the moment from which it is due."""

    due: datetime
    end: date
    start: date


def periods(schedule: Schedule, *, since: datetime, until: datetime) -> list[Period]:
    """The periods that become due from `since` on and before `until`, in the order in which they do.

    Raises:
        BadSettings: when the schedule names a zone or a day that there is not.
    """
    zone = _zone(schedule)
    spans = _spans(schedule, since=(since - MARGIN).date(), until=(until + MARGIN).date())
    found = (Period(datetime.combine(_due(schedule, end), time(), zone), end, start) for start, end in spans)
    return sorted(period for period in found if since <= period.due < until)


def _due(schedule: Schedule, end: date) -> date:
    """The day on which a period with this end is due."""
    named = end if schedule.rule == "once" else _day_of(end.year, end.month, schedule.day)
    day = named - ONE_DAY if schedule.before else named
    return working_day_by(day) if schedule.working_day_before else day


def _spans(schedule: Schedule, *, since: date, until: date) -> Iterator[tuple[date, date]]:
    """First and last day of the periods that end about then."""
    years = range(since.year, until.year + 1)
    match schedule.rule:
        case "month":
            ends = (_day_of(year, month, 31) for year in years for month in range(1, 13))
            yield from ((end.replace(day=1), end) for end in ends)
        case "half-year":
            yield from (_window(one, year) for year in years for one in schedule.windows)
        case "once":
            yield _once(schedule), _once(schedule)


def _window(window: Window, year: int) -> tuple[date, date]:
    """A window that ends in a year; one that begins later in the year than it ends began the year before."""
    first = year if window.start <= window.end else year - 1
    return _month_day(window.start, first), _month_day(window.end, year)


def _month_day(text: str, year: int) -> date:
    month, day = map(int, text.split("-"))
    return _day_of(year, month, day)


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _once(schedule: Schedule) -> date:
    try:
        return date.fromisoformat(schedule.on)
    except ValueError as error:
        raise BadSettings(
            Phrase("'schedule.on' is {on!r}; there is no such day. Write it as 2025-12-25.", on=schedule.on)
        ) from error


def _zone(schedule: Schedule) -> ZoneInfo:
    try:
        return ZoneInfo(schedule.zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadSettings(
            Phrase(
                "'schedule.zone' is {zone!r}; there is no such time zone. Write it as Asia/Ho_Chi_Minh.",
                zone=schedule.zone,
            )
        ) from error
