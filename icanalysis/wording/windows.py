"""Periods in words: "7 tháng năm 2021", "quý I năm 2025", "giai đoạn 2016–2020"."""

from __future__ import annotations

from datetime import date, timedelta

from icanalysis.style.numbers import QUARTERS, day
from icanalysis.wording.language import words

YEAR_END = (12, 31)


def window_words(start: date | None, end: date | None, language: str) -> str:
    """A window as a report names it.

    >>> window_words(date(2021, 1, 1), date(2021, 7, 31), "vi")
    '7 tháng năm 2021'
    >>> window_words(date(2016, 1, 1), date(2020, 12, 31), "en")
    '2016–2020'
    """
    _ = words(language)
    if start is None or end is None:
        return _("undated")
    if start == end:
        return day(end, language)
    whole_months = start.day == 1 and (end + timedelta(days=1)).day == 1
    if not whole_months:
        return f"{day(start, language)} – {day(end, language)}"
    if start.year != end.year:
        years_only = (start.month, start.day) == (1, 1) and (end.month, end.day) == YEAR_END
        if years_only:
            return f"{start.year}–{end.year}"
        return f"{start:%m/%Y} – {end:%m/%Y}"
    year, months = end.year, (start.month, end.month)
    if months == (1, 12):
        return _("year {year}").format(year=year)
    if start.month == end.month:
        return _("month {month} of {year}").format(month=end.month, year=year)
    if months in QUARTERS:
        return _("quarter {quarter} of {year}").format(quarter=QUARTERS[months], year=year)
    if start.month == 1:
        return _("{months} months of {year}").format(months=end.month, year=year)
    return f"{start:%m/%Y} – {end:%m/%Y}"
