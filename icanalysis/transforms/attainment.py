"""Attainment: what was reached of what was set, aware of direction, kind of target and zero.

Share of the target that is reached (0 to 1 and above), for positive targets only:

    higher is better:   value ÷ low end of the target
    lower is better:    high end of the target ÷ value
    range:              1 inside; value ÷ low below it; value ÷ high above it (mirrored when lower is better)
    rank:               none: places are not shares; the gap counts them

The computed label compares value and target; the official label is what the source prints and is never
computed (official labels are not a function of the two numbers: a value 4.8 % above its plan was printed
"đạt"). No official threshold for "cơ bản đạt" was found, so it is a setting, 90 % by default.
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.division import ratio

BASICALLY_MET_SHARE = 0.90
"""From this share on a target counts as "cơ bản đạt"; a setting, since no rule was found."""

SAME = 1e-9
"""Relative difference under which two figures are the same."""


def attainment_share(value: pl.Expr, low: pl.Expr, high: pl.Expr, *, direction: pl.Expr, kind: pl.Expr) -> pl.Expr:
    """Share of the target that is reached; null without a positive target, and for ranks.

    >>> words = {"direction": pl.lit("higher_is_better"), "kind": pl.lit("flow")}
    >>> frame = pl.DataFrame({"value": [23098.0], "plan": [25000.0]})
    >>> frame.select(attainment_share(pl.col("value"), pl.col("plan"), pl.col("plan"), **words).round(4)).item()
    0.9239
    """
    least, most = pl.coalesce(low, high), pl.coalesce(high, low)
    upward = ratio(value, pl.when(value > most).then(most).when(value < least).then(least).otherwise(value))
    downward = ratio(pl.when(value > most).then(most).when(value < least).then(least).otherwise(value), value)
    lower = direction.cast(pl.String) == "lower_is_better"
    sound = (least > 0) & (value >= 0) & (kind.cast(pl.String) != "rank")
    reached = pl.when(value == 0).then(pl.when(lower).then(None).otherwise(0.0))
    return pl.when(sound).then(pl.coalesce(reached, pl.when(lower).then(downward).otherwise(upward)))


def computed_label(
    value: pl.Expr,
    low: pl.Expr,
    high: pl.Expr,
    *,
    share: pl.Expr,
    direction: pl.Expr,
    threshold: float = BASICALLY_MET_SHARE,
) -> pl.Expr:
    """exceeded, met, basically_met or not_met, by comparing value and target.

    A target is met at its value or inside its range and exceeded beyond it on the better side, a floor above
    and a cap below; an indicator with no better side is met inside the range only. basically_met: not met, but the
    share has reached the threshold; where a target is overshot on its worse side, the inverse of the share
    has. Null without a value or a target. Works for targets of zero and for ranks, where no share exists.
    """
    least, most = pl.coalesce(low, high), pl.coalesce(high, low)
    scale = pl.max_horizontal(value.abs(), least.abs(), pl.lit(1e-12)) * SAME
    above, below = value > most + scale, value < least - scale
    way = direction.cast(pl.String)
    better = pl.when(way == "higher_is_better").then(above).when(way == "lower_is_better").then(below).otherwise(False)
    worse = (
        pl.when(way == "higher_is_better")
        .then(below)
        .when(way == "lower_is_better")
        .then(above)
        .otherwise(above | below)
    )
    one_sided = low.is_null() != high.is_null()
    floor_failed, cap_failed = high.is_null() & below, low.is_null() & above
    failed = pl.when(one_sided).then(floor_failed | cap_failed).otherwise(worse)
    near = pl.min_horizontal(share, ratio(pl.lit(1.0), share)) >= threshold
    known = value.is_not_null() & least.is_not_null()
    return (
        pl.when(~known)
        .then(None)
        .when(failed & near.fill_null(False))
        .then(pl.lit("basically_met"))
        .when(failed)
        .then(pl.lit("not_met"))
        .when(better)
        .then(pl.lit("exceeded"))
        .otherwise(pl.lit("met"))
    )


def with_attainment(frame: pl.LazyFrame, *, threshold: float = BASICALLY_MET_SHARE) -> pl.LazyFrame:
    """Adds plan_value, attainment_share, gap, computed_label and whether the period still runs.

    Needs value, low_value, high_value, direction, kind, window_end, period_end. plan_value is the end of
    the target that has to be reached; target_gap is value − plan_value in the unit (places for ranks).
    A period that still runs has the label in_progress where its end can still change the verdict: until a
    target is reached, and as long as what accumulates has not passed a cap.
    """
    value, low, high = pl.col("value"), pl.col("low_value"), pl.col("high_value")
    direction = pl.col("direction")
    lower = direction.cast(pl.String) == "lower_is_better"
    label = computed_label(value, low, high, share=pl.col("attainment_share"), direction=direction, threshold=threshold)
    return (
        frame.with_columns(
            pl.when(lower).then(pl.coalesce(high, low)).otherwise(pl.coalesce(low, high)).alias("plan_value"),
            attainment_share(value, low, high, direction=direction, kind=pl.col("kind")).alias("attainment_share"),
            (pl.col("window_end") < pl.col("period_end")).alias("still_running"),
        )
        .with_columns(
            (value - pl.col("plan_value")).alias("target_gap"),
            label.alias("computed_label"),
        )
        .with_columns(
            pl.when(pl.col("still_running") & _still_open(accumulates_to_a_cap=lower & (pl.col("kind") == "flow")))
            .then(pl.lit("in_progress"))
            .otherwise(pl.col("computed_label"))
            .alias("computed_label")
        )
    )


def _still_open(*, accumulates_to_a_cap: pl.Expr) -> pl.Expr:
    """Whether the rest of the period can still change the label."""
    label = pl.col("computed_label")
    return pl.when(accumulates_to_a_cap).then(label.is_in(["met", "exceeded"])).otherwise(label == "not_met")
