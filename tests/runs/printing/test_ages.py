"""Reports of the past are counted where nobody asked for their day, so that none passes for one of this month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from icanalysis.runs.printing.ages import told_of_past
from icanalysis.runs.printing.definitions import definition
from icanalysis.runs.printing.jobs import jobs_of
from icanalysis.wording.language import said

MONTHLY = definition("monthly")


def told(asked=None, *, made=MONTHLY, today=date(2026, 1, 15)):
    """What is said of the reports that are asked for."""
    return told_of_past(jobs_of("monthly", made, asked or {}), made, named=asked or {}, today=today)


def test_all_but_the_report_of_last_month_are_of_the_past():
    assert told().startswith("Reports of the past: 11 of 12. Their figures are older than 92 days, the oldest of 2019-")
    own = said(told(), "vi")
    assert own.startswith("Báo cáo của kỳ đã qua: 11 trên 12.")
    assert "cũ nhất là ngày 30/06/2019;" in own


@pytest.mark.parametrize(
    ("asked", "changed"),
    [
        ({"place": ["08"]}, {}),
        ({"place": ["075"], "as_of": ["2020-12-31"]}, {}),
        ({}, {"expected": replace(MONTHLY.expected, oldest_days=None)}),
        ({}, {"each": MONTHLY.each[:1]}),
    ],
    ids=["a fresh one", "a day by name", "no bound", "no rule for the day"],
)
def test_nothing_is_said_of(asked, changed):
    assert told(asked, made=replace(MONTHLY, **changed)) is None


def test_what_cannot_be_had_is_not_counted():
    made = replace(MONTHLY, expected=replace(MONTHLY.expected, oldest_days=92))
    jobs = jobs_of("monthly", made, {}, until=date(2021, 7, 31))
    assert "1 of 1." in told_of_past(jobs, made, named={}, today=date(2026, 1, 15))
