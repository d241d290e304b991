"""A file of boundaries read, merged with the register of places and written, as one would with geopandas."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from benchmarks.boundaries import CODE, EDITION, NAME, PROVINCE
from benchmarks.pictures import PLACES

Loaded = tuple[Path, pd.DataFrame]


def load(file: Path) -> Loaded:
    """The file, and communes with their provinces in small letters."""
    places = pd.read_csv(PLACES, dtype=str)
    places = places[places["edition"] == EDITION]
    provinces = places[places["level"] == "province"].set_index("place_code")["full_name"]
    communes = places[places["level"] == "commune"]
    keys = {"name": communes["full_name"].str.lower(), "province": communes["parent_code"].map(provinces).str.lower()}
    return file, communes[["place_code"]].assign(**keys)


def work(loaded: Loaded) -> gpd.GeoDataFrame:
    """Shapes by place code, written beside the file."""
    file, places = loaded
    shapes = gpd.read_file(file)
    if CODE in shapes:
        keyed, keys = shapes.rename(columns={CODE: "place_code"}), ["place_code"]
    else:
        keyed = shapes.assign(name=shapes[NAME].str.lower(), province=shapes[PROVINCE].str.lower())
        keys = ["name", "province"]
    joined = keyed.merge(places, on=keys)[["place_code", "geometry"]].sort_values("place_code")
    joined.to_parquet(file.with_suffix(".parquet"), index=False, compression="zstd")
    return joined


def told(joined: gpd.GeoDataFrame) -> dict[str, float]:
    """How many places the file gave land to."""
    return {"joined": joined["place_code"].nunique()}
