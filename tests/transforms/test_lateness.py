from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.lateness import with_lateness
from icanalysis.transforms.pace import required_per_month
from tests.transforms.frames import Row, laws, only

NUMBERS = (
    "value",
    "plan_value",
    "implied_plan_low",
    "implied_plan_high",
    "pace_share",
    "average_per_month",
    "required_per_month",
)


def late(*, direction: str = "higher_is_better", plan_is_implied: bool = False, **numbers: float | None) -> Row:
    cells: dict[str, Any] = dict.fromkeys(NUMBERS) | numbers
    frame = pl.LazyFrame([cells], schema=dict.fromkeys(NUMBERS, pl.Float64))
    return only(frame.with_columns(direction=pl.lit(direction), plan_is_implied=plan_is_implied).pipe(with_lateness))


def after_months(value: float, plan: float, *, covered: float, period: float = 12.0, **more: Any) -> Row:
    """What is late of a plan when so many of its months are covered."""
    remaining = period - covered
    rates = {"value": value, "plan_value": plan, "remaining_months": remaining}
    required = pl.DataFrame([rates]).select(required_per_month()).item()
    return late(
        value=value,
        plan_value=plan,
        pace_share=covered / period,
        average_per_month=value / covered,
        required_per_month=required,
        **more,
    )


def test_a_plan_of_1_200_with_500_after_six_months_is_100_short_of_its_pace():
    row = after_months(500.0, 1_200.0, covered=6.0)
    assert row["pace_shortfall"] == pytest.approx(100.0)
    assert row["pace_shortfall_months"] == pytest.approx(1.2)
    assert row["extra_effort_share"] == pytest.approx(700 / 500 - 1)


def test_what_is_ahead_of_its_pace_is_short_by_less_than_nothing():
    row = after_months(700.0, 1_200.0, covered=6.0)
    assert row["pace_shortfall"] == pytest.approx(-100.0)
    assert row["pace_shortfall_months"] < 0
    assert row["extra_effort_share"] < 0


def test_an_implied_plan_gives_an_interval():
    row = after_months(
        14_400.0, 27_169.8, covered=7.0, plan_is_implied=True, implied_plan_low=26_915.9, implied_plan_high=27_428.6
    )
    assert [round(row[f"pace_shortfall{end}"]) for end in ("_low", "", "_high")] == [1_301, 1_449, 1_600]


def test_a_printed_plan_has_no_interval_although_a_percentage_implies_one():
    row = after_months(500.0, 1_200.0, covered=6.0, implied_plan_low=1_100.0, implied_plan_high=1_300.0)
    assert (row["pace_shortfall_low"], row["pace_shortfall_high"]) == (None, None)


@pytest.mark.parametrize("direction", ["lower_is_better", "neither"])
def test_where_more_is_not_better_nothing_is_short(direction: str):
    row = after_months(500.0, 1_200.0, covered=6.0, direction=direction, plan_is_implied=True)
    assert {row[name] for name in row if name.startswith("pace_shortfall")} == {None}
    assert row["extra_effort_share"] is None


def test_without_output_so_far_no_months_of_it_make_anything_up():
    row = after_months(0.0, 1_200.0, covered=6.0)
    assert row["pace_shortfall"] == pytest.approx(600.0)
    assert (row["pace_shortfall_months"], row["extra_effort_share"]) == (None, None)


def test_after_the_last_month_nothing_can_be_required():
    row = after_months(900.0, 1_200.0, covered=12.0)
    assert row["pace_shortfall"] == pytest.approx(300.0)
    assert row["extra_effort_share"] is None


def test_without_a_pace_there_is_no_lateness():
    row = late(value=500.0, plan_value=1_200.0)
    assert {row[name] for name in row if name.startswith("pace_shortfall")} == {None}


@laws
@given(value=st.floats(1, 1e6), plan=st.floats(1, 1e6), covered=st.integers(1, 11))
def test_the_shortfall_is_the_gap_in_points_times_the_plan(value: float, plan: float, covered: int):
    row = after_months(value, plan, covered=float(covered))
    gap_pct_points = (value / plan - covered / 12) * 100
    assert row["pace_shortfall"] == pytest.approx(-gap_pct_points / 100 * plan, abs=1e-6 * max(value, plan))


@laws
@given(value=st.floats(1, 1e6), plan=st.floats(1, 1e6), covered=st.integers(1, 11))
def test_only_what_is_behind_its_pace_must_bring_more_than_so_far(value: float, plan: float, covered: int):
    row = after_months(value, plan, covered=float(covered))
    size = 1e-9 * max(value, plan)
    if row["pace_shortfall"] > size:
        assert row["extra_effort_share"] > 0
    if row["pace_shortfall"] < -size:
        assert row["extra_effort_share"] < 0
