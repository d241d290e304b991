"""What is late: plans, overdue recommendations and projects, each told by how much."""

from __future__ import annotations

import polars as pl
import pytest

from icanalysis.views.lateness import SHOWN, late, late_plans, late_projects, recommendations
from tests.views.changes import one_more_row, one_row_with
from tests.views.pages import lines, notes, rows

TUYEN_QUANG = {"place": "08", "edition": "2024", "as_of": "2021-07-31"}
MONG_CAI = {"place": "194", "edition": "2024", "as_of": "2023-12-31"}
KILNS = "r_mc_2017_2019_kilns"
SONG_LO_6 = "p_song_lo_6"
STILL_BUILT = {"as_of": "2021-06-30", "as_of_basis": "stated", "project_status": "under_construction"}


def test_a_recommendation_is_overdue_long_after_the_period_that_it_is_about():
    shown = late(**MONG_CAI, language="vi")
    assert lines(shown, "vi") == [
        (
            "Di dời cơ sở tiểu thủ công nghiệp vào khu, cụm công nghiệp. "
            "/ kiến nghị, thời hạn 31/12/2020; Các xã, phường",
            "3 năm",
        )
    ]
    assert shown.headline == (
        "Có 0 chỉ tiêu chậm hơn tiến độ thời gian, 1 kiến nghị quá hạn, 0 dự án quá ngày dự kiến hoàn thành, "
        "trong đó 0 dự án có tin sau ngày đó xác nhận."
    )


def test_without_a_plan_behind_there_are_no_columns_for_one():
    assert list(rows(late(**MONG_CAI, language="en"), "en")[0]) == ["What is late", "By how much"]


def test_a_recommendation_verified_as_done_is_not_late(workspace):
    workspace(recommendations=one_row_with("r_mc_2017_2019_relocate", verified_status="done"))
    assert late(**MONG_CAI, language="vi").body is None
    assert [row["is_open"] for row in recommendations("194", "2024", "2023-12-31")] == [False, True, True]


def test_a_recommendation_about_a_later_period_is_not_known_yet():
    assert recommendations("194", "2024", "2016-12-31") == []


def test_overdue_recommendations_stand_by_the_length_of_their_delay(workspace):
    workspace(recommendations=one_row_with(KILNS, due_on="2019-12-31"))
    spans = [line[1] for line in lines(late(**MONG_CAI, language="en"), "en")]
    assert spans == ["4 years", "3 years"]


def test_a_project_that_a_later_statement_finds_unfinished_stands_first_and_is_confirmed(workspace):
    workspace(projects=one_more_row(SONG_LO_6, project_statement_id="p_song_lo_6_again", **STILL_BUILT))
    found = late_projects("08", "2024", "2021-07-31")
    assert [(row["project_id"], row["late_is_confirmed"]) for row in found[:2]] == [
        ("song_lo_6", True),
        ("an_hoa_pulp_1", False),
    ]
    shown = late(**TUYEN_QUANG, language="en")
    assert "projects past their planned completion: 4, confirmed by a later statement: 1." in shown.headline
    assert lines(shown, "en")[1][0].endswith("under construction (30 June 2021)")


def test_a_project_in_operation_is_not_late(workspace):
    done = {"as_of": "2021-06-30", "as_of_basis": "stated", "project_status": "operating"}
    workspace(projects=one_more_row(SONG_LO_6, project_statement_id="p_song_lo_6_again", **done))
    assert "song_lo_6" not in {row["project_id"] for row in late_projects("08", "2024", "2021-07-31")}


def test_plans_stand_by_the_size_of_their_gap(workspace):
    workspace(observations=one_row_with("o_tq_2021_07_gross_output", printed_attainment_pct="40"))
    found = late_plans("08", "2024", "2021-07-31", "en")
    assert [row["indicator_id"] for row in found] == ["gross_output", "retail_sales"]


def test_what_there_is_no_room_for_is_counted(workspace):
    workspace(projects=many_late)
    shown = late(**TUYEN_QUANG, language="en")
    assert len(lines(shown, "en")) == SHOWN
    assert notes(shown, "en")[0] == "And 7 more."
    assert "projects past their planned completion: 14" in shown.headline


def many_late(frame: pl.DataFrame) -> pl.DataFrame:
    """Ten projects more that are as late as Sông Lô 6."""
    for number in range(10):
        more = {"project_statement_id": f"p_more_{number}", "project_id": f"more_{number}"}
        frame = one_more_row(SONG_LO_6, **more)(frame)
    return frame


@pytest.mark.parametrize(("due_on", "span"), [("2023-12-30", "1 ngày"), ("2023-11-30", "1 tháng")])
def test_a_short_delay_is_told_in_days_and_months(workspace, due_on, span):
    workspace(recommendations=one_row_with("r_mc_2017_2019_relocate", due_on=due_on))
    assert lines(late(**MONG_CAI, language="vi"), "vi")[0][1] == span


def test_every_delay_stands_on_the_rows_that_say_it():
    figures = {figure.key: figure.rows for figure in late(**TUYEN_QUANG, language="vi").figures}
    assert figures["song_lo_6.months_late"] == ("projects:p_song_lo_6",)
    assert figures["o_tq_2021_07_retail_sales.pace_shortfall"] == ("observations:o_tq_2021_07_retail_sales",)
