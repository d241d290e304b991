"""The map as the suite draws it for a report: `choropleth`, then the SVG of the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import altair as alt
import geopandas as gpd
import polars as pl

from icanalysis.geography.shapes import projected
from icanalysis.maps.choropleth import choropleth
from icanalysis.runs.display import svg

LANGUAGE = "vi"


class Drawn(NamedTuple):
    """A map as chart and as SVG text."""

    chart: alt.LayerChart
    svg: str


def load(file: Path) -> gpd.GeoDataFrame:
    """The shapes in memory, in longitude and latitude."""
    return gpd.read_parquet(file)


def work(shapes: gpd.GeoDataFrame) -> Drawn:
    """The map."""
    areas = pl.from_pandas(shapes[["place_code", "name", "class_index", "value_text"]], nan_to_null=True)
    legend = shapes[["class_index", "class_label", "colour"]].dropna().drop_duplicates().sort_values("class_index")
    islands = shapes.dropna(subset=["archipelago"])
    chart = choropleth(
        projected(shapes[["place_code", "geometry"]]),
        areas=areas.cast({"class_index": pl.Int64}),
        colours=legend["colour"].tolist(),
        class_labels=legend["class_label"].tolist(),
        title="Simulated shares, %",
        legend_title="Simulated share, %",
        no_data_label="no data",
        notes=["Approximate boundaries.", "Simulated values: nothing here was published."],
        archipelagos=dict(zip(islands["place_code"], islands["archipelago"], strict=True)),
        alt_text="Simulated shares by place.",
    )
    return Drawn(chart, svg(chart, LANGUAGE))


def told(drawn: Drawn) -> dict[str, float]:
    """Sizes: of the Vega-Lite specification, of the SVG; and how many shapes the specification holds."""
    spec = drawn.chart.to_dict()
    return {
        "shapes": len(json.loads(spec["datasets"]["shapes"])),
        "spec_kb": kilobytes(json.dumps(spec, ensure_ascii=False)),
        "svg_kb": kilobytes(drawn.svg),
    }


def kilobytes(text: str) -> float:
    """How much a text takes in UTF-8."""
    return len(text.encode()) / 1024
