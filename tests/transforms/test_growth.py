from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.growth import (
    a_year_later,
    comparable_bases,
    compound_rate,
    growth_share,
    index_share,
    with_same_period,
)
from tests.transforms.frames import Row, laws, observations, only, value_of

NEW, OLD, YEARS = pl.col("new"), pl.col("old"), pl.col("years")
positive = st.floats(0.01, 1e9)
THIS_YEAR = {"window_start": date(2021, 1, 1), "window_end": date(2021, 6, 30)}
LAST_YEAR = {"window_start": date(2020, 1, 1), "window_end": date(2020, 6, 30)}


def compared(now: Row, *before: Row) -> Row:
    history = observations(*before) if before else observations(now).clear()
    return only(observations(THIS_YEAR | now).pipe(with_same_period, history=history))


def rate(new: float, old: float, years: float) -> float | None:
    return value_of(compound_rate(NEW, OLD, years=YEARS), new=new, old=old, years=years)


def next_year(day: date) -> date:
    return value_of(a_year_later(pl.col("day")), day=day)


def test_growth_of_14_6_percent_is_an_index_of_114_6_percent():
    row = compared({"value": 114.6}, LAST_YEAR | {"value": 100.0})
    assert row["growth_share"] == pytest.approx(0.146)
    assert row["index_share"] == pytest.approx(1.146)
    assert row["previous_value"] == 100.0
    assert row["previous_observation_id"] == "o1"


@pytest.mark.parametrize(
    "other",
    [
        {"price_basis": "current"},
        {"price_basis": "constant_1994"},
        {"price_basis": "not_stated"},
        {"place_code": "58"},
        {"edition": "2025"},
        {"indicator_id": "retail_sales"},
        {"clock": "administrative"},
        {"window_start": date(2020, 2, 1)},
        {"window_end": date(2020, 7, 31)},
        {"value": None, "printed_growth_pct": "5"},
    ],
    ids=lambda other: " ".join(map(str, other.values())),
)
def test_growth_never_crosses(other: Row):
    row = compared({"value": 114.6}, LAST_YEAR | {"value": 100.0} | other)
    assert row["previous_value"] is None
    assert row["growth_share"] is None
    assert row["index_share"] is None


def test_the_first_row_of_the_history_counts():
    row = compared({"value": 110.0}, LAST_YEAR | {"value": 100.0}, LAST_YEAR | {"value": 55.0})
    assert row["previous_value"] == 100.0


def test_nothing_grows_from_zero():
    row = compared({"value": 5.0}, LAST_YEAR | {"value": 0.0})
    assert row["previous_value"] == 0.0
    assert row["growth_share"] is None
    assert row["index_share"] is None


def test_a_row_keeps_its_place_with_and_without_history():
    assert compared({"value": 5.0})["value"] == 5.0


def test_317_percent_in_five_years_are_26_percent_a_year():
    assert rate(3.17, 1.0, 5.0) == pytest.approx(0.26, abs=5e-4)


@pytest.mark.parametrize(("new", "old", "years"), [(1.0, 0.0, 5.0), (-1.0, 2.0, 5.0), (1.0, 2.0, 0.0)])
def test_no_rate_leads_from_nothing_to_a_loss_or_in_no_time(new: float, old: float, years: float):
    assert rate(new, old, years) is None


@pytest.mark.parametrize(
    ("one", "other", "comparable"),
    [
        ("constant_2010", "constant_2010", True),
        ("constant_2010", "not_stated", True),
        ("not_stated", "current", True),
        ("constant_2010", "constant_1994", False),
        ("constant_2010", "current", False),
    ],
)
def test_two_stated_bases_that_differ_are_refused(one: str, other: str, comparable: bool):
    both = comparable_bases(pl.col("one"), pl.col("other"))
    assert value_of(both, one=one, other=other) is comparable
    assert value_of(both, one=other, other=one) is comparable


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2023, 2, 28), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2024, 2, 28), date(2025, 2, 28)),
        (date(2021, 6, 30), date(2022, 6, 30)),
        (date(2021, 12, 14), date(2022, 12, 14)),
        (date(2021, 1, 1), date(2022, 1, 1)),
    ],
)
def test_a_year_later_is_the_same_day_and_the_end_of_february_stays_its_end(day: date, later: date):
    assert next_year(day) == later


@laws
@given(year=st.integers(1995, 2055), month=st.integers(1, 12))
def test_the_end_of_a_month_stays_the_end_of_its_month(year: int, month: int):
    end = pl.select(pl.date(year, month, 1).dt.month_end()).item()
    later = next_year(end)
    assert (later.year, later.month) == (year + 1, month)
    assert (later + timedelta(days=1)).day == 1


@laws
@given(new=positive, old=positive)
def test_index_is_growth_plus_one(new: float, old: float):
    growth = value_of(growth_share(NEW, OLD), new=new, old=old)
    index = value_of(index_share(NEW, OLD), new=new, old=old)
    assert index == pytest.approx(growth + 1)


@laws
@given(old=positive, yearly=st.floats(-0.5, 1), years=st.floats(1, 20))
def test_the_compound_rate_leads_back_to_the_new_value(old: float, yearly: float, years: float):
    assert rate(old * (1 + yearly) ** years, old, years) == pytest.approx(yearly, abs=1e-6)


@laws
@given(new=positive, old=positive)
def test_over_one_year_the_compound_rate_is_the_growth(new: float, old: float):
    growth = value_of(growth_share(NEW, OLD), new=new, old=old)
    assert rate(new, old, 1.0) == pytest.approx(growth, rel=1e-6, abs=1e-9)
