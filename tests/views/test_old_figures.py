"""A headline on old figures says of when they are; one on recent figures says nothing."""

from __future__ import annotations

from datetime import date

import pytest

from icanalysis.views.old_figures import told_of_old

OLD, OLDER, RECENT = date(2019, 12, 31), date(2011, 12, 31), date(2025, 3, 31)


def told(*days: date | None, language: str = "vi") -> str:
    return told_of_old(days, as_of="2025-06-30", language=language)


@pytest.mark.parametrize("days", [(), (RECENT,), (date(2023, 7, 1), date(2026, 1, 1))])
def test_recent_figures_have_no_year(days):
    assert told(*days) == ""


@pytest.mark.parametrize(
    ("days", "vi", "en"),
    [
        (
            (OLDER, RECENT),
            " Số liệu năm 2011, đã cũ so với ngày báo cáo.",
            " Figures of 2011, old at the day of the report.",
        ),
        (
            (OLD, OLDER, OLD),
            " Số liệu năm 2011–2019, đã cũ so với ngày báo cáo.",
            " Figures of 2011–2019, old at the day of the report.",
        ),
        ((None,), " Số liệu không ghi ngày.", " Figures without a date."),
        (
            (OLD, None),
            " Số liệu năm 2019, đã cũ so với ngày báo cáo, và số liệu không ghi ngày.",
            " Figures of 2019, old at the day of the report, and undated ones.",
        ),
    ],
)
def test_old_figures_are_told_by_their_years(days, vi, en):
    assert (told(*days), told(*days, language="en")) == (vi, en)


@pytest.mark.parametrize(("day", "is_told"), [(date(2023, 6, 30), True), (date(2023, 7, 31), False)])
def test_old_is_what_lies_two_years_back(day, is_told):
    assert bool(told(day)) is is_told
