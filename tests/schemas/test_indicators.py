"""Faults of indicators, targets, observations and claims, one by one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.schemas.rows import broken

EMPTY = dict.fromkeys(("value", "printed_attainment_pct", "printed_growth_pct", "printed_index_pct", "official_label"))


@pytest.mark.parametrize(("kind", "unit"), [("rank", "point"), ("index", "rank"), ("flow", "rank")])
def test_ranks_and_only_ranks_are_counted_in_ranks(kind, unit):
    assert "ranks_are_counted_in_ranks" in broken("indicators", kind=kind, unit=unit, aggregation="none")


def test_a_rank_in_ranks_passes():
    assert broken("indicators", kind="rank", unit="rank", aggregation="none") == set()


@pytest.mark.parametrize("kind", ["ratio", "index", "rank"])
def test_what_is_no_amount_never_adds_up(kind):
    unit = "rank" if kind == "rank" else "pct"
    assert broken("indicators", kind=kind, unit=unit, aggregation="sum") == {"only_flows_and_stocks_add_up"}


@pytest.mark.parametrize("aggregation", ["none", "ratio_of_parts"])
def test_a_ratio_that_is_not_summed_passes(aggregation):
    assert broken("indicators", kind="ratio", unit="pct", aggregation=aggregation) == set()


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [("point", 90.0, 90.0), ("floor", 90.0, None), ("cap", None, 90.0), ("range", 6.6, 6.8), ("point", 0.0, 0.0)],
)
def test_bounds_that_fit_the_kind_pass(kind, low, high):
    assert broken("targets", target_kind=kind, low_value=low, high_value=high) == set()


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ("point", 90.0, 91.0),
        ("point", 90.0, None),
        ("point", None, 90.0),
        ("point", None, None),
        ("floor", 90.0, 90.0),
        ("floor", None, 90.0),
        ("floor", None, None),
        ("cap", 90.0, None),
        ("cap", 90.0, 90.0),
        ("cap", None, None),
        ("range", 6.8, 6.6),
        ("range", 6.6, 6.6),
        ("range", 6.6, None),
        ("range", None, None),
    ],
)
def test_bounds_that_do_not_fit_the_kind_fail(kind, low, high):
    assert broken("targets", target_kind=kind, low_value=low, high_value=high) == {"bounds_fit_the_kind"}


def test_a_plan_period_runs_forward():
    changed = {"period_start": date(2021, 12, 31), "period_end": date(2021, 1, 1)}
    assert broken("targets", **changed) == {"period_runs_forward"}


def test_an_observation_without_anything_said_fails():
    assert broken("observations", **EMPTY) == {"says_something"}


@pytest.mark.parametrize(
    "said",
    [
        {"value": 0.0},
        {"printed_attainment_pct": "62"},
        {"printed_growth_pct": "-12.7"},
        {"printed_index_pct": "96.4"},
        {"official_label": "low"},
    ],
)
def test_one_thing_said_is_enough(said):
    assert broken("observations", **EMPTY | said) == set()


@pytest.mark.parametrize("name", ["attainment", "growth", "index"])
@pytest.mark.parametrize("text", ["1000.1", "1001", "99999"])
def test_a_percentage_above_1000_fails(name, text):
    assert broken("observations", **{f"printed_{name}_pct": text}) == {f"{name}_is_at_most_1000_pct"}


@pytest.mark.parametrize("name", ["attainment", "growth", "index"])
def test_a_percentage_of_1000_passes(name):
    assert broken("observations", **{f"printed_{name}_pct": "1000"}) == set()


@pytest.mark.parametrize("text", ["58,5", "58.5%", "58.", ".5", "", "trên 94", "1e3", "+3"])
def test_a_percentage_is_a_plain_number_with_a_point(text):
    assert "printed_attainment_pct|regex" in broken("observations", printed_attainment_pct=text)


def test_a_window_runs_forward():
    changed = {"window_start": date(2021, 7, 31), "window_end": date(2021, 1, 1)}
    assert broken("observations", **changed) == {"window_runs_forward"}


@pytest.mark.parametrize("blank", ["window_start", "window_end"])
def test_half_a_window_fails(blank):
    assert broken("observations", **{blank: None}) == {"window_has_both_ends_or_none"}


@pytest.mark.parametrize("kind", ["compound_growth", "average_per_year"])
def test_a_yearly_claim_without_its_years_fails(kind):
    assert broken("claims", claim_kind=kind) == {"yearly_claims_say_how_many_years"}
    assert broken("claims", claim_kind=kind, years=5.0) == set()


@pytest.mark.parametrize("years", [0.0, -3.0, 51.0])
def test_years_are_between_half_a_year_and_50(years):
    assert {"years|min", "years|max"} & broken("claims", years=years)
