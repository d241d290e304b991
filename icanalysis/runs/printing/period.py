"""The period of a report in words, as its title names it: "tháng 12 năm 2020", "6 tháng đầu năm 2025"."""

from __future__ import annotations

from datetime import date

from icanalysis.runs.printing.definitions import Schedule
from icanalysis.style.numbers import month
from icanalysis.wording.language import words

HALF = 6
"""A window that ends in this month at the latest is the first half of its year; one that ends later is the year."""


def period_words(schedule: Schedule | None, as_of: str | None, language: str) -> str:
    """The month, the half-year or the year in which the figures of a report end, by the rule of its schedule.

    Empty where there is no such rule, or no day: then the title names the day itself. Of the windows of half-years it
    is the first that ends in the month of the day or later in its year: figures of the last days of December are of
    that year, though a window ends on 14 December.

    >>> period_words(Schedule("month"), "2020-12-31", "vi")
    'tháng 12 năm 2020'
    >>> from icanalysis.runs.printing.definitions import Window
    >>> halves = Schedule("half-year", windows=(Window("12-15", "06-14"), Window("12-15", "12-14")))
    >>> [period_words(halves, day, "vi") for day in ("2025-06-14", "2025-06-30", "2025-09-30", "2025-12-28")]
    ['6 tháng đầu năm 2025', '6 tháng đầu năm 2025', 'năm 2025', 'năm 2025']
    >>> period_words(None, "2020-12-31", "vi")
    ''
    """
    if schedule is None or as_of is None:
        return ""
    end = date.fromisoformat(as_of)
    if schedule.rule == "month":
        return month(end, language)
    ends = sorted(int(one.end.partition("-")[0]) for one in schedule.windows)
    last = next((one for one in ends if one >= end.month), None)
    if schedule.rule != "half-year" or last is None:
        return ""
    _ = words(language)
    return (_("first half of {year}") if last <= HALF else _("year {year}")).format(year=end.year)
