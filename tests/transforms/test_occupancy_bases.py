"""Which land a printed occupancy divides: what the source says, else what the figures say."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from icanalysis.transforms.occupancy_bases import with_deciding_pair
from tests.transforms.frames import Row, only, zone_statistics, zone_statuses

LAND = {
    "leased_land_ha": 40.0,
    "registered_land_ha": 50.0,
    "industrial_land_ha": 80.0,
    "leasable_land_ha": 64.0,
    "total_area_ha": 125.0,
}
OF_PLACE = {"leased_land_ha": 40.0, "industrial_land_ha": 80.0, "land_scope": "all"}


def zone(**printed: Any) -> Row:
    return only(zone_statuses(LAND | printed).pipe(with_deciding_pair, key="zone_status_id"))


def place(**printed: Any) -> Row:
    frame = zone_statistics(OF_PLACE | {"printed_occupancy_pct": "50"} | printed)
    return only(frame.pipe(with_deciding_pair, key="zone_statistic_id"))


def pair(row: Row) -> tuple[Any, ...]:
    return row["numerator_kind"], row["numerator_ha"], row["denominator_kind"], row["denominator_ha"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("50", ("leased", 40.0, "industrial", 80.0)),
        ("62.5", ("registered", 50.0, "industrial", 80.0)),
        ("78", ("registered", 50.0, "with_infrastructure", 64.0)),
        ("32", ("leased", 40.0, "total", 125.0)),
        ("40", ("registered", 50.0, "total", 125.0)),
    ],
)
def test_the_pair_that_meets_the_printed_figure_decides(printed: str, expected: tuple):
    assert pair(zone(printed_occupancy_pct=printed)) == expected


def test_of_two_pairs_that_meet_industrial_land_decides_before_any_other():
    assert pair(zone(printed_occupancy_pct="50", total_area_ha=80.0))[2] == "industrial"


def test_of_two_pairs_on_one_base_leased_land_decides_first():
    assert pair(zone(printed_occupancy_pct="50", registered_land_ha=40.0))[0] == "leased"


def test_where_none_meets_leased_by_industrial_land_decides_and_all_stand_in_tried():
    row = zone(printed_occupancy_pct="99")
    assert pair(row) == ("leased", 40.0, "industrial", 80.0)
    assert len(row["tried"]) == 6
    assert not any(one["explains"] for one in row["tried"])


@pytest.mark.parametrize("printed", ["50", "62.5", "99"])
def test_a_stated_base_decides_even_where_another_would_meet(printed: str):
    row = zone(printed_occupancy_pct=printed, occupancy_denominator="total")
    assert row["denominator_kind"] == "total"


def test_a_stated_numerator_decides_even_where_another_would_meet():
    row = zone(printed_occupancy_pct="50", occupancy_numerator="registered")
    assert pair(row) == ("registered", 50.0, "industrial", 80.0)


def test_a_stated_base_that_is_not_printed_is_named_and_unknown():
    row = zone(printed_occupancy_pct="50", occupancy_denominator="industrial_and_service")
    assert pair(row) == ("leased", 40.0, "industrial_and_service", None)


def test_a_base_that_is_neither_printed_nor_stated_has_no_name():
    row = zone(printed_occupancy_pct="99", industrial_land_ha=None)
    assert pair(row) == ("leased", 40.0, None, None)


def test_industrial_and_service_land_is_a_base_by_rule_too():
    row = zone(printed_occupancy_pct="99", industrial_land_ha=None, industrial_and_service_land_ha=90.0)
    assert pair(row) == ("leased", 40.0, "industrial_and_service", 90.0)


def test_land_of_all_zones_is_no_figure_for_an_occupancy_of_the_operating_ones():
    row = place(occupancy_scope="operating")
    assert (row["numerator_ha"], row["denominator_ha"], row["scope"]) == (None, None, "operating")
    assert [one["explains"] for one in row["tried"]] == [False]


def test_an_occupancy_of_the_zones_whose_land_is_printed_is_held_against_it():
    row = place(occupancy_scope="all")
    assert (pair(row), row["scope"]) == (("leased", 40.0, "industrial", 80.0), "all")


def test_a_base_that_may_be_nothing_leaves_the_figure_open():
    row = zone(printed_occupancy_pct="99", total_area_ha=1.0, qualifiers="total_area_ha:about")
    assert row["denominator_kind"] == "total"


def test_a_statement_without_a_printed_occupancy_is_left_out():
    frame = zone_statuses(LAND).pipe(with_deciding_pair, key="zone_status_id")
    assert frame.collect().is_empty()


def test_a_statement_without_land_stays_with_nothing_tried():
    frame = zone_statuses({"printed_occupancy_pct": "50"}).pipe(with_deciding_pair, key="zone_status_id")
    row = only(frame)
    assert pair(row) == (None, None, None, None)
    assert row["tried"] is None


def test_each_statement_comes_once_and_in_its_order():
    rows = [LAND | {"printed_occupancy_pct": text} for text in ("50", "99", "32")]
    found = zone_statuses(*rows).pipe(with_deciding_pair, key="zone_status_id").collect()
    assert found.select("zone_status_id", pl.col("tried").list.len()).rows() == [("s1", 6), ("s2", 6), ("s3", 6)]
