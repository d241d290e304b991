"""The zones of a place are the same however they are counted: by unit, in either edition, alone or in the whole."""

from __future__ import annotations

import polars as pl
import pytest

from icanalysis.views.controls import WHOLE_COUNTRY
from icanalysis.views.zone_controls import MEASURES
from icanalysis.views.zone_rows import estate, known_days, level_of, unit_level, units_of, zones_of
from tests.views.changes import one_row_with
from tests.views.pages import places_and_days_of_zones

LAST = "2026-12-31"
ADDED_UP = [name for name in MEASURES if name not in ("leased_share", "capital_vnd_bn_per_ha")]


def zones(place: str, edition: str, as_of: str = LAST) -> set[str]:
    return set(estate(place, edition=edition, as_of=as_of).zones["zone_id"])


def total(rows: tuple[dict, ...], name: str) -> float:
    return sum(row[name] or 0 for row in rows)


@pytest.mark.parametrize(("edition", "place", "day"), places_and_days_of_zones())
def test_the_rows_of_the_units_add_up_to_all_zones_and_projects(edition, place, day):
    here = estate(place, edition=edition, as_of=day)
    assert total(here.areas, "zone_count") == here.parks_and_clusters.height
    assert total(here.areas, "economic_zone_count") == here.economic_zones.height
    assert here.parks_and_clusters.height + here.economic_zones.height == here.zones.height
    assert total(here.areas, "project_count") == here.projects.height
    assert total(here.areas, "total_area_ha") == pytest.approx(here.parks_and_clusters["total_area_ha"].sum())
    assert total(here.areas, "economic_zone_area_ha") == pytest.approx(here.economic_zones["total_area_ha"].sum())
    capital = here.projects["registered_capital_vnd_bn"].sum()
    assert total(here.areas, "registered_capital_vnd_bn") == pytest.approx(capital)


def test_both_editions_count_the_same_zones_and_projects():
    old, new = (estate(WHOLE_COUNTRY, edition=edition, as_of=LAST) for edition in ("2024", "2025"))
    assert set(old.zones["zone_id"]) == set(new.zones["zone_id"])
    assert set(old.projects["project_id"]) == set(new.projects["project_id"])
    assert [total(old.areas, name) for name in ADDED_UP] == pytest.approx([total(new.areas, name) for name in ADDED_UP])


@pytest.mark.parametrize(("new", "olds"), [("08", ("08", "02")), ("56", ("56", "58")), ("22", ("22",))])
@pytest.mark.parametrize("day", ["2023-12-31", "2025-06-30", LAST])
def test_a_province_of_2025_has_the_zones_of_those_it_was_made_of(new, olds, day):
    assert zones(new, "2025", day) == set().union(*(zones(old, "2024", day) for old in olds))


def test_a_province_has_the_zones_of_its_districts_and_those_that_are_not_placed():
    here = estate("08", edition="2024", as_of=LAST)
    placed = set().union(*(zones(row["unit_code"], "2024") for row in here.units))
    lost = set(here.zones.filter(pl.col("unit_code").is_null())["zone_id"])
    assert placed | lost == zones("08", "2024")
    assert placed & lost == set()
    assert lost == {"woodsland_2", "xuan_van"}


@pytest.mark.parametrize(("place", "edition"), [("08", "2024"), ("076", "2024"), ("08", "2025"), ("VN", "2025")])
def test_zones_are_numbered_in_the_order_of_the_list(place, edition):
    numbers = estate(place, edition=edition, as_of=LAST).zones["number"].to_list()
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_zone_appears_on_the_day_of_its_first_statement():
    assert "phuc_ung_3" not in zones("076", "2024", "2025-12-09")
    assert "phuc_ung_3" in zones("076", "2024", "2025-12-10")


def test_every_unit_is_there_with_and_without_zones():
    here = estate("58", edition="2024", as_of="2018-12-31")
    assert [row["unit_code"] for row in here.areas] == ["582", "584", "585", "586", "587", "588", "589", None]
    assert [row["zone_count"] for row in here.areas] == [0] * 7 + [4]


def test_the_days_are_those_of_the_statements_the_latest_first():
    days = known_days("194", edition="2024")
    assert [day.isoformat() for day in days] == ["2023-10-11"]
    many = known_days("08", edition="2024")
    assert many == sorted(set(many), reverse=True)


@pytest.mark.parametrize(
    ("place", "level"), [("VN", "country"), ("08", "province"), ("076", "district"), ("02536", "commune")]
)
def test_the_level_of_a_place_is_the_length_of_its_code(place, level):
    assert level_of(place) == level


@pytest.mark.parametrize(
    ("place", "edition", "level", "count"),
    [
        ("VN", "2024", "province", 63),
        ("VN", "2025", "province", 34),
        ("08", "2024", "district", 7),
        ("08", "2025", "commune", 124),
        ("076", "2024", "district", 1),
        ("02536", "2025", "commune", 1),
    ],
)
def test_the_units_of_a_page_are_those_right_below_the_place(place, edition, level, count):
    assert unit_level(place, edition) == level
    assert units_of(place, edition=edition).collect().height == count


def test_a_changed_table_is_read_anew(workspace):
    assert "thap_cham" in zones("58", "2024")
    workspace(zones=one_row_with("thap_cham", place_code="22"))
    assert "thap_cham" not in zones("58", "2024")
    assert "thap_cham" in set(zones_of("22", edition="2024").collect()["zone_id"])
