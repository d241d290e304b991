"""Series in the units of another edition: what can be added is shared out by area, what cannot is left alone.

    weight(from → to) = Σ area of the pieces that both share ÷ Σ area of the pieces of the from-unit
    value(to)         = Σ value(from) × weight(from → to)

The areas are those of `place_changes.estimated_area_km2`, an estimate; a unit that went whole into one other has the
weight 1 and nothing about it is estimated. The weights of a unit sum to 1, so totals stay what they were. That a
thing spreads as the area does is an assumption, and every figure it touches is marked `is_estimated`.

Only what adds is re-based (aggregation "sum": output at one price basis, counts, ha, MW, workers). A ratio is
recomputed from its re-based parts (`ratio_from_parts`), never averaged; indices and ranks have no parts. A target
stays with the unit that set it and is not re-based at all: nobody adopted the sum. No official rule for re-basing
was found; these are the suite's own.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from icanalysis.transforms.division import ratio, sum_of_known
from icanalysis.transforms.lineage import UNITS, pieces

KEPT_APART = ("price_basis", "unit", "aggregation")
"""Where a series has these columns, rows that differ in them are never added."""


def weights(
    changes: pl.LazyFrame,
    *,
    places: pl.LazyFrame,
    from_edition: str,
    from_level: str,
    to_edition: str,
    to_level: str,
) -> pl.LazyFrame:
    """One row per pair of units that share land: from_code, to_code, weight (0 to 1), is_estimated.

    from_edition and to_edition go with the codes: 08 names other land in each. parts_in_all is the number of
    from-units that make up the to-unit. Editions and levels are those of `lineage.UNITS`.

    Raises:
        KeyError: for a level that the edition does not have.
    """
    here, there = UNITS[from_edition, from_level], UNITS[to_edition, to_level]
    area = pl.col("estimated_area_km2")
    whole, heirs = area.sum().over("from_code"), pl.len().over("from_code")
    return (
        pieces(changes, places=places)
        .select(pl.col(here).alias("from_code"), pl.col(there).alias("to_code"), area)
        .drop_nulls(["from_code", "to_code"])
        .group_by("from_code", "to_code")
        .agg(area.sum())
        .select(
            pl.lit(from_edition).alias("from_edition"),
            "from_code",
            pl.lit(to_edition).alias("to_edition"),
            "to_code",
            pl.when(whole > 0).then(area / whole).otherwise(1 / heirs).alias("weight"),
            (heirs > 1).alias("is_estimated"),
            pl.len().over("to_code").cast(pl.Int64).alias("parts_in_all"),
        )
        .sort("from_code", "to_code")
    )


def rebased(series: pl.LazyFrame, *, weights: pl.LazyFrame, by: Sequence[str], value: str = "value") -> pl.LazyFrame:
    """The series in the target units: one row per key of `by`, edition and place_code.

    Needs edition, place_code, aggregation and the value. Adds is_estimated (some part was divided), parts (units
    whose value took part), parts_in_all (units that make the place up: fewer parts leave a total short) and
    not_placed_code. A row that no weight speaks of keeps its edition and value under not_placed_code, its place_code
    null, so that nothing is dropped. As in `rollup`, what does not add up gets no value. Totals over all rows of a
    key equal those of the series.
    """
    adds = pl.col("aggregation").cast(pl.String) == "sum"
    return _spread(series.with_columns(pl.when(adds).then(value).alias(value)), weights=weights, by=by, values=[value])


def ratio_from_parts(
    series: pl.LazyFrame, *, weights: pl.LazyFrame, by: Sequence[str], part: str, whole: str
) -> pl.LazyFrame:
    """share = Σ part ÷ Σ whole in the target units, over the units that have both; columns as `rebased`.

    Parts and wholes must be amounts that add (ha, đồng, counts); null where there is no whole.
    """
    both = pl.col(part).is_not_null() & pl.col(whole).is_not_null()
    amounts = series.with_columns(pl.when(both).then(name).alias(name) for name in (part, whole))
    return _spread(amounts, weights=weights, by=by, values=[part, whole]).with_columns(
        ratio(pl.col(part), pl.col(whole)).alias("share")
    )


def _spread(series: pl.LazyFrame, *, weights: pl.LazyFrame, by: Sequence[str], values: Sequence[str]) -> pl.LazyFrame:
    """The values shared out by weight and added up in the target units."""
    columns = series.collect_schema().names()
    keys = list(dict.fromkeys([*by, *(name for name in KEPT_APART if name in columns)]))
    lost = pl.col("to_code").is_null()
    known = pl.col(values[0]).is_not_null()
    shared = (
        series.select(*keys, pl.col("edition").cast(pl.String), "place_code", *values)
        .join(
            weights,
            left_on=["edition", "place_code"],
            right_on=["from_edition", "from_code"],
            how="left",
            maintain_order="left",
        )
        .with_columns(
            pl.when(lost).then("edition").otherwise("to_edition").alias("edition"),
            pl.when(lost).then("place_code").alias("not_placed_code"),
            pl.col("to_code").alias("place_code"),
            pl.col("weight").fill_null(1.0),
        )
    )
    return shared.group_by(*keys, "edition", "place_code", "not_placed_code", maintain_order=True).agg(
        *(sum_of_known(pl.col(name) * pl.col("weight")).alias(name) for name in values),
        (pl.col("is_estimated").fill_null(False) & known).any().alias("is_estimated"),
        known.sum().cast(pl.Int64).alias("parts"),
        pl.col("parts_in_all").first(),
    )
