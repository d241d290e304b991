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
        return _one_sided(start, end, language)
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


def _one_sided(start: date | None, end: date | None, language: str) -> str:
    """A period of which one end is known: "đến năm 2030", "từ ngày 15/03/2021"."""
    _ = words(language)
    if end is not None:
        whole = (end.month, end.day) == YEAR_END
        return _("to {year}").format(year=end.year) if whole else _("to {day}").format(day=day(end, language))
    if start is not None:
        whole = (start.month, start.day) == (1, 1)
        return _("from {year}").format(year=start.year) if whole else _("from {day}").format(day=day(start, language))
    return _("undated")
