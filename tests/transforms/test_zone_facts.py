"""What is known of a zone at a date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from icanalysis.schemas import ZoneStatus
from icanalysis.sources.tables import load
from icanalysis.sources.workspace import VARIABLE
from icanalysis.transforms.zone_facts import FACTS, latest
from tests.transforms.frames import Row, only, sources, zone_statuses

AS_OF = date(2024, 12, 31)
OF_THE_STATEMENT = {
    "zone_status_id",
    "zone_id",
    "stage_note",
    "occupancy_numerator",
    "occupancy_denominator",
    "qualifiers",
    "as_of",
    "as_of_basis",
    "as_of_not_before",
    "as_of_not_after",
    "source_id",
    "note",
}
"""Columns that say something of the statement, or of another column in it."""


def facts(*rows: Row) -> dict[str, Any]:
    return only(zone_statuses(*rows).pipe(latest, as_of=AS_OF, sources=sources()))


def test_every_column_of_a_statement_is_a_fact_or_known_not_to_be():
    assert set(ZoneStatus.column_names()) - OF_THE_STATEMENT == set(FACTS) - {"established_area_ha", "outranked_stage"}


def test_every_fact_has_its_row_and_its_day_and_every_figure_its_word():
    row = facts({"total_area_ha": 75.0, "stage": "planned"})
    assert {name for fact in FACTS for name in (fact, f"{fact}_row", f"{fact}_on")} <= row.keys()
    assert (row["total_area_ha_qualifier"], "stage_qualifier" in row) == ("exact", False)


@pytest.mark.parametrize("stage", ["established", "infrastructure_under_way", "operating"])
def test_the_area_of_an_established_zone_is_its_established_area(stage: str):
    row = facts({"total_area_ha": 75.0, "stage": stage, "qualifiers": "total_area_ha:about"})
    assert (row["established_area_ha"], row["established_area_ha_qualifier"]) == (75.0, "about")


def test_a_day_of_establishment_is_as_good_as_a_stage():
    assert facts({"total_area_ha": 75.0, "established_on": date(2020, 1, 1)})["established_area_ha"] == 75.0


@pytest.mark.parametrize("stage", ["planned", None])
def test_the_area_of_a_zone_that_is_only_planned_is_not_established(stage: str | None):
    row = facts({"total_area_ha": 75.0, "stage": stage})
    assert (row["total_area_ha"], row["established_area_ha"]) == (75.0, None)


def test_a_plan_to_expand_leaves_the_established_area_as_it_was():
    row = facts(
        {"total_area_ha": 50.0, "stage": "operating", "as_of": date(2020, 1, 1)},
        {"total_area_ha": 75.0, "stage": "planned", "as_of": date(2023, 1, 1)},
    )
    assert (row["total_area_ha"], row["established_area_ha"]) == (75.0, 50.0)
    assert (row["total_area_ha_row"], row["established_area_ha_row"]) == ("s2", "s1")


def test_thap_cham_keeps_the_industrial_land_of_one_page_and_the_leased_land_of_another(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    known = load("zone_status").pipe(latest, as_of=AS_OF, sources=load("sources")).collect()
    row = only(known.filter(zone_id="thap_cham"))
    assert (row["industrial_land_ha"], row["industrial_land_ha_row"]) == (17.63, "zs_thap_cham_2016")
    assert (row["leased_land_ha"], row["leased_land_ha_row"]) == (18.27, "zs_thap_cham_2024_02")
