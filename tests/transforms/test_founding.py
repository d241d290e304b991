from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.cluster_law import verdicts
from icanalysis.transforms.founding import founding_tests, founding_tests_of_statements
from tests.transforms.clusters import of, settled, verdict, zones
from tests.transforms.frames import Row, laws, only, zone_statistics

ND_66, ND_32, AFTER = date(2024, 4, 30), date(2024, 5, 1), date(2025, 7, 1)
AVERAGE, LAND = "average_occupancy_above", "unleased_land"
figures = st.tuples(st.integers(1, 75), st.integers(0, 100), st.sampled_from(["both", "whole", "area", "none"]))


def land(industrial: float | None, leased: float | None, **more: object) -> Row:
    return {"industrial_land_ha": industrial, "leased_land_ha": leased} | more


def founding(*rows: Row, as_of: date = ND_32, **how: object) -> pl.LazyFrame:
    return founding_tests(zones(*rows), by="district_code", as_of=as_of, **how)


def stated(as_of: date, **said: object) -> pl.LazyFrame:
    return founding_tests_of_statements(zone_statistics({"land_scope": "all"} | said), as_of=as_of)


@pytest.mark.parametrize(("leased", "word"), [(50.0, "fails"), (50.1, "passes")])
def test_an_average_of_exactly_50_pct_is_not_above_it(leased: float, word: str):
    found = founding(land(100.0, leased))
    assert {row["verdict"] for row in found.filter(pl.col("condition") == AVERAGE).collect().to_dicts()} == {word}


@pytest.mark.parametrize(
    ("day", "unleased", "word"),
    [
        (ND_66, 49.99, "passes"),
        (ND_66, 50.0, "fails"),
        (ND_32, 50.0, "passes"),
        (ND_32, 100.0, "passes"),
        (ND_32, 100.01, "fails"),
    ],
)
def test_unleased_land_is_below_50_ha_and_from_may_2024_at_most_100(day: date, unleased: float, word: str):
    found = founding(land(200.0, 200.0 - unleased, unleased_land_ha=unleased), as_of=day)
    assert of(found, LAND)["verdict"] == word


def test_either_of_the_two_is_enough():
    assert verdict(founding(land(300.0, 160.0))) == "passes"
    assert verdict(founding(land(90.0, 10.0))) == "passes"
    assert verdict(founding(land(300.0, 100.0))) == "fails"


def test_an_average_and_the_land_left_keep_the_words_of_their_figures():
    over = {"leased_land_ha_qualifier": "over", "leased_land_ha_row": "s1", "industrial_land_ha_row": "s1"}
    made = zones(land(100.0, 60.0, zone_id="z1")).with_columns(pl.lit(word).alias(name) for name, word in over.items())
    found = founding_tests(made, by="district_code", as_of=ND_32)
    words = {(row["condition"], row["reading"]): row["value_qualifier"] for row in found.collect().to_dicts()}
    assert words == {(AVERAGE, "plain"): "over", (AVERAGE, "weighted"): "over", (LAND, None): "nearly"}


def test_a_printed_average_keeps_its_word():
    said = {"printed_occupancy_pct": "48", "qualifiers": "printed_occupancy_pct:over", "zone_kind": "cluster"}
    assert of(stated(ND_32, **said), AVERAGE)["value_qualifier"] == "over"


def test_both_averages_are_shown_and_where_they_disagree_nothing_is_decided():
    found = founding(land(300.0, 60.0), land(20.0, 20.0))
    plain, weighted = (of(found, AVERAGE, reading=name) for name in ("plain", "weighted"))
    assert (plain["value"], plain["verdict"]) == (pytest.approx(0.6), "passes")
    assert (weighted["value"], weighted["verdict"]) == (0.25, "fails")
    assert of(found, LAND)["verdict"] == "fails"
    assert verdict(found) == "unknown"


def test_a_missing_cluster_may_be_empty_or_full():
    plain = of(founding(land(100.0, 90.0), land(100.0, None)), AVERAGE, reading="plain")
    assert (plain["value"], plain["low"], plain["high"]) == (None, 0.45, 0.95)
    assert (plain["verdict"], plain["missing"]) == ("unknown", ["leased_land_ha"])


def test_bounds_decide_where_both_ends_decide_alike():
    found = founding(land(100.0, 95.0), land(100.0, 95.0), land(100.0, None))
    assert of(found, AVERAGE, reading="plain")["verdict"] == "passes"
    assert of(found, AVERAGE, reading="weighted")["low"] == pytest.approx(190 / 300)


def test_unleased_land_is_at_most_the_whole_area():
    found = of(founding(land(None, None, total_area_ha=20.54)), LAND)
    assert (found["value"], found["low"], found["high"], found["verdict"]) == (None, 0.0, 20.54, "passes")


def test_without_any_area_the_unleased_land_has_a_lower_bound_only():
    found = of(founding(land(150.0, 40.0), land(None, None, total_area_ha=None)), LAND)
    assert (found["low"], found["high"], found["verdict"]) == (110.0, None, "fails")


def test_planned_clusters_and_parks_do_not_count():
    found = founding(land(100.0, 90.0), land(100.0, 0.0, stage="planned"), land(500.0, 0.0, zone_kind="park"))
    row = only(verdicts(found))
    assert (row["verdict"], row["cluster_count"], row["excluded_count"]) == ("passes", 1, 1)


def test_a_cluster_of_no_known_stage_leaves_the_district_open():
    row = only(verdicts(founding(land(100.0, 90.0), land(100.0, 90.0, stage=None))))
    assert (row["verdict"], row["missing"]) == ("unknown", ["stage"])


def test_for_a_first_cluster_the_test_does_not_apply():
    units = pl.LazyFrame({"district_code": ["070", "071"]})
    found = verdicts(founding(land(100.0, 90.0), units=units)).collect()
    assert found.select("subject_id", "verdict", "rule_note").rows() == [
        ("071", "not_applicable", "first_cluster"),
        ("070", "passes", None),
    ]


def test_clusters_of_no_known_district_are_told_and_leave_empty_districts_open():
    units = pl.LazyFrame({"district_code": ["071", "194"], "province_code": ["08", "22"]})
    found = verdicts(founding(land(100.0, 90.0), land(100.0, 90.0, district_code=None), units=units)).collect()
    assert {row["subject_id"]: (row["verdict"], row["rule_note"]) for row in found.to_dicts()} == {
        "070": ("passes", "others_not_placed"),
        "071": ("unknown", "others_not_placed"),
        "194": ("not_applicable", "first_cluster"),
        None: ("unknown", "not_placed"),
    }


def test_after_the_districts_nothing_is_decided_unless_the_old_ones_are_asked_for():
    full = land(100.0, 90.0)
    now = only(verdicts(founding(full, as_of=AFTER)))
    assert (now["verdict"], now["rule_note"]) == ("unknown", "district_level_abolished")
    assert of(founding(full, as_of=AFTER), LAND)["value"] == 10.0
    old = only(verdicts(founding(full, as_of=AFTER, old_districts=True)))
    assert (old["verdict"], old["rule_note"]) == ("passes", "district_level_abolished")
    assert verdict(founding(full, as_of=date(2025, 6, 30))) == "passes"


def test_before_2017_no_rule_for_a_further_cluster_was_seen():
    row = only(verdicts(founding(land(100.0, 90.0), as_of=date(2017, 7, 14))))
    assert (row["verdict"], row["rule_note"], row["decree"]) == ("unknown", "no_rule_seen", "QĐ 105/2009/QĐ-TTg")


@laws
@given(clusters=st.lists(figures, min_size=1, max_size=5), data=st.data())
def test_bounds_decide_as_the_full_figures_would(clusters: list[tuple[int, int, str]], data: st.DataObject):
    """What is hidden of a made district never turns a verdict round."""
    full, known = [], []
    for industrial, percent, shown in clusters:
        leased = industrial * percent / 100
        full.append(land(float(industrial), leased, total_area_ha=75.0))
        known.append(
            land(
                float(industrial) if shown in ("both", "whole") else None,
                leased if shown == "both" else None,
                total_area_ha=None if shown == "none" else 75.0,
            )
        )
    as_of = data.draw(st.sampled_from([ND_66, ND_32]))
    true, seen = (founding(*rows, as_of=as_of).collect() for rows in (full, known))
    for whole, part in zip(true.to_dicts(), seen.to_dicts(), strict=True):
        assert part["verdict"] in ("unknown", whole["verdict"])
        slack = 1e-9 * max(1.0, whole["value"])
        assert part["low"] - slack <= whole["value"]
        assert part["high"] is None or whole["value"] <= part["high"] + slack


def test_six_clusters_printed_at_48_pct_fail_the_average_and_the_land_stays_open():
    found = stated(ND_32, established_count=6, established_area_ha=375.0, printed_occupancy_pct="48")
    average = of(found, AVERAGE)
    assert (average["value"], average["low"], average["high"]) == (0.48, 0.475, 0.485)
    assert (average["reading"], average["verdict"]) == ("printed", "fails")
    assert (of(found, LAND)["verdict"], of(found, LAND)["missing"]) == (
        "unknown",
        ["industrial_land_ha", "leased_land_ha"],
    )
    assert settled(found) == {"s1": "unknown"}


@pytest.mark.parametrize(("day", "word"), [(ND_66, "fails"), (ND_32, "passes")])
def test_108_7_of_196_ha_pass_the_average_and_the_land_by_the_decree(day: date, word: str):
    found = stated(day, industrial_land_ha=196.0, leased_land_ha=108.7, printed_occupancy_pct="51.6")
    assert of(found, AVERAGE, reading="weighted")["value"] == pytest.approx(0.5546, abs=1e-4)
    assert {row["verdict"] for row in found.filter(pl.col("condition") == AVERAGE).collect().to_dicts()} == {"passes"}
    assert (of(found, LAND)["value"], of(found, LAND)["verdict"]) == (pytest.approx(87.3), word)
    assert settled(found) == {"s1": "passes"}


def test_a_printed_50_pct_may_be_a_little_more_or_less():
    assert of(stated(ND_32, printed_occupancy_pct="50"), AVERAGE)["verdict"] == "unknown"


def test_a_printed_occupancy_of_another_base_is_not_the_average_of_the_law():
    found = stated(ND_32, printed_occupancy_pct="73", occupancy_denominator="total")
    average = of(found, AVERAGE)
    assert (average["reading"], average["verdict"], average["value"]) == ("weighted", "unknown", None)


def test_figures_of_the_operating_clusters_alone_decide_nothing():
    found = stated(ND_32, printed_occupancy_pct="100", occupancy_scope="operating", land_scope="operating")
    assert of(found, AVERAGE)["verdict"] == "unknown"


@pytest.mark.parametrize(("code", "note"), [("08", "place_is_no_district"), ("070", None)])
def test_a_figure_of_a_province_says_nothing_of_its_districts(code: str, note: str | None):
    assert of(stated(ND_32, place_code=code, printed_occupancy_pct="48"), AVERAGE)["rule_note"] == note


def test_statements_about_parks_or_without_land_are_left_out():
    given = zone_statistics(
        {"land_scope": "all", "zone_kind": "park", "printed_occupancy_pct": "48"},
        {"land_scope": "all", "established_count": 5},
    )
    assert founding_tests_of_statements(given, as_of=ND_32).collect().is_empty()
