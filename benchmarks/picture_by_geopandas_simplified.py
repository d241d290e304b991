"""The map with geopandas and matplotlib, borders first simplified as much as the suite does for the page."""

from __future__ import annotations

import geopandas as gpd

from benchmarks.picture_by_geopandas import drawn, told
from benchmarks.picture_by_suite import load
from icanalysis.geography.shapes import METRES
from icanalysis.maps.choropleth import TALLEST, WIDTH
from icanalysis.maps.geometry import TOLERANCE_PX

__all__ = ["load", "told", "work"]


def work(shapes: gpd.GeoDataFrame) -> str:
    """The map as SVG text."""
    metres = shapes.to_crs(METRES)
    west, south, east, north = metres.total_bounds
    metres_per_px = max((east - west) / WIDTH, (north - south) / TALLEST)
    return drawn(metres.set_geometry(metres.simplify_coverage(TOLERANCE_PX * metres_per_px)))
