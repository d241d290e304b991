"""Metres become pixels: neighbours keep their border, nothing is lost."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely

from icanalysis.maps.geometry import Box, as_dots, coordinates, fitted, hatched, on_page
from tests.maps.made import real

PAGE = Box(10, 20, 390, 620)


def drawn(file: str, name: str) -> tuple[np.ndarray, np.ndarray]:
    metres = real(file, name=name).geometry.to_numpy()
    return metres, on_page(metres, fitted(shapely.total_bounds(metres), PAGE))


def read_back(shapes: np.ndarray) -> list[shapely.Geometry]:
    return [shapely.geometry.shape(one) for one in coordinates(shapes)]


def test_the_shapes_fill_the_box_in_one_direction_and_stay_in_it():
    _, shapes = drawn("tuyen_quang_communes_2025", "name")
    left, top, right, bottom = shapely.total_bounds(shapes)
    assert left >= PAGE.left - 0.1 and right <= PAGE.right + 0.1
    assert top == pytest.approx(PAGE.top, abs=1)
    assert bottom == pytest.approx(PAGE.bottom, abs=1)


def test_no_gap_opens_between_neighbours():
    _, shapes = drawn("tuyen_quang_communes_2025", "name")
    page = shapely.union_all(shapely.make_valid(read_back(shapes)))
    parts = shapely.get_parts(page)
    holes = sum(len(part.interiors) for part in parts if part.area > 1)
    assert sum(shapely.Polygon(ring).area for part in parts for ring in part.interiors) < 2, holes


def test_areas_stay_in_proportion():
    metres, shapes = drawn("tuyen_quang_districts_2024", "district")
    ratio = shapely.area(shapes) / shapely.area(metres)
    assert ratio.max() / ratio.min() < 1.03


def test_simplifying_leaves_far_fewer_points():
    metres, shapes = drawn("tuyen_quang_communes_2025", "name")
    assert shapely.get_num_coordinates(shapes).sum() < shapely.get_num_coordinates(metres).sum() / 2


def test_no_place_is_lost_however_small():
    shapes = np.array([shapely.box(0, 0, 1e6, 1e6), shapely.box(1e6, 0, 1e6 + 1, 1), shapely.Point(2e6, 0).buffer(1)])
    page = on_page(shapes, fitted(shapely.total_bounds(shapes), PAGE))
    assert not shapely.is_empty(page).any()
    assert all(
        len(one["coordinates"][0][0] if one["type"] == "MultiPolygon" else one["coordinates"][0]) >= 4
        for one in coordinates(page)
    )


def test_islets_too_small_to_be_seen_are_left_out_but_not_the_largest():
    islets = shapely.MultiPolygon([shapely.box(0, 0, 10, 10), shapely.box(20, 0, 20.1, 0.1)])
    many = on_page(np.array([islets, shapely.box(0, 20, 20, 30)]), fitted((0, 0, 40, 40), Box(0, 0, 40, 40)))
    assert len(shapely.get_parts(many[0])) == 1


def test_a_bound_of_no_size_still_fits():
    assert np.isfinite(fitted((5, 5, 5, 5), PAGE).px_per_m)


def test_dots_are_large_enough_to_be_seen():
    dots = as_dots(shapely.MultiPolygon([shapely.box(0, 0, 0.1, 0.1), shapely.box(50, 0, 70, 20)]))
    assert sorted(round(area) for area in shapely.area(shapely.get_parts(dots))) == [5, 400]


def test_hatching_stays_inside_its_shapes():
    shapes = np.array([shapely.box(0, 0, 50, 50), shapely.box(100, 0, 150, 50)])
    lines = hatched(shapes)
    assert lines.length > 100
    assert shapely.union_all(shapes).buffer(0.2).contains(lines)


def test_hatching_of_nothing_is_empty():
    assert hatched(np.array([], dtype=object)).is_empty


def test_coordinates_have_one_decimal_and_do_not_repeat():
    _, shapes = drawn("tuyen_quang_districts_2024", "district")
    for one in coordinates(shapes):
        rings = (
            one["coordinates"] if one["type"] == "Polygon" else [ring for part in one["coordinates"] for ring in part]
        )
        for ring in rings:
            assert all(round(number, 1) == number for point in ring for number in point)
            assert all(here != there for here, there in pairwise(ring))
            assert ring[0] == ring[-1]
