"""The administrative map that a place belongs to, in words: before the reform of 1 July 2025, or from it on."""

from __future__ import annotations

from datetime import timedelta

from icanalysis.schemas import terms
from icanalysis.style.numbers import day
from icanalysis.wording.language import words

ONE_DAY = timedelta(days=1)


def edition_words(edition: str, language: str) -> str:
    """An edition as a report names it, with the day on which it ends or from which it holds.

    >>> edition_words("2024", "vi")
    'địa giới hành chính năm 2024 (đến hết ngày 30/06/2025)'
    >>> edition_words("2025", "en")
    'administrative map of 2025 (from 1 July 2025)'
    """
    _ = words(language)
    begins = terms.IN_FORCE_FROM[edition]
    later = sorted(one for one in terms.IN_FORCE_FROM.values() if one > begins)
    if later:
        last = day(later[0] - ONE_DAY, language)
        return _("administrative map of {edition} (until {day})").format(edition=edition, day=last)
    return _("administrative map of {edition} (from {day})").format(edition=edition, day=day(begins, language))


def short_edition(edition: str, language: str) -> str:
    """An edition where there is little room.

    >>> short_edition("2024", "vi")
    'địa giới 2024'
    """
    _ = words(language)
    return _("map of {edition}").format(edition=edition)
