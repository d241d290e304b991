from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.coverage import coverage
from tests.transforms.frames import Row, laws, only

THINGS = st.lists(st.sampled_from("abcdefgh"), max_size=12)


def named(things: list[str]) -> pl.LazyFrame:
    return pl.LazyFrame({"thing": things}, schema={"thing": pl.String})


def covered(expected: list[str], known: list[str]) -> Row:
    return only(coverage(named(expected), known=named(known), on="thing"))


def test_three_of_five_are_sixty_percent():
    assert covered(["a", "b", "c", "d", "e"], ["a", "c", "e"]) == {
        "expected_count": 5,
        "covered_count": 3,
        "coverage_share": pytest.approx(0.6),
    }


def test_what_was_not_expected_counts_nowhere():
    assert covered(["a", "b"], ["a", "x", "y"])["covered_count"] == 1


def test_what_is_named_several_times_counts_once():
    assert covered(["a", "a", "b"], ["a", "a", "a"]) == {
        "expected_count": 2,
        "covered_count": 1,
        "coverage_share": 0.5,
    }


def test_where_nothing_is_expected_there_is_no_share():
    assert covered([], ["a"]) == {"expected_count": 0, "covered_count": 0, "coverage_share": None}


def test_things_may_have_names_of_several_columns():
    places = pl.LazyFrame({"edition": ["2024", "2025"], "place_code": ["08", "08"]})
    known = places.filter(pl.col("edition") == "2025")
    assert only(coverage(places, known=known, on=["edition", "place_code"]))["coverage_share"] == 0.5


@laws
@given(expected=THINGS, known=THINGS)
def test_coverage_counts_as_sets_do(expected: list[str], known: list[str]):
    row = covered(expected, known)
    assert (row["expected_count"], row["covered_count"]) == (len(set(expected)), len(set(expected) & set(known)))
    assert row["coverage_share"] is None or 0 <= row["coverage_share"] <= 1


@laws
@given(expected=THINGS, known=THINGS, more=THINGS)
def test_knowing_more_never_lowers_the_coverage(expected: list[str], known: list[str], more: list[str]):
    assert covered(expected, known)["covered_count"] <= covered(expected, known + more)["covered_count"]
