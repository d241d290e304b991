"""Shapes as files have them made whole: rings that cross themselves, parts that are no land, one place in two rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from icanalysis.errors import BadBoundaries, Phrase, listed

DIGITS = 5
"""Decimals of a degree that are kept: 1e-5 is about 1 m."""

SHARED_PART = 1e-3
"""Two rows of a place may touch; when they share more than this part of the smaller, they overlap."""

AREAS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON, shapely.GeometryType.GEOMETRYCOLLECTION)


@dataclass(frozen=True)
class Mended:
    """Shapes that are valid polygons or None, and which of them were not."""

    shapes: np.ndarray
    repaired: np.ndarray


def mended(shapes: np.ndarray) -> Mended:
    """Polygons only, each of them valid; None where no land is left.

    A ring that crosses itself becomes the land that it encloses (`make_valid` by structure). Lines and points,
    also those that a repair leaves behind, are dropped.

    >>> bow_tie = shapely.from_wkt("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))")
    >>> whole = mended(np.array([bow_tie, shapely.Point(1, 1)]))
    >>> whole.repaired.tolist(), [None if shape is None else shape.area for shape in whole.shapes]
    ([True, False], [0.5, None])
    """
    has_land = np.isin(shapely.get_type_id(shapes), AREAS) & ~shapely.is_empty(shapes)
    broken = has_land & ~shapely.is_valid(shapes)
    whole = np.where(has_land, shapes, None)
    whole[broken] = shapely.make_valid(whole[broken], method="structure", keep_collapsed=False)
    return Mended(_land_only(whole), broken)


def reduced(shapes: np.ndarray) -> np.ndarray:
    """Shapes in degrees rounded to about a metre, without repeated points; neighbours keep their common border.

    A part smaller than that vanishes unless it is all there is.
    """
    rounded = shapely.transform(shapes, _rounded)
    broken = ~shapely.is_missing(rounded) & ~shapely.is_valid(rounded)
    rounded[broken] = shapely.make_valid(rounded[broken], method="structure", keep_collapsed=False)
    return shapely.remove_repeated_points(_land_only(rounded))


def united(
    codes: Sequence[str], shapes: np.ndarray, *, rows: Sequence[int]
) -> tuple[dict[str, object], dict[str, list[int]]]:
    """One shape per code, in the order of codes, and the rows of those that came in several.

    Raises:
        BadBoundaries: when two rows of one place cover the same land; names the rows.
    """
    groups: dict[str, list[int]] = {}
    for index, code in enumerate(codes):
        groups.setdefault(code, []).append(index)
    several = {code: found for code, found in groups.items() if len(found) > 1}
    twice = [
        f"{code} in rows {rows[a]} and {rows[b]}"
        for code, found in several.items()
        for a, b in _overlapping(shapes, found)
    ]
    if twice:
        raise BadBoundaries(
            Phrase(
                "Two rows cover the same land of one place: {twice}. Take one of them out of the file.",
                twice=listed(twice),
            )
        )
    whole = {
        code: shapes[found[0]] if len(found) == 1 else shapely.union_all(shapes[found])
        for code, found in sorted(groups.items())
    }
    return whole, {code: [rows[index] for index in found] for code, found in several.items()}


def _overlapping(shapes: np.ndarray, found: list[int]) -> list[tuple[int, int]]:
    """The pairs among some shapes that share land."""
    parts = shapes[found]
    left, right = shapely.STRtree(parts).query(parts, predicate="intersects")
    left, right = left[left < right], right[left < right]
    shared = shapely.area(shapely.intersection(parts[left], parts[right]))
    smaller = np.minimum(shapely.area(parts[left]), shapely.area(parts[right]))
    return [
        (found[a], found[b])
        for a, b in zip(left[shared > SHARED_PART * smaller], right[shared > SHARED_PART * smaller], strict=True)
    ]


def _rounded(points: np.ndarray) -> np.ndarray:
    return np.round(points, DIGITS)


def _land_only(shapes: np.ndarray) -> np.ndarray:
    """Polygons and multipolygons as they are, collections without their lines and points, None for the rest."""
    land = shapes.copy()
    kinds = shapely.get_type_id(land)
    for index in np.flatnonzero(kinds == shapely.GeometryType.GEOMETRYCOLLECTION):
        parts = [part for part in shapely.get_parts(land[index]) if part.geom_type.endswith("Polygon")]
        land[index] = shapely.union_all(parts) if parts else None
    gone = ~np.isin(shapely.get_type_id(land), AREAS[:2]) | shapely.is_empty(land) | ~(shapely.area(land) > 0)
    land[gone] = None
    return land
