"""Freshness: how old a figure is at a day; the same measure says how long something that was due is late.

    age in days    = day of the page − last day of the figure
    age in months  = whole months from the end of that last day to the end of the day of the page

Months are calendar months (`transforms.windows`): from 30 June to 31 July it is one. The rule is the suite's own; no
document sets how old a figure may be, so nothing here says that one is too old. From OLD_MONTHS on, or where no day is
known, a headline names the year of its figure and calls it old.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.transforms.windows import months_between

OLD_MONTHS = 24

ROUNDING = 1e-9
"""Months are sums of fractions of months: a whole one may come out a hair short."""


def age_days(last: pl.Expr, *, as_of: date) -> pl.Expr:
    """Days from the last day of a figure to the day of the page; null for an undated figure or a later one.

    >>> frame = pl.DataFrame({"last": [date(2021, 7, 31), date(2021, 6, 30), date(2021, 8, 1), None]})
    >>> frame.select(age_days(pl.col("last"), as_of=date(2021, 7, 31))).to_series().to_list()
    [0, 31, None, None]
    """
    days = (pl.lit(as_of) - last).dt.total_days()
    return pl.when(days >= 0).then(days)


def age_months(last: pl.Expr, *, as_of: date) -> pl.Expr:
    """Whole months from the end of the last day of a figure to the end of the day of the page; null as `age_days`.

    >>> frame = pl.DataFrame({"last": [date(2021, 7, 31), date(2021, 6, 30), date(2021, 7, 1), None]})
    >>> frame.select(age_months(pl.col("last"), as_of=date(2021, 7, 31))).to_series().to_list()
    [0, 1, 0, None]
    """
    months = months_between(last.dt.offset_by("1d"), pl.lit(as_of), clock=pl.lit("calendar"))
    return pl.when(last <= as_of).then((months + ROUNDING).floor().cast(pl.Int64))


def is_old(last: pl.Expr, *, as_of: date) -> pl.Expr:
    """Whether a figure is OLD_MONTHS or more before the day of the page, or undated.

    >>> frame = pl.DataFrame({"last": [date(2023, 6, 30), date(2023, 7, 31), date(2025, 8, 1), None]})
    >>> frame.select(is_old(pl.col("last"), as_of=date(2025, 6, 30))).to_series().to_list()
    [True, False, False, True]
    """
    return last.is_null() | (age_months(last, as_of=as_of) >= OLD_MONTHS).fill_null(False)
