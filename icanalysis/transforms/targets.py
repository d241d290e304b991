"""Which target an observation is held against.

The one that the text names; else the one of the same indicator, place and price basis whose period holds
the window: the shortest such period, an adjusted target before the original, the preferred source first;
else, when only a percentage is printed, the plan that value and percentage imply for the calendar year.
A target stays with the unit that set it: it is never carried to another place.
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.growth import comparable_bases
from icanalysis.transforms.implied import with_implied_base
from icanalysis.transforms.selection import SERIES, by_preference

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
    indicator). An implied plan is a point target for the calendar year of the window.
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
        .pipe(with_implied_base, value="value", printed_pct="printed_attainment_pct", name="implied_plan")
        .with_columns((pl.col("target_id").is_null() & pl.col("implied_plan").is_not_null()).alias("plan_is_implied"))
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
        observations.select("observation_id", *SERIES, "clock", "price_basis", "window_start", "window_end")
        .join(offered, on=SERIES, how="inner")
        .filter(
            pl.col("window_start") >= pl.col("period_start"),
            pl.col("window_end") <= pl.col("period_end"),
            pl.col("clock") == pl.col("offered_clock"),
            comparable_bases(pl.col("price_basis"), pl.col("offered_basis")),
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
    """Where the plan is implied: a point target over the calendar year of the window."""
    implied, year = pl.col("plan_is_implied"), pl.col("window_end").dt.year()
    fallback = {
        "period_start": pl.date(year, 1, 1),
        "period_end": pl.date(year, 12, 31),
        "low_value": pl.col("implied_plan"),
        "high_value": pl.col("implied_plan"),
    }
    return frame.with_columns(
        pl.when(implied).then(value).otherwise(pl.col(name)).alias(name) for name, value in fallback.items()
    )
