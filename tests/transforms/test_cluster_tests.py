from __future__ import annotations

from datetime import date

import pytest

from icanalysis.transforms.cluster_law import verdicts
from icanalysis.transforms.cluster_tests import SHARED_WORKS, expansion_tests, not_clusters, size_tests
from tests.transforms.clusters import of, verdict, zones
from tests.transforms.frames import Row, only

QD_105, ND_66, ND_32 = date(2017, 7, 14), date(2024, 4, 30), date(2024, 5, 1)
WORKS = dict.fromkeys(SHARED_WORKS, True)
FULL = {"industrial_land_ha": 50.0, "leased_land_ha": 30.0, "wanted_area_ha": 75.0} | WORKS


def size(as_of: date = ND_32, **row: object) -> str:
    return verdict(size_tests(zones(row), as_of=as_of))


def expansion(as_of: date = ND_32, **row: object) -> str:
    return verdict(expansion_tests(zones(FULL | row), as_of=as_of))


@pytest.mark.parametrize(
    ("area", "word"),
    [(75.0, "passes"), (75.01, "fails"), (10.0, "passes"), (9.99, "unknown"), (5.0, "unknown"), (4.99, "fails")],
)
def test_a_cluster_has_10_to_75_ha_and_from_5_it_depends_on_the_district(area: float, word: str):
    assert size(total_area_ha=area) == word


@pytest.mark.parametrize(
    ("craft", "mountains", "word"),
    [
        (True, None, "passes"),
        (None, True, "passes"),
        (False, False, "fails"),
        (False, None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_7_ha_are_enough_for_a_craft_village_or_in_the_mountains(craft, mountains, word: str):
    assert size(total_area_ha=7.0, is_craft_village=craft, is_mountainous=mountains) == word


@pytest.mark.parametrize(("area", "word"), [(50.0, "passes"), (60.0, "unknown"), (75.0, "unknown"), (75.1, "fails")])
def test_under_the_decision_of_2009_between_50_and_75_ha_depends_on_an_expansion(area: float, word: str):
    assert size(QD_105, total_area_ha=area) == word


def test_under_the_decision_of_2009_no_least_size_was_seen():
    assert size(QD_105, total_area_ha=1.0) == "passes"


def test_before_2009_no_rule_was_seen():
    found = size_tests(zones({}), as_of=date(2009, 10, 4))
    assert only(verdicts(found))["rule_note"] == "no_rule_seen"


def test_an_area_of_over_75_ha_may_be_75_and_of_over_76_is_too_much():
    assert size(total_area_ha=75.0, total_area_ha_qualifier="over") == "unknown"
    assert size(total_area_ha=76.0, total_area_ha_qualifier="over") == "fails"


def test_a_condition_keeps_the_word_of_its_area_and_the_room_that_it_leaves_turns_it_round():
    over = zones({"total_area_ha": 28.0, "total_area_ha_qualifier": "over"})
    assert of(size_tests(over, as_of=ND_32), "area_at_most")["value_qualifier"] == "over"
    after = of(expansion_tests(over, as_of=ND_32), "area_after_at_most")
    assert (after["room_ha"], after["room_ha_qualifier"]) == (47.0, "nearly")


def test_an_unknown_area_is_named_as_missing():
    row = only(verdicts(size_tests(zones({"total_area_ha": None}), as_of=ND_32)))
    assert (row["verdict"], row["missing"]) == ("unknown", ["is_craft_village", "is_mountainous", "total_area_ha"])


def test_a_condition_shows_figure_limit_and_row():
    row = of(size_tests(zones({"total_area_ha": 20.54}), as_of=ND_32), "area_at_most")
    shown = ("operator", "limit", "value", "low", "high", "unit", "verdict", "source_rows", "decree")
    assert [row[name] for name in shown] == [
        "le",
        75.0,
        20.54,
        20.54,
        20.54,
        "ha",
        "passes",
        ["zone_status:s1"],
        "NĐ 32/2024/NĐ-CP",
    ]


def test_parks_and_zones_of_no_known_kind_are_left_out_and_counted():
    given = zones({}, {"zone_kind": "park"}, {"zone_kind": "park"}, {"zone_kind": None})
    assert size_tests(given, as_of=ND_32).select("subject_id").unique().collect().to_series().to_list() == ["z1"]
    assert sorted(not_clusters(given).collect().rows(), key=str) == [("park", 2), (None, 1)]


@pytest.mark.parametrize(("leased", "word"), [(30.0, "passes"), (29.99, "fails")])
def test_an_expansion_asks_for_60_pct_of_the_industrial_land_and_exactly_60_are_enough(leased: float, word: str):
    assert expansion(leased_land_ha=leased, land_demand_ha=0.0) == word


@pytest.mark.parametrize(("demand", "word"), [(50.0, "fails"), (50.01, "passes")])
def test_demand_above_the_industrial_land_stands_in_for_occupancy(demand: float, word: str):
    assert expansion(leased_land_ha=0.0, land_demand_ha=demand) == word


@pytest.mark.parametrize(("wanted", "word"), [(75.0, "passes"), (75.01, "fails"), (None, "unknown")])
def test_the_area_after_is_at_most_75_ha(wanted: float | None, word: str):
    assert expansion(wanted_area_ha=wanted) == word


def test_without_a_wanted_area_the_room_left_is_told():
    row = only(verdicts(expansion_tests(zones(FULL | {"wanted_area_ha": None}), as_of=ND_32)))
    assert (row["room_ha"], row["missing"]) == (15.0, ["wanted_area_ha"])


def test_a_cluster_of_75_ha_has_no_room_whatever_is_wanted():
    assert expansion(wanted_area_ha=None, total_area_ha=75.0) == "fails"


@pytest.mark.parametrize("works", SHARED_WORKS)
def test_roads_water_and_waste_water_must_be_in_use(works: str):
    assert expansion(**{works: False}) == "fails"
    assert expansion(**{works: None}) == "unknown"


def test_before_2024_the_three_works_can_refute_but_not_prove_that_all_are_complete():
    assert expansion(ND_66, wastewater_in_use=False) == "fails"
    assert expansion(ND_66) == "unknown"
    assert expansion(ND_66, shared_works_complete=True) == "passes"


def test_under_the_decision_of_2009_only_the_area_after_was_seen():
    assert expansion(QD_105, wanted_area_ha=75.5) == "fails"
    assert expansion(QD_105) == "unknown"


def test_a_planned_cluster_has_nothing_to_expand():
    row = only(verdicts(expansion_tests(zones(FULL | {"stage": "planned"}), as_of=ND_32)))
    assert (row["verdict"], row["rule_note"]) == ("not_applicable", "not_established")


def test_a_cluster_of_no_known_stage_may_not_exist_yet():
    row = only(verdicts(expansion_tests(zones(FULL | {"stage": None}), as_of=ND_32)))
    assert (row["verdict"], row["missing"]) == ("unknown", ["stage"])


def test_what_is_leased_follows_from_what_is_not():
    assert expansion(leased_land_ha=None, unleased_land_ha=20.0) == "passes"


def test_land_of_two_statements_makes_no_share():
    rows: Row = {"leased_land_ha_row": "s2023", "industrial_land_ha_row": "s2016"}
    row = of(expansion_tests(zones(FULL | rows), as_of=ND_32), "occupancy_at_least")
    assert (row["value"], row["low"], row["high"], row["verdict"]) == (None, 0.0, 1.0, "unknown")


def test_each_fact_names_the_row_it_stands_in():
    rows: Row = {"leased_land_ha_row": "s2016", "industrial_land_ha_row": "s2016"}
    row = of(expansion_tests(zones(FULL | rows), as_of=ND_32), "occupancy_at_least")
    assert (row["value"], row["source_rows"]) == (0.6, ["zone_status:s2016"])
