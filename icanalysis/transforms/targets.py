"""Which target an observation is held against.

The one that the text names; else the one of the same indicator, place and price basis whose period holds
the window: the shortest such period, an adjusted target before the original, the preferred source first;
else, when a percentage is printed, the plan that value and percentage imply for the year of the window.
A percentage "of the plan" is of the year's plan unless the text names another: it is never held against a
five-year target by guess.
A target stays with the unit that set it: it is never carried to another place.
"""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from icanalysis.transforms.growth import comparable_bases
from icanalysis.transforms.implied import with_implied_base
from icanalysis.transforms.selection import SERIES, by_preference

WINDOW = ("clock", "window_start", "window_end")
A_YEAR = timedelta(days=366)
TARGET_COLUMNS = (
    "target_id",
    "period_start",
    "period_end",
    "target_kind",
    "low_value",
    "high_value",
    "version",
    "document_id",
)


def with_targets(observations: pl.LazyFrame, *, targets: pl.LazyFrame, sources: pl.LazyFrame) -> pl.LazyFrame:
    """Adds the columns of the target, and `plan_is_implied`, to each observation.

    Columns: target_id, period_start, period_end, target_kind, low_value, high_value, version, document_id,
    target_qualifier, target_source_id, implied_plan, implied_plan_low, implied_plan_high (unit of the
    indicator). An implied plan is a point target for the year of the window, on the clock of the window; a
    window that reaches beyond that year implies none.
    """
    offers = targets.pipe(by_preference, sources=sources).with_row_index("preference")
    named = offers.select(
        *TARGET_COLUMNS,
        pl.col("qualifier").alias("target_qualifier"),
        pl.col("source_id").alias("target_source_id"),
    )
    found = observations.pipe(_found, offers=offers)
    return (
        observations.drop("target_id")
        .join(found, on="observation_id", how="left")
        .join(named, on="target_id", how="left")
        .pipe(
            with_implied_base,
            value="value",
            qualifier="qualifier",
            printed_pct="printed_attainment_pct",
            name="implied_plan",
        )
        .pipe(_with_implied_target)
    )


def _found(observations: pl.LazyFrame, *, offers: pl.LazyFrame) -> pl.LazyFrame:
    """observation_id → target_id: named in the text, else the best that holds the window."""
    offered = offers.select(
        *SERIES,
        "preference",
        "period_start",
        "period_end",
        "version",
        pl.col("target_id").alias("offered_id"),
        pl.col("price_basis").alias("offered_basis"),
        pl.col("clock").alias("offered_clock"),
    )
    length = pl.col("period_end") - pl.col("period_start")
    matched = (
        observations.select("observation_id", *SERIES, *WINDOW, "price_basis", "printed_attainment_pct")
        .join(offered, on=SERIES, how="inner")
        .filter(
            pl.col("window_start") >= pl.col("period_start"),
            pl.col("window_end") <= pl.col("period_end"),
            pl.col("clock") == pl.col("offered_clock"),
            comparable_bases(pl.col("price_basis"), pl.col("offered_basis")),
            pl.col("printed_attainment_pct").is_null() | (length <= A_YEAR),
        )
        .sort(length, pl.col("version").cast(pl.String) != "adjusted", "preference")
        .unique("observation_id", keep="first", maintain_order=True)
        .select("observation_id", "offered_id")
    )
    return (
        observations.select("observation_id", "target_id")
        .join(matched, on="observation_id", how="left")
        .select("observation_id", pl.coalesce("target_id", "offered_id").alias("target_id"))
    )


def _with_implied_target(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Adds plan_is_implied, and where it is: a point target over the year of the window."""
    first, last = _year_of(pl.col("window_end"), clock=pl.col("clock"))
    inside = (pl.col("window_start") >= first).fill_null(False)
    implied = pl.col("target_id").is_null() & pl.col("implied_plan").is_not_null() & inside
    fallback = {
        "period_start": first,
        "period_end": last,
        "low_value": pl.col("implied_plan"),
        "high_value": pl.col("implied_plan"),
    }
    return frame.with_columns(implied.alias("plan_is_implied")).with_columns(
        pl.when("plan_is_implied").then(value).otherwise(pl.col(name)).alias(name) for name, value in fallback.items()
    )


def _year_of(day: pl.Expr, *, clock: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """First and last day of the year that holds a day: 01/01–31/12, or 15/12–14/12 on the administrative clock."""
    administrative = clock.cast(pl.String) == "administrative"
    year = day.dt.year()
    turned = year + (day > pl.date(year, 12, 14)).cast(pl.Int32)
    return (
        pl.when(administrative).then(pl.date(turned - 1, 12, 15)).otherwise(pl.date(year, 1, 1)),
        pl.when(administrative).then(pl.date(turned, 12, 14)).otherwise(pl.date(year, 12, 31)),
    )
