from __future__ import annotations

import pytest

from tests.schemas.rows import broken


@pytest.mark.parametrize("column", ["total_area_ha", "industrial_land_ha", "leased_land_ha"])
@pytest.mark.parametrize(("value", "rule"), [(-0.1, "min"), (100_000.1, "max")])
def test_an_area_is_between_0_and_100_000_ha(column, value, rule):
    assert broken("zone_status", **{column: value}) == {f"{column}|{rule}"}


def test_an_area_of_a_country_may_be_larger():
    assert broken("zone_statistics", established_area_ha=130_700.0) == set()


@pytest.mark.parametrize("text", ["76,69", "76.69 %", "cao"])
def test_an_occupancy_is_kept_as_printed_and_is_a_number(text):
    assert broken("zone_status", printed_occupancy_pct=text) == {"printed_occupancy_pct|regex"}


@pytest.mark.parametrize("codes", ["024", "024 030"])
def test_further_districts_are_codes_separated_by_blanks(codes):
    assert broken("zones", other_place_codes=codes) == set()


@pytest.mark.parametrize("codes", ["", "024,030", "Yên Sơn", " 024"])
def test_anything_else_is_no_list_of_districts(codes):
    assert broken("zones", other_place_codes=codes) == {"other_place_codes|regex"}


@pytest.mark.parametrize("column", ["registered_capital_vnd_bn", "registered_capital_usd_m", "capacity"])
def test_amounts_of_a_project_are_never_negative(column):
    assert broken("projects", **{column: -1.0}) == {f"{column}|min"}


def test_a_count_is_a_whole_number():
    assert broken("zone_statistics", project_count=21) == set()
