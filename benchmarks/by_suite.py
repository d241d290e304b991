"""The chain of the suite: attainment, pace, same-period growth, roll-up per parent place."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from icanalysis.transforms.attainment import with_attainment
from icanalysis.transforms.growth import with_same_period
from icanalysis.transforms.pace import with_pace
from icanalysis.transforms.rollup import rolled_up

ROLLED_UP_BY = ["indicator_id", "parent_code", "window_end"]

Results = tuple[pl.DataFrame, pl.DataFrame]
"""Every observation with what was computed, and the roll-up."""


def load(path: Path) -> pl.DataFrame:
    """The observations in memory."""
    return pl.read_parquet(path)


def transform(observations: pl.DataFrame) -> Results:
    """Both tables, computed as the views do."""
    history = observations.lazy()
    rows = history.pipe(with_attainment).pipe(with_pace).pipe(with_same_period, history=history).collect()
    return rows, rows.lazy().pipe(rolled_up, by=ROLLED_UP_BY, child="place_code", weight="population").collect()


def as_polars(results: Results) -> Results:
    """The results as they are."""
    return results
