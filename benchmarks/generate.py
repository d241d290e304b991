"""Simulated observations with their targets, as the transforms need them: the same rows for the same seed.

Places × indicators × months: two years of twelve indicators per place, fifty places per parent. 10^6 rows are
about as many places as the communes of edition 2025. Nothing here was published; every identifier says so.
"""

from __future__ import annotations

import polars as pl

from icanalysis.schemas import terms

SEED = 20_210_731
MONTHS = 24
FIRST_YEAR = 2020
PLACES_PER_PARENT = 50
WORDS = {
    "kind": terms.INDICATOR_KINDS,
    "direction": terms.DIRECTIONS,
    "aggregation": terms.AGGREGATIONS,
    "target_kind": terms.TARGET_KINDS,
    "clock": terms.CLOCKS,
    "price_basis": terms.PRICE_BASES,
}
UP, DOWN, NEITHER = terms.DIRECTIONS
TRAITS = [
    # kind, direction, aggregation, target, clock, price basis, window
    ("flow", UP, "sum", "point", "calendar", "current", "year_to_date"),
    ("flow", UP, "sum", "point", "administrative", "constant_2010", "year_to_date"),
    ("flow", UP, "sum", "floor", "calendar", "constant_2010", "year_to_date"),
    ("flow", DOWN, "sum", "cap", "calendar", "current", "year_to_date"),
    ("flow", NEITHER, "sum", "range", "calendar", "not_stated", "year_to_date"),
    ("flow", UP, "sum", "point", "calendar", "current", "month"),
    ("flow", UP, "sum", "point", "calendar", "current", "to_the_20th"),
    ("stock", UP, "sum", "point", "calendar", "not_applicable", "year_to_date"),
    ("ratio", UP, "ratio_of_parts", "range", "calendar", "not_applicable", "year_to_date"),
    ("ratio", DOWN, "ratio_of_parts", "range", "administrative", "not_applicable", "year_to_date"),
    ("index", UP, "none", "floor", "calendar", "not_stated", "year_to_date"),
    ("rank", DOWN, "none", "cap", "calendar", "not_applicable", "year_to_date"),
]
COLUMNS = [
    *("observation_id", "indicator_id", "edition", "place_code", "parent_code", "population"),
    *("kind", "direction", "aggregation", "price_basis", "clock", "window_start", "window_end", "value"),
    *("period_start", "period_end", "low_value", "high_value"),
]


def observations(rows: int, *, seed: int = SEED) -> pl.LazyFrame:
    """Simulated observations held against targets, with the columns that the chain reads.

    One value and one target in twenty are missing, a few are zero; windows are all known.
    """
    number, place = pl.col("number"), pl.col("place")
    return (
        pl.select(number=pl.int_range(rows))
        .lazy()
        .with_columns(
            month=number % MONTHS,
            indicator=number // MONTHS % len(TRAITS),
            place=number // (MONTHS * len(TRAITS)),
        )
        .join(indicators(), on="indicator", how="left", maintain_order="left")
        .with_columns(
            observation_id=pl.format("simulated_{}", number),
            indicator_id=pl.format("simulated_{}", "indicator"),
            edition=pl.lit("2024", dtype=pl.Enum(terms.EDITIONS)),
            place_code=place.cast(pl.String).str.zfill(5),
            parent_code=(place // PLACES_PER_PARENT).cast(pl.String).str.zfill(3),
            population=(1_000 + 50_000 * uniform(place, seed + 1)).round(),
        )
        .with_columns(**windows())
        .with_columns(**figures(seed))
        .select(COLUMNS)
    )


def indicators() -> pl.LazyFrame:
    """The traits of each simulated indicator by its number."""
    traits = pl.LazyFrame(TRAITS, schema=[*WORDS, "window"], orient="row").with_row_index("indicator")
    return traits.cast({"indicator": pl.Int64} | {name: pl.Enum(words) for name, words in WORDS.items()})


def uniform(of: pl.Expr, seed: int) -> pl.Expr:
    """A number from 0 to 1 that depends on the seed and on the value it is drawn for."""
    return of.hash(seed).cast(pl.Float64) / 2.0**64


def windows() -> dict[str, pl.Expr]:
    """Start and end of the window and of the year it lies in, on the clock of the indicator."""
    shape, administrative = pl.col("window"), pl.col("clock") == "administrative"
    year, month = FIRST_YEAR + pl.col("month") // 12, pl.col("month") % 12 + 1
    first = pl.when(administrative).then(pl.date(year - 1, 12, 15)).otherwise(pl.date(year, 1, 1))
    last = pl.when(administrative).then(pl.date(year, 12, 14)).otherwise(pl.date(year, 12, 31))
    return {
        "window_start": pl.when(shape == "month").then(pl.date(year, month, 1)).otherwise(first),
        "window_end": pl.when(administrative)
        .then(pl.date(year, month, 14))
        .when(shape == "to_the_20th")
        .then(pl.date(year, month, 20))
        .otherwise(pl.date(year, month, 1).dt.month_end()),
        "period_start": first,
        "period_end": last,
    }


def figures(seed: int) -> dict[str, pl.Expr]:
    """Value and target of each row; the period is missing where the target is."""
    number, month, place = pl.col("number"), pl.col("month"), pl.col("place")
    chance, luck = uniform(number, seed + 2), uniform(number, seed + 3)
    zero_plan = pl.when(luck.is_between(0.05, 0.06)).then(0.0).otherwise(1.0)
    plan = (100 + 900 * uniform(number // 12, seed + 4)) * zero_plan
    elapsed = pl.when(pl.col("kind") == "flow").then((month % 12 + 1) / 12).otherwise(1.0)
    reached = plan * elapsed * (0.75 + 0.5 * uniform(number, seed + 5))
    nothing = chance.is_between(0.05, 0.06) & (place % PLACES_PER_PARENT == 0)  # so no two places are worst
    target, kind = luck >= 0.05, pl.col("target_kind")
    is_range = kind == "range"
    return {
        "value": pl.when(chance >= 0.05).then(pl.when(nothing).then(0.0).otherwise(reached)),
        "low_value": pl.when(target & (kind != "cap")).then(plan * pl.when(is_range).then(0.98).otherwise(1.0)),
        "high_value": pl.when(target & (kind != "floor")).then(plan * pl.when(is_range).then(1.02).otherwise(1.0)),
        "period_start": pl.when(target).then("period_start"),
        "period_end": pl.when(target).then("period_end"),
    }
