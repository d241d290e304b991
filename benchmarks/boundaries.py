"""Boundaries of all communes taken in from one file: by code, and by name with the codes removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import polars as pl
from rich.table import Table

from benchmarks import contest
from benchmarks.pictures import BOUNDARIES, PLACES

EDITION = "2025"
MODULES = {
    "icanalysis boundaries import": "boundaries_by_suite",
    "geopandas read, merge, write": "boundaries_by_pandas",
}
CODE, NAME, PROVINCE = "ma_xa", "ten_xa", "ten_tinh"
CASES = {"by code": [CODE, NAME, PROVINCE], "by name": [NAME, PROVINCE]}
"""The columns that the file has beside its shapes."""

TOLD = {"places joined": "joined"}
CAPTION = """\
A GeoPackage made from the embedded shapes of edition 2025, with codes as text or without them, and full names. \
The suite finds the columns itself, holds shapes to the country and to their places, mends rings, refuses gaps in \
the list of places, writes whole or not at all. Beside it: read_file, merge on the code or on commune and province \
in small letters, to_parquet; no check of anything."""


def compared(*, repeats: int, tell: Callable[[str], None]) -> Table:
    """The table of times, memory and how many places were joined."""
    shown = contest.table(told=TOLD, title="All communes of 2025 taken in, in a fresh process", caption=CAPTION)
    with TemporaryDirectory(prefix="icanalysis-bench-") as folder:
        for case, columns in CASES.items():
            file = Path(folder) / f"communes_{case.replace(' ', '_')}.gpkg"
            communes = with_words(gpd.read_parquet(BOUNDARIES / EDITION / "approximate.parquet"))
            communes[[*columns, "geometry"]].to_file(file)
            size = f"{file.stat().st_size / 1024**2:.1f} MB"
            tell(f"{len(communes):,} communes, {size}, {case}: {repeats} rounds of {', '.join(MODULES)}")
            contest.add_rows(shown, case, contest.measured(MODULES, file, repeats=repeats), told=TOLD)
    return shown


def with_words(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The shapes with the code, the full name and the province of each, in columns as offices name them."""
    places = pl.read_csv(PLACES, infer_schema=False).filter(pl.col("edition") == EDITION)
    names = dict(places.select("place_code", "full_name").rows())
    above = dict(places.select("place_code", "parent_code").rows())
    code = shapes["place_code"]
    return shapes.assign(**{CODE: code, NAME: code.map(names), PROVINCE: code.map(above).map(names)})
