from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from icanalysis.views import zone_cells
from icanalysis.views.shown import Figure, laid_out
from icanalysis.views.zone_controls import MEASURES

ZONE = {
    "total_area_ha": 75.0,
    "total_area_ha_row": "made",
    "total_area_ha_on": date(2022, 12, 31),
    "total_area_ha_qualifier": None,
}


def text(cell) -> str:
    return laid_out([{"cell": cell}])[0]["cell"].item()


def fact(language: str = "vi", **values):
    return zone_cells.fact_cell(ZONE | values, "total_area_ha", language, table="zone_status", key="zones.made")


@pytest.mark.parametrize(
    ("qualifier", "vi", "en"),
    [(None, "75", "75"), ("over", "trên 75", "over 75"), ("nearly", "gần 75", "nearly 75")],
)
def test_a_fact_keeps_its_qualifier_and_its_year(qualifier, vi, en):
    assert text(fact(total_area_ha_qualifier=qualifier)) == f"{vi}<br><small>2022</small>"
    assert text(fact("en", total_area_ha_qualifier=qualifier)) == f"{en}<br><small>2022</small>"


def test_a_fact_of_no_known_day_says_so():
    assert text(fact(total_area_ha_on=None)) == "75<br><small>không ghi ngày</small>"
    assert text(fact("en", total_area_ha_on=None)) == "75<br><small>undated</small>"


def test_what_nobody_printed_is_a_dash_and_no_figure():
    assert laid_out([{"cell": fact(total_area_ha=None)}])[1] == ()
    assert text(fact(total_area_ha=None)) == "–"


def test_a_fact_stands_on_its_statement():
    (figure,) = laid_out([{"cell": fact()}])[1]
    assert figure == Figure("zones.made.total_area_ha", 75.0, "ha", "75", ("zone_status:made",))


@pytest.mark.parametrize(
    ("column", "value", "unit", "vi", "en"),
    [
        ("zone_count", 0, "count", "0", "0"),
        ("total_area_ha", 1_145.59, "ha", "1.145,59", "1,145.59"),
        ("leased_share", 0.5546, "share", "55,5%", "55.5%"),
        ("registered_capital_vnd_bn", 3_674.257, "vnd_bn", "3.674,257", "3,674.257"),
        ("capital_vnd_bn_per_ha", 145.0909, "vnd_bn_per_ha", "145,1", "145.1"),
        ("capital_vnd_bn_per_ha", 7.0949, "vnd_bn_per_ha", "7,09", "7.09"),
        ("total_area_ha", None, "ha", "–", "–"),
    ],
)
def test_a_sum_is_written_in_its_unit(column, value, unit, vi, en):
    made = {
        language: zone_cells.sum_cell("made", {column: value}, column, language, rows=()) for language in ("vi", "en")
    }
    assert (made["vi"].text, made["en"].text) == (vi, en)
    assert (made["vi"].unit, made["vi"].value) == (unit, value)


def test_every_measure_ends_in_its_unit():
    assert {name: zone_cells.unit_of(name) for name in MEASURES} == {
        "zone_count": "count",
        "total_area_ha": "ha",
        "leased_share": "share",
        "project_count": "count",
        "late_project_count": "count",
        "registered_capital_vnd_bn": "vnd_bn",
        "capital_vnd_bn_per_ha": "vnd_bn_per_ha",
    }


def test_the_statements_behind_a_sum_are_named_once_each_and_in_order():
    frame = pl.DataFrame({"leased_land_ha_row": ["b", None, "a"], "industrial_land_ha_row": ["b", "c", None]})
    found = zone_cells.rows_behind(frame, ("leased_land_ha", "industrial_land_ha"), table="zone_status")
    assert found == ("zone_status:b", "zone_status:a", "zone_status:c")
