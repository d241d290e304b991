"""Classes of a map: every value lies in the class whose printed range holds it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.maps.classes import Classes, Range, classed
from icanalysis.style import colours
from tests.style.test_theme import luminance

MEASURES = st.lists(st.none() | st.floats(-1e6, 1e6), max_size=60)
SHARES = st.lists(st.none() | st.floats(0, 1.5), max_size=60)
COUNTS = st.lists(st.none() | st.integers(0, 5000), max_size=60)
MOST = st.integers(1, 5)


def printed(made: Classes) -> list[str]:
    return made.labels(f"{{:.{made.decimals}f}}".format)


def read(text: str) -> Range:
    """A range as a reader understands its text."""
    ends = re.findall(r"(?<![\d.])-?[\d.]+", text)
    return Range(float(ends[0]), float(ends[-1]), text.startswith(">"), "<" in text)


@given(MEASURES | SHARES | COUNTS, MOST)
def test_every_value_lies_in_the_class_whose_printed_range_holds_it(values, most):
    made = classed(values, most=most)
    ranges = [read(text) for text in printed(made)]
    for value, index in zip(values, made.indices, strict=True):
        if value is None:
            assert index is None
        else:
            assert [at for at, one in enumerate(ranges) if one.holds(value)] == [index]


@given(MEASURES | SHARES | COUNTS, MOST)
def test_the_table_finds_the_class_that_the_map_drew(values, most):
    made = classed(values, most=most)
    assert tuple(map(made.index_of, values)) == made.indices


@given(MEASURES | COUNTS, MOST)
def test_there_are_never_more_classes_than_asked_for_and_each_has_its_own_colour(values, most):
    made = classed(values, most=most)
    assert len(made.ranges) <= most
    assert len(set(made.colours)) == len(made.colours) == len(made.ranges)


@given(MEASURES | COUNTS, MOST)
def test_classes_rise(values, most):
    edges = classed(values, most=most).edges
    assert list(edges) == sorted(edges)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=10), MOST)
def test_no_class_of_a_few_values_is_empty(values, most):
    made = classed(values, most=most)
    assert set(made.indices) == set(range(len(made.ranges)))


@given(COUNTS, MOST)
def test_counts_have_whole_edges(values, most):
    made = classed(values, most=most)
    assert made.decimals == 0
    assert all(edge.is_integer() for edge in made.edges)


def test_breaks_are_the_roundest_numbers_between_the_groups():
    assert printed(classed([3.7, 12.5, 48.1, 55.5, 97.3], most=3)) == ["3 – <30", "30 – <80", "80 – 98"]


def test_many_values_get_round_breaks_too():
    values = [round(1.07**n, 4) for n in range(100)]
    assert all(len(text.strip("0")) <= 3 for text in re.findall(r"\d+", " ".join(printed(classed(values))[1:4])))


def test_zero_is_a_class_of_its_own():
    made = classed([0, 0, 12.5, 60.0, 61.5], most=3)
    assert printed(made)[0] == "0"
    assert made.indices[:3] == (0, 0, 1)


def test_a_range_that_begins_at_zero_beside_the_class_zero_leaves_zero_out():
    assert printed(classed([0, 0.2, 100.0], most=2)) == ["0", ">0 – 100"]


def test_zero_is_no_class_of_its_own_among_negative_values():
    made = classed([-5.5, 0, 3.5], most=2)
    assert made.ranges[0].low < 0


@pytest.mark.parametrize("value", [5, 0, 55.46, -2.5])
def test_equal_values_are_one_class_with_one_number(value):
    made = classed([value, None, value])
    assert (made.indices, len(made.ranges)) == ((0, None, 0), 1)
    assert float(printed(made)[0]) == value


def test_one_value_with_endless_digits_gets_a_range_around_it():
    assert printed(classed([1 / 3])) == ["0.33 – 0.34"]


@pytest.mark.parametrize("values", [[], [None, None], [float("nan")]])
def test_without_a_value_there_is_no_class(values):
    made = classed(values)
    assert (made.ranges, made.edges, made.indices) == ((), (), (None,) * len(values))


def test_fewer_values_give_fewer_classes():
    assert len(classed([1.5, 1.5, 2.5]).ranges) == 2


def test_a_value_outside_every_range_has_no_class():
    assert classed([1, 2, 3]).index_of(99) is None


def test_the_number_of_classes_is_bounded_by_the_ramp():
    with pytest.raises(ValueError, match="not 6"):
        classed([1], most=6)


def test_classes_are_told_apart_in_grey_print():
    greys = [116 * luminance(colour) ** (1 / 3) - 16 for colour in (colours.NO_DATA, *colours.CLASSES)]
    steps = [light - dark for light, dark in pairwise(greys)]
    assert min(steps) >= 6
    assert min(steps[1:]) >= 10
