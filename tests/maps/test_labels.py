"""No name covers another, nor a symbol; none is shortened."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.maps import labels
from icanalysis.maps.geometry import Box, fitted, on_page
from icanalysis.maps.labels import Option, around, beside, over, placed
from tests.maps.made import real

PAGE = Box(0, 0, 380, 620)
SPOTS = st.builds(
    Option,
    st.sampled_from([("Na Hang",), ("Thành phố", "Tuyên Quang"), ("1",)]),
    st.sampled_from(labels.SIZES),
    st.floats(0, 380),
    st.floats(0, 620),
)
BOXES = st.builds(
    lambda x, y, side: Box(x, y, x + side, y + side), st.floats(0, 350), st.floats(0, 600), st.floats(1, 30)
)


@given(st.lists(st.lists(SPOTS, max_size=8), max_size=12), st.lists(BOXES, max_size=6))
def test_no_two_names_overlap_and_none_covers_a_symbol(options, taken):
    chosen = [way.box for way in placed([iter(ways) for ways in options], taken=taken, within=PAGE) if way]
    assert not any(one.meets(other) for one, other in combinations(chosen, 2))
    assert not any(one.meets(other) for one in chosen for other in taken)
    assert all(one.inside(PAGE) for one in chosen)


@given(st.lists(SPOTS, min_size=1, max_size=8))
def test_a_name_that_fits_is_set_and_the_first_way_is_preferred(options):
    (chosen,) = placed([iter(options)], taken=[], within=PAGE)
    assert chosen == next((way for way in options if way.box.inside(PAGE)), None)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("tuyen_quang_districts_2024", "district"),
        ("quang_ninh_districts_2024", "district"),
        ("tuyen_quang_communes_2025", "name"),
    ],
)
@pytest.mark.parametrize("width", [280, 380, 580])
def test_names_of_real_places_never_collide(file, name, width):
    shapes = real(file, name=name)
    page = Box(0, 0, width, 620)
    metres = shapes.geometry.to_numpy()
    drawn = on_page(metres, fitted(shapely.total_bounds(metres), page))
    all_shown = len(shapes) <= labels.FEW
    ways = [
        over(text, shape, within=page, all_shown=all_shown) for text, shape in zip(shapes["name"], drawn, strict=True)
    ]
    chosen = placed(ways, taken=[], within=page)
    assert not any(one.box.meets(other.box) for one, other in combinations(filter(None, chosen), 2))
    assert all(" ".join(way.lines) == text for way, text in zip(chosen, shapes["name"], strict=True) if way)
    assert not all_shown or all(chosen)


def test_a_name_stands_inside_its_place_where_there_is_room():
    first = next(over("Na Hang", shapely.box(0, 0, 200, 100), within=PAGE, all_shown=True))
    assert (first.lines, first.size, first.leader) == (("Na Hang",), labels.SIZES[0], None)
    assert (round(first.x), round(first.y)) == (100, 50)


def test_a_name_without_room_gets_a_leader_line_off_the_land():
    city = shapely.box(100, 100, 104, 104)
    land = labels.Land.of(shapely.box(50, 50, 150, 150))
    first = next(beside([("Na Hang",)], (102, 102), within=PAGE, land=land))
    assert first.leader == (102, 102)
    assert not first.box.meets(Box(51, 51, 149, 149))
    assert all(way.leader for way in over("Na Hang", city, within=PAGE, all_shown=True))


def test_a_place_too_small_for_its_name_gets_none_among_many():
    assert list(over("Na Hang", shapely.box(0, 0, 10, 10), within=PAGE, all_shown=False)) == []


def test_no_type_is_smaller_than_can_be_read():
    assert min(labels.SIZES) >= 9


def test_a_number_beside_a_symbol_does_not_touch_it():
    disc = Box(95, 95, 105, 105)
    assert not any(way.box.meets(disc) for way in around("12", (100, 100), (5, 5), size=9))


@given(st.integers(5, 60), st.integers(5, 60))
def test_a_raster_knows_how_much_of_a_box_is_land(wide, tall):
    land = labels.Land.of(shapely.box(0, 0, wide, tall))
    half = np.array([wide / 2]), np.array([tall / 2])
    assert land.covers(*half, wide, tall)[0] == pytest.approx(1, abs=0.5)
    assert land.covers(half[0] + 2 * wide, half[1], wide, tall)[0] == 0
