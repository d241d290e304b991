"""The pace chart says it: ahead to the right, behind to the left, the number beside."""

from __future__ import annotations

import re
from typing import Any

import polars as pl
import pytest

from icanalysis.charts.gaps import WIDTH, pace_gaps
from icanalysis.maps.widths import text_width
from icanalysis.runs.display import svg
from icanalysis.style import colours
from icanalysis.style.theme import WIDEST_PX
from tests.charts.spec import Spec, drawn, layer, set_outside_the_theme, spec_of

THREE = [
    {"name": "Giá trị sản xuất công nghiệp", "gap": 0.17, "label": "+0,2"},
    {"name": "Xuất khẩu", "gap": 3.67, "label": "+3,7"},
    {"name": "Bán lẻ", "gap": -5.33, "label": "−5,3"},
]
LABEL = re.compile(r'"text mark" text-anchor="(start|end)" transform="translate\(([-\d.]+),[^>]*>([^<]*)')
TYPE_PX = 12
TYPES = {"name": pl.String, "gap": pl.Float64, "label": pl.String}


def chart_of(rows: list[dict[str, Any]], **words: str):
    said = {"x_title": "Điểm phần trăm", "alt_text": "Bán lẻ chậm nhất."} | words
    return pace_gaps(pl.DataFrame(rows, schema=TYPES), name="name", gap="gap", label="label", **said)


def spec(rows: list[dict[str, Any]] = THREE, **words: str) -> Spec:
    return spec_of(chart_of(rows, **words))


def said(rows: list[dict[str, Any]], language: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)", svg(chart_of(rows), language))


def test_colour_repeats_what_the_side_says():
    (bars,) = layer(spec(), "bar")
    colour = bars["encoding"]["color"]
    assert colour["condition"] == {"test": "datum.gap < 0", "value": colours.BEHIND}
    assert colour["value"] == colours.AHEAD


def test_the_scale_is_the_same_on_both_sides_of_zero():
    low, high = layer(spec(), "bar")[0]["encoding"]["x"]["scale"]["domain"]
    assert low == -high
    assert high > max(abs(row["gap"]) for row in THREE)


def test_zero_has_a_line():
    (zero,) = layer(spec(), "rule")
    assert zero["data"]["values"] == [{"zero": 0}]


def test_labels_stand_on_the_outer_side_of_their_bar():
    right, left = layer(spec(), "text")
    assert (right["transform"], right["mark"]["align"]) == ([{"filter": "datum.gap >= 0"}], "left")
    assert (left["transform"], left["mark"]["align"]) == ([{"filter": "datum.gap < 0"}], "right")
    assert {"+0,2", "+3,7", "−5,3"} <= set(said(THREE, "vi"))


def reach(drawn: str) -> list[tuple[float, float]]:
    """From where to where each label beside a bar reaches, in pixels from the edge at which the names end."""
    ends = [(anchor, float(x), text_width(text, TYPE_PX)) for anchor, x, text in LABEL.findall(drawn)]
    return [(x, x + width) if anchor == "start" else (x - width, x) for anchor, x, width in ends]


@pytest.mark.parametrize("wide", ["narrowest", WIDTH, WIDEST_PX])
@pytest.mark.parametrize(
    ("gap", "label"), [(-5.33, "−5,3"), (5.33, "+5,3"), (-0.001, "−0,0"), (0.0, "0,0"), (-24_012.3, "−24.012,3")]
)
def test_no_label_lies_over_a_name_however_narrow_the_chart_is_drawn(wide: str | int, gap: float, label: str):
    chart = chart_of([*THREE, {"name": "Chè", "gap": gap, "label": label}])
    width = chart.usermeta["narrowest"] if wide == "narrowest" else wide
    labels = reach(svg(chart.properties(width=width), "vi"))
    assert len(labels) == 4
    assert all(left >= 0 and right <= width for left, right in labels)


@pytest.mark.parametrize("label", ["−5,3", "−24.012,3"])
def test_bars_keep_room_beside_the_longest_label(label: str):
    narrowest = chart_of([{"name": "Chè", "gap": -5.33, "label": label}]).usermeta["narrowest"]
    assert narrowest - 2 * text_width(label, TYPE_PX) >= 70


def test_the_description_is_the_alt_text():
    assert spec(alt_text="Một câu.")["description"] == "Một câu."


def test_rows_stand_in_the_order_of_the_frame():
    assert [row["name"] for row in drawn(spec())] == [row["name"] for row in THREE]


def test_nothing_is_set_outside_the_theme():
    assert set_outside_the_theme(spec()) == []


@pytest.mark.parametrize(("language", "tick"), [("vi", "+0,4"), ("en", "+0.4")])
def test_the_axis_is_written_in_the_language(language, tick):
    assert tick in said([{"name": "a", "gap": 0.3, "label": "x"}], language)


def test_the_axis_has_a_real_minus_and_a_bare_zero():
    marks = said(THREE, "vi")
    assert "−4" in marks
    assert "0" in marks
    assert not any(mark.startswith("-") for mark in marks)


def test_gaps_of_zero_still_have_a_scale():
    low, high = layer(spec([{"name": "a", "gap": 0.0, "label": "0,0"}]), "bar")[0]["encoding"]["x"]["scale"]["domain"]
    assert (low, high) == (-1.0, 1.0)


def test_the_same_frame_gives_the_same_chart():
    assert spec() == spec()
