"""The bullet chart says it: outlined plan, solid actual, a mark for the pace, a label with the number."""

from __future__ import annotations

import re
from typing import Any

import polars as pl
import pytest

from icanalysis.charts.bullets import MOST_SHOWN, bullets
from icanalysis.runs.display import svg
from icanalysis.sources.tables import load
from icanalysis.style import colours
from tests.charts.spec import Spec, drawn, layer, set_outside_the_theme, spec_of

THREE = [
    {"name": "Giá trị sản xuất công nghiệp", "share": 0.585, "pace": 0.583, "label": "58,5%"},
    {"name": "Xuất khẩu", "share": 0.62, "pace": 0.583, "label": "62,0%"},
    {"name": "Bán lẻ", "share": 0.53, "pace": None, "label": "53,0%"},
]
TYPES = {"name": pl.String, "share": pl.Float64, "pace": pl.Float64, "label": pl.String}


def chart_of(rows: list[dict[str, Any]], **words: str):
    said = {"x_title": "Tỷ lệ", "alt_text": "Xuất khẩu đạt cao nhất."} | words
    frame = pl.DataFrame(rows, schema=TYPES)
    return bullets(frame, name="name", share="share", pace="pace", label="label", **said)


def spec(rows: list[dict[str, Any]] = THREE, **words: str) -> Spec:
    return spec_of(chart_of(rows, **words))


def test_the_plan_is_outlined_and_reaches_to_its_whole():
    plan, _ = layer(spec(), "bar")
    assert plan["mark"]["filled"] is False
    assert plan["mark"]["stroke"] == colours.PLAN
    assert plan["encoding"]["x"]["field"] == "plan"
    assert {row["plan"] for row in drawn(spec())} == {1.0}


def test_the_actual_is_solid_and_slimmer_than_the_plan():
    plan, actual = layer(spec(), "bar")
    assert actual["mark"]["color"] == colours.ACTUAL
    assert "filled" not in actual["mark"]
    assert actual["mark"]["height"] < plan["mark"]["height"]
    assert actual["encoding"]["x"]["field"] == "share"


def test_the_pace_is_a_mark_of_its_own_colour():
    mark, _broken = layer(spec(), "tick")
    assert mark["mark"]["color"] == colours.PACE
    assert mark["encoding"]["x"]["field"] == "pace"


def test_the_label_beside_the_bar_is_the_text_that_was_given():
    (text,) = layer(spec(), "text")
    assert text["encoding"]["text"]["field"] == "label"
    assert [row["label"] for row in drawn(spec())] == ["58,5%", "62,0%", "53,0%"]


def test_rows_stand_in_the_order_of_the_frame():
    assert [row["name"] for row in drawn(spec())] == [row["name"] for row in THREE]
    assert all(one["encoding"]["y"]["sort"] is None for one in spec()["layer"])


def test_the_description_is_the_alt_text():
    assert spec(alt_text="Một câu.")["description"] == "Một câu."


def test_the_words_of_the_axis_are_given_from_outside():
    assert {one["encoding"]["x"]["axis"]["title"] for one in spec(x_title="Trục")["layer"][:3]} == {"Trục"}


def test_a_share_beyond_twice_the_plan_is_drawn_to_the_edge_and_told():
    rows = [{"name": "Dầu", "share": 3.803, "pace": 0.5, "label": "380,3%"}]
    (row,) = drawn(spec(rows))
    assert (row["share"], row["label_at"], row["label"]) == (MOST_SHOWN, MOST_SHOWN, "380,3%")
    assert layer(spec(rows), "bar")[0]["encoding"]["x"]["scale"]["domain"][1] > MOST_SHOWN
    assert "380,3%" in svg(chart_of(rows), "vi")


def test_a_bar_drawn_to_the_edge_is_broken_before_it_and_others_are_not():
    _mark, broken = layer(spec(), "tick")
    assert broken["encoding"]["x"]["field"] == "break_at"
    assert broken["mark"]["color"] == colours.PAPER
    assert [row["break_at"] for row in drawn(spec())] == [None, None, None]
    beyond = [row | {"share": share} for row, share in zip(THREE, (3.803, 2.0, 0.5), strict=True)]
    assert [row["break_at"] for row in drawn(spec(beyond))] == [1.88, None, None]


def test_the_label_stands_right_of_both_plan_and_actual():
    rows = [THREE[0], {"name": "a", "share": 1.54, "pace": None, "label": "154,0%"}]
    assert [row["label_at"] for row in drawn(spec(rows))] == [1.0, 1.54]


@pytest.mark.parametrize("pace", [None, 0.583])
def test_an_empty_pace_draws_no_mark(pace):
    picture = svg(chart_of([THREE[0] | {"pace": pace}]), "vi")
    assert (colours.PACE in picture) is (pace is not None)


def test_an_empty_pace_leaves_the_other_marks_as_they_are():
    assert svg(chart_of(THREE), "vi").count(f'fill="{colours.PACE}"') == 2


def test_a_share_of_zero_is_drawn():
    rows = [{"name": "a", "share": 0.0, "pace": None, "label": "0,0%"}]
    assert "0,0%" in svg(chart_of(rows), "vi")


def test_the_picture_grows_with_its_rows():
    assert spec(THREE * 3)["height"] == 3 * spec(THREE)["height"]


def test_nothing_is_set_outside_the_theme():
    assert set_outside_the_theme(spec()) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_name_of_an_indicator_is_cut(language):
    names = load("indicators").collect()[f"name_{language}"].to_list()
    rows = [{"name": name, "share": 0.5, "pace": 0.5, "label": "50%"} for name in names]
    said = [text for text in re.findall(r"<text[^>]*>([^<]*)", svg(chart_of(rows), language))]
    assert [text for text in said if "…" in text] == []


def test_the_same_frame_gives_the_same_chart():
    assert spec() == spec()
    assert svg(chart_of(THREE), "vi") == svg(chart_of(THREE), "vi")
