"""The map in force on a day, and where a place lies that only the other map has."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from icanalysis.runs.in_force import edition_on, elsewhere, heirs
from icanalysis.schemas import terms
from icanalysis.sources.tables import load


def test_every_change_of_the_tables_is_of_the_first_day_of_the_new_map():
    days = load("place_changes").select(pl.col("changed_on").unique()).collect()["changed_on"]
    assert days.to_list() == [terms.IN_FORCE_FROM["2025"]]


@pytest.mark.parametrize(("day", "edition"), [("2000-12-31", "2024"), ("2025-06-30", "2024"), ("2025-07-01", "2025")])
def test_a_map_is_in_force_until_the_eve_of_the_next(day: str, edition: str):
    assert edition_on(date.fromisoformat(day)) == edition


@pytest.mark.parametrize(
    ("place", "edition", "found"),
    [
        ("02", "2024", {"08": "Tỉnh Tuyên Quang"}),
        ("075", "2024", {"08": "Tỉnh Tuyên Quang"}),
        ("56", "2025", {"56": "Tỉnh Khánh Hòa", "58": "Tỉnh Ninh Thuận"}),
        ("VN", "2024", {"VN": "Việt Nam"}),
        ("99", "2024", {}),
    ],
)
def test_the_land_of_a_place_lies_in(place: str, edition: str, found: dict[str, str]):
    assert heirs(place, edition=edition) == found


def test_a_commune_lies_in_communes():
    assert all(len(code) == 5 for code in heirs("02620", edition="2024"))


def test_a_place_of_both_maps_is_nowhere_else():
    assert elsewhere("08", edition="2025") is None
    assert elsewhere("no place", edition="2025") is None


def test_a_place_that_is_new_is_told_with_what_it_was_made_of():
    new = load("places").filter(pl.col("edition") == "2025", pl.col("level") == "commune")
    old = load("places").filter(pl.col("edition") == "2024")
    code = new.join(old, on="place_code", how="anti").sort("place_code").select("place_code").collect().item(0, 0)
    assert f"({code}) is there since 2025-07-01; before, " in elsewhere(code, edition="2024")
