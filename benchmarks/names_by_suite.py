"""Names matched by the suite."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import polars as pl

from benchmarks.naming import told
from icanalysis.transforms.matching import matched

__all__ = ["as_polars", "load", "told", "work"]


class Loaded(NamedTuple):
    """What the matcher is given."""

    names: pl.DataFrame
    places: pl.DataFrame
    former: pl.DataFrame


def load(file: Path) -> Loaded:
    """Names and tables of places in memory."""
    return Loaded(*(pl.read_parquet(path) for path in (file, *map(file.with_stem, ("places", "former_names")))))


def work(loaded: Loaded) -> pl.DataFrame:
    """meant_code, manner, place_code (null where it is not sure) and how many candidates there are."""
    found = loaded.names.lazy().pipe(matched, places=loaded.places.lazy(), former=loaded.former.lazy())
    return found.with_columns(candidate_count=pl.col("candidates").list.len()).collect()


def as_polars(answered: pl.DataFrame) -> pl.DataFrame:
    """The answers as they are."""
    return answered
