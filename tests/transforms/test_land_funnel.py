"""Where land is lost between the plan and the factory, what is free, and what lies idle."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.land_funnel import (
    LEASABLE_BASES,
    STAGES,
    funnel,
    idle_leased,
    leasable_now,
    leased_not_built,
    occupancy_printed_since,
)
from icanalysis.transforms.zone_facts import latest
from tests.transforms.frames import Row, laws, only, sources, zone_statuses

AS_OF = date(2024, 12, 31)
WHOLE = {"stage": "operating", "total_area_ha": 100.0}
KNOWN = WHOLE | {"leasable_land_ha": 60.0, "leased_land_ha": 45.0, "built_land_ha": 30.0}


def facts(*rows: Row) -> pl.LazyFrame:
    return zone_statuses(*rows).pipe(latest, as_of=AS_OF, sources=sources())


def steps(*rows: Row) -> dict[str, Row]:
    return {row["stage"]: row for row in facts(*rows).pipe(funnel).collect().rows(named=True)}


def free(*rows: Row) -> Row:
    return only(facts(*rows).pipe(leasable_now))


def test_every_zone_has_every_stage_in_order_also_where_nothing_is_known():
    assert list(steps({})) == list(STAGES)
    assert all(row["area_ha"] is None for row in steps({}).values())


def test_of_100_ha_60_have_infrastructure_45_are_leased_and_30_are_built_on():
    found = steps(KNOWN)
    told = {
        name: (row["previous_stage"], row["share_of_previous"], row["lost_ha"])
        for name, row in found.items()
        if row["area_ha"] is not None
    }
    assert told == {
        "planned": (None, None, None),
        "established": ("planned", 1.0, 0.0),
        "leasable": ("established", 0.6, 40.0),
        "leased": ("leasable", 0.75, 15.0),
        "built": ("leased", pytest.approx(2 / 3), 15.0),
    }
    assert not any(row["exceeds_previous"] for row in found.values())


def test_each_area_keeps_its_statement_and_its_day():
    found = steps(WHOLE | {"as_of": date(2020, 1, 1)}, {"leased_land_ha": 45.0, "as_of": date(2023, 1, 1)})
    assert (found["planned"]["area_row"], found["planned"]["area_on"]) == ("s1", date(2020, 1, 1))
    assert (found["leased"]["area_row"], found["leased"]["area_on"]) == ("s2", date(2023, 1, 1))


def test_a_stage_larger_than_the_one_before_is_marked_and_loses_less_than_nothing():
    row = steps(KNOWN | {"built_land_ha": 50.0})["built"]
    assert (row["exceeds_previous"], row["lost_ha"]) == (True, -5.0)


def test_a_stage_larger_than_any_earlier_one_is_marked():
    found = steps(KNOWN | {"cleared_land_ha": 40.0})
    assert {name for name, row in found.items() if row["exceeds_previous"]} == {"leasable", "leased"}


@pytest.mark.parametrize(
    ("built", "qualifiers", "marked"),
    [
        (45.0, None, False),
        (45.9, None, True),
        (46.0, "built_land_ha:about", False),
        (46.0, "leased_land_ha:over", False),
    ],
)
def test_what_rounding_explains_is_no_fault(built: float, qualifiers: str | None, marked: bool):
    row = steps(KNOWN | {"built_land_ha": built, "qualifiers": qualifiers})["built"]
    assert row["exceeds_previous"] is marked


def test_nothing_is_said_where_one_side_is_unknown():
    found = steps({"leased_land_ha": 5.0})
    assert found["leased"]["exceeds_previous"] is None
    assert found["built"]["exceeds_previous"] is None


def test_zones_do_not_run_into_each_other():
    found = facts(KNOWN, {"zone_id": "z2", "leased_land_ha": 500.0}).pipe(funnel).collect()
    assert only(found.filter(zone_id="z2", stage="leased"))["previous_ha"] is None


@pytest.mark.parametrize(
    ("printed", "basis", "expected"),
    [
        (KNOWN | {"unleased_land_ha": 9.0, "industrial_land_ha": 70.0}, "leasable_less_leased", 15.0),
        ({"unleased_land_ha": 9.0, "industrial_land_ha": 70.0, "leased_land_ha": 45.0}, "unleased", 9.0),
        ({"industrial_land_ha": 70.0, "leased_land_ha": 45.0}, "industrial_less_leased", 25.0),
        (
            {"industrial_and_service_land_ha": 70.0, "leased_land_ha": 45.0},
            "industrial_and_service_less_leased",
            25.0,
        ),
        ({"leasable_land_ha": 60.0}, None, None),
    ],
)
def test_what_can_be_leased_now_is_named_by_what_it_is_worked_out_from(
    printed: Row, basis: str | None, expected: float | None
):
    row = free(printed)
    assert (row["basis"], row["leasable_now_ha"], row["is_overdrawn"]) == (basis, expected, False)
    assert basis in (*LEASABLE_BASES, None)


def test_leased_land_of_another_statement_is_no_part_of_the_industrial_land():
    """Tháp Chàm: 17.63 ha industrial land on one page; 18.27 ha leased, of industrial and service land, on a later."""
    row = free(
        {"as_of": date(2018, 12, 31), "industrial_land_ha": 17.63, "leased_land_ha": 13.52},
        {"as_of": date(2024, 2, 29), "industrial_and_service_land_ha": 18.27, "leased_land_ha": 18.27},
    )
    assert (row["basis"], row["leasable_now_ha"]) == ("industrial_and_service_less_leased", 0.0)


@pytest.mark.parametrize(
    ("qualifiers", "word"),
    [
        (None, "exact"),
        ("leased_land_ha:nearly", "over"),
        ("industrial_land_ha:over", "over"),
        ("industrial_land_ha:nearly; leased_land_ha:nearly", "about"),
    ],
)
def test_what_is_left_keeps_the_word_of_what_it_is_left_of(qualifiers: str | None, word: str):
    row = free({"industrial_land_ha": 70.0, "leased_land_ha": 35.0, "qualifiers": qualifiers})
    assert (row["leasable_now_ha"], row["leasable_now_ha_qualifier"]) == (35.0, word)


HALF = {"as_of": date(2011, 12, 31), "industrial_land_ha": 70.0, "leased_land_ha": 35.0}


@pytest.mark.parametrize(("printed", "is_another"), [("96.45", True), ("51", True), ("50.4", False)])
def test_an_occupancy_printed_later_is_held_against_the_land(printed: str, is_another: bool):
    found = facts(HALF, {"as_of": date(2024, 6, 30), "printed_occupancy_pct": printed}).pipe(occupancy_printed_since)
    row = only(found.collect())
    assert (row["printed_occupancy_pct_row"], row["is_another"]) == ("s2", is_another)


def test_an_occupancy_printed_with_the_land_or_before_it_is_none_printed_later():
    together = facts(HALF | {"printed_occupancy_pct": "45"}).pipe(occupancy_printed_since).collect()
    before = facts(HALF, {"as_of": date(2010, 1, 1), "printed_occupancy_pct": "80"}).pipe(occupancy_printed_since)
    assert together.is_empty()
    assert before.collect().is_empty()


def test_figures_of_two_days_show_both():
    row = free({"leasable_land_ha": 60.0}, {"leased_land_ha": 45.0, "as_of": date(2023, 1, 1)})
    assert (row["whole_row"], row["whole_on"]) == ("s1", date(2021, 12, 31))
    assert (row["taken_row"], row["taken_on"]) == ("s2", date(2023, 1, 1))


def test_more_leased_than_there_is_is_no_negative_area():
    row = free({"leasable_land_ha": 40.0, "leased_land_ha": 45.0})
    assert (row["leasable_now_ha"], row["is_overdrawn"]) == (None, True)


def test_more_leased_than_there_is_by_rounding_leaves_nothing():
    row = free({"leasable_land_ha": 45.0, "leased_land_ha": 45.4})
    assert (row["leasable_now_ha"], row["is_overdrawn"]) == (0.0, False)


def test_leased_land_that_is_not_built_on():
    row = only(facts(KNOWN, {"zone_id": "z2", "leased_land_ha": 5.0}).pipe(leased_not_built))
    assert (row["zone_id"], row["not_built_ha"], row["built_land_ha_row"]) == ("z1", 15.0, "s1")


PROJECT = {
    "zone_id": "z1",
    "land_ha": 2.0,
    "land_ha_qualifier": "exact",
    "leased_on": date(2024, 6, 1),
    "project_status": "planned",
    "is_in_use": False,
}
TYPES = {
    "zone_id": pl.String,
    "land_ha": pl.Float64,
    "land_ha_qualifier": pl.String,
    "leased_on": pl.Date,
    "project_status": pl.String,
    "is_in_use": pl.Boolean,
}


def idle(*rows: Row, **settings: Any) -> pl.DataFrame:
    made = pl.LazyFrame([PROJECT | row for row in rows], schema=TYPES)
    return made.pipe(idle_leased, as_of=AS_OF, **settings).collect()


@pytest.mark.parametrize(
    ("leased_on", "bounds"),
    [
        (date(2024, 12, 31), (0, 12)),
        (date(2024, 1, 1), (0, 12)),
        (date(2023, 12, 31), (12, 24)),
        (date(2023, 1, 1), (12, 24)),
        (date(2022, 12, 31), (24, 36)),
        (date(2021, 12, 31), (36, None)),
        (date(1999, 1, 1), (36, None)),
        (None, (None, None)),
    ],
)
def test_idle_land_stands_in_the_class_of_its_whole_months(leased_on: date | None, bounds: tuple):
    row = only(idle({"leased_on": leased_on}))
    assert (row["age_from_months"], row["age_to_months"]) == bounds


def test_land_of_one_class_adds_up():
    row = only(idle({}, {"land_ha": 3.0, "project_status": "under_construction"}, {"land_ha": 5.0, "is_in_use": None}))
    assert (row["project_count"], row["land_ha"], row["under_way_ha"]) == (3, 10.0, 3.0)


@pytest.mark.parametrize(
    "other",
    [{"is_in_use": True}, {"land_ha": None}, {"leased_on": date(2025, 1, 1)}],
    ids=["in use", "of unknown size", "leased later"],
)
def test_land_is_not_idle_when_it_is(other: Row):
    assert idle(other).is_empty()


def test_land_of_a_project_without_a_status_is_told_apart():
    row = only(idle({}, {"land_ha": 3.0, "project_status": None, "is_in_use": None}))
    assert (row["land_ha"], row["status_unknown_ha"]) == (5.0, 3.0)


def test_land_is_added_up_over_the_column_that_is_asked_for_and_it_alone():
    two_rows = [{"zone_id": zone, "row": row} for zone, row in (("z1", "s1"), ("z2", "s1"), ("z2", "s2"))]
    made = pl.LazyFrame([PROJECT | row for row in two_rows], schema=TYPES | {"row": pl.String})
    found = made.pipe(idle_leased, as_of=AS_OF, by="row").collect()
    assert "zone_id" not in found.columns
    assert found.select("row", "project_count", "land_ha").rows() == [("s1", 2, 4.0), ("s2", 1, 2.0)]


def test_idle_land_keeps_the_word_of_its_parts():
    assert only(idle({}, {"land_ha_qualifier": "over"}))["land_ha_qualifier"] == "over"
    assert only(idle({"land_ha_qualifier": "nearly"}, {"land_ha_qualifier": "over"}))["land_ha_qualifier"] == "about"


def test_the_classes_are_a_setting():
    row = only(idle({"leased_on": date(2024, 1, 1)}, edges_months=(6,)))
    assert (row["age_from_months"], row["age_to_months"]) == (6, None)


ROWS = st.fixed_dictionaries(
    {
        "zone_id": st.sampled_from(["z1", "z2", None]),
        "land_ha": st.none() | st.integers(1, 50).map(float),
        "leased_on": st.none() | st.dates(date(2015, 1, 1), date(2024, 12, 31)),
        "is_in_use": st.sampled_from([True, False, None]),
    }
)


@laws
@given(rows=st.lists(ROWS, max_size=12))
def test_no_idle_land_is_lost_and_none_counted_twice(rows: list[Row]):
    expected = sum(row["land_ha"] or 0.0 for row in rows if not row["is_in_use"])
    assert idle(*rows)["land_ha"].sum() == pytest.approx(expected)


AREAS = st.none() | st.integers(0, 200).map(float)


@laws
@given(rows=st.lists(st.fixed_dictionaries({name: AREAS for name in STAGES.values() if name != "established_area_ha"})))
def test_lost_land_adds_up_to_the_first_known_stage_less_the_last(rows: list[Row]):
    named = [row | {"zone_id": f"z{number}"} for number, row in enumerate(rows)]
    found = facts(*named).pipe(funnel).collect()
    assert found.height == len(rows) * len(STAGES)
    for _, zone in found.group_by("zone_id"):
        known = zone["area_ha"].drop_nulls().to_list()
        if known:
            assert zone["lost_ha"].sum() == pytest.approx(known[0] - known[-1])
