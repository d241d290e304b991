"""Made shapes and figures for maps, real polygons where names must find room, and what a picture says."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import altair as alt
import geopandas as gpd
import polars as pl
from shapely.geometry import box

from icanalysis.maps.choropleth import choropleth
from icanalysis.runs.display import svg
from icanalysis.style import colours

BOUNDARIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "boundaries"
METRES = "EPSG:3405"
SIDE_M = 10_000
CLASSES = ("0 – <50", "50 – 100")
RAMP = (colours.CLASSES[0], colours.CLASSES[-1])
PATH = re.compile(r'<path transform="translate\(0,0\)" d="([^"]*)"([^>]*)>')
TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")
WORDS = {
    "title": "Cụm công nghiệp theo huyện (số liệu vẽ thử)",
    "legend_title": "Tỷ lệ lấp đầy (%)",
    "no_data_label": "Không có số liệu",
    "notes": ("Nguồn: vẽ thử.", "Ranh giới gần đúng."),
    "north_word": "B",
    "kilometre_word": "km",
    "alt_text": "Bản đồ thử.",
}
POINT_LABELS = {
    "commune": "Đặt tại xã",
    "district": "Chỉ biết huyện",
    "unsized_commune": "Không rõ diện tích, tại xã",
    "unsized_district": "Không rõ diện tích, chỉ biết huyện",
}
SIZES = [(20.0, "20 ha"), (75.0, "75 ha")]


def squares(across: int, down: int, *, left_m: float = 500_000, bottom_m: float = 2_400_000) -> gpd.GeoDataFrame:
    """Made districts: squares of ten kilometres that share their borders."""
    cells = [(x, y) for y in range(down) for x in range(across)]
    shapes = [
        box(
            left_m + x * SIDE_M,
            bottom_m + y * SIDE_M,
            left_m + (x + 1) * SIDE_M,
            bottom_m + (y + 1) * SIDE_M,
        )
        for x, y in cells
    ]
    return gpd.GeoDataFrame({"place_code": [f"{at:03}" for at in range(len(cells))]}, geometry=shapes, crs=METRES)


def areas(shapes: gpd.GeoDataFrame, *, names: list[str] | None = None, blank: int = 3) -> pl.DataFrame:
    """Made figures; every `blank`-th place has none."""
    codes = shapes["place_code"].tolist()
    return pl.DataFrame(
        {
            "place_code": codes,
            "name": names or [f"Huyện {code}" for code in codes],
            "class_index": [None if at % blank == blank - 1 else at % 2 for at in range(len(codes))],
            "value_text": ["" if at % blank == blank - 1 else f"{at} %" for at in range(len(codes))],
        },
        schema_overrides={"class_index": pl.Int64},
    )


def points(*rows: tuple[str, float, float, float | None, str]) -> pl.DataFrame:
    """Made zones: label, x and y in metres, size, placed_by."""
    names = ("label", "x_m", "y_m", "size", "placed_by")
    listed = [dict(zip(names, row, strict=True)) | {"name": f"Cụm {row[0]}"} for row in rows]
    return pl.DataFrame(listed, schema_overrides={"size": pl.Float64})


def chart_of(shapes: gpd.GeoDataFrame, **other: Any) -> alt.LayerChart:
    """A map in Vietnamese with two classes, or with other arguments."""
    given = WORDS | {"colours": RAMP, "class_labels": CLASSES} | other
    given.setdefault("areas", areas(shapes))
    return choropleth(shapes[["place_code", "geometry"]], **given)


def picture(shapes: gpd.GeoDataFrame, **other: Any) -> str:
    """The SVG of a map."""
    return svg(chart_of(shapes, **other), "vi")


def paths(text: str) -> list[str]:
    """The outlines of filled shapes."""
    return [outline for outline, look in PATH.findall(text) if 'fill="#' in look]


def said(text: str) -> list[str]:
    """Every line of text in the picture."""
    return [unescape(line) for line in TEXT.findall(text)]


def features(chart: alt.LayerChart) -> list[dict[str, Any]]:
    """The shapes as the specification holds them."""
    return json.loads(chart.to_dict()["datasets"]["shapes"])


def real(file: str, *, name: str) -> gpd.GeoDataFrame:
    """Surveyed polygons, in metres."""
    read = gpd.read_file(BOUNDARIES / f"{file}.geojson").to_crs(METRES)
    return read.rename(columns={"code": "place_code", name: "name"})[["place_code", "name", "geometry"]]
