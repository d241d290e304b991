from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.targets import with_targets
from tests.transforms.frames import Row, laws, observations, only, sources, targets

JULY = {"window_start": date(2021, 1, 1), "window_end": date(2021, 7, 31), "value": 50.0}
FIVE_YEARS = {"period_start": date(2021, 1, 1), "period_end": date(2025, 12, 31)}
PLAN = {"value": 100.0}


def held_against(seen: Row, *planned: Row, **classes: str) -> Row:
    offered = targets(*planned) if planned else targets(PLAN).clear()
    known = classes or {"press": "press", "authority": "authority"}
    return only(observations(seen).pipe(with_targets, targets=offered, sources=sources(**known)))


def test_a_target_of_the_same_series_whose_period_holds_the_window_is_found():
    row = held_against(JULY, PLAN | {"document_id": "plan_2021"})
    assert (row["target_id"], row["low_value"], row["high_value"]) == ("t1", 100.0, 100.0)
    assert (row["document_id"], row["target_source_id"], row["target_qualifier"]) == ("plan_2021", "press", "exact")
    assert row["plan_is_implied"] is False


@pytest.mark.parametrize(
    "other",
    [
        {"place_code": "58"},
        {"edition": "2025"},
        {"indicator_id": "exports"},
        {"clock": "administrative"},
        {"price_basis": "current"},
        {"period_end": date(2021, 6, 30)},
        {"period_start": date(2021, 2, 1)},
    ],
    ids=lambda other: " ".join(map(str, other.values())),
)
def test_a_target_is_never_used_for(other: Row):
    row = held_against(JULY, PLAN | other)
    assert row["target_id"] is None
    assert row["low_value"] is None
    assert row["plan_is_implied"] is False


def test_a_price_basis_that_nobody_states_may_be_held_against_any():
    assert held_against(JULY, PLAN | {"price_basis": "not_stated"})["target_id"] == "t1"


def test_the_shortest_period_that_holds_the_window_wins():
    assert held_against(JULY, PLAN | FIVE_YEARS, PLAN)["target_id"] == "t2"


def test_an_adjusted_target_wins_over_the_original_of_any_source():
    original = PLAN | {"source_id": "authority"}
    assert held_against(JULY, original, PLAN | {"version": "adjusted"})["target_id"] == "t2"


def test_a_shorter_original_wins_over_a_longer_adjusted_target():
    assert held_against(JULY, PLAN | FIVE_YEARS | {"version": "adjusted"}, PLAN)["target_id"] == "t2"


def test_among_equal_targets_that_of_the_preferred_source_wins():
    assert held_against(JULY, PLAN, PLAN | {"source_id": "authority"})["target_id"] == "t2"


def test_the_target_that_the_text_names_wins_over_every_other():
    named = JULY | {"target_id": "t1"}
    assert held_against(named, PLAN | FIVE_YEARS, PLAN | {"version": "adjusted"})["target_id"] == "t1"


def test_a_floor_keeps_its_open_end():
    floor = {"target_kind": "floor", "low_value": 90.0, "high_value": None, "qualifier": "over"}
    row = held_against(JULY, floor)
    assert (row["low_value"], row["high_value"], row["target_kind"]) == (90.0, None, "floor")


def test_without_a_target_the_plan_of_the_year_is_implied_by_value_and_percentage():
    row = held_against(JULY | {"value": 9_200.0, "printed_attainment_pct": "58.5"})
    assert row["plan_is_implied"] is True
    assert row["target_id"] is None
    assert [round(row[name]) for name in ("low_value", "high_value", "implied_plan")] == [15_726] * 3
    assert (round(row["implied_plan_low"]), round(row["implied_plan_high"])) == (15_713, 15_740)
    assert (row["period_start"], row["period_end"]) == (date(2021, 1, 1), date(2021, 12, 31))


def test_a_percentage_of_the_plan_is_of_the_plan_of_the_year_and_never_of_five_years_by_guess():
    row = held_against(JULY | {"printed_attainment_pct": "50"}, PLAN | FIVE_YEARS | {"value": 999.0})
    assert (row["target_id"], row["plan_is_implied"], row["low_value"]) == (None, True, pytest.approx(100.0))


def test_a_percentage_is_of_five_years_where_the_text_names_them():
    row = held_against(JULY | {"printed_attainment_pct": "50", "target_id": "t1"}, PLAN | FIVE_YEARS)
    assert (row["target_id"], row["plan_is_implied"]) == ("t1", False)


def test_without_a_percentage_a_value_is_held_against_five_years_where_no_shorter_target_is():
    assert held_against(JULY, PLAN | FIVE_YEARS)["target_id"] == "t1"


@pytest.mark.parametrize(
    ("end", "period"),
    [
        (date(2025, 6, 14), (date(2024, 12, 15), date(2025, 12, 14))),
        (date(2025, 12, 14), (date(2024, 12, 15), date(2025, 12, 14))),
        (date(2025, 12, 31), (date(2025, 12, 15), date(2026, 12, 14))),
    ],
)
def test_on_the_administrative_clock_the_implied_plan_is_for_15_december_to_14_december(
    end: date, period: tuple[date, date]
):
    window = {"clock": "administrative", "window_start": period[0], "window_end": end}
    row = held_against(window | {"value": 50.0, "printed_attainment_pct": "50"})
    assert (row["period_start"], row["period_end"]) == period
    assert row["plan_is_implied"] is True


@pytest.mark.parametrize("start", [date(2020, 7, 1), None])
def test_a_window_that_may_reach_beyond_the_year_implies_no_plan_of_it(start: date | None):
    row = held_against(JULY | {"window_start": start, "printed_attainment_pct": "50"})
    assert (row["plan_is_implied"], row["low_value"], row["period_start"]) == (False, None, None)


def test_a_printed_target_wins_over_the_implied_one_and_both_are_shown():
    row = held_against(JULY | {"printed_attainment_pct": "49"}, PLAN)
    assert (row["low_value"], row["plan_is_implied"]) == (100.0, False)
    assert row["implied_plan"] == pytest.approx(50 / 0.49)


def test_a_target_of_another_place_does_not_stand_in_for_the_implied_plan():
    row = held_against(JULY | {"printed_attainment_pct": "50"}, {"value": 999.0, "place_code": "22"})
    assert row["low_value"] == pytest.approx(100.0)
    assert row["plan_is_implied"] is True


def test_every_observation_stays_exactly_once():
    seen = observations(JULY, JULY | {"place_code": "58"}, JULY | {"window_end": None}, JULY)
    planned = targets(PLAN, PLAN, PLAN | {"version": "adjusted"})
    ids = seen.pipe(with_targets, targets=planned, sources=sources()).collect()["observation_id"]
    assert sorted(ids) == ["o1", "o2", "o3", "o4"]


@laws
@given(data=st.data())
def test_the_order_of_the_targets_does_not_matter(data: st.DataObject):
    planned = [
        PLAN | {"target_id": "adjusted_year", "version": "adjusted"},
        PLAN | {"target_id": "year"},
        PLAN | {"target_id": "five_years"} | FIVE_YEARS,
        PLAN | {"target_id": "elsewhere", "place_code": "58", "version": "adjusted"},
    ]
    assert held_against(JULY, *data.draw(st.permutations(planned)))["target_id"] == "adjusted_year"
