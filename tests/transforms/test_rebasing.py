from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.rebasing import ratio_from_parts, rebased, weights
from tests.transforms.editions import CHANGES, PLACES, units
from tests.transforms.frames import Row, laws

LEVELS = [("2024", "province"), ("2024", "district"), ("2024", "commune"), ("2025", "province"), ("2025", "commune")]
SERIES = {"edition": pl.String, "place_code": pl.String, "key": pl.String, "aggregation": pl.String}
amounts = st.floats(-1e9, 1e9) | st.none()


def weighted(start: tuple[str, str], end: tuple[str, str], *, changes: pl.LazyFrame = CHANGES) -> pl.LazyFrame:
    names = {"from_edition": start[0], "from_level": start[1], "to_edition": end[0], "to_level": end[1]}
    return weights(changes, places=PLACES, **names)


def pairs(start: tuple[str, str], end: tuple[str, str]) -> dict[tuple[str, str], float]:
    rows = weighted(start, end).select("from_code", "to_code", "weight").collect().rows()
    return {(here, there): weight for here, there, weight in rows}


def series(*rows: Row, edition: str = "2024", **more: Any) -> pl.LazyFrame:
    usual = {"edition": edition, "key": "k", "aggregation": "sum", "value": None} | more
    return pl.LazyFrame([usual | row for row in rows], schema=SERIES | {"value": pl.Float64})


def in_new(frame: pl.LazyFrame, end: tuple[str, str] = ("2025", "province"), **how: Any) -> dict[str | None, Row]:
    start = ("2024", "district")
    found = rebased(frame, weights=weighted(start, end), by=["key"], **how).collect()
    return {row["place_code"] or row["not_placed_code"]: row for row in found.to_dicts()}


def test_a_divided_unit_is_shared_out_by_area():
    shared = pairs(("2024", "district"), ("2025", "commune"))
    assert shared["011", "11101"] == pytest.approx(40 / 100)
    assert shared["011", "11102"] == pytest.approx(60 / 100)
    assert shared["012", "11102"] == pytest.approx(20 / 80)


def test_a_unit_that_went_whole_has_the_weight_one_and_nothing_about_it_is_estimated():
    rows = weighted(("2024", "province"), ("2025", "province")).collect()
    assert rows.select("from_code", "to_code", "weight", "is_estimated").rows() == [
        ("01", "01", 1.0, False),
        ("02", "01", 1.0, False),
        ("03", "03", 1.0, False),
    ]
    assert rows["parts_in_all"].to_list() == [2, 2, 1]


def test_a_province_of_2025_goes_back_to_its_two_predecessors_by_estimate():
    back = pairs(("2025", "province"), ("2024", "province"))
    assert back == {("01", "01"): pytest.approx(185 / 262), ("01", "02"): pytest.approx(77 / 262), ("03", "03"): 1.0}


def test_heirs_without_any_area_share_alike_so_that_nothing_is_lost():
    bare = weighted(
        ("2024", "district"), ("2025", "commune"), changes=CHANGES.with_columns(estimated_area_km2=pl.lit(0.0))
    )
    assert bare.filter(pl.col("from_code") == "011").collect()["weight"].to_list() == [0.5, 0.5]


@pytest.mark.parametrize("start", LEVELS)
@pytest.mark.parametrize("end", LEVELS)
def test_the_weights_of_every_unit_sum_to_one(start: tuple[str, str], end: tuple[str, str]):
    found = weighted(start, end).collect()
    sums = found.group_by("from_code").agg(pl.col("weight").sum())
    assert set(sums["from_code"]) >= set(units(*start))
    assert sums["weight"].to_list() == pytest.approx([1.0] * sums.height, abs=1e-12)
    assert found.filter(pl.col("is_estimated") != (pl.len().over("from_code") > 1)).is_empty()


def test_a_level_that_the_edition_does_not_have_is_refused():
    with pytest.raises(KeyError, match="district"):
        weighted(("2025", "district"), ("2024", "province"))


def test_output_of_merged_provinces_adds_up_exactly():
    found = in_new(series({"place_code": "011", "value": 7.25}, {"place_code": "021", "value": 0.5}))
    assert found["01"]["value"] == 7.75
    assert (found["01"]["edition"], found["01"]["is_estimated"]) == ("2025", False)


def test_a_total_says_of_how_many_parts_it_is():
    found = in_new(series({"place_code": "011", "value": 7.0}, {"place_code": "012", "value": None}))
    assert (found["01"]["value"], found["01"]["parts"], found["01"]["parts_in_all"]) == (7.0, 1, 4)


def test_a_figure_that_a_divided_unit_took_part_in_is_estimated():
    found = in_new(
        series({"place_code": "011", "value": 100.0}, {"place_code": "021", "value": 5.0}), ("2025", "commune")
    )
    assert (found["11101"]["value"], found["11101"]["is_estimated"]) == (pytest.approx(40.0), True)
    assert (found["11104"]["value"], found["11104"]["is_estimated"]) == (5.0, False)


def test_nothing_known_is_unknown_and_not_zero_nor_estimated():
    found = in_new(series({"place_code": "011", "value": None}), ("2025", "commune"))
    assert (found["11101"]["value"], found["11101"]["parts"], found["11101"]["is_estimated"]) == (None, 0, False)


def test_a_row_without_weights_is_kept_as_not_placed():
    found = in_new(series({"place_code": "VN", "value": 9.0}, {"place_code": "011", "value": 1.0}))
    assert (found["VN"]["value"], found["VN"]["place_code"], found["VN"]["edition"]) == (9.0, None, "2024")


def test_the_code_01_of_another_edition_is_not_taken_for_this_one():
    frame = series({"place_code": "01", "value": 9.0}, edition="2025")
    found = rebased(frame, weights=weighted(("2024", "province"), ("2025", "province")), by=["key"]).collect()
    assert found.select("edition", "place_code", "not_placed_code", "value").rows() == [("2025", None, "01", 9.0)]


@pytest.mark.parametrize("aggregation", ["none", "ratio_of_parts"])
def test_what_does_not_add_up_gets_no_value(aggregation: str):
    found = in_new(series({"place_code": "011", "value": 51.0}, aggregation=aggregation))
    assert (found["01"]["value"], found["01"]["parts"]) == (None, 0)


def test_prices_of_two_bases_are_never_added():
    frame = series({"place_code": "011", "value": 1.0}, {"place_code": "012", "value": 2.0})
    based = frame.with_columns(price_basis=pl.Series(["current", "constant_2010"]).implode().explode())
    found = rebased(based, weights=weighted(("2024", "district"), ("2025", "province")), by=["key"]).collect()
    assert sorted(found.select("price_basis", "value").rows()) == [("constant_2010", 2.0), ("current", 1.0)]


def test_a_ratio_is_made_of_its_re_based_parts_and_is_not_averaged():
    rows = pl.LazyFrame(
        {
            "edition": "2024",
            "place_code": ["011", "021", "012"],
            "leased": [90.0, 1.0, 50.0],
            "industrial": [100.0, 10.0, None],
        }
    )
    found = ratio_from_parts(
        rows, weights=weighted(("2024", "district"), ("2025", "province")), by=[], part="leased", whole="industrial"
    ).collect()
    assert found.select("place_code", "share", "parts").rows() == [("01", pytest.approx(91 / 110), 2)]


def test_a_ratio_without_a_whole_is_none():
    rows = pl.LazyFrame({"edition": "2024", "place_code": ["031"], "leased": [0.0], "industrial": [0.0]})
    found = ratio_from_parts(
        rows, weights=weighted(("2024", "district"), ("2025", "province")), by=[], part="leased", whole="industrial"
    )
    assert found.collect()["share"].to_list() == [None]


@laws
@given(
    values=st.lists(amounts, min_size=3, max_size=16),
    start=st.sampled_from(LEVELS),
    end=st.sampled_from(LEVELS),
    areas=st.lists(st.floats(1e-4, 1e4), min_size=10, max_size=10),
)
def test_any_additive_series_has_the_same_total_in_both_editions(values, start, end, areas):
    codes = units(*start)
    rows = [{"place_code": code, "value": value} for code, value in zip(codes, values, strict=False)]
    there = weighted(start, end, changes=CHANGES.with_columns(estimated_area_km2=pl.Series(areas).implode().explode()))
    found = rebased(series(*rows, edition=start[0]), weights=there, by=["key"]).collect()
    known = [row["value"] for row in rows if row["value"] is not None]
    scale = sum(map(abs, known))
    assert found["value"].sum() == pytest.approx(sum(known), rel=1e-9, abs=scale * 1e-9)


@laws
@given(values=st.lists(st.floats(0, 1e9), min_size=5, max_size=5))
def test_there_and_back_the_total_is_what_it_was(values: list[float]):
    rows = [{"place_code": code, "value": value} for code, value in zip(units("2024", "district"), values, strict=True)]
    there, back = (("2024", "district"), ("2025", "commune")), (("2025", "commune"), ("2024", "district"))
    once = rebased(series(*rows), weights=weighted(*there), by=["key"])
    again = rebased(once, weights=weighted(*back), by=["key"]).collect()
    assert set(again["place_code"]) == set(units("2024", "district"))
    assert again["value"].sum() == pytest.approx(sum(values), rel=1e-9)
