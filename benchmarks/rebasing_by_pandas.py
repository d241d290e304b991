"""A series shown in the units of the other edition by pandas: one merge with the weights, one groupby."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl

from benchmarks.rebasing_by_suite import told
from benchmarks.series import KEYS

__all__ = ["as_polars", "load", "told", "work"]

Loaded = tuple[pd.DataFrame, pd.DataFrame]
GROUPED_BY = [*KEYS, "price_basis", "unit", "aggregation", "edition", "place_code", "not_placed_code"]


def load(file: Path) -> Loaded:
    """Series and weights in memory, days as datetime64 and closed lists of words as categories."""
    series, weights = (
        pd.read_parquet(path, to_pandas_kwargs={"date_as_object": False}) for path in (file, file.with_stem("weights"))
    )
    return series, weights


def work(loaded: Loaded) -> pd.DataFrame:
    """The series in the other units."""
    series, weights = loaded
    adding = series.assign(value=series["value"].where(series["aggregation"] == "sum"))
    keys = {"left_on": ["edition", "place_code"], "right_on": ["from_edition", "from_code"]}
    joined = adding.merge(weights, how="left", **keys)
    placed, known = joined["to_code"].notna(), joined["value"].notna()
    shared = joined.assign(
        edition=joined["to_edition"].where(placed, joined["edition"]),
        place_code=joined["to_code"],
        not_placed_code=joined["place_code"].mask(placed),
        value=joined["value"] * joined["weight"].fillna(1.0),
        is_estimated=joined["is_estimated"].eq(True) & known,
        parts=known,
    )
    groups = shared.groupby(GROUPED_BY, sort=False, dropna=False, observed=True)
    return pd.DataFrame(
        {
            "value": groups["value"].sum(min_count=1),
            "is_estimated": groups["is_estimated"].any(),
            "parts": groups["parts"].sum(),
            "parts_in_all": groups["parts_in_all"].first(),
        }
    ).reset_index()


def as_polars(result: pd.DataFrame) -> pl.DataFrame:
    """The result as a Polars frame; what pandas calls NaN is missing, counts are whole."""
    frame = pl.from_pandas(result, nan_to_null=True)
    return frame.with_columns(pl.col("parts", "parts_in_all").cast(pl.Int64))
