"""The area of a symbol is in proportion to its value; no symbol hides another."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.maps.symbols import LARGEST_PX2, WITHOUT_SIZE_PX2, areas, radius, spread

SPOTS = st.tuples(st.floats(0, 100), st.floats(0, 100))


@given(st.lists(st.floats(0.1, 500), min_size=2, max_size=20))
def test_areas_are_in_proportion_to_values(values):
    sizes = areas(values, largest=max(values))
    assert max(sizes) == pytest.approx(LARGEST_PX2)
    assert all(size / value == pytest.approx(sizes[0] / values[0]) for size, value in zip(sizes, values, strict=True))


def test_a_value_that_nobody_told_has_a_size_of_its_own():
    assert areas([None], largest=0) == [WITHOUT_SIZE_PX2]


def test_values_of_zero_need_no_largest():
    assert areas([0.0], largest=0) == [0]


@given(st.lists(st.tuples(SPOTS, st.floats(2, 12)), max_size=12))
def test_discs_do_not_touch(discs):
    spots, radii = [spot for spot, _ in discs], [size for _, size in discs]
    there = spread(spots, radii)
    for (one, r1), (other, r2) in combinations(zip(there, radii, strict=True), 2):
        assert math.dist(one, other) >= r1 + r2


def test_the_largest_stays_and_the_others_make_room():
    assert spread([(0, 0), (0, 0)], [3, 9])[1] == (0, 0)


def test_the_radius_belongs_to_the_area():
    assert math.pi * radius(480) ** 2 == pytest.approx(480)
