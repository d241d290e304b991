"""Lengths of time in words: "12 ngày", "3 tháng", "9 năm 7 tháng"."""

from __future__ import annotations

from icanalysis.wording.language import words

MONTHS_OF_A_YEAR = 12
MOST_MONTHS = 24
"""From so many months on a length is told in years and months."""


def age_words(months: int, days: int, language: str) -> str:
    """A length in days below one month, in months below two years, then in years and months.

    >>> age_words(0, 12, "vi"), age_words(3, 92, "vi"), age_words(115, 3500, "vi")
    ('12 ngày', '3 tháng', '9 năm 7 tháng')
    >>> age_words(0, 1, "en"), age_words(1, 31, "en"), age_words(24, 731, "en")
    ('1 day', '1 month', '2 years')
    """
    _ = words(language)
    if months == 0:
        return (_("{count} day") if days == 1 else _("{count} days")).format(count=days)
    years, rest = divmod(months, MONTHS_OF_A_YEAR)
    if months < MOST_MONTHS:
        return _months(months, language)
    told = _("{count} years").format(count=years)
    return f"{told} {_months(rest, language)}" if rest else told


def _months(count: int, language: str) -> str:
    _ = words(language)
    return (_("{count} month") if count == 1 else _("{count} months")).format(count=count)
