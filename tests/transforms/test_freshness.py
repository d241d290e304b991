from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.freshness import OLD_MONTHS, age_days, age_months, is_old
from tests.transforms.frames import laws, value_of

AS_OF = date(2021, 7, 31)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def days_old(last: date | None, as_of: date = AS_OF) -> int | None:
    return value_of(age_days(pl.col("last").cast(pl.Date), as_of=as_of), last=last)


def months_old(last: date | None, as_of: date = AS_OF) -> int | None:
    return value_of(age_months(pl.col("last").cast(pl.Date), as_of=as_of), last=last)


@pytest.mark.parametrize(
    ("last", "days", "months"),
    [
        (date(2021, 7, 31), 0, 0),
        (date(2021, 7, 30), 1, 0),
        (date(2021, 7, 1), 30, 0),
        (date(2021, 6, 30), 31, 1),
        (date(2021, 4, 30), 92, 3),
        (date(2020, 7, 31), 365, 12),
        (date(2018, 3, 31), 1_218, 40),
    ],
)
def test_an_age_counts_days_and_whole_months(last: date, days: int, months: int):
    assert (days_old(last), months_old(last)) == (days, months)


def test_the_end_of_february_is_a_whole_month_before_the_end_of_march():
    assert months_old(date(2021, 2, 28), date(2021, 3, 31)) == 1
    assert months_old(date(2024, 2, 28), date(2024, 3, 28)) == 0
    assert months_old(date(2024, 2, 29), date(2024, 3, 31)) == 1


@pytest.mark.parametrize("last", [date(2021, 8, 1), None], ids=["later", "undated"])
def test_a_later_or_an_undated_figure_has_no_age(last: date | None):
    assert (days_old(last), months_old(last)) == (None, None)


@laws
@given(last=DAYS, later=st.integers(0, 4_000))
def test_days_are_the_distance_and_months_never_more_than_fit_into_them(last: date, later: int):
    as_of = last + timedelta(days=later)
    assert days_old(last, as_of) == later
    assert later / 31 - 2 <= months_old(last, as_of) <= later / 28


@laws
@given(last=DAYS, first=st.integers(0, 2_000), more=st.integers(0, 2_000))
def test_a_figure_never_grows_younger(last: date, first: int, more: int):
    earlier, later = last + timedelta(days=first), last + timedelta(days=first + more)
    assert months_old(last, earlier) <= months_old(last, later)


@laws
@given(year=st.integers(1990, 2050), month=st.integers(1, 12), months=st.integers(0, 60))
def test_from_one_end_of_a_month_to_another_is_the_number_of_months(year: int, month: int, months: int):
    def end_of(count: int) -> date:
        return date(year + count // 12, count % 12 + 1, 1) - timedelta(days=1)

    assert months_old(end_of(month), end_of(month + months)) == months


@pytest.mark.parametrize(("months", "old"), [(OLD_MONTHS - 1, False), (OLD_MONTHS, True), (OLD_MONTHS + 1, True)])
def test_a_figure_is_old_from_a_number_of_months_on(months: int, old: bool):
    last = pl.lit(AS_OF).dt.offset_by(f"-{months}mo")
    assert pl.select(is_old(last, as_of=AS_OF)).item() is old


def test_a_figure_without_a_day_is_old_and_a_later_one_is_not():
    found = [
        value_of(is_old(pl.col("last").cast(pl.Date), as_of=AS_OF), last=last) for last in (None, date(2022, 1, 1))
    ]
    assert found == [True, False]
