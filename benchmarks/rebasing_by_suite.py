"""A series shown in the units of the other edition by the suite."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import polars as pl

from benchmarks.series import KEYS
from icanalysis.transforms.rebasing import rebased


class Loaded(NamedTuple):
    """What is re-based, and with which weights."""

    series: pl.DataFrame
    weights: pl.DataFrame


def load(file: Path) -> Loaded:
    """Series and weights in memory."""
    return Loaded(pl.read_parquet(file), pl.read_parquet(file.with_stem("weights")))


def work(loaded: Loaded) -> pl.DataFrame:
    """The series in the other units."""
    return loaded.series.lazy().pipe(rebased, weights=loaded.weights.lazy(), by=KEYS).collect()


def told(result: pl.DataFrame) -> dict[str, float]:
    """How many rows came out."""
    return {"rows_out": len(result)}


def as_polars(result: pl.DataFrame) -> pl.DataFrame:
    """The result as it is."""
    return result
