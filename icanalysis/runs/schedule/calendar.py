"""Working days of Việt Nam: no weekend, no public holiday; days that were worked or taken off in exchange included.

From the library `holidays`. Exchanges of days and the days of Tết are decided year by year; for years that are not
decided yet it has the days of the law.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

ONE_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether offices of the state work on a day.

    >>> is_working_day(date(2026, 2, 18)), is_working_day(date(2026, 8, 31)), is_working_day(date(2026, 8, 22))
    (False, False, True)
    """
    return _known().is_working_day(day)


def working_day_by(day: date) -> date:
    """The day itself, or the last working day before it.

    >>> working_day_by(date(2026, 10, 25)), working_day_by(date(2026, 11, 25))
    (datetime.date(2026, 10, 23), datetime.date(2026, 11, 25))
    """
    while not is_working_day(day):
        day -= ONE_DAY
    return day


@cache
def _known() -> holidays.HolidayBase:
    """The days off; years are worked out when they are asked for."""
    return holidays.VN()
