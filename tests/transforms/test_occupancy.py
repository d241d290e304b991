"""Which land ÷ which land: every pair that one statement prints, and no pair of two statements."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.schemas import terms
from icanalysis.transforms.occupancy import (
    DENOMINATOR_COLUMNS,
    NUMERATOR_COLUMNS,
    latest_occupancies,
    occupancies,
)
from tests.transforms.frames import Row, laws, only, sources, zone_statistics, zone_statuses

TUYEN_QUANG = {"leased_land_ha": 108.7, "industrial_land_ha": 196.0, "established_area_ha": 300.0, "land_scope": "all"}
EVERY_LAND = {
    "leased_land_ha": 40.0,
    "registered_land_ha": 50.0,
    "operating_land_ha": 30.0,
    "industrial_land_ha": 80.0,
    "industrial_and_service_land_ha": 90.0,
    "leasable_land_ha": 60.0,
    "total_area_ha": 100.0,
}


def of_zone(*rows: Row) -> pl.DataFrame:
    return zone_statuses(*rows).pipe(occupancies, key="zone_status_id").collect()


def of_place(*rows: Row) -> pl.DataFrame:
    return zone_statistics(*rows).pipe(occupancies, key="zone_statistic_id").collect()


def kinds(frame: pl.DataFrame) -> list[tuple[str, str]]:
    return frame.select("numerator_kind", "denominator_kind").rows()


def test_108_7_ha_are_55_5_percent_of_the_industrial_land_and_36_2_of_the_whole():
    found = of_place(TUYEN_QUANG)
    assert found.select("numerator_ha", "denominator_kind", "denominator_ha", pl.col("share").round(3)).rows() == [
        (108.7, "industrial", 196.0, 0.555),
        (108.7, "total", 300.0, 0.362),
    ]
    assert found["scope"].to_list() == ["all", "all"]


def test_a_statement_that_prints_every_land_has_every_pair_in_the_order_of_the_terms():
    assert kinds(of_zone(EVERY_LAND)) == [(n, d) for d in terms.DENOMINATORS for n in terms.NUMERATORS]


def test_every_kind_of_the_terms_has_its_column():
    assert tuple(NUMERATOR_COLUMNS) == terms.NUMERATORS
    assert (*DENOMINATOR_COLUMNS, "total") == terms.DENOMINATORS


def test_leased_land_is_industrial_less_unleased_where_it_is_not_printed():
    row = only(of_place({"industrial_land_ha": 101_600.0, "unleased_land_ha": 47_500.0, "land_scope": "all"}))
    assert (row["numerator_kind"], row["numerator_ha"], row["is_derived"]) == ("leased", 54_100.0, True)
    assert row["parts"] == [101_600.0, -47_500.0]
    assert (round(row["share"], 4), row["numerator_unit"]) == (0.5325, 200.0)


def test_printed_leased_land_counts_more_than_a_difference():
    row = only(of_zone({"leased_land_ha": 30.0, "industrial_land_ha": 80.0, "unleased_land_ha": 45.0}))
    assert (row["numerator_ha"], row["is_derived"], row["parts"]) == (30.0, False, None)


def test_more_unleased_than_industrial_land_leaves_no_leased_land():
    assert of_zone({"industrial_land_ha": 40.0, "unleased_land_ha": 45.0}).is_empty()


def test_figures_of_two_statements_never_meet():
    assert of_zone({"leased_land_ha": 40.0}, {"industrial_land_ha": 80.0}).is_empty()


@pytest.mark.parametrize(
    ("scope", "whole"),
    [("all", 264.76), ("operating", 23.48)],
)
def test_the_whole_area_is_that_of_the_zones_whose_land_is_printed(scope: str, whole: float):
    areas = {"established_area_ha": 264.76, "operating_area_ha": 23.48, "land_scope": scope}
    row = only(of_place(areas | {"leased_land_ha": 18.27}))
    assert (row["denominator_ha"], row["scope"]) == (whole, scope)


def test_one_zone_has_no_scope():
    assert of_zone(EVERY_LAND)["scope"].is_null().all()


def test_no_share_of_nothing():
    assert of_zone({"leased_land_ha": 5.0, "industrial_land_ha": 0.0}).is_empty()


def test_the_interval_is_what_digits_and_words_allow():
    row = only(of_zone({"leased_land_ha": 35.0, "industrial_land_ha": 70.0, "qualifiers": "leased_land_ha:nearly"}))
    assert (row["share_low"], row["share_high"]) == (pytest.approx(33.25 / 70.5), pytest.approx(35 / 69.5))
    assert row["share_qualifier"] == "nearly"


def test_a_base_that_may_be_nothing_leaves_the_share_open():
    row = only(of_zone({"leased_land_ha": 5.0, "industrial_land_ha": 1.0, "qualifiers": "industrial_land_ha:about"}))
    assert (row["share"], row["share_high"]) == (5.0, None)


def test_the_latest_statement_with_a_pair_counts_for_a_zone_and_keeps_its_own_pairs():
    rows = [
        {"as_of": date(2020, 1, 1), "leased_land_ha": 13.52, "industrial_land_ha": 17.63},
        {"as_of": date(2023, 1, 1), "leased_land_ha": 18.27, "total_area_ha": 23.48},
        {"as_of": date(2024, 1, 1), "leased_land_ha": 20.0},
        {"as_of": date(2030, 1, 1), "leased_land_ha": 1.0, "total_area_ha": 23.48},
    ]
    known = {"as_of": date(2024, 12, 31), "sources": sources()}
    row = only(zone_statuses(*rows).pipe(latest_occupancies, **known))
    assert (row["zone_status_id"], row["denominator_kind"], row["known_on"]) == ("s2", "total", date(2023, 1, 1))


lands = st.floats(0.1, 1e4) | st.none()


@laws
@given(rows=st.lists(st.fixed_dictionaries({name: lands for name in EVERY_LAND}), min_size=1, max_size=3))
def test_each_share_is_numerator_by_denominator_of_its_own_statement_and_lies_in_its_interval(rows: list[Row]):
    found = of_zone(*rows)
    columns = NUMERATOR_COLUMNS | DENOMINATOR_COLUMNS | {"total": "total_area_ha"}
    for row in found.rows(named=True):
        statement = rows[int(row["zone_status_id"][1:]) - 1]
        part, whole = statement[columns[row["numerator_kind"]]], statement[columns[row["denominator_kind"]]]
        assert (row["numerator_ha"], row["denominator_ha"]) == (part, whole)
        assert row["share"] * whole == pytest.approx(part)
        assert row["share_low"] <= row["share"] <= (row["share_high"] or row["share"])
    printed = [sum(row[columns[kind]] is not None for kind in terms.NUMERATORS) for row in rows]
    bases = [sum(row[columns[kind]] is not None for kind in terms.DENOMINATORS) for row in rows]
    assert found.height == sum(n * d for n, d in zip(printed, bases, strict=True))
