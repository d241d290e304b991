"""Per unit of a map: what lies in it, and nothing lost of what lies in none."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.by_place import COUNTS, TOTALS, by_place
from tests.transforms.frames import Row, laws, only

ZONE = {
    "unit_code": pl.String,
    "zone_kind": pl.String,
    "total_area_ha": pl.Float64,
    "total_area_ha_qualifier": pl.String,
    "industrial_land_ha": pl.Float64,
    "industrial_land_ha_qualifier": pl.String,
    "industrial_land_ha_row": pl.String,
    "leased_land_ha": pl.Float64,
    "leased_land_ha_qualifier": pl.String,
    "leased_land_ha_row": pl.String,
}
PROJECT = {
    "unit_code": pl.String,
    "registered_capital_vnd_bn": pl.Float64,
    "registered_capital_vnd_bn_qualifier": pl.String,
    "land_ha": pl.Float64,
    "land_ha_qualifier": pl.String,
    "is_in_use": pl.Boolean,
    "is_late": pl.Boolean,
    "late_is_confirmed": pl.Boolean,
}
UNITS = pl.LazyFrame({"unit_code": ["a", "b", "c"], "name": ["A", "B", "C"]})


def placed(zones: list[Row] = (), projects: list[Row] = ()) -> pl.DataFrame:
    filled = [{name: None for name in ZONE} | with_rows(zone) for zone in zones]
    others = [{name: None for name in PROJECT} | project for project in projects]
    return by_place(
        UNITS, zones=pl.LazyFrame(filled, schema=ZONE), projects=pl.LazyFrame(others, schema=PROJECT)
    ).collect()


def with_rows(zone: Row) -> Row:
    """The land of a zone is printed in one statement unless a test says otherwise."""
    printed = [f"{name}_land_ha" for name in ("industrial", "leased") if zone.get(f"{name}_land_ha") is not None]
    return {f"{name}_row": "s1" for name in printed} | zone


def unit(code: str | None, **objects: Any) -> Row:
    found = placed(**objects)
    return only(found.filter(pl.col("unit_code").eq_missing(pl.lit(code, pl.String))))


def test_every_unit_stays_in_its_order_also_without_anything():
    found = placed()
    assert found["unit_code"].to_list() == ["a", "b", "c"]
    assert found.select(COUNTS).sum_horizontal().to_list() == [0, 0, 0]
    assert found.select(TOTALS).null_count().row(0) == (3,) * len(TOTALS)
    assert found["leased_share"].null_count() == found["capital_vnd_bn_per_ha"].null_count() == 3


def test_kinds_are_counted_and_zones_of_no_kind_too():
    zones = [{"unit_code": "a", "zone_kind": kind} for kind in ("cluster", "cluster", "park", "economic_zone", None)]
    row = unit("a", zones=zones)
    assert (row["zone_count"], row["cluster_count"], row["park_count"]) == (4, 2, 1)


def test_land_of_an_economic_zone_stands_apart_and_one_of_no_kind_counts_as_a_park_or_cluster():
    kinds = {"cluster": 75.0, "park": 150.0, None: 5.0, "economic_zone": 28_781.0}
    row = unit(
        "a", zones=[{"unit_code": "a", "zone_kind": kind, "total_area_ha": area} for kind, area in kinds.items()]
    )
    assert (row["zone_count"], row["zones_with_area_count"], row["economic_zone_count"]) == (3, 3, 1)
    assert (row["total_area_ha"], row["economic_zone_area_ha"]) == (230.0, 28_781.0)


def test_an_economic_zone_is_in_no_share_of_leased_land():
    both = {"unit_code": "a", "leased_land_ha": 500.0, "industrial_land_ha": 1_000.0}
    row = unit(
        "a", zones=[both | {"zone_kind": "economic_zone"}, both | {"zone_kind": "park", "leased_land_ha": 100.0}]
    )
    assert (row["zones_with_both_count"], row["leased_share"]) == (1, 0.1)


def test_areas_add_up_over_the_zones_that_have_one():
    row = unit("a", zones=[{"unit_code": "a", "total_area_ha": area} for area in (75.0, None, 50.0)])
    assert (row["zone_count"], row["zones_with_area_count"], row["total_area_ha"]) == (3, 2, 125.0)


def test_the_leased_share_is_of_sums_over_zones_that_have_both():
    zones = [
        {"unit_code": "a", "leased_land_ha": 10.0, "industrial_land_ha": 20.0},
        {"unit_code": "a", "leased_land_ha": 30.0, "industrial_land_ha": 100.0},
        {"unit_code": "a", "leased_land_ha": 500.0},
        {"unit_code": "a", "industrial_land_ha": 900.0},
    ]
    row = unit("a", zones=zones)
    assert (row["zones_with_both_count"], row["leased_land_ha"], row["industrial_land_ha"]) == (2, 40.0, 120.0)
    assert row["leased_share"] == pytest.approx(1 / 3)


def test_sums_and_ratios_keep_the_word_of_their_parts():
    zones = [
        {"unit_code": "a", "leased_land_ha": 35.0, "leased_land_ha_qualifier": "nearly", "industrial_land_ha": 70.0},
        {"unit_code": "a", "total_area_ha": 28.0, "total_area_ha_qualifier": "over"},
        {"unit_code": "a", "total_area_ha": 75.0, "total_area_ha_qualifier": "exact"},
    ]
    projects = [{"unit_code": "a", "registered_capital_vnd_bn": 80.0, "land_ha": 4.0, "land_ha_qualifier": "over"}]
    row = unit("a", zones=zones, projects=projects)
    named = ("leased_land_ha", "industrial_land_ha", "leased_share", "total_area_ha", "capital_vnd_bn_per_ha")
    assert [row[f"{name}_qualifier"] for name in named] == ["nearly", "exact", "nearly", "over", "nearly"]


def test_the_word_of_a_figure_that_is_not_counted_is_not_said():
    zones = [
        {"unit_code": "a", "leased_land_ha": 10.0, "industrial_land_ha": 20.0},
        {"unit_code": "a", "leased_land_ha": 500.0, "leased_land_ha_qualifier": "over"},
    ]
    assert unit("a", zones=zones)["leased_land_ha_qualifier"] == "exact"


def test_figures_of_two_statements_make_no_share():
    zone = {"unit_code": "a", "leased_land_ha": 18.27, "industrial_land_ha": 17.63, "leased_land_ha_row": "s2"}
    row = unit("a", zones=[zone])
    assert (row["zone_count"], row["zones_with_both_count"], row["leased_share"]) == (1, 0, None)


def test_capital_per_hectare_is_of_the_projects_that_have_both():
    projects = [
        {"unit_code": "a", "registered_capital_vnd_bn": 100.0, "land_ha": 5.0},
        {"unit_code": "a", "registered_capital_vnd_bn": 60.0, "land_ha": 3.0},
        {"unit_code": "a", "registered_capital_vnd_bn": 900.0},
        {"unit_code": "a", "land_ha": 80.0},
    ]
    row = unit("a", projects=projects)
    assert (row["project_count"], row["projects_with_capital_count"], row["projects_with_both_count"]) == (4, 3, 2)
    assert (row["registered_capital_vnd_bn"], row["capital_vnd_bn_per_ha"]) == (1_060.0, 20.0)


def test_projects_in_use_and_late_are_counted_and_unknown_ones_are_neither():
    projects = [
        {"unit_code": "a", "is_in_use": True, "is_late": False},
        {"unit_code": "a", "is_in_use": False, "is_late": True, "late_is_confirmed": True},
        {"unit_code": "a", "is_in_use": False, "is_late": True, "late_is_confirmed": False},
        {"unit_code": "a"},
    ]
    row = unit("a", projects=projects)
    counted = ("operating_project_count", "late_project_count", "confirmed_late_project_count")
    assert [row[name] for name in counted] == [1, 2, 1]


@pytest.mark.parametrize("code", [None, "elsewhere"])
def test_what_lies_in_none_of_the_units_stands_in_a_last_row(code: str | None):
    found = placed(zones=[{"unit_code": code}], projects=[{"unit_code": code}])
    assert found["unit_code"].to_list() == ["a", "b", "c", None]
    last = only(found.tail(1))
    assert (last["name"], last["zone_count"], last["project_count"]) == (None, 1, 1)


def test_there_is_no_last_row_where_everything_is_placed():
    assert placed(zones=[{"unit_code": "a"}], projects=[{"unit_code": "b"}]).height == 3


codes = st.sampled_from(["a", "b", "c", "elsewhere", None])
amounts = st.none() | st.integers(0, 1_000).map(float)
zones_of = st.fixed_dictionaries(
    {"unit_code": codes, "zone_kind": st.sampled_from(["cluster", "park", None])}
    | dict.fromkeys(("total_area_ha", "industrial_land_ha", "leased_land_ha"), amounts)
)
projects_of = st.fixed_dictionaries(
    {"unit_code": codes, "is_in_use": st.sampled_from([True, False, None])}
    | dict.fromkeys(("registered_capital_vnd_bn", "land_ha"), amounts)
)


@laws
@given(zones=st.lists(zones_of, max_size=10), projects=st.lists(projects_of, max_size=10))
def test_the_rows_add_up_to_all_objects(zones: list[Row], projects: list[Row]):
    sums = placed(zones, projects).select(pl.col((*COUNTS, *TOTALS)).sum()).row(0, named=True)
    assert (sums["zone_count"], sums["project_count"]) == (len(zones), len(projects))
    assert sums["total_area_ha"] == sum(zone["total_area_ha"] or 0.0 for zone in zones)
    both = [zone for zone in zones if None not in (zone["industrial_land_ha"], zone["leased_land_ha"])]
    assert sums["zones_with_both_count"] == len(both)
    assert sums["leased_land_ha"] == sum(zone["leased_land_ha"] for zone in both)
    capital = [project["registered_capital_vnd_bn"] or 0.0 for project in projects]
    assert sums["registered_capital_vnd_bn"] == sum(capital)


@laws
@given(zones=st.lists(zones_of, max_size=10))
def test_ratios_are_of_the_sums_beside_them(zones: list[Row]):
    for row in placed(zones).rows(named=True):
        if row["leased_share"] is not None:
            assert row["leased_share"] * row["industrial_land_ha"] == pytest.approx(row["leased_land_ha"])
