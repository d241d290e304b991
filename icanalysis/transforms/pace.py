"""Pace: how far along the period is, against how far along the plan is.

    pace          = months of the period that the window covers ÷ months of the period
    pace gap      = (attainment − pace) × 100, in percentage points
    average       = value ÷ months covered                 so far, per month
    required      = (plan − value) ÷ months that remain after the window, per month; null once the period is over

Linear, so it fits flows (what accumulates over a window) only; a stock, ratio or rank has no linear
share of its year and gets null. The rule is the suite's own; a seasonal product runs ahead and behind.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.transforms.division import ratio
from icanalysis.transforms.windows import months_after, months_between, shared_months


def with_pace(frame: pl.LazyFrame, *, as_of: date | None = None) -> pl.LazyFrame:
    """Adds months covered and remaining, pace, pace gap, the run-rates, and whether the window starts late.

    Needs kind, clock, window_start, window_end, period_start, period_end, value, plan_value,
    attainment_share; shares are 0 to 1, gaps in percentage points, rates in the unit per month. Of a period that is
    over on the day `as_of`, no month can bring anything any more, however old the figures are.
    """
    clock = pl.col("clock")
    period = pl.col("period_start"), pl.col("period_end")
    window = pl.col("window_start"), pl.col("window_end")
    paced = (pl.col("kind").cast(pl.String) == "flow") & pl.col("plan_value").is_not_null()
    return (
        frame.with_columns(
            pl.when(paced).then(months_between(*period, clock=clock)).alias("period_months"),
            pl.when(paced)
            .then(shared_months(*window, period_start=period[0], period_end=period[1], clock=clock))
            .alias("covered_months"),
            pl.when(paced).then(months_after(window[1], period_end=period[1], clock=clock)).alias("remaining_months"),
            pl.when(paced).then(window[0] > period[0]).alias("window_starts_late"),
        )
        .with_columns(ratio(pl.col("covered_months"), pl.col("period_months")).alias("pace_share"))
        .with_columns(
            ((pl.col("attainment_share") - pl.col("pace_share")) * 100).alias("pace_gap_pct_points"),
            ratio(pl.col("value"), pl.col("covered_months")).alias("average_per_month"),
            required_per_month(as_of).alias("required_per_month"),
        )
    )


def required_per_month(as_of: date | None = None) -> pl.Expr:
    """What each remaining month must bring to reach the plan; zero when it is reached, null when none remains."""
    remaining = pl.col("remaining_months")
    if as_of is not None:
        remaining = pl.when(pl.col("period_end") > as_of).then(remaining)
    missing = (pl.col("plan_value") - pl.col("value")).clip(lower_bound=0.0)
    return pl.when(remaining > 1e-9).then(missing / remaining)
