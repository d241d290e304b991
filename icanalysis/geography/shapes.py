"""Shapes of places made ready for a map: in metres, simplified together, merged into larger units.

Every function takes a GeoDataFrame with the columns `place_code` and `geometry` and a CRS, and reads nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import polars as pl
import shapely

METRES = "EPSG:3405"
"""VN-2000 / UTM zone 48N, the national grid of the zone (102° to 108° E) in which most of the country lies.

One grid for all keeps neighbours adjacent. East of the zone lengths come out a little too large: by 0.2 % in Cam Ranh,
by 1 % in Trường Sa. Nobody should measure land in it; a scale bar bears it.
"""

ARCHIPELAGOS = {
    "2024": {"498": "Hoàng Sa", "576": "Trường Sa"},
    "2025": {"20333": "Hoàng Sa", "22736": "Trường Sa"},
}
"""The two archipelagos by edition and code: on every map of the whole country, in a frame of their own."""

INNER_PRECISION = 0.02
"""How exactly a label's point is sought: a part of the square root of the shape's area."""


def projected(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The shapes in metres, in the CRS `METRES`.

    Raises:
        ValueError: The shapes have no CRS (raised by geopandas).
    """
    return shapes.to_crs(METRES)


def simplified(shapes: gpd.GeoDataFrame, *, tolerance_m: float) -> gpd.GeoDataFrame:
    """The shapes with fewer points, in their own CRS: borders that two places share stay shared, and no place vanishes.

    A bend goes when the triangle it makes is smaller than about the square of the tolerance (the rule of Visvalingam
    and Whyatt, over the whole coverage at once). Where shapes overlap or miss each other by a hair, the borders are
    first made to meet; a place that this would swallow (a copy of another) is simplified alone and stays.

    Args:
        shapes: The shapes, places without land among them if need be.
        tolerance_m: In metres; 0 changes nothing but unclean borders.
    """
    metres = shapes.geometry.to_crs(METRES).to_numpy()
    drawn = ~(shapely.is_missing(metres) | shapely.is_empty(metres))
    whole = metres[drawn]
    clean = whole if shapely.coverage_is_valid(whole) else shapely.coverage_clean(whole)
    simple = shapely.coverage_simplify(clean, tolerance_m)
    metres[drawn] = np.where(shapely.is_empty(simple), shapely.simplify(whole, tolerance_m), simple)
    return shapes.set_geometry(gpd.GeoSeries(metres, index=shapes.index, crs=METRES).to_crs(shapes.crs))


def dissolved(shapes: gpd.GeoDataFrame, *, into: Mapping[str, str]) -> gpd.GeoDataFrame:
    """The units that places make up: `place_code` (of the unit) and `geometry`, sorted by code.

    Args:
        shapes: The shapes of the parts.
        into: The code of the unit by the code of each part; parts that it does not name are left out.
    """
    units = np.array([into.get(code, "") for code in shapes["place_code"]], dtype=object)
    parts = shapes.geometry.to_numpy()
    union = shapely.coverage_union_all if shapely.coverage_is_valid(parts[units != ""]) else shapely.union_all
    codes = sorted(set(units) - {""})
    merged = [union(parts[units == code]) for code in codes]
    return gpd.GeoDataFrame({"place_code": codes}, geometry=merged, crs=shapes.crs)


def inner_points(shapes: gpd.GeoDataFrame) -> pl.DataFrame:
    """`place_code`, `x_m`, `y_m`: the middle of the largest circle inside the largest part of each shape, for a label.

    The middle of gravity of a crescent lies outside of it, this point never does. Places without land are left out.
    """
    metres = shapes.geometry.to_crs(METRES).to_numpy()
    drawn = ~(shapely.is_missing(metres) | shapely.is_empty(metres))
    largest = [_largest_part(shape) for shape in metres[drawn]]
    precision = INNER_PRECISION * np.sqrt(shapely.area(largest))
    middles = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=precision), 0)
    codes = shapes["place_code"].to_numpy()[drawn]
    return pl.DataFrame({"place_code": codes.tolist(), "x_m": shapely.get_x(middles), "y_m": shapely.get_y(middles)})


def without_archipelagos(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The shapes but for Hoàng Sa and Trường Sa of either edition, for the large frame of a map.

    Leave them out before `dissolved`: a province has no code for a part of it.
    """
    codes = [code for edition in ARCHIPELAGOS.values() for code in edition]
    return shapes[~shapes["place_code"].isin(codes)].reset_index(drop=True)


def _largest_part(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    return parts[np.argmax(shapely.area(parts))]
