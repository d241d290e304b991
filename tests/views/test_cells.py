from __future__ import annotations

from datetime import date

import pytest

from icanalysis.views import cells
from icanalysis.views.shown import Figure, laid_out

ROW = {
    "observation_id": "o",
    "target_id": "t",
    "figure_name": "Chè",
    "unit": "tonne",
    "value": 7_699.0,
    "qualifier": "exact",
    "status": "estimate",
    "price_basis": "not_applicable",
    "window_start": date(2021, 1, 1),
    "window_end": date(2021, 7, 31),
    "target_kind": "point",
    "low_value": 5_000.0,
    "high_value": 5_000.0,
    "plan_is_implied": False,
    "implied_plan": None,
    "implied_plan_low": None,
    "implied_plan_high": None,
    "printed_attainment_pct": None,
    "official_label": None,
    "computed_label": None,
    "attainment_share": 1.5398,
    "pace_gap_pct_points": -5.333,
}
IMPLIED = {
    "plan_is_implied": True,
    "target_id": None,
    "target_kind": None,
    "implied_plan": 137.096,
    "implied_plan_low": 136.0,
    "implied_plan_high": 138.211,
}


def text(cell: cells.Cell) -> str:
    return laid_out([{"cell": cell}])[0]["cell"].item()


@pytest.mark.parametrize(
    ("qualifier", "vi", "en"),
    [
        ("exact", "7.699", "7,699"),
        ("over", "trên 7.699", "over 7,699"),
        ("nearly", "gần 7.699", "nearly 7,699"),
        ("about", "khoảng 7.699", "about 7,699"),
    ],
)
def test_a_value_keeps_its_qualifier(qualifier, vi, en):
    row = ROW | {"qualifier": qualifier}
    assert (cells.value_cell(row, "vi").text, cells.value_cell(row, "en").text) == (vi, en)


def test_a_value_that_was_not_printed_is_a_dash_without_its_qualifier():
    assert cells.value_cell(ROW | {"value": None, "qualifier": "over"}, "vi").text == "–"


@pytest.mark.parametrize(
    ("target", "vi", "en"),
    [
        ({}, "5.000", "5,000"),
        ({"target_kind": "floor", "low_value": 90.0, "high_value": None}, "trên 90", "over 90"),
        ({"target_kind": "cap", "low_value": None, "high_value": 3.5}, "dưới 3,5", "under 3.5"),
        ({"target_kind": "range", "low_value": 6.6, "high_value": 6.8}, "6,6–6,8", "6.6–6.8"),
        ({"target_kind": None}, "–", "–"),
        ({"target_kind": None, "printed_attainment_pct": "125.7"}, "không nêu", "not given"),
        (IMPLIED, "≈ 137,1<br><small>(136,0–138,2)</small>", "≈ 137.1<br><small>(136.0–138.2)</small>"),
    ],
)
def test_a_target_is_written_by_its_kind(target, vi, en):
    row = ROW | target
    assert (text(cells.plan_cell(row, "vi")), text(cells.plan_cell(row, "en"))) == (vi, en)


def test_a_plan_that_is_printed_stands_on_its_target_and_an_implied_one_on_the_observation():
    assert cells.plan_cell(ROW, "vi").rows == ("targets:t",)
    implied = laid_out([{"plan": cells.plan_cell(ROW | IMPLIED, "vi")}])[1]
    assert {figure.rows for figure in implied} == {("observations:o",)}


def test_both_labels_stand_side_by_side():
    row = ROW | {"official_label": "met", "computed_label": "exceeded"}
    assert cells.label_cell(row, "vi") == "Nguồn: đạt<br>Tính lại: vượt"
    assert cells.label_cell(row, "en") == "Source: met<br>Computed: exceeded"


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({}, "–"),
        ({"official_label": "low"}, "Nguồn: thấp so với kế hoạch<br>Tính lại: –"),
        ({"computed_label": "basically_met"}, "Nguồn: –<br>Tính lại: cơ bản đạt"),
    ],
)
def test_a_missing_label_is_a_dash(labels, said):
    assert cells.label_cell(ROW | labels, "vi") == said


def test_a_name_says_window_prices_and_status():
    row = ROW | {"price_basis": "constant_2010"}
    assert cells.name_cell(row, "vi") == "Chè<br><small>7 tháng năm 2021; giá so sánh 2010; ước tính</small>"


def test_a_name_leaves_out_what_does_not_apply():
    row = ROW | {"status": "not_stated"}
    assert cells.name_cell(row, "vi") == "Chè<br><small>7 tháng năm 2021</small>"


def test_a_name_is_escaped():
    assert cells.name_cell(ROW | {"figure_name": "A & <b>"}, "vi").startswith("A &amp; &lt;b&gt;<br>")


def test_a_computed_share_stands_on_the_observation_and_the_target():
    shown = cells.share_cell(ROW, "attainment_share", "vi")
    assert shown == Figure("o.attainment_share", 1.5398, "share", "154,0%", ("observations:o", "targets:t"))


def test_a_gap_has_its_sign():
    assert cells.gap_cell(ROW, "vi").text == "−5,3"
    assert cells.gap_cell(ROW | {"pace_gap_pct_points": 3.67}, "en").text == "+3.7"
    assert cells.gap_cell(ROW | {"pace_gap_pct_points": None}, "vi").text == "–"


@pytest.mark.parametrize(("value", "decimals"), [(None, 2), (0, 2), (9.99, 2), (10, 1), (-999.9, 1), (1000, 0)])
def test_larger_values_need_fewer_decimals(value, decimals):
    assert cells.fitting_decimals(value) == decimals


@pytest.mark.parametrize(
    ("low", "high", "places"),
    [(136.0, 138.2, 1), (19.6625, 19.6661, 2), (37.0, 37.0, 1), (85.998, 86.004, 1), (None, None, 1)],
)
def test_an_interval_gets_one_more_decimal_where_that_tells_its_ends_apart(low, high, places):
    assert cells.telling_decimals(low, high, at_least=1) == places


def test_a_count_may_stand_on_no_row():
    assert cells.count_cell("k", 14_154, "vi") == Figure("k", 14_154, "count", "14.154", ())
