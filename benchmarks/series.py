"""Simulated series by place, to be shown in the units of the other edition: the same rows for the same seed.

Indicators × months × places. One value in twenty is missing, one indicator in eight is an index (which does not
add up), and one code is of no place, so that what cannot be placed is kept apart.
"""

from __future__ import annotations

import polars as pl

from benchmarks.generate import FIRST_YEAR, MONTHS, SEED, uniform
from icanalysis.schemas import terms

NOWHERE = "simulated"
KEYS = ["indicator_id", "window_end"]
INDEX_EVERY = 8


def by_place(codes: list[str], *, edition: str, rows: int, seed: int = SEED) -> pl.LazyFrame:
    """indicator_id, window_end, unit, price_basis, aggregation, edition, place_code, value."""
    places = pl.LazyFrame({"place_code": [*codes, NOWHERE]}).with_row_index("place").cast({"place": pl.Int64})
    number, window, count = pl.col("number"), pl.col("window"), len(codes) + 1
    indicator = window // MONTHS
    is_index = indicator % INDEX_EVERY == INDEX_EVERY - 1
    month = window % MONTHS
    return (
        pl.select(number=pl.int_range(rows))
        .lazy()
        .with_columns(place=number % count, window=number // count)
        .join(places, on="place", how="left", maintain_order="left")
        .select(
            indicator_id=pl.format("simulated_{}", indicator),
            window_end=pl.date(FIRST_YEAR + month // 12, month % 12 + 1, 1).dt.month_end(),
            unit=_one_of("unit", is_index, "pct", "vnd_bn"),
            price_basis=_one_of("price_basis", is_index, "not_applicable", "current"),
            aggregation=_one_of("aggregation", is_index, "none", "sum"),
            edition=pl.lit(edition),
            place_code="place_code",
            value=pl.when(uniform(number, seed) >= 0.05).then(1_000 * uniform(number, seed + 1)),
        )
    )


def _one_of(column: str, condition: pl.Expr, this: str, other: str) -> pl.Expr:
    """One of two words of a closed list."""
    words = {"unit": terms.UNITS, "price_basis": terms.PRICE_BASES, "aggregation": terms.AGGREGATIONS}[column]
    return pl.when(condition).then(pl.lit(this)).otherwise(pl.lit(other)).cast(pl.Enum(words))
