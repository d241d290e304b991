"""Demos for tests: one that ships, and small ones made on the spot."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from icanalysis.demo.asked import Asked, asked
from icanalysis.sources.workspace import PUBLISHED

SHIPPED = PUBLISHED.parent / "demo"
USUAL = {
    "seed": 1,
    "places": 20,
    "years": "2016-2025",
    "products": 12,
    "observations": None,
    "file_format": "parquet",
}
"""What the shipped demo was made with."""


def wanted(**other: object) -> Asked:
    """What is asked of the shipped demo, but for what is given."""
    return asked(**(USUAL | other))


def small(**other: object) -> Asked:
    """A demo of two provinces in four years, quick to make."""
    return wanted(**({"places": 20, "years": "2020-2023", "products": 3} | other))


def read(folder: Path, name: str) -> pl.DataFrame:
    """A table of a demo, or the list of what is wrong in it."""
    file = folder / f"{name}.parquet"
    return pl.read_parquet(file) if file.is_file() else pl.read_csv(folder / f"{name}.csv", try_parse_dates=True)


def to_date(**of: str) -> pl.DataFrame:
    """The observations of the shipped demo from the start of a year to the end of a month, with both."""
    start, end = pl.col("window_start"), pl.col("window_end")
    return (
        read(SHIPPED, "observations")
        .filter(
            start == pl.date(end.dt.year(), 1, 1), end > start, *(pl.col(name) == value for name, value in of.items())
        )
        .with_columns(year=end.dt.year().cast(pl.Int32), month=end.dt.month().cast(pl.Int32))
    )
