from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from icanalysis.transforms.attainment import with_attainment
from tests.transforms.frames import Row, laws, only

UP, DOWN, NEITHER = "higher_is_better", "lower_is_better", "neither"
directions = st.sampled_from([UP, DOWN, NEITHER])
figures = st.floats(0.01, 1e9)
OVER, RUNNING = date(2021, 12, 31), date(2021, 7, 31)
TYPES = dict.fromkeys(["value", "low_value", "high_value"], pl.Float64) | {"window_end": pl.Date, "period_end": pl.Date}


def attained(
    value: float | None,
    low: float | None = None,
    high: float | None = None,
    *,
    direction: str = UP,
    kind: str = "flow",
    at: date = OVER,
    **settings: Any,
) -> Row:
    cells = {"value": value, "low_value": low, "high_value": high, "direction": direction, "kind": kind}
    ends = {"window_end": at, "period_end": OVER}
    frame = pl.LazyFrame([cells | ends], schema_overrides=TYPES)
    return only(frame.pipe(with_attainment, **settings))


def point(value: float | None, plan: float, **how: Any) -> Row:
    return attained(value, plan, plan, **how)


def test_mong_cai_reached_92_4_percent_of_25_000_and_basically_met_it():
    row = point(23_098.0, 25_000.0)
    assert round(row["attainment_share"] * 100, 1) == 92.4
    assert row["target_gap"] == -1_902.0
    assert row["computed_label"] == "basically_met"


def test_7_699_a_year_is_154_0_percent_of_5_000():
    row = point(7_699.0, 5_000.0)
    assert round(row["attainment_share"] * 100, 1) == 154.0
    assert row["computed_label"] == "exceeded"


def test_a_share_over_94_is_over_the_floor_of_90():
    row = attained(94.0, 90.0, None, kind="ratio")
    assert row["plan_value"] == 90.0
    assert row["computed_label"] == "exceeded"
    assert row["target_gap"] == 4.0


@pytest.mark.parametrize(
    ("value", "label"), [(80.0, "not_met"), (90.0, "basically_met"), (100.0, "met"), (100.1, "exceeded")]
)
def test_a_point_is_met_at_its_value_and_exceeded_above_it(value: float, label: str):
    assert point(value, 100.0)["computed_label"] == label


@pytest.mark.parametrize(
    ("value", "share", "label"),
    [(125.0, 0.8, "not_met"), (110.0, 100 / 110, "basically_met"), (100.0, 1.0, "met"), (80.0, 1.25, "exceeded")],
)
def test_where_lower_is_better_the_share_is_plan_by_value(value: float, share: float, label: str):
    row = point(value, 100.0, direction=DOWN)
    assert row["attainment_share"] == pytest.approx(share)
    assert row["computed_label"] == label


@pytest.mark.parametrize(
    ("value", "share", "label"),
    [
        (3.3, 0.5, "not_met"),
        (6.5, 6.5 / 6.6, "basically_met"),
        (6.6, 1.0, "met"),
        (6.7, 1.0, "met"),
        (6.8, 1.0, "met"),
        (7.0, 7.0 / 6.8, "exceeded"),
    ],
)
def test_a_range_is_met_inside_and_exceeded_on_its_better_side(value: float, share: float, label: str):
    row = attained(value, 6.6, 6.8, kind="ratio")
    assert row["attainment_share"] == pytest.approx(share)
    assert row["computed_label"] == label


def test_where_lower_is_better_a_range_is_exceeded_below():
    assert attained(6.0, 6.6, 6.8, direction=DOWN)["computed_label"] == "exceeded"
    assert attained(7.0, 6.6, 6.8, direction=DOWN)["computed_label"] == "basically_met"
    assert attained(7.0, 6.6, 6.8, direction=DOWN)["plan_value"] == 6.8


def test_where_neither_side_is_better_a_range_is_met_inside_only():
    labels = [attained(value, 40.0, 42.0, direction=NEITHER)["computed_label"] for value in (20, 39, 41, 43, 90)]
    assert labels == ["not_met", "basically_met", "met", "basically_met", "not_met"]


@pytest.mark.parametrize("direction", [UP, DOWN, NEITHER])
def test_a_floor_is_met_from_its_value_on(direction: str):
    assert attained(90.0, 90.0, None, direction=direction)["computed_label"] == "met"
    assert attained(30.0, 90.0, None, direction=direction)["computed_label"] == "not_met"


@pytest.mark.parametrize("direction", [UP, DOWN, NEITHER])
def test_a_cap_is_met_up_to_its_value_and_broken_at_three_times_it(direction: str):
    assert attained(5.0, None, 5.0, direction=direction)["computed_label"] == "met"
    assert attained(15.0, None, 5.0, direction=direction)["computed_label"] == "not_met"


def test_a_value_below_a_cap_exceeds_it_only_where_lower_is_better():
    assert attained(4.0, None, 5.0, direction=DOWN)["computed_label"] == "exceeded"
    assert attained(4.0, None, 5.0, direction=UP)["computed_label"] == "met"


@pytest.mark.parametrize(("value", "label"), [(0.0, "met"), (3.0, "not_met")])
def test_a_target_of_zero_has_no_share_but_a_label(value: float, label: str):
    row = point(value, 0.0, direction=DOWN)
    assert row["attainment_share"] is None
    assert row["computed_label"] == label


def test_nothing_reached_is_a_share_of_zero():
    row = point(0.0, 100.0)
    assert row["attainment_share"] == 0.0
    assert row["computed_label"] == "not_met"


def test_nothing_left_of_what_should_be_low_has_no_share_and_is_exceeded():
    row = point(0.0, 100.0, direction=DOWN)
    assert row["attainment_share"] is None
    assert row["computed_label"] == "exceeded"


@pytest.mark.parametrize(("value", "plan"), [(-5.0, 100.0), (5.0, -100.0)])
def test_a_loss_has_no_share_but_a_label(value: float, plan: float):
    row = point(value, plan)
    assert row["attainment_share"] is None
    assert row["computed_label"] in ("not_met", "exceeded")


@pytest.mark.parametrize(("rank", "label"), [(28.0, "exceeded"), (30.0, "met"), (32.0, "not_met")])
def test_a_rank_has_no_share_and_its_gap_counts_places(rank: float, label: str):
    row = point(rank, 30.0, direction=DOWN, kind="rank")
    assert row["attainment_share"] is None
    assert row["target_gap"] == rank - 30
    assert row["computed_label"] == label


@pytest.mark.parametrize(("value", "plan"), [(None, 100.0), (50.0, None)])
def test_without_a_value_or_a_target_there_is_neither_share_nor_label(value: float | None, plan: float | None):
    row = attained(value, plan, plan)
    assert row["attainment_share"] is None
    assert row["computed_label"] is None


def test_what_accumulates_under_a_cap_is_in_progress_until_the_period_ends_or_the_cap_is_passed():
    labels = [
        attained(value, None, 100.0, direction=DOWN, at=RUNNING)["computed_label"] for value in (40.0, 100.0, 150.0)
    ]
    assert labels == ["in_progress", "in_progress", "not_met"]
    assert attained(40.0, None, 100.0, direction=DOWN, at=OVER)["computed_label"] == "exceeded"


def test_a_period_that_still_runs_is_in_progress_until_the_target_is_reached():
    labels = [point(value, 100.0, at=RUNNING)["computed_label"] for value in (50.0, 92.0, 100.0, 120.0)]
    assert labels == ["in_progress", "basically_met", "met", "exceeded"]


def test_the_threshold_of_basically_met_is_a_setting():
    assert point(92.4, 100.0, threshold=0.95)["computed_label"] == "not_met"
    assert point(92.4, 100.0, threshold=0.90)["computed_label"] == "basically_met"


def test_a_difference_that_only_floating_point_sees_is_no_difference():
    assert point(0.1 + 0.2, 0.3)["computed_label"] == "met"


@laws
@given(value=figures, low=figures, high=figures, direction=directions, scale=st.floats(1e-3, 1e3))
def test_attainment_is_free_of_scale(value: float, low: float, high: float, direction: str, scale: float):
    low, high = sorted((low, high))
    assume(all(abs(value / end - 1) > 1e-6 for end in (low, high)))
    one = attained(value, low, high, direction=direction)
    other = attained(value * scale, low * scale, high * scale, direction=direction)
    assert other["attainment_share"] == pytest.approx(one["attainment_share"])
    assert other["computed_label"] == one["computed_label"]
    assert other["target_gap"] == pytest.approx(one["target_gap"] * scale, rel=1e-6, abs=1e-6)


@laws
@given(value=figures, plan=figures)
def test_where_lower_is_better_the_share_is_the_inverse(value: float, plan: float):
    upward, downward = point(value, plan), point(value, plan, direction=DOWN)
    assert upward["attainment_share"] * downward["attainment_share"] == pytest.approx(1.0)


@laws
@given(value=figures, plan=figures)
def test_what_exceeds_one_way_falls_short_the_other_way(value: float, plan: float):
    assume(abs(value / plan - 1) > 1e-6)
    labels = [point(value, plan, direction=way)["computed_label"] for way in (UP, DOWN)]
    assert labels.count("exceeded") == 1


@laws
@given(value=figures, more=figures, plan=figures)
def test_more_is_never_a_smaller_share_where_higher_is_better(value: float, more: float, plan: float):
    assert point(value + more, plan)["attainment_share"] >= point(value, plan)["attainment_share"]


@laws
@given(value=figures, low=figures, width=figures, direction=st.sampled_from([UP, DOWN]))
def test_the_share_reaches_one_exactly_when_the_label_says_met_or_more(
    value: float, low: float, width: float, direction: str
):
    high = low + width
    assume(all(abs(value / end - 1) > 1e-6 for end in (low, high)))
    row = attained(value, low, high, direction=direction)
    assert (row["attainment_share"] >= 1) == (row["computed_label"] in ("met", "exceeded"))
