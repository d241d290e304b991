"""How many targets of a plan are met, as a source says: quoted, and neither ranked nor counted nor drawn."""

from __future__ import annotations

import polars as pl
import pytest

from icanalysis.views import attainment, leadership
from icanalysis.views.headlines import headline_rows
from icanalysis.views.plan_statements import plan_statements, quoted
from icanalysis.views.progress import named_rows
from tests.views.pages import lines, page_text

MERGED = {"place": "08", "edition": "2025", "as_of": "2025-12-31"}
NAME = "Chỉ tiêu kế hoạch đạt và vượt"


def test_it_is_quoted_with_its_period_and_the_rows_behind_it():
    ((said, figures),) = quoted(**MERGED, language="en")
    assert said == (
        "Quoted from the source, not worked out here: 19 of 25 targets of the plan met or exceeded "
        "(year 2025; estimate)."
    )
    assert [(one.value, one.unit) for one in figures] == [(19, "target"), (25, "target")]
    assert figures[1].rows == ("observations:o_tq25_2025_plan_targets_met", "targets:t_tq25_2025_plan_targets_met")


def test_without_the_number_of_targets_only_those_met_are_quoted(workspace):
    workspace(
        targets=lambda frame: frame.filter(pl.col("target_id") != "t_tq25_2025_plan_targets_met"),
        observations=lambda frame: frame.with_columns(
            target_id=pl.when(pl.col("target_id") != "t_tq25_2025_plan_targets_met").then("target_id")
        ),
    )
    assert [said for said, _figures in quoted(**MERGED, language="vi")] == [
        "Nguồn công bố nêu 19 chỉ tiêu kế hoạch đạt và vượt (năm 2025; ước tính); báo cáo này không tính lại số đó."
    ]


def test_a_place_of_which_nobody_says_it_has_none():
    assert plan_statements("58", edition="2024", as_of="2023-12-31") == []


def test_it_is_no_indicator_of_any_section():
    assert "plan_targets_met" not in {row["indicator_id"] for row in named_rows("08", "2025", "2025-12-31", "vi")}
    assert "plan_targets_met" not in {row["indicator_id"] for row in headline_rows("08", "2025", "2025-12-31", "vi")}
    for name in ("overview", "bullets", "pace", "run_rates"):
        shown = getattr(attainment, name)(**MERGED, language="vi")
        assert NAME not in page_text(shown, "vi").replace(shown.headline, "")


def test_leadership_has_it_as_a_tile_that_says_whose_count_it_is():
    found = {line[0]: line[1:] for line in lines(leadership.status(**MERGED, language="vi"), "vi")}
    assert found[NAME][:2] == ("19", "trong số 25")
    assert found[NAME][-2:] == ("năm 2025; ước tính", "theo nguồn công bố, không tính lại")


@pytest.mark.parametrize("view", [attainment.sources, leadership.sources])
def test_its_source_is_among_the_sources(view):
    assert "Second session of the Tuyen Quang provincial People's Council" in page_text(
        view(**MERGED, language="vi"), "vi"
    )
