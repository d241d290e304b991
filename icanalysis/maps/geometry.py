"""Metres on the ground become pixels of a page: fitted into a box, simplified, rounded.

The fit is worked out here and not by Vega-Lite, so that symbols, labels and the scale bar share it exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import shapely

TOLERANCE_PX = 0.75
DECIMALS = 1
LEAST_PART_PX2 = 0.3
"""Islets smaller than this are left out, never the largest part of a place."""
LEAST_DOT_PX = 1.3
HATCH_STEP_PX = 6
LEAST_POINTS = 4
"""Of a closed ring: a triangle, and its first point again."""
NAMES = {
    shapely.GeometryType.POLYGON: "Polygon",
    shapely.GeometryType.MULTIPOLYGON: "MultiPolygon",
    shapely.GeometryType.MULTILINESTRING: "MultiLineString",
}


class Box(NamedTuple):
    """A box on the page, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def meets(self, other: Box) -> bool:
        """Whether the two share any area.

        >>> Box(0, 0, 2, 2).meets(Box(1, 1, 3, 3)), Box(0, 0, 2, 2).meets(Box(2, 0, 4, 2))
        (True, False)
        """
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def inside(self, other: Box) -> bool:
        """Whether no part of this box lies outside the other."""
        across = self.left >= other.left and self.right <= other.right
        return across and self.top >= other.top and self.bottom <= other.bottom


@dataclass(frozen=True)
class Fit:
    """Where a point on the ground lies on the page: `px_per_m` pixels per metre, y downwards."""

    px_per_m: float
    left: float
    top: float

    def x(self, x_m: float | np.ndarray) -> float | np.ndarray:
        """Pixels from the left edge."""
        return self.left + np.multiply(x_m, self.px_per_m)

    def y(self, y_m: float | np.ndarray) -> float | np.ndarray:
        """Pixels from the upper edge."""
        return self.top - np.multiply(y_m, self.px_per_m)


def fitted(bounds_m: Sequence[float], box: Box) -> Fit:
    """The fit that makes the bounds (x and y least, x and y most) as large as the box allows, in its middle."""
    low_x, low_y, high_x, high_y = bounds_m
    scale = min(box.width / max(high_x - low_x, 1.0), box.height / max(high_y - low_y, 1.0))
    left = (box.left + box.right) / 2 - (low_x + high_x) / 2 * scale
    return Fit(scale, left, (box.top + box.bottom) / 2 + (low_y + high_y) / 2 * scale)


def on_page(shapes: np.ndarray, fit: Fit) -> np.ndarray:
    """The shapes in pixels; neighbours keep every point of the border that they share.

    Every shape that has land keeps some, however small it is on the page.
    """
    there = shapely.transform(shapes, partial(_moved, fit=fit))
    simple = shapely.coverage_simplify(there, TOLERANCE_PX)
    return without_islets(np.where(shapely.is_empty(simple), there, simple))


def without_islets(shapes: np.ndarray) -> np.ndarray:
    """The shapes without parts too small to be seen; the largest part always stays."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    if len(parts) == len(shapes):
        return shapes
    areas = shapely.area(parts)
    largest = np.zeros(len(shapes))
    np.maximum.at(largest, owner, areas)
    kept = (areas >= LEAST_PART_PX2) | (areas == largest[owner])
    return shapely.multipolygons(parts[kept], indices=owner[kept], out=np.array(shapes))


def as_dots(shape: shapely.Geometry) -> shapely.Geometry:
    """Islands too small to be seen as dots that can be; larger ones stay as they are."""
    parts = shapely.get_parts(shape)
    small = shapely.area(parts) < np.pi * LEAST_DOT_PX**2
    dots = shapely.buffer(shapely.centroid(parts), LEAST_DOT_PX, quad_segs=3)
    return shapely.union_all(np.where(small, dots, parts))


def hatched(shapes: np.ndarray) -> shapely.Geometry:
    """Slanting lines over the shapes."""
    if not len(shapes):
        return shapely.MultiLineString()
    left, top, right, bottom = shapely.total_bounds(shapes)
    starts = np.arange(left - (bottom - top), right, HATCH_STEP_PX)
    ends = np.stack([starts, np.full_like(starts, bottom), starts + (bottom - top), np.full_like(starts, top)], axis=1)
    lines = shapely.linestrings(ends.reshape(-1, 2, 2))
    valid = shapely.make_valid(shapes)
    over, under = shapely.STRtree(lines).query(valid, predicate="intersects")
    cut = shapely.get_parts(shapely.intersection(lines[under], valid[over]))
    kept = cut[(shapely.get_type_id(cut) == shapely.GeometryType.LINESTRING) & (shapely.length(cut) > 1)]
    return shapely.multilinestrings(kept)


def coordinates(shapes: np.ndarray) -> list[dict]:
    """The shapes as GeoJSON geometries, rounded to a tenth of a pixel, without points that then repeat."""
    kind, points, (lines, *offsets) = shapely.to_ragged_array(shapes)
    rounded = np.round(points, DECIMALS)
    kept = _not_repeated(rounded, lines)
    nested: list = rounded[kept].tolist()
    for level in (np.append(0, np.cumsum(kept))[lines], *offsets):
        nested = [nested[start:end] for start, end in pairwise(level.tolist())]
    return [{"type": NAMES[kind], "coordinates": one} for one in nested]


def _not_repeated(points: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Which points differ from the one before in their ring; a ring that would lose its area keeps all."""
    differs = np.append(True, np.any(points[1:] != points[:-1], axis=1))[: len(points)]
    differs[starts[:-1]] = True
    counts = np.add.reduceat(differs, starts[:-1], dtype=int) if len(points) else np.zeros(0, dtype=int)
    return differs | np.repeat(counts < LEAST_POINTS, np.diff(starts))


def _moved(points: np.ndarray, fit: Fit) -> np.ndarray:
    return np.stack([fit.x(points[:, 0]), fit.y(points[:, 1])], axis=1)
