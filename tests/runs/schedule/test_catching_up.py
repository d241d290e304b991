"""What is due is made once, the oldest first, whatever fails and whoever looks at the same time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from filelock import FileLock

from icanalysis.errors import BadLedger, BadWorkspace
from icanalysis.runs.printing.definitions import Each, Schedule
from icanalysis.runs.schedule.account import FILE
from icanalysis.runs.schedule.catching_up import LOCK
from tests.runs.schedule.looks import Maker, at, monthly

TRIES = 100


@pytest.fixture
def begun(tmp_path):
    """Reports of an office that began on 1 September 2026."""
    Maker(tmp_path).looking().catch_up({}, now=at("2026-09-01"))
    return tmp_path


def test_the_first_look_makes_nothing_of_the_past(tmp_path):
    maker = Maker(tmp_path)
    assert maker.looking().catch_up({"monthly": monthly()}, now=at("2026-11-26")) == []
    assert maker.made == []


def test_what_was_missed_is_made_the_oldest_first_and_once(begun):
    maker = Maker(begun)
    maker.looking().catch_up({"monthly": monthly()}, now=at("2026-10-26T06:30"))
    assert maker.made == [("monthly", place, end) for end in ("2026-09-30", "2026-10-31") for place in ("08", "22")]
    assert maker.looking().catch_up({"monthly": monthly()}, now=at("2026-10-27T06:30")) == []
    assert len(maker.made) == 4


def test_over_midnight_and_a_missed_weekend_each_month_is_made_once(begun):
    maker, known = Maker(begun), {"monthly": monthly()}
    for now in ("2026-10-22T23:59:59", "2026-10-26T00:00", "2026-10-26T00:01", "2026-11-24T23:59", "2026-11-25T00:00"):
        maker.looking().catch_up(known, now=at(now))
    assert [end for _, place, end in maker.made if place == "08"] == ["2026-09-30", "2026-10-31", "2026-11-30"]


def test_one_that_fails_stops_nothing_and_is_tried_again(begun):
    maker = Maker(begun, fails={"08"})
    (told,) = maker.looking().catch_up({"monthly": monthly()}, now=at("2026-09-25"))
    assert [str(error) for error in told.errors] == ["The tables are empty."]
    assert maker.made == [("monthly", "22", "2026-09-30")]
    maker.fails.clear()
    (told,) = maker.looking().catch_up({"monthly": monthly()}, now=at("2026-09-26"))
    assert [outcome.job.parameters["place"] for outcome in told.outcomes] == ["08"]
    assert told.errors == []


def test_a_place_without_newer_figures_is_told_once_and_made_when_they_come(begun):
    maker, known = Maker(begun), {"monthly": monthly(each=(Each("as_of", latest=1),))}
    maker.refuses = {"08": "There are no figures since 2026-03-31."}
    (told,) = maker.look(known, "2026-09-25")
    assert [str(error) for error in told.errors] == ["There are no figures since 2026-03-31."]
    assert maker.made == [("monthly", "22", "2026-09-30")]
    for day in ("2026-09-26", "2026-10-22"):
        assert maker.look(known, day) == []
    (told,) = maker.look(known, "2026-10-23")  # the month after: the other place only
    assert (told.errors, told.waiting, maker.made[1:]) == ([], 1, [("monthly", "22", "2026-10-31")])
    maker.refuses = {}
    first, second = maker.look(known, "2026-10-24")
    assert first.errors + second.errors == []
    assert maker.made[2:] == [("monthly", "08", "2026-09-30"), ("monthly", "08", "2026-10-31")]
    maker.refuses = {"08": "There are no figures since 2026-03-31."}
    assert [len(one.errors) for one in maker.look(known, "2026-11-25")] == [1]  # it was good in between


def test_a_place_that_waits_is_told_anew_for_another_reason_and_once_for_two_months(begun):
    maker, known = Maker(begun), {"monthly": monthly(each=(Each("as_of", latest=1),))}
    maker.refuses = {"08": "There are no figures since 2026-03-31."}
    told = maker.look(known, "2026-10-26")
    assert [(one.due.period.end.month, len(one.errors), one.waiting) for one in told] == [(9, 1, 0), (10, 0, 1)]
    maker.refuses = {"08": "There are no figures since 2026-04-30."}
    errors = [str(error) for one in maker.look(known, "2026-10-27") for error in one.errors]
    assert errors == ["There are no figures since 2026-04-30."]


def test_what_a_look_could_not_tell_before_it_was_stopped_is_told_by_the_next(begun):
    maker, known = Maker(begun), {"monthly": monthly()}
    maker.refuses = {"08": "There are no figures since 2026-03-31."}
    maker.looking().catch_up(known, now=at("2026-09-25"))
    assert len(maker.look(known, "2026-09-25")) == 1
    assert maker.look(known, "2026-09-26") == []


def test_a_report_without_jobs_fails_and_the_others_are_made(begun):
    maker = Maker(begun)
    usual = maker.jobs_of

    def jobs_of(name, made, due):
        if name == "audit":
            raise BadWorkspace("The table is empty.")
        return [] if name == "empty" else usual(name, made, due)

    maker.jobs_of = jobs_of
    told = maker.looking().catch_up(dict.fromkeys(("audit", "empty", "monthly"), monthly()), now=at("2026-09-25"))
    assert [str(one.error) for one in told] == [
        "The table is empty.",
        "The report has no place and no day to be made for.",
        "None",
    ]
    assert len(maker.made) == 2


def test_a_fault_of_the_suite_fails_its_job_only(begun):
    maker = Maker(begun)
    usual = maker.make

    def make(name, made, job):
        if job.parameters["place"] == "08":
            raise ZeroDivisionError("by nothing")
        return usual(name, made, job)

    maker.make = make
    (told,) = maker.looking().catch_up({"monthly": monthly()}, now=at("2026-09-25"))
    assert [str(error) for error in told.errors] == ["This is a fault of the suite (ZeroDivisionError: by nothing)."]
    assert maker.made == [("monthly", "22", "2026-09-30")]


def test_what_was_made_before_a_stop_is_not_made_again(begun):
    maker = Maker(begun)
    usual = maker.make

    def make(name, made, job):
        if job.parameters["place"] == "22":
            raise KeyboardInterrupt
        return usual(name, made, job)

    maker.make = make
    with pytest.raises(KeyboardInterrupt):
        maker.looking().catch_up({"monthly": monthly()}, now=at("2026-09-25"))
    following = Maker(begun)
    following.looking().catch_up({"monthly": monthly()}, now=at("2026-09-25"))
    assert (maker.made, following.made) == ([("monthly", "08", "2026-09-30")], [("monthly", "22", "2026-09-30")])


def test_two_at_once_make_each_once_a_hundred_times(tmp_path):
    known = {"monthly": monthly(), "audit": monthly(schedule=Schedule("month", day=20))}
    for number in range(TRIES):
        out = tmp_path / str(number)
        Maker(out).looking().catch_up({}, now=at("2026-09-01"))
        makers, start = [Maker(out), Maker(out)], Barrier(2)

        def look(maker: Maker, start: Barrier = start) -> None:
            start.wait()
            maker.looking().catch_up(known, now=at("2026-09-25"))

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(look, makers))
        made = [one for maker in makers for one in maker.made]
        assert len(made) == len(set(made)) == 4


def test_who_waits_for_another_is_told_and_goes_on_when_that_one_ends(begun):
    maker = Maker(begun)
    with ThreadPoolExecutor(1) as pool:
        with FileLock(begun / LOCK):
            waiting = pool.submit(maker.looking().catch_up, {"monthly": monthly()}, now=at("2026-09-25"))
            while not maker.lines:
                assert not waiting.done()
                time.sleep(0.01)
            assert maker.made == []
        waiting.result(timeout=60)
    assert maker.lines == ["Another run-due is at work; waiting for it."]
    assert len(maker.made) == 2


def test_an_account_that_cannot_be_read_stops_all(begun):
    (begun / FILE).write_text("{}")
    with pytest.raises(BadLedger, match=r"cannot be read from '.*due\.json'\. Bring it back from a copy"):
        Maker(begun).looking().catch_up({"monthly": monthly()}, now=at("2026-09-25"))
