from __future__ import annotations

import numpy as np
import pytest
import shapely

from icanalysis.errors import BadBoundaries
from icanalysis.geography.mending import mended, reduced, united

SQUARE, BESIDE, FAR = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(5, 5, 6, 6)
BOW_TIE = shapely.from_wkt("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))")
SPIKE = shapely.from_wkt("POLYGON ((0 0, 1 0, 3 0, 1 0, 1 1, 0 1, 0 0))")


def shapes(*given: object) -> np.ndarray:
    found = np.empty(len(given), dtype=object)
    found[:] = given
    return found


def test_whole_land_stays_as_it_is():
    whole = mended(shapes(SQUARE, FAR))
    assert whole.repaired.tolist() == [False, False]
    assert whole.shapes.tolist() == [SQUARE, FAR]


@pytest.mark.parametrize(("broken", "area"), [(BOW_TIE, 0.5), (SPIKE, 1.0)])
def test_a_ring_that_crosses_itself_becomes_the_land_it_encloses(broken, area: float):
    whole = mended(shapes(broken))
    assert whole.repaired.tolist() == [True]
    assert whole.shapes[0].is_valid
    assert whole.shapes[0].area == pytest.approx(area)


@pytest.mark.parametrize("empty", [None, shapely.Point(0, 0), shapely.LineString([(0, 0), (1, 1)]), shapely.Polygon()])
def test_what_is_no_land_is_none(empty):
    assert mended(shapes(SQUARE, empty)).shapes.tolist() == [SQUARE, None]


def test_a_collection_keeps_its_land_only():
    mixed = shapely.GeometryCollection([SQUARE, shapely.Point(9, 9), FAR])
    assert mended(shapes(mixed)).shapes[0].equals(SQUARE.union(FAR))


def test_repeated_points_go_and_a_common_border_stays_common():
    dense = shapely.segmentize(shapes(SQUARE, BESIDE), 0.003)
    doubled = shapes(*(shapely.Polygon(np.repeat(np.asarray(one.exterior.coords), 3, axis=0) + 1e-7) for one in dense))
    small = reduced(doubled)
    assert shapely.get_num_coordinates(small).max() <= shapely.get_num_coordinates(dense).max()
    assert shapely.coverage_is_valid(small)
    assert shapely.get_coordinates(small).round(5).tolist() == shapely.get_coordinates(small).tolist()


def test_land_smaller_than_the_rounding_vanishes():
    assert reduced(shapes(shapely.box(0, 0, 1e-6, 1e-6))).tolist() == [None]


def test_one_shape_per_code_in_the_order_of_codes():
    whole, several = united(["b", "a"], shapes(SQUARE, FAR), rows=[1, 2])
    assert list(whole.items()) == [("a", FAR), ("b", SQUARE)]
    assert several == {}


@pytest.mark.parametrize("other", [BESIDE, FAR], ids=["touching", "apart"])
def test_parts_that_share_no_land_are_put_together(other):
    whole, several = united(["a", "a"], shapes(SQUARE, other), rows=[4, 7])
    assert whole["a"].area == 2
    assert several == {"a": [4, 7]}


@pytest.mark.parametrize("other", [SQUARE, shapely.box(0.5, 0, 1.5, 1), shapely.box(0.2, 0.2, 0.3, 0.3)])
def test_rows_that_share_land_are_refused_with_their_numbers(other):
    with pytest.raises(BadBoundaries, match="a in rows 4 and 7"):
        united(["a", "b", "a"], shapes(SQUARE, FAR, other), rows=[4, 5, 7])
