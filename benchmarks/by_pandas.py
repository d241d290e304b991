"""The same figures as an analyst would compute them with pandas: whole columns, no loops, no apply."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from benchmarks.by_pandas_time import ratio, with_pace, with_same_period
from benchmarks.by_suite import ROLLED_UP_BY

Results = tuple[pd.DataFrame, pd.DataFrame]


def load(path: Path) -> pd.DataFrame:
    """The observations in memory, days as datetime64 and closed lists of words as categories."""
    return pd.read_parquet(path, to_pandas_kwargs={"date_as_object": False})


def transform(observations: pd.DataFrame) -> Results:
    """Both tables, computed step by step."""
    rows = observations.pipe(with_attainment).pipe(with_pace).pipe(with_same_period, history=observations)
    return rows, rolled_up(rows)


def as_polars(results: Results) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The results as Polars frames; what pandas calls NaN is missing."""
    rows, rolled = (pl.from_pandas(frame, nan_to_null=True) for frame in results)
    return rows, rolled


def with_attainment(rows: pd.DataFrame) -> pd.DataFrame:
    """Adds plan_value, attainment_share, still_running, target_gap and computed_label."""
    value, low, high = rows["value"], rows["low_value"], rows["high_value"]
    least, most = low.fillna(high), high.fillna(low)
    upper, lower = rows["direction"] == "higher_is_better", rows["direction"] == "lower_is_better"
    kept = value.clip(least, most)
    share = ratio(kept, value).where(lower, ratio(value, kept))
    share = share.mask(value == 0, np.where(lower, np.nan, 0.0))
    share = share.where((least > 0) & (value >= 0) & (rows["kind"] != "rank"))

    scale = np.maximum(np.maximum(value.abs(), least.abs()), 1e-12) * 1e-9
    above, below = value > most + scale, value < least - scale
    better, worse = (
        (upper & above) | (lower & below),
        (lower & above) | (~lower & below) | (~upper & ~lower & above),
    )
    one_sided = low.isna() != high.isna()
    failed = worse.mask(one_sided, (high.isna() & below) | (low.isna() & above))
    running = rows["window_end"] < rows["period_end"]
    label = np.select(
        [
            value.isna() | least.isna(),
            failed & (np.fmin(share, ratio(1.0, share)) >= 0.9),
            running & (failed ^ (lower & (rows["kind"] == "flow"))),
            failed,
            better,
        ],
        [None, "basically_met", "in_progress", "not_met", "exceeded"],
        default="met",
    )
    plan = most.where(lower, least)
    return rows.assign(
        plan_value=plan,
        attainment_share=share,
        still_running=running.astype("boolean").mask(rows["period_end"].isna()),
        target_gap=value - plan,
        computed_label=pd.Series(label, index=rows.index, dtype="str"),
    )


def rolled_up(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per indicator, parent and window: totals of what adds up, coverage and the worst child."""
    known, adds = rows["value"].notna() & rows["plan_value"].notna(), rows["aggregation"] == "sum"
    covered = rows.assign(
        known=known,
        adds=adds,
        plan_value=rows["plan_value"].where(known),
        covered_value=rows["value"].where(known),
        covered_weight=rows["population"].where(known, 0.0),
    )
    groups = covered.groupby(ROLLED_UP_BY, sort=False)
    sums = groups[["value", "plan_value", "covered_value", "covered_weight", "population"]].sum(min_count=1)
    totals = sums.where(groups["adds"].all())
    child_count, covered_count = groups["known"].size(), groups["known"].sum()
    shares = rows.dropna(subset=["attainment_share"])
    worst = shares.loc[shares.groupby(ROLLED_UP_BY, sort=False)["attainment_share"].idxmin()]
    worst = worst.set_index(ROLLED_UP_BY)
    return pd.DataFrame(
        {
            "child_count": child_count,
            "covered_count": covered_count,
            "covered_weight_share": ratio(sums["covered_weight"], sums["population"]),
            "covered_value": totals["covered_value"],
            "value": totals["value"],
            "plan_value": totals["plan_value"],
            "worst_child": worst["place_code"],
            "worst_attainment_share": worst["attainment_share"],
            "attainment_share": ratio(totals["covered_value"], totals["plan_value"]),
            "coverage_share": covered_count / child_count,
        }
    ).reset_index()
