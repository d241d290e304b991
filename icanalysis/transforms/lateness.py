"""Lateness: how far behind its linear pace a plan is, in its own unit and in months of its own output.

    shortfall        = pace × plan − value                  unit of the indicator; below zero when ahead
    shortfall months = shortfall ÷ average per month        so many months like those so far would make it up
    extra effort     = required ÷ average − 1               how much more than so far each remaining month must bring

A plan that is implied is known as an interval, and so is what is short of it. All are of flows of which more is
better, as the pace is linear; others get null. The rule is the suite's own (`transforms.pace`).
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.division import change, ratio


def with_lateness(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Adds pace_shortfall with its _low and _high, pace_shortfall_months and extra_effort_share.

    Needs the columns of `attainment.with_attainment` and `pace.with_pace`. The ends are those that the interval of an
    implied plan allows, null for a plan that is printed.
    """
    upward = pl.col("direction").cast(pl.String) == "higher_is_better"
    implied = upward & pl.col("plan_is_implied")
    effort = change(pl.col("required_per_month"), pl.col("average_per_month"))
    return frame.with_columns(
        pl.when(upward).then(_short_of("plan_value")).alias("pace_shortfall"),
        pl.when(implied).then(_short_of("implied_plan_low")).alias("pace_shortfall_low"),
        pl.when(implied).then(_short_of("implied_plan_high")).alias("pace_shortfall_high"),
        pl.when(upward).then(effort).alias("extra_effort_share"),
    ).with_columns(ratio(pl.col("pace_shortfall"), pl.col("average_per_month")).alias("pace_shortfall_months"))


def _short_of(plan: str) -> pl.Expr:
    return pl.col("pace_share") * pl.col(plan) - pl.col("value")
