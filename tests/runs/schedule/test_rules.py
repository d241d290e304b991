"""Periods and when they are due: as decree and circular say, and laws for any schedule."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.errors import BadSettings
from icanalysis.runs.printing.definitions import Schedule, Window, definition
from icanalysis.runs.schedule.calendar import is_working_day
from icanalysis.runs.schedule.rules import periods

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WINDOWS = (Window("12-15", "06-14"), Window("12-15", "12-14"))
FIRST, LAST = datetime(2016, 1, 1), datetime(2030, 12, 31)

months = st.builds(
    Schedule, st.just("month"), day=st.integers(1, 31), before=st.booleans(), working_day_before=st.booleans()
)
half_years = st.builds(
    Schedule,
    st.just("half-year"),
    day=st.integers(1, 31),
    before=st.booleans(),
    working_day_before=st.booleans(),
    windows=st.sets(st.sampled_from([*WINDOWS, Window("01-01", "02-29"), Window("07-01", "12-31")]), min_size=1).map(
        tuple
    ),
)
once = st.builds(Schedule, st.just("once"), on=st.dates(date(2016, 1, 1), date(2030, 12, 31)).map(date.isoformat))
schedules = months | half_years | once
moments = st.datetimes(FIRST, LAST, timezones=st.sampled_from([ZONE, ZoneInfo("UTC"), ZoneInfo("America/New_York")]))
MONTHLY = Schedule("month")


def at(text: str) -> datetime:
    """A moment in Việt Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def found(schedule: Schedule, since: str, until: str) -> list[tuple[str, str, str]]:
    """Periods as texts: first day, last day, day on which they are due."""
    known = periods(schedule, since=at(since), until=at(until))
    return [(str(one.start), str(one.end), f"{one.due:%Y-%m-%d}") for one in known]


def test_a_month_is_due_on_its_25th_or_the_working_day_before():
    assert found(MONTHLY, "2026-09-01", "2026-12-01") == [
        ("2026-09-01", "2026-09-30", "2026-09-25"),
        ("2026-10-01", "2026-10-31", "2026-10-23"),
        ("2026-11-01", "2026-11-30", "2026-11-25"),
    ]


def test_a_month_whose_25th_lies_in_tet_is_due_before_tet():
    assert found(MONTHLY, "2020-01-01", "2020-02-01") == [("2020-01-01", "2020-01-31", "2020-01-22")]


def test_without_working_days_it_is_due_on_the_day_itself():
    schedule = Schedule("month", working_day_before=False)
    assert found(schedule, "2026-10-01", "2026-11-01") == [("2026-10-01", "2026-10-31", "2026-10-25")]


def test_half_years_of_clusters_begin_in_december_and_are_due_before_the_20th():
    assert found(definition("clusters_half_year").schedule, "2024-01-01", "2027-01-01") == [
        ("2023-12-15", "2024-06-14", "2024-06-19"),  # a Wednesday; the 20th is a working day, and too late
        ("2023-12-15", "2024-12-14", "2024-12-19"),
        ("2024-12-15", "2025-06-14", "2025-06-19"),
        ("2024-12-15", "2025-12-14", "2025-12-19"),
        ("2025-12-15", "2026-06-14", "2026-06-19"),
        ("2025-12-15", "2026-12-14", "2026-12-18"),  # a Friday; the 20th is a Sunday
    ]


def test_before_the_first_of_a_month_is_the_last_working_day_of_the_one_before():
    assert found(Schedule("month", day=1, before=True), "2026-01-01", "2026-03-01") == [
        ("2026-02-01", "2026-02-28", "2026-01-30"),
        ("2026-03-01", "2026-03-31", "2026-02-27"),
    ]


def test_before_one_day_is_its_eve():
    schedule = Schedule("once", on="2025-12-25", before=True, working_day_before=False)
    assert [due for _, _, due in found(schedule, "2025-01-01", "2026-01-01")] == ["2025-12-24"]


def test_one_day_is_due_once():
    assert found(Schedule("once", on="2025-12-25"), "2016-01-01", "2030-01-01") == [
        ("2025-12-25", "2025-12-25", "2025-12-25")
    ]


def test_the_31st_is_the_last_day_of_a_shorter_month():
    schedule = Schedule("month", day=31, working_day_before=False)
    assert [due for _, _, due in found(schedule, "2024-02-01", "2024-05-01")] == [
        "2024-02-29",
        "2024-03-31",
        "2024-04-30",
    ]


def test_what_is_due_before_new_year_for_january_is_found_in_december():
    asked = found(Schedule("month", day=1), "2022-12-30T00:00", "2022-12-30T00:01")
    assert asked == [("2023-01-01", "2023-01-31", "2022-12-30")]


def test_days_begin_in_viet_nam_wherever_the_machine_stands():
    utc = ZoneInfo("UTC")
    evening = datetime(2026, 11, 24, 17, 0, tzinfo=utc)
    instant = timedelta(microseconds=1)
    assert periods(MONTHLY, since=evening, until=evening + instant)
    assert not periods(MONTHLY, since=evening - timedelta(days=1), until=evening)


@given(schedules, st.lists(moments, min_size=2, max_size=5))
def test_splitting_an_interval_loses_and_doubles_nothing(schedule: Schedule, cuts: list[datetime]):
    cuts = sorted(cuts)
    parts = [one for since, until in pairwise(cuts) for one in periods(schedule, since=since, until=until)]
    assert parts == periods(schedule, since=cuts[0], until=cuts[-1])
    assert len(set(parts)) == len(parts)


@given(schedules)
def test_every_period_is_due_exactly_once_and_never_on_a_day_off(schedule: Schedule):
    margin = timedelta(days=80)
    known = periods(schedule, since=FIRST.replace(tzinfo=ZONE) - margin, until=LAST.replace(tzinfo=ZONE) + margin)
    wanted = {"month": 15 * 12, "half-year": 15 * len(schedule.windows), "once": 1}[schedule.rule]
    inside = [one for one in known if FIRST.date() <= one.end <= LAST.date()]
    assert len(inside) == len({(one.start, one.end) for one in inside}) == wanted
    assert known == sorted(known)
    if schedule.working_day_before:
        assert all(is_working_day(one.due.date()) for one in known)


@given(months)
def test_months_lie_side_by_side(schedule: Schedule):
    known = periods(schedule, since=FIRST.replace(tzinfo=ZONE), until=LAST.replace(tzinfo=ZONE))
    ends = [(one.end, following.start) for one, following in pairwise(known)]
    assert all(start - end == timedelta(days=1) for end, start in ends)


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (Schedule("once", on="2025-02-30"), r"'schedule\.on' is '2025-02-30'; there is no such day"),
        (Schedule("month", zone="Asia/Tuyen_Quang"), r"'Asia/Tuyen_Quang'; there is no such time zone"),
        (Schedule("month", zone="/etc/passwd"), r"there is no such time zone"),
    ],
)
def test_days_and_zones_that_there_are_not_are_told(schedule: Schedule, said: str):
    with pytest.raises(BadSettings, match=said):
        periods(schedule, since=at("2025-01-01"), until=at("2026-01-01"))
