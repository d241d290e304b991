from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.rollup import rolled_up
from tests.transforms.frames import Row, laws, only

NUMBERS = dict.fromkeys(["value", "plan_value", "attainment_share", "weight"], pl.Float64)
TYPES = {"indicator": pl.String, "place": pl.String, "aggregation": pl.String} | NUMBERS
figures = st.floats(0, 1e6) | st.none()
plans = st.floats(1, 1e6) | st.none()


def children(*given_rows: tuple[float | None, float | None], aggregation: str = "sum") -> list[Row]:
    """Children A, B, C … with value and plan."""
    return [
        {
            "indicator": "gross_output",
            "place": chr(ord("A") + number),
            "aggregation": aggregation,
            "value": value,
            "plan_value": plan,
            "attainment_share": None if value is None or plan is None else value / plan,
        }
        for number, (value, plan) in enumerate(given_rows)
    ]


def rolled(rows: list[Row], **how: Any) -> Row:
    return only(pl.LazyFrame(rows, schema=TYPES).pipe(rolled_up, by=["indicator"], child="place", **how))


def test_the_total_is_the_sum_and_the_attainment_sum_by_sum_not_the_average():
    row = rolled(children((90.0, 100.0), (10.0, 100.0), (2.0, 1.0)))
    assert (row["value"], row["plan_value"]) == (102.0, 201.0)
    assert row["attainment_share"] == pytest.approx(102 / 201)


def test_the_worst_child_is_named_also_under_a_good_total():
    row = rolled(children((990.0, 800.0), (1.0, 10.0)))
    assert row["attainment_share"] > 1
    assert row["worst_child"] == "B"
    assert row["worst_attainment_share"] == pytest.approx(0.1)


def test_a_child_without_data_lowers_the_coverage_and_does_not_vanish():
    row = rolled(children((50.0, 100.0), (None, 100.0), (None, None), (70.0, None)))
    assert (row["child_count"], row["covered_count"], row["coverage_share"]) == (4, 1, 0.25)
    assert row["value"] == 120.0
    assert (row["covered_value"], row["plan_value"]) == (50.0, 100.0)
    assert row["attainment_share"] == 0.5


def test_coverage_by_weight_says_how_much_is_known():
    rows = children((50.0, 100.0), (None, 100.0))
    heavy = [row | {"weight": weight} for row, weight in zip(rows, (1.0, 9.0), strict=True)]
    row = rolled(heavy, weight="weight")
    assert row["covered_weight_share"] == pytest.approx(0.1)
    assert row["coverage_share"] == 0.5


def test_a_total_of_nothing_known_is_unknown_and_not_zero():
    row = rolled(children((None, 100.0), (None, None)))
    assert (row["value"], row["plan_value"], row["attainment_share"]) == (None, None, None)
    assert (row["worst_child"], row["worst_attainment_share"]) == (None, None)
    assert row["coverage_share"] == 0.0


@pytest.mark.parametrize("aggregation", ["ratio_of_parts", "none"])
def test_shares_and_ranks_get_no_total_but_a_worst_child(aggregation: str):
    row = rolled(children((50.0, 100.0), (90.0, 100.0), aggregation=aggregation))
    assert (row["value"], row["plan_value"], row["attainment_share"]) == (None, None, None)
    assert (row["worst_child"], row["coverage_share"]) == ("A", 1.0)


def test_each_group_is_rolled_up_by_itself():
    rows = [*children((50.0, 100.0)), *(row | {"indicator": "exports"} for row in children((30.0, 40.0)))]
    frame = pl.LazyFrame(rows, schema=TYPES).pipe(rolled_up, by=["indicator"], child="place").collect()
    assert frame.select("indicator", "value").rows() == [("gross_output", 50.0), ("exports", 30.0)]


@laws
@given(rows=st.lists(st.tuples(figures, plans), min_size=1, max_size=8))
def test_a_roll_up_never_exceeds_its_best_child_nor_falls_below_its_worst(
    rows: list[tuple[float | None, float | None]],
):
    row = rolled(children(*rows))
    shares = [value / plan for value, plan in rows if value is not None and plan is not None]
    assert row["covered_count"] == len(shares)
    assert row["child_count"] == len(rows)
    if shares:
        assert min(shares) - 1e-9 <= row["attainment_share"] <= max(shares) + 1e-9 * max(shares)
        assert row["worst_attainment_share"] == min(shares)
    else:
        assert row["attainment_share"] is None


@laws
@given(rows=st.lists(st.tuples(figures, plans), min_size=1, max_size=8), data=st.data())
def test_the_order_of_the_children_does_not_matter(rows: list[tuple[float | None, float | None]], data: st.DataObject):
    one, other = rolled(children(*rows)), rolled(data.draw(st.permutations(children(*rows))))
    for name in ("value", "plan_value", "attainment_share", "coverage_share", "worst_attainment_share"):
        assert one[name] == (None if other[name] is None else pytest.approx(other[name]))
