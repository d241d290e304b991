"""Figures of the day and figures of an earlier period are told apart on every page that counts or ranks them."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from icanalysis.views import attainment, leadership
from icanalysis.views.periods import apart, windows_told
from icanalysis.views.progress import named_rows
from tests.views.pages import LANGUAGES, lines, places_and_days

MERGED = {"place": "08", "edition": "2025", "as_of": "2025-12-31"}
DECEMBER = {"place": "08", "edition": "2024", "as_of": "2024-12-31"}
AFTER_JULY = {"place": "08", "edition": "2024", "as_of": "2021-12-31"}


def row(end: date, *, of_the_day: bool) -> dict:
    return {"window_start": date(2021, 1, 1), "window_end": end, "is_of_the_day": of_the_day}


def test_rows_keep_their_order_on_both_sides():
    rows = [row(date(2021, 6, 30), of_the_day=False), row(date(2021, 7, 31), of_the_day=True)]
    rows += [row(date(2021, 3, 31), of_the_day=False)]
    assert apart(rows) == ([rows[1]], [rows[0], rows[2]])
    assert windows_told(rows, "en") == "7 months of 2021; 6 months of 2021; quarter I of 2021"


@pytest.mark.parametrize(("edition", "place", "day"), places_and_days())
def test_a_row_is_of_the_day_when_its_window_ends_on_it(edition: str, place: str, day: str):
    now, before = apart(named_rows(place, edition, day, "vi"))
    assert {one["window_end"].isoformat() for one in now} <= {day}
    assert all(one["window_end"].isoformat() < day and one["told_name"] != one["figure_name"] for one in before)


SAID_OF_DECEMBER = {
    "overview": (
        "Tỉnh Tuyên Quang có 3 chỉ tiêu có số liệu đến ngày 31/12/2025: 2 chỉ tiêu có số liệu đến đúng ngày này, "
        "1 chỉ tiêu mới có số liệu của kỳ trước đó (6 tháng năm 2025). "
        "Trong số liệu đến đúng ngày này, chưa chỉ tiêu nào có kế hoạch. "
        "Trong số liệu của kỳ trước đó, 1 chỉ tiêu có kế hoạch. "
        "So với tiến độ của kỳ đó, 0 chỉ tiêu kịp hoặc nhanh hơn, 1 chỉ tiêu chậm hơn. "
        "Chậm nhất là Giá trị sản xuất công nghiệp (6 tháng năm 2025), chênh lệch −5,4 điểm phần trăm. "
        "Nguồn công bố nêu 19 trong số 25 chỉ tiêu kế hoạch đạt và vượt (năm 2025; ước tính); "
        "báo cáo này không tính lại số đó."
    ),
    "bullets": (
        "Đến ngày báo cáo chưa chỉ tiêu nào có cả giá trị và kế hoạch. "
        "Số liệu của kỳ trước đó: Giá trị sản xuất công nghiệp (6 tháng năm 2025) đạt 44,6% kế hoạch."
    ),
    "pace": (
        "Đến ngày báo cáo chưa chỉ tiêu nào có số liệu để tính tiến độ. Theo số liệu của kỳ trước đó, "
        "chậm nhất so với tiến độ là Giá trị sản xuất công nghiệp (6 tháng năm 2025), chênh lệch −5,4 điểm phần trăm."
    ),
    "run_rates": (
        "Theo số liệu của kỳ trước đó (6 tháng năm 2025), "
        "có 0 trong số 1 chỉ tiêu phải đạt bình quân các tháng còn lại cao hơn."
    ),
}


@pytest.mark.parametrize("name", SAID_OF_DECEMBER)
def test_a_page_of_december_says_that_its_plan_figures_are_of_june(name: str):
    assert getattr(attainment, name)(**MERGED, language="vi").headline == SAID_OF_DECEMBER[name]


@pytest.mark.parametrize(
    ("language", "mark"),
    [("vi", "6 tháng năm 2025 (trước ngày báo cáo)"), ("en", "6 months of 2025 (before the day of the report)")],
)
def test_a_row_of_an_earlier_period_is_marked_and_one_of_the_day_is_not(language: str, mark: str):
    first, *others = (line[1] for line in lines(attainment.overview(**MERGED, language=language), language))
    assert mark in first
    assert not any(mark.partition(" (")[2] in one for one in others)


def test_a_plan_of_the_day_is_ranked_with_no_earlier_one():
    shown = attainment.bullets(**DECEMBER, language="en")
    assert shown.headline == (
        "Industrial gross output: 100.0% of the plan. "
        "Of an earlier period (5 months of 2024), furthest along: Retail sales, consumer services and wholesale "
        "(45.9% of the plan); least far: Enterprises newly registered (34.4%)."
    )
    names = shown.twin.frame["name"].to_list()
    assert [("5 months of 2024" in name) for name in names] == [False, True, True]


def test_figures_of_several_earlier_periods_are_not_ranked(workspace):
    row = "o_tq_2024_05_retail_sales"
    start = pl.when(pl.col("observation_id") == row).then(pl.lit("2024-02-01")).otherwise("window_start")
    workspace(observations=lambda frame: frame.with_columns(start.alias("window_start")))
    said = attainment.bullets(**DECEMBER, language="en").headline
    assert said.endswith("Of earlier periods (02/2024 – 05/2024; 5 months of 2024), not ranked: 2.")


def test_products_named_as_low_in_july_are_not_counted_as_those_of_december():
    found = attainment.shortfall(**AFTER_JULY, language="en").headline
    assert found.startswith("Products in shortfall by figures of an earlier period: 6 (Electricity produced (7 months")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "status",
            "Tuyên Quang Province, 31 December 2024. Plans behind the linear pace: 0 of 1; products in shortfall: 0; "
            "contradictions in printed figures: 2. By figures of an earlier period (5 months of 2024): "
            "plans behind the linear pace 1 of 2, products in shortfall 0.",
        ),
        (
            "bullets",
            "Indicators with a value and a plan: 3, of an earlier period: 2; drawn: 3. "
            "At or ahead of the linear pace: 1; behind it: 0. "
            "By figures of an earlier period (5 months of 2024), at or ahead of its pace: 1; behind it: 1.",
        ),
    ],
)
def test_leadership_counts_the_two_apart(name: str, said: str):
    assert getattr(leadership, name)(**DECEMBER, language="en").headline == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_counts_of_a_page_of_several_periods_add_up(language: str):
    figures = {one.key: one.value for one in attainment.overview(**DECEMBER, language=language).figures}
    assert figures["overview.of_the_day"] + figures["overview.earlier"] == figures["overview.indicators"] == 13
    assert (figures["overview.planned"], figures["overview.earlier.planned"]) == (1, 2)
