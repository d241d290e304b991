"""Time as the two clocks count it.

The calendar clock counts months from the 1st; the administrative clock (NĐ 09/2019 art. 8, TT 14/2024)
counts them from the 15th to the 14th, its year from 15/12 to 14/12. Both are brought to one measure:
months since year 0, with days as fractions of their month.
"""

from __future__ import annotations

import polars as pl

ADMINISTRATIVE_OFFSET_DAYS = 14
"""Shifts the 15th of a month onto its 1st; 15 December then belongs to December, month 0 of the next year."""


def month_position(day: pl.Expr, *, clock: pl.Expr) -> pl.Expr:
    """Months from year 0 to the start of a day; on the administrative clock months begin on the 15th."""
    shifted = (
        pl.when(clock.cast(pl.String) == "administrative")
        .then(day.dt.offset_by(f"-{ADMINISTRATIVE_OFFSET_DAYS}d"))
        .otherwise(day)
    )
    month = shifted.dt.year().cast(pl.Int64) * 12 + shifted.dt.month().cast(pl.Int64)
    return month + (shifted.dt.day().cast(pl.Int64) - 1) / shifted.dt.days_in_month().cast(pl.Int64)


def months_between(start: pl.Expr, end: pl.Expr, *, clock: pl.Expr) -> pl.Expr:
    """Months from the start of `start` to the end of `end`, both included; whole months count as whole.

    >>> from datetime import date
    >>> frame = pl.DataFrame({"a": [date(2021, 1, 1)], "b": [date(2021, 7, 31)], "clock": ["calendar"]})
    >>> frame.select(months_between(pl.col("a"), pl.col("b"), clock=pl.col("clock"))).item()
    7.0
    >>> frame = pl.DataFrame({"a": [date(2024, 12, 15)], "b": [date(2025, 6, 14)], "clock": ["administrative"]})
    >>> frame.select(months_between(pl.col("a"), pl.col("b"), clock=pl.col("clock"))).item()
    6.0
    """
    after = end.dt.offset_by("1d")
    return month_position(after, clock=clock) - month_position(start, clock=clock)


def shared_months(
    start: pl.Expr, end: pl.Expr, *, period_start: pl.Expr, period_end: pl.Expr, clock: pl.Expr
) -> pl.Expr:
    """Months of a period that a window covers; zero when they do not meet, null when an end is not known."""
    first = pl.max_horizontal(start, period_start)
    last = pl.min_horizontal(end, period_end)
    known = pl.all_horizontal(day.is_not_null() for day in (start, end, period_start, period_end))
    return pl.when(known).then(months_between(first, last, clock=clock).clip(lower_bound=0.0))


def months_after(end: pl.Expr, *, period_end: pl.Expr, clock: pl.Expr) -> pl.Expr:
    """Months of a period that are left after the end of a window; zero when none is.

    >>> from datetime import date
    >>> frame = pl.DataFrame({"a": [date(2021, 7, 31)], "b": [date(2021, 12, 31)], "clock": ["calendar"]})
    >>> frame.select(months_after(pl.col("a"), period_end=pl.col("b"), clock=pl.col("clock"))).item()
    5.0
    """
    return months_between(end.dt.offset_by("1d"), period_end, clock=clock).clip(lower_bound=0.0)
