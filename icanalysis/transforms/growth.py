"""Growth and index, kept apart, and never across price bases.

    growth   = new ÷ old − 1        "tăng 14,6 %"
    index    = new ÷ old            "bằng 114,6 %"
    compound = (new ÷ old)^(1 ÷ years) − 1

Two values are compared only at one price basis; a basis that a source does not state is taken along and
marked, two stated bases that differ are refused.
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.division import change, ratio


def growth_share(new: pl.Expr, old: pl.Expr) -> pl.Expr:
    """new ÷ old − 1; null where there is nothing positive to grow from."""
    return change(new, old)


def index_share(new: pl.Expr, old: pl.Expr) -> pl.Expr:
    """new ÷ old; null where there is nothing positive to compare with."""
    return pl.when(old > 0).then(ratio(new, old))


def compound_rate(new: pl.Expr, old: pl.Expr, *, years: pl.Expr) -> pl.Expr:
    """The yearly rate that leads from old to new: (new ÷ old)^(1 ÷ years) − 1.

    >>> frame = pl.DataFrame({"new": [3.17], "old": [1.0], "years": [5.0]})
    >>> frame.select(compound_rate(pl.col("new"), pl.col("old"), years=pl.col("years")).round(3)).item()
    0.26
    """
    return pl.when((old > 0) & (new >= 0) & (years > 0)).then((new / old).pow(1 / years) - 1)


def comparable_bases(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """True where two price bases may be compared: equal, or one of them not stated."""
    a, b = one.cast(pl.String), other.cast(pl.String)
    return (a == b) | (a == "not_stated") | (b == "not_stated")


def a_year_later(day: pl.Expr) -> pl.Expr:
    """The same day of the next year; the end of a month stays the end of its month.

    >>> from datetime import date
    >>> frame = pl.DataFrame({"day": [date(2023, 2, 28), date(2023, 6, 14)]})
    >>> frame.select(a_year_later(pl.col("day"))).to_series().to_list()
    [datetime.date(2024, 2, 29), datetime.date(2024, 6, 14)]
    """
    later = day.dt.offset_by("1y")
    return pl.when(day == day.dt.month_end()).then(later.dt.month_end()).otherwise(later)


def with_same_period(frame: pl.LazyFrame, *, history: pl.LazyFrame) -> pl.LazyFrame:
    """Adds what was observed in the same window a year before, with the growth and the index it gives.

    Joined on indicator, edition, place, clock and price basis, so values at other prices never meet.
    The first row of `history` per window counts: sort it by preference. Adds previous_value,
    previous_observation_id, growth_share, index_share.
    """
    keys = ["indicator_id", "edition", "place_code", "clock", "price_basis", "window_start", "window_end"]
    previous = (
        history.filter(pl.col("value").is_not_null(), pl.col("window_start").is_not_null())
        .with_columns(a_year_later(pl.col("window_start")), a_year_later(pl.col("window_end")))
        .unique(keys, keep="first", maintain_order=True)
        .select(
            *keys,
            pl.col("value").alias("previous_value"),
            pl.col("observation_id").alias("previous_observation_id"),
        )
    )
    now, before = pl.col("value"), pl.col("previous_value")
    return frame.join(previous, on=keys, how="left").with_columns(
        growth_share(now, before).alias("growth_share"),
        index_share(now, before).alias("index_share"),
    )
