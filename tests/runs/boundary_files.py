"""Files of boundaries for tests, made from the approximate shapes of the suite and the names of the register."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import polars as pl
import shapely

from icanalysis.geography import store
from icanalysis.sources.workspace import PUBLISHED

TONES = "\u0300\u0301\u0303\u0309\u0323"


def districts(province: str = "08", *, edition: str = "2024") -> gpd.GeoDataFrame:
    """The units of a province as an authority might hand them over: MA, TEN, TINH and land; in degrees."""
    return _districts(province, edition).copy()


@lru_cache
def _districts(province: str, edition: str) -> gpd.GeoDataFrame:
    places = pl.read_csv(PUBLISHED / "places.csv", infer_schema=False).filter(edition=edition)
    names = dict(places.select("place_code", "full_name").rows())
    codes = places.filter(parent_code=province)["place_code"].to_list()
    shapes = store.load(edition, imported=None).shapes
    own = shapes[shapes["place_code"].isin(codes)].reset_index(drop=True)
    return gpd.GeoDataFrame(
        {"MA": own["place_code"], "TEN": [names[code] for code in own["place_code"]], "TINH": names[province]},
        geometry=own.geometry,
        crs=4326,
    )


def row_of(frame: gpd.GeoDataFrame, code: str) -> int:
    """The index of the row of a place."""
    return frame.index[frame["MA"] == code][0]


def with_land(frame: gpd.GeoDataFrame, code: str, land: object) -> gpd.GeoDataFrame:
    """The frame with other land for a place."""
    changed = frame.copy()
    changed.loc[row_of(frame, code), "geometry"] = land
    return changed


def with_rows(frame: gpd.GeoDataFrame, *indices: int) -> gpd.GeoDataFrame:
    """The frame with some of its rows once more at the end."""
    return frame.iloc[[*range(len(frame)), *indices]].reset_index(drop=True)


def crossed(land: shapely.Polygon) -> shapely.Polygon:
    """The land with a small bow tie hung on its first point."""
    shell = np.asarray(land.exterior.coords)
    x, y = shell[0]
    bow = np.array([(x, y), (x + 0.01, y + 0.01), (x + 0.01, y), (x, y + 0.01), (x, y)])
    return shapely.Polygon(np.vstack([shell[:-1], bow]))


def swapped(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The frame with latitude first."""
    return frame.set_geometry(shapely.transform(frame.geometry.to_numpy(), _other_way_round)).set_crs(4326)


def in_bytes_of(frame: gpd.GeoDataFrame, encoding: str, file: Path) -> Path:
    """A shapefile whose names stand in an encoding that no .cpg names."""
    told = frame.assign(**{name: [as_bytes(cell, encoding) for cell in frame[name]] for name in ("TEN", "TINH")})
    told.to_file(file, encoding="ISO-8859-1")
    file.with_suffix(".cpg").unlink(missing_ok=True)
    return file


def as_bytes(text: str, encoding: str) -> str:
    """The bytes of a text, one letter each; code page 1258 sets tones apart."""
    return _tones_apart(text).encode(encoding).decode("latin-1") if encoding == "cp1258" else text


def in_tcvn3(text: str) -> str:
    """A few letters of the font TCVN3, enough to be known by."""
    return "".join(TCVN3.get(letter, letter) for letter in text)


TCVN3 = {"ệ": "Ö", "ê": "ª", "ơ": "¬", "ấ": "Ê", "ó": "ã", "à": "µ", "â": "©", "ì": "×", "ố": "è", "ị": "Þ", "ộ": "é"}


def _tones_apart(text: str) -> str:
    parts = []
    for letter in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in TONES)
        parts.append(unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES)) + tone)
    return "".join(parts)


def _other_way_round(points: np.ndarray) -> np.ndarray:
    return points[:, ::-1]
