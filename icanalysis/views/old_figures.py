"""The year of old figures after a headline: a number that is read alone must not look as if it were of today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from icanalysis.transforms.freshness import is_old
from icanalysis.views import controls
from icanalysis.wording.language import words


def told_of_old(days: Iterable[date | None], *, as_of: str, language: str) -> str:
    """The sentence that names the years of figures that are old at the date, with the space before it; else nothing.

    `days` are those of the figures behind a number (`transforms.freshness.is_old`); of several years the first and the
    last are named.

    >>> told_of_old([date(2011, 12, 31), date(2025, 3, 31)], as_of="2025-06-30", language="vi")
    ' Số liệu năm 2011, đã cũ so với ngày báo cáo.'
    >>> told_of_old([date(2011, 12, 31), date(2019, 1, 1), None], as_of="2025-06-30", language="en")
    ' Figures of 2011–2019, old at the day of the report, and undated ones.'
    """
    _ = words(language)
    known = pl.DataFrame({"day": list(days)}, schema={"day": pl.Date})
    old = known.filter(is_old(pl.col("day"), as_of=controls.as_day(as_of)))["day"]
    if old.is_empty():
        return ""
    years = sorted({str(day.year) for day in old.drop_nulls()})
    template = _("Figures without a date.")
    if years:
        template = (
            _("Figures of {years}, old at the day of the report, and undated ones.")
            if old.null_count()
            else _("Figures of {years}, old at the day of the report.")
        )
    return " " + template.format(years="–".join(dict.fromkeys((*years[:1], *years[-1:]))))
