from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.attainment import with_attainment
from icanalysis.transforms.pace import with_pace
from icanalysis.transforms.targets import with_targets
from tests.transforms.frames import Row, laws, measured, observations, only, sources, targets

TO_JULY = {"window_start": date(2021, 1, 1), "window_end": date(2021, 7, 31)}


def paced(seen: Row, *planned: Row, **measure: str) -> Row:
    """An observation with its target, attainment and pace."""
    return only(
        measured(observations(seen), **measure)
        .pipe(with_targets, targets=targets(*planned), sources=sources())
        .pipe(with_attainment)
        .pipe(with_pace)
    )


@pytest.mark.parametrize(
    ("value", "printed_pct", "gap", "required", "average"),
    [
        (9_200.0, "58.5", 0.2, 1_305, 1_314),
        (85.0, "62", 3.7, 10, 12),
        (14_400.0, "53", -5.3, 2_554, 2_057),
    ],
    ids=["gross output", "exports", "retail sales"],
)
def test_seven_months_of_tuyen_quang_2021(value: float, printed_pct: str, gap: float, required: int, average: int):
    row = paced(TO_JULY | {"value": value, "printed_attainment_pct": printed_pct})
    assert round(row["pace_share"] * 100, 1) == 58.3
    assert round(row["pace_gap_pct_points"], 1) == gap
    assert round(row["required_per_month"]) == required
    assert round(row["average_per_month"]) == average


@pytest.mark.parametrize(("day", "required"), [(date(2021, 12, 30), 1_305), (date(2021, 12, 31), None)])
def test_nothing_is_asked_of_months_that_are_over_however_old_the_figures(day: date, required: int | None):
    seen = TO_JULY | {"value": 9_200.0, "printed_attainment_pct": "58.5"}
    planned = (
        observations(seen).pipe(measured).pipe(with_targets, targets=targets(), sources=sources()).pipe(with_attainment)
    )
    row = only(planned.pipe(with_pace, as_of=day))
    assert row["required_per_month"] is None if required is None else round(row["required_per_month"]) == required


def test_three_years_of_five_of_mong_cai_are_a_pace_of_sixty_percent():
    window = {"window_start": date(2017, 1, 1), "window_end": date(2019, 12, 31)}
    period = {"period_start": date(2016, 1, 1), "period_end": date(2020, 12, 31)}
    row = paced(window | {"value": 23_098.0}, period | {"value": 25_000.0})
    assert row["pace_share"] == pytest.approx(0.6)
    assert round(row["pace_gap_pct_points"], 1) == 32.4
    assert row["window_starts_late"]


def test_the_administrative_half_year_is_six_of_twelve_months():
    clock = {"clock": "administrative"}
    window = {"window_start": date(2024, 12, 15), "window_end": date(2025, 6, 14)}
    period = {"period_start": date(2024, 12, 15), "period_end": date(2025, 12, 14)}
    row = paced(clock | window | {"value": 50.0}, clock | period | {"value": 100.0})
    assert (row["covered_months"], row["period_months"]) == (pytest.approx(6), pytest.approx(12))
    assert row["pace_gap_pct_points"] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("kind", ["stock", "ratio", "index", "rank"])
def test_only_a_flow_has_a_pace(kind: str):
    row = paced(TO_JULY | {"value": 50.0}, {"value": 100.0}, kind=kind)
    shown = ("pace_share", "pace_gap_pct_points", "covered_months", "average_per_month", "required_per_month")
    assert [row[name] for name in shown] == [None] * len(shown)


def test_without_a_plan_there_is_no_pace():
    row = paced(TO_JULY | {"value": 50.0})
    assert row["pace_share"] is None
    assert row["required_per_month"] is None


def test_a_plan_that_is_reached_requires_nothing_more():
    assert paced(TO_JULY | {"value": 120.0}, {"value": 100.0})["required_per_month"] == 0.0


def test_when_the_period_is_over_no_month_is_left_to_require_anything_of():
    row = paced({"value": 90.0}, {"value": 100.0})
    assert row["pace_share"] == pytest.approx(1.0)
    assert row["required_per_month"] is None


def test_a_window_from_the_first_day_does_not_start_late():
    assert paced(TO_JULY | {"value": 50.0}, {"value": 100.0})["window_starts_late"] is False


def test_a_target_of_zero_has_a_pace_of_time_but_no_gap():
    row = paced(TO_JULY | {"value": 50.0}, {"value": 0.0}, direction="lower_is_better")
    assert row["pace_share"] == pytest.approx(7 / 12)
    assert row["pace_gap_pct_points"] is None


def test_a_window_whose_start_nobody_printed_has_no_pace():
    seen = {"window_start": None, "window_end": date(2021, 7, 31), "value": 50.0, "target_id": "t1"}
    row = paced(seen, {"value": 100.0})
    assert row["attainment_share"] == 0.5
    assert row["pace_share"] is None


@laws
@given(value=st.floats(0, 1e9), plan=st.floats(0.01, 1e9), months=st.integers(1, 11))
def test_what_is_reached_and_what_is_required_make_the_plan(value: float, plan: float, months: int):
    row = paced({"window_end": month_end(2021, months), "value": value}, {"value": plan})
    remaining = row["remaining_months"]
    assert remaining == pytest.approx(12 - months)
    assert row["required_per_month"] * remaining + value == pytest.approx(max(plan, value), rel=1e-9, abs=1e-6)
    assert row["average_per_month"] * row["covered_months"] == pytest.approx(value, rel=1e-9, abs=1e-6)


@laws
@given(share=st.floats(0, 3), months=st.integers(1, 12))
def test_ahead_of_the_pace_is_exactly_what_is_above_the_linear_plan(share: float, months: int):
    row = paced({"window_end": month_end(2021, months), "value": 1_000 * share}, {"value": 1_000.0})
    assert row["pace_gap_pct_points"] == pytest.approx((share - months / 12) * 100, abs=1e-6)


def month_end(year: int, month: int) -> date:
    return pl.select(pl.date(year, month, 1).dt.month_end()).item()
