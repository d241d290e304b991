from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.windows import months_between, shared_months
from tests.transforms.frames import laws, value_of

START, END, CLOCK = pl.col("start"), pl.col("end"), pl.col("clock")
PERIOD = {"period_start": pl.col("period_start"), "period_end": pl.col("period_end")}
days = st.dates(date(1995, 1, 1), date(2055, 12, 31))
clocks = st.sampled_from(["calendar", "administrative"])


def months(start: date, end: date, clock: str = "calendar") -> float:
    return value_of(months_between(START, END, clock=CLOCK), start=start, end=end, clock=clock)


def shared(start: date | None, end: date, period_start: date, period_end: date, clock: str = "calendar") -> float:
    cells = {"start": start, "end": end, "period_start": period_start, "period_end": period_end}
    frame = pl.DataFrame([cells], schema=dict.fromkeys(cells, pl.Date)).with_columns(clock=pl.lit(clock))
    return frame.select(shared_months(START, END, **PERIOD, clock=CLOCK)).item()


@pytest.mark.parametrize(
    ("start", "end", "clock", "count"),
    [
        (date(2021, 1, 1), date(2021, 7, 31), "calendar", 7),
        (date(2016, 1, 1), date(2020, 12, 31), "calendar", 60),
        (date(2024, 2, 1), date(2024, 2, 29), "calendar", 1),
        (date(2024, 12, 15), date(2025, 6, 14), "administrative", 6),
        (date(2024, 12, 15), date(2025, 12, 14), "administrative", 12),
        (date(2025, 2, 15), date(2025, 3, 14), "administrative", 1),
        (date(2024, 2, 15), date(2024, 3, 14), "administrative", 1),
    ],
)
def test_whole_months_count_as_whole(start: date, end: date, clock: str, count: int):
    assert months(start, end, clock) == pytest.approx(count, abs=1e-9)


def test_half_of_april_is_half_a_month():
    assert months(date(2021, 4, 1), date(2021, 4, 15)) == pytest.approx(0.5, abs=1e-9)


def test_the_half_year_of_december_to_june_is_no_whole_half_year_of_the_calendar():
    assert months(date(2024, 12, 15), date(2025, 6, 14)) == pytest.approx(17 / 31 + 5 + 14 / 30)


@laws
@given(start=days, length=st.integers(0, 3_000), rest=st.integers(1, 3_000), clock=clocks)
def test_months_add_up(start: date, length: int, rest: int, clock: str):
    middle = start + timedelta(days=length)
    end = middle + timedelta(days=rest)
    parts = months(start, middle, clock) + months(middle + timedelta(days=1), end, clock)
    assert months(start, end, clock) == pytest.approx(parts, abs=1e-6)


@laws
@given(start=days, length=st.integers(0, 3_000), clock=clocks)
def test_another_day_is_more_time(start: date, length: int, clock: str):
    end = start + timedelta(days=length)
    assert 0 < months(start, end, clock) < months(start, end + timedelta(days=1), clock)


@laws
@given(year=st.integers(1995, 2055), clock=clocks)
def test_every_year_has_twelve_months_on_its_own_clock(year: int, clock: str):
    ends = {
        "calendar": (date(year, 1, 1), date(year, 12, 31)),
        "administrative": (date(year - 1, 12, 15), date(year, 12, 14)),
    }
    assert months(*ends[clock], clock) == pytest.approx(12, abs=1e-9)


def test_a_window_inside_the_period_is_shared_whole():
    assert shared(date(2017, 1, 1), date(2019, 12, 31), date(2016, 1, 1), date(2020, 12, 31)) == pytest.approx(36)


def test_a_window_that_reaches_beyond_the_period_is_cut():
    assert shared(date(2020, 7, 1), date(2021, 6, 30), date(2016, 1, 1), date(2020, 12, 31)) == pytest.approx(6)


def test_a_window_outside_the_period_shares_nothing():
    assert shared(date(2022, 1, 1), date(2022, 6, 30), date(2016, 1, 1), date(2020, 12, 31)) == 0.0


def test_a_window_whose_start_nobody_printed_shares_an_unknown_time():
    assert shared(None, date(2021, 7, 31), date(2021, 1, 1), date(2021, 12, 31)) is None
