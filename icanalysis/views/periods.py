"""Figures up to the day of a page and figures of an earlier period: told apart, and never counted as one.

A page of December may have no later figure than that of June. Such a figure stays, with its period beside it.
"""

from __future__ import annotations

from collections.abc import Iterable

from icanalysis.views.cells import Row
from icanalysis.wording.windows import window_words


def apart(found: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """The rows whose window ends on the day of the page, and those whose window ends before it."""
    kept = list(found)
    return [row for row in kept if row["is_of_the_day"]], [row for row in kept if not row["is_of_the_day"]]


def windows_told(found: Iterable[Row], language: str) -> str:
    """The windows of the rows in words, each once, the latest first.

    >>> from datetime import date
    >>> def row(month: int, day: int) -> Row:
    ...     return {"window_start": date(2021, 1, 1), "window_end": date(2021, month, day)}
    >>> windows_told([row(3, 31), row(6, 30), row(3, 31)], "vi")
    '6 tháng năm 2021; quý I/2021'
    """
    windows = {(row["window_end"], row["window_start"]) for row in found}
    return "; ".join(window_words(start, end, language) for end, start in sorted(windows, reverse=True))
