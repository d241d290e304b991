"""What is wrong with a set of shapes: land that two places share, land that none has, areas unlike the printed ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

EQUAL_AREA = "EPSG:6933"
"""Cylindrical equal-area: an area measured in it is right wherever the place lies; a shape is not."""

SMALLEST_KM2 = 0.01
"""One hectare: overlaps and gaps smaller than that come from rounding, and are not counted."""

M2_PER_KM2 = 1e6


@dataclass(frozen=True)
class Overlap:
    """Land that two places share."""

    place_code: str
    other_code: str
    area_km2: float


@dataclass(frozen=True)
class Gap:
    """Land that no place has, with the places around it."""

    around: tuple[str, ...]
    area_km2: float


@dataclass(frozen=True)
class Difference:
    """A measured area beside the printed one."""

    place_code: str
    measured_km2: float
    printed_km2: float

    @property
    def share(self) -> float:
        """(measured − printed) ÷ printed."""
        return (self.measured_km2 - self.printed_km2) / self.printed_km2


@dataclass(frozen=True)
class Report:
    """Everything found, the largest first."""

    shape_count: int
    overlaps: list[Overlap]
    gaps: list[Gap]
    differences: list[Difference]
    unclean_count: int
    """Shapes with a border that does not meet its neighbours' point by point (GEOS coverage rules)."""

    @property
    def clean(self) -> bool:
        """True when no land is shared and none is left out."""
        return not self.overlaps and not self.gaps


def report(
    shapes: gpd.GeoDataFrame, *, beside: gpd.GeoDataFrame | None = None, printed_km2: Mapping[str, float]
) -> Report:
    """Overlaps, gaps and areas of shapes (place_code, geometry).

    `beside` are shapes that fill land around these and are not judged: where one of them lies is no gap.
    `printed_km2` are areas by code as the register prints them.
    """
    flat = shapes.to_crs(EQUAL_AREA)
    land, codes = flat.geometry.to_numpy(), flat["place_code"].tolist()
    filled = beside.to_crs(EQUAL_AREA).geometry.to_numpy() if beside is not None else np.array([], dtype=object)
    measured = dict(zip(codes, (shapely.area(land) / M2_PER_KM2).tolist(), strict=True))
    known = [Difference(code, measured[code], printed_km2[code]) for code in codes if printed_km2.get(code)]
    unclean = ~shapely.is_empty(shapely.coverage_invalid_edges(land))
    return Report(
        len(codes),
        overlaps(land, codes),
        gaps(land, codes, filled=filled),
        sorted(known, key=_size_of_difference, reverse=True),
        int(unclean.sum()),
    )


def overlaps(land: np.ndarray, codes: list[str]) -> list[Overlap]:
    """Pairs of shapes (in metres) that share more than a hectare."""
    left, right = shapely.STRtree(land).query(land, predicate="intersects")
    left, right = left[left < right], right[left < right]
    km2 = shapely.area(shapely.intersection(land[left], land[right])) / M2_PER_KM2
    found = [
        Overlap(*sorted((codes[a], codes[b])), area)
        for a, b, area in zip(left, right, km2.tolist(), strict=True)
        if area > SMALLEST_KM2
    ]
    return sorted(found, key=_area_of, reverse=True)


def gaps(land: np.ndarray, codes: list[str], *, filled: np.ndarray) -> list[Gap]:
    """Holes of more than a hectare in all shapes (in metres) together; a hole that is open to the outside is none."""
    parts = shapely.get_parts(shapely.union_all(land))
    holes = np.array([shapely.Polygon(ring) for part in parts for ring in part.interiors], dtype=object)
    if len(filled) and len(holes):
        points = shapely.point_on_surface(filled)
        taken = np.unique(shapely.STRtree(points).query(holes, predicate="contains")[0])
        holes = np.delete(holes, taken)
    large = holes[shapely.area(holes) / M2_PER_KM2 > SMALLEST_KM2]
    around = shapely.STRtree(land).query(shapely.buffer(large, 1.0), predicate="intersects")
    found = [
        Gap(tuple(sorted(codes[place] for place in around[1][around[0] == index])), shapely.area(hole) / M2_PER_KM2)
        for index, hole in enumerate(large)
    ]
    return sorted(found, key=_area_of, reverse=True)


def _area_of(found: Overlap | Gap) -> float:
    return found.area_km2


def _size_of_difference(found: Difference) -> float:
    return abs(found.share)
