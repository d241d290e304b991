"""Roll-up that cannot mask: the total, how much of it is known, and the worst child by name.

value      = Σ value of the children that have one
covered    = Σ value of the children that have a plan too
attainment = covered ÷ Σ plan over the children that have both   (a ratio from its parts, never an average)
coverage   = children with both ÷ all children, and the same by weight
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.division import ratio, sum_of_known


def rolled_up(frame: pl.LazyFrame, *, by: list[str], child: str, weight: str | None = None) -> pl.LazyFrame:
    """One row per group with total, attainment with its two parts, coverage and the worst child.

    Needs value, plan_value, attainment_share and aggregation; one row per child, also for children without
    data (null value), which lower the coverage instead of vanishing. Indicators that do not add up
    (aggregation other than "sum") keep coverage and worst child but get no total: shares, ranks and
    indices are never averaged. Values are in the unit of the indicator.
    """
    adds = pl.col("aggregation").cast(pl.String) == "sum"
    both = pl.col("value").is_not_null() & pl.col("plan_value").is_not_null()
    covered_weight = (
        ratio(pl.col(weight).filter(both).sum(), pl.col(weight).sum()) if weight else ratio(both.sum(), pl.len())
    )
    worst = pl.col(child).sort_by("attainment_share", child, nulls_last=True).first()
    return (
        frame.group_by(by, maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("child_count"),
            both.sum().cast(pl.Int64).alias("covered_count"),
            covered_weight.alias("covered_weight_share"),
            sum_of_known(pl.col("value").filter(adds & both)).alias("covered_value"),
            sum_of_known(pl.col("value").filter(adds)).alias("value"),
            sum_of_known(pl.col("plan_value").filter(adds & both)).alias("plan_value"),
            adds.all().alias("adds_up"),
            pl.when(pl.col("attainment_share").count() > 0).then(worst).alias("worst_child"),
            pl.col("attainment_share").min().alias("worst_attainment_share"),
        )
        .with_columns(
            pl.when("adds_up").then("covered_value").alias("covered_value"),
            pl.when("adds_up").then("value").alias("value"),
            pl.when("adds_up").then("plan_value").alias("plan_value"),
            pl.when("adds_up").then(ratio(pl.col("covered_value"), pl.col("plan_value"))).alias("attainment_share"),
            ratio(pl.col("covered_count"), pl.col("child_count")).alias("coverage_share"),
        )
        .drop("adds_up")
    )
