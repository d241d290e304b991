"""What is due at a moment: all that came since, the oldest first, nothing from before the office began."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from icanalysis.runs.printing.definitions import Each, Schedule
from icanalysis.runs.schedule.due import coming, due, missing, slot
from tests.runs.printing import orders

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SCHEDULES = {"monthly": Schedule("month"), "audit": Schedule("month"), "day": Schedule("once", on="2026-10-24")}
BACK = timedelta(days=92)


def at(text: str) -> datetime:
    """A moment in Việt Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def dues(now: str, *, not_before: str = "2020-01-01", back: timedelta = BACK) -> list[tuple[str, str]]:
    """What is due, as report and last day of the period."""
    found = due(SCHEDULES, not_before=at(not_before), now=at(now), back=back)
    return [(one.report, str(one.period.end)) for one in found]


def test_the_oldest_comes_first():
    assert dues("2026-11-25T08:00", not_before="2026-10-01") == [
        ("day", "2026-10-24"),
        ("audit", "2026-10-31"),
        ("monthly", "2026-10-31"),
        ("audit", "2026-11-30"),
        ("monthly", "2026-11-30"),
    ]


def test_what_was_due_before_the_office_began_is_not():
    assert dues("2026-11-24", not_before="2026-10-24") == []


def test_what_is_too_far_back_is_given_up():
    assert dues("2026-11-24", back=timedelta(days=20)) == []
    assert {end for _, end in dues("2026-11-24", back=timedelta(days=62))} == {
        "2026-09-30",
        "2026-10-24",
        "2026-10-31",
    }


def test_over_midnight_it_becomes_due_with_the_first_minute():
    assert ("monthly", "2026-11-30") not in dues("2026-11-24T23:59:59")
    assert ("monthly", "2026-11-30") in dues("2026-11-25T00:00")


def test_a_missed_weekend_is_caught_up_with():
    assert ("monthly", "2026-10-31") in dues("2026-10-26T06:30", not_before="2026-10-22")


def test_a_clock_set_back_makes_nothing_due():
    assert dues("2026-10-20", not_before="2026-10-24") == []


def test_what_is_coming_is_not_due_yet():
    now = at("2026-11-25")
    ends = {str(one.period.end) for one in coming(SCHEDULES, now=now, ahead=timedelta(days=40))}
    assert ends == {"2026-12-31"}


@given(st.lists(st.integers(0, 400 * 24), min_size=1, max_size=30))
def test_looked_at_any_time_nothing_due_is_lost_and_nothing_done_twice(hours: list[int]):
    begin, done = at("2026-01-01"), []
    for hour in sorted(hours):
        now = begin + timedelta(hours=hour)
        done += [one for one in due(SCHEDULES, not_before=begin, now=now, back=timedelta(days=500)) if one not in done]
    last = begin + timedelta(hours=max(hours))
    assert sorted(done) == due(SCHEDULES, not_before=begin, now=last, back=timedelta(days=500))
    assert len(set(done)) == len(done)


def test_a_slot_leaves_out_the_days_that_come_from_the_figures():
    made = orders.definition(each=(Each("place", all=True), Each("as_of", latest=1)))
    early, late = (orders.job(Path("x"), place="08", as_of=day) for day in ("2021-06-30", "2021-07-31"))
    assert slot(early, made) == slot(late, made) == "place=08"
    assert slot(early, orders.definition()) == "place=08 as_of=2021-06-30"


def test_missing_are_the_jobs_whose_slot_is_not_settled():
    jobs = [orders.job(Path("x"), place=code) for code in ("08", "22")]
    assert missing(jobs, orders.definition(), settled={"place=08"}) == jobs[1:]
