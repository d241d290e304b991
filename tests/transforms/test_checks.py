"""What is laid out for the audit: the right figure against the right base, and nothing judged."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from icanalysis.transforms.audit import judged
from icanalysis.transforms.checks import (
    CHECK_COLUMNS,
    of_attainment,
    of_claims,
    of_growth,
    of_occupancy,
    of_parts,
    of_project_counts,
)
from icanalysis.transforms.figures import figures_of
from icanalysis.transforms.targets import with_targets
from tests.transforms.frames import (
    Row,
    claims,
    measured,
    observations,
    only,
    sources,
    targets,
    zone_statistics,
    zone_statuses,
)

CLASSES = {"press": "press", "authority": "authority", "other": "other"}
YEAR_BEFORE = {"window_start": date(2020, 1, 1), "window_end": date(2020, 12, 31)}
NO_TARGETS = targets({"value": 1.0}).clear()


def attainment(seen: Row, *planned: Row, **measure: str) -> pl.LazyFrame:
    offered = targets(*planned) if planned else NO_TARGETS
    return (
        measured(observations(seen), **measure)
        .pipe(with_targets, targets=offered, sources=sources(**CLASSES))
        .pipe(of_attainment)
    )


def growth(*rows: Row, **measure: str) -> pl.LazyFrame:
    return measured(observations(*rows), **measure).pipe(of_growth, sources=sources(**CLASSES))


def parts(*rows: Row, **measure: str) -> pl.LazyFrame:
    return measured(observations(*rows), **measure).pipe(of_parts)


def claimed(claim: Row, *seen: Row, planned: pl.LazyFrame = NO_TARGETS, **measure: str) -> pl.LazyFrame:
    known = figures_of(measured(observations(*seen), **measure), targets=measured(planned, **measure))
    return claims(claim).pipe(of_claims, figures=known)


def occupancy(row: Row) -> pl.LazyFrame:
    return zone_statuses(row).pipe(of_occupancy, table="zone_status", key="zone_status_id")


def project_counts(row: Row) -> pl.LazyFrame:
    return zone_statuses(row).pipe(of_project_counts)


def test_projects_of_a_zone_are_held_against_domestic_and_foreign_ones():
    printed = {"project_count": 13, "domestic_project_count": 7, "foreign_project_count": 5}
    check = project_counts(printed).pipe(judged).collect().row(0, named=True)
    assert (check["printed"], check["computed"], check["parts"]) == ("13", 12.0, [7.0, 5.0])
    assert check["verdict"] == "contradicts"


def test_about_thirteen_projects_may_be_twelve():
    printed = {"project_count": 13, "domestic_project_count": 7, "foreign_project_count": 5}
    check = project_counts(printed | {"qualifiers": "project_count:about"}).pipe(judged).collect().row(0, named=True)
    assert check["verdict"] == "consistent"


@pytest.mark.parametrize("name", ["project_count", "domestic_project_count", "foreign_project_count"])
def test_without_one_of_the_three_counts_there_is_no_check(name):
    printed = {"project_count": 13, "domestic_project_count": 7, "foreign_project_count": 5}
    assert project_counts(printed | {name: None}).collect().height == 0


def test_every_builder_ends_in_the_same_columns():
    value = {"value": 50.0}
    built = [
        attainment(value | {"printed_attainment_pct": "50"}),
        growth(value | {"printed_growth_pct": "5"}),
        parts(value, {"value": 50.0, "part_of_id": "o1"}),
        claimed({"printed": "50"}, value),
        occupancy({"printed_occupancy_pct": "50"}),
        project_counts({"project_count": 12, "domestic_project_count": 7, "foreign_project_count": 5}),
        zone_statistics({"printed_occupancy_pct": "50"})
        .with_columns(figure_name=pl.lit("clusters"))
        .pipe(of_occupancy, table="zone_statistics", key="zone_statistic_id"),
    ]
    assert [frame.collect_schema().names() for frame in built] == [list(CHECK_COLUMNS)] * len(built)
    assert pl.concat(built, how="vertical_relaxed").collect().height == len(built)


def test_a_target_that_a_named_document_sets_is_taken_to_its_last_digit():
    planned = {"value": 25_000.0, "document_id": "d1"}
    check = only(attainment({"value": 23_098.0, "printed_attainment_pct": "92.4"}, planned))
    assert (check["check_id"], check["check_kind"]) == ("attainment:o1", "attainment")
    assert (check["figure"], check["base"], check["printed"]) == (23_098.0, 25_000.0, "92.4")
    assert (check["figure_unit"], check["base_unit"]) == (1.0, 1.0)
    assert check["printed_unit"] == pytest.approx(0.1)
    assert check["source_rows"] == ["observations:o1", "targets:t1"]


def test_a_target_known_from_a_text_alone_may_have_been_rounded():
    check = only(attainment({"value": 23_098.0, "printed_attainment_pct": "92.4"}, {"value": 25_000.0}))
    assert check["base_unit"] == 1_000.0


def test_a_percentage_of_a_range_is_not_held_against_one_of_its_ends():
    planned = {"target_kind": "range", "low_value": 50.0, "high_value": 70.0}
    check = only(attainment({"value": 66.0, "printed_attainment_pct": "94.3"}, planned))
    assert check["hindrance"] == "target_is_a_range"


def test_a_plan_that_is_only_implied_is_no_base():
    check = only(attainment({"value": 9_200.0, "printed_attainment_pct": "58.5"}))
    assert check["base"] is None
    assert check["source_rows"] == ["observations:o1"]


def test_a_floor_or_a_cap_is_the_base_of_its_attainment():
    seen = {"value": 94.0, "printed_attainment_pct": "104.4"}
    floor = {"target_kind": "floor", "low_value": 90.0, "high_value": None, "qualifier": "over"}
    cap = {"target_kind": "cap", "low_value": None, "high_value": 90.0, "qualifier": "nearly"}
    for target in (floor, cap):
        check = only(attainment(seen, target))
        assert (check["base"], check["base_qualifier"]) == (90.0, "exact")


def test_a_plan_of_about_25_000_keeps_its_about():
    planned = {"value": 25_000.0, "qualifier": "about"}
    assert only(attainment({"value": 1.0, "printed_attainment_pct": "0"}, planned))["base_qualifier"] == "about"


def test_rows_without_a_printed_percentage_are_no_checks():
    assert attainment({"value": 50.0}, {"value": 100.0}).collect().is_empty()
    assert growth({"value": 50.0}).collect().is_empty()
    assert occupancy({"leased_land_ha": 5.0}).collect().is_empty()


def test_growth_and_index_of_one_row_are_two_checks_on_one_base():
    printed = {"value": 114.6, "printed_growth_pct": "14.6", "printed_index_pct": "114.6"}
    found = growth(printed, YEAR_BEFORE | {"value": 100.0}).collect()
    assert found.select("check_id", "figure", "base").rows() == [
        ("growth:o1", 114.6, 100.0),
        ("index:o1", 114.6, 100.0),
    ]
    assert found["source_rows"].to_list() == [["observations:o1", "observations:o2"]] * 2


def test_the_base_of_growth_comes_from_the_same_source_where_it_prints_one():
    now = {"value": 110.0, "printed_growth_pct": "10", "source_id": "other"}
    before = [
        YEAR_BEFORE | {"value": base, "source_id": name} for name, base in (("authority", 99.0), ("other", 100.0))
    ]
    assert only(growth(now, *before))["base"] == 100.0


def test_the_base_of_growth_comes_else_from_the_preferred_source():
    now = {"value": 110.0, "printed_growth_pct": "10", "source_id": "other"}
    before = [
        YEAR_BEFORE | {"value": base, "source_id": name} for name, base in (("press", 99.0), ("authority", 100.0))
    ]
    assert only(growth(now, *before))["base"] == 100.0


def test_the_base_of_growth_is_at_the_same_prices_where_one_is_printed():
    now = {"value": 110.0, "printed_growth_pct": "10"}
    bases = (("not_stated", 150.0), ("constant_2010", 100.0))
    before = [YEAR_BEFORE | {"value": base, "price_basis": basis} for basis, base in bases]
    assert only(growth(now, *before))["base"] == 100.0


def test_growth_never_crosses_price_bases_and_says_that_they_differ():
    now = {"value": 110.0, "printed_growth_pct": "10"}
    check = only(growth(now, YEAR_BEFORE | {"value": 100.0, "price_basis": "current"}))
    assert check["base"] is None
    assert check["hindrance"] == "price_bases_differ"


@pytest.mark.parametrize(
    "other",
    [
        {"place_code": "58"},
        {"edition": "2025"},
        {"indicator_id": "exports"},
        {"clock": "administrative"},
        {"window_end": date(2020, 11, 30)},
        {"window_start": None},
        {"value": None, "official_label": "met"},
    ],
    ids=lambda other: " ".join(map(str, other.values())),
)
def test_growth_has_no_base_in(other: Row):
    check = only(growth({"value": 110.0, "printed_growth_pct": "10"}, YEAR_BEFORE | {"value": 100.0} | other))
    assert check["base"] is None
    assert check["hindrance"] is None


def test_parts_are_summed_and_listed():
    rows = [{"value": 42.0}, *({"value": part, "part_of_id": "o1"} for part in (32.0, 3.0, 7.0))]
    check = only(parts(*rows, unit="project"))
    assert (check["printed"], check["figure"], check["parts"]) == ("42", 42.0, [32.0, 3.0, 7.0])
    assert (check["printed_unit"], check["figure_unit"]) == (0.0, 0.0)
    assert check["source_rows"] == [f"observations:o{number}" for number in (1, 2, 3, 4)]


def test_parts_may_be_off_by_the_rounding_of_each():
    rows = [{"value": 2_745.0}, *({"value": part, "part_of_id": "o1"} for part in (2_223.0, 229.0, 293.0))]
    assert only(parts(*rows, unit="mw"))["figure_unit"] == 3.0


def test_parts_over_and_nearly_may_be_off_to_either_side():
    words = (("over", 100.0), ("nearly", 200.0))
    rows = [{"value": part, "qualifier": word, "part_of_id": "o1"} for word, part in words]
    assert only(parts({"value": 300.0}, *rows))["figure_unit"] == 20.0


def test_a_total_without_a_value_or_a_part_without_one_is_left_out():
    label = {"value": None, "official_label": "met"}
    assert parts(label, {"value": 5.0, "part_of_id": "o1"}).collect().is_empty()
    assert parts({"value": 5.0}, label | {"part_of_id": "o1"}).collect().is_empty()


def test_a_claim_is_held_between_its_figure_and_its_base():
    check = only(claimed({"printed": "40", "base_id": "o2"}, {"value": 40.0}, {"value": 100.0}))
    assert (check["check_id"], check["check_kind"]) == ("claim:c1", "share")
    assert (check["figure"], check["base"]) == (40.0, 100.0)
    assert (check["figure_name"], check["base_name"]) == ("gross output", "gross output")
    assert check["source_rows"] == ["claims:c1", "observations:o1", "observations:o2"]


def test_a_claim_without_a_base_keeps_its_figure():
    check = only(claimed({"printed": "25"}, {"value": 40.0}))
    assert (check["figure"], check["base"], check["hindrance"]) == (40.0, None, None)


def test_a_claim_may_be_held_against_a_target():
    planned = targets({"value": 23_730.0, "document_id": "d1"})
    claim = {"claim_kind": "growth", "printed": "16", "figure_id": "t1", "base_id": "o1"}
    check = only(claimed(claim, YEAR_BEFORE | {"value": 20_450.0}, planned=planned))
    assert (check["figure"], check["figure_unit"], check["base"]) == (23_730.0, 1.0, 20_450.0)
    assert check["source_rows"] == ["claims:c1", "targets:t1", "observations:o1"]


def test_a_claim_across_price_bases_is_marked():
    claim = {"claim_kind": "growth", "printed": "16", "base_id": "o2"}
    current = YEAR_BEFORE | {"value": 100.0, "price_basis": "current"}
    assert only(claimed(claim, {"value": 116.0}, current))["hindrance"] == "price_bases_differ"


def test_a_yearly_rate_is_held_against_the_multiple_printed_beside_it():
    multiple = {"claim_kind": "multiple", "printed": "3.17", "qualifier": "exact"}
    rate = {"claim_kind": "compound_growth", "printed": "26", "figure_id": "c1", "years": 5.0}
    known = figures_of(measured(observations({"value": 100.0})), targets=measured(NO_TARGETS))
    check = only(claims(multiple, rate).pipe(of_claims, figures=known).filter(pl.col("check_id") == "claim:c2"))
    assert (check["figure"], check["base"], check["base_unit"]) == (3.17, 1.0, 0.0)
    assert check["figure_unit"] == pytest.approx(0.01)


def test_a_yearly_rate_is_held_against_the_growth_printed_beside_it():
    grown = {"claim_kind": "growth", "printed": "39.5"}
    rate = {"claim_kind": "compound_growth", "printed": "11.7", "figure_id": "c1", "years": 3.0}
    known = figures_of(measured(observations({"value": 100.0})), targets=measured(NO_TARGETS))
    check = only(claims(grown, rate).pipe(of_claims, figures=known).filter(pl.col("check_id") == "claim:c2"))
    assert (check["figure"], check["base"]) == (pytest.approx(1.395), 1.0)
    assert check["figure_unit"] == pytest.approx(0.001)


def test_an_average_may_end_in_rounded_zeros_and_a_percentage_may_not():
    average = {"claim_kind": "average_per_year", "printed": "7700", "years": 3.0}
    assert only(claimed(average, {"value": 23_098.0}))["printed_unit"] == 100.0
    assert only(claimed(average | {"printed": "7699.5"}, {"value": 23_098.0}))["printed_unit"] == pytest.approx(0.1)
    share = {"claim_kind": "share", "printed": "100", "base_id": "o1"}
    assert only(claimed(share, {"value": 23_098.0}))["printed_unit"] == 1.0


def test_occupancy_is_leased_by_industrial_land_with_the_words_that_qualify_each():
    row = {
        "leased_land_ha": 35.0,
        "industrial_land_ha": 70.0,
        "printed_occupancy_pct": "45",
        "qualifiers": "registered_capital_vnd_bn:over; leased_land_ha:nearly",
    }
    check = only(occupancy(row))
    assert (check["figure"], check["base"], check["printed"]) == (35.0, 70.0, "45")
    assert (check["figure_qualifier"], check["base_qualifier"]) == ("nearly", "exact")
    assert (check["check_id"], check["subject_id"], check["unit"]) == ("occupancy:s1", "s1", "ha")
    assert check["window_end"] == date(2021, 12, 31)
    assert check["source_rows"] == ["zone_status:s1"]


def test_occupancy_names_its_land_and_lists_every_pair_that_was_tried():
    lands = {"leased_land_ha": 108.7, "industrial_land_ha": 196.0, "total_area_ha": 300.0}
    check = only(occupancy(lands | {"printed_occupancy_pct": "51.6"}))
    assert (check["numerator_kind"], check["denominator_kind"], check["scope"]) == ("leased", "industrial", None)
    told = [(one["denominator_kind"], round(one["share"], 3), one["explains"]) for one in check["tried"]]
    assert told == [("industrial", 0.555, False), ("total", 0.362, False)]


def test_occupancy_of_land_that_is_worked_out_lists_its_parts():
    lands = {"industrial_land_ha": 101_600.0, "unleased_land_ha": 47_500.0}
    check = only(occupancy(lands | {"printed_occupancy_pct": "53.2"}))
    assert (check["figure"], check["parts"]) == (54_100.0, [101_600.0, -47_500.0])
    assert (check["figure_unit"], check["figure_qualifier"]) == (200.0, "exact")


def test_other_checks_name_no_land():
    check = only(attainment({"value": 50.0, "printed_attainment_pct": "50"}, {"value": 100.0}))
    assert [check[name] for name in ("numerator_kind", "denominator_kind", "scope", "tried")] == [None] * 4


@pytest.mark.parametrize(
    ("qualifier", "unit", "expected"),
    [("exact", "project", 0.0), ("over", "project", 100.0), ("exact", "vnd_bn", 100.0)],
)
def test_an_exact_count_is_not_rounded_and_a_qualified_one_is(qualifier: str, unit: str, expected: float):
    seen = {"value": 1_700.0, "qualifier": qualifier, "printed_attainment_pct": "85"}
    assert only(attainment(seen, {"value": 2_000.0}, unit=unit))["figure_unit"] == expected
