"""The published tables: sound, sourced, complete in what they started from, and free of computed figures."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import polars as pl
import pytest

from icanalysis.schemas import TABLES
from icanalysis.sources.tables import load
from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from tests.data.facts import COMPARED, FACTS

WITHOUT_SOURCE_COLUMN = {"sources", "places", "place_changes", "former_names", "indicators"}
"""Sources themselves, definitions, and the tables that scripts/build_places.py makes from one package."""
PLACED = [name for name, schema in TABLES.items() if {"edition", "place_code"} <= set(schema.column_names())]
PERCENTAGES = [
    (table, name) for table, schema in TABLES.items() for name in schema.column_names() if name.endswith("_pct")
]
FIGURES = ("observations", "targets", "claims")


@pytest.fixture(autouse=True)
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def table(name: str) -> pl.DataFrame:
    return load(name).collect()


def as_printed(name: str) -> pl.DataFrame:
    """A table as its file writes it."""
    return pl.read_csv(PUBLISHED / f"{name}.csv", infer_schema=False)


def carried(where: str) -> dict[str, Any]:
    """The row `table:id`, with the unit of its indicator; words and days as text."""
    name, _, key = where.partition(":")
    frame = table(name)
    if "indicator_id" in frame.columns:
        frame = frame.join(table("indicators").select("indicator_id", "unit"), on="indicator_id", how="left")
    row = frame.filter(pl.col(frame.columns[0]) == key).row(0, named=True)
    return {column: cell.isoformat() if isinstance(cell, date) else cell for column, cell in row.items()}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_keeps_to_its_schema_and_refers_to_rows_that_exist(name):
    assert load(name).collect().height > 0


@pytest.mark.parametrize("name", TABLES)
def test_a_file_holds_the_columns_of_its_table_in_order(name):
    assert as_printed(name).columns == TABLES[name].column_names()


def test_there_are_61_facts_to_start_from():
    assert len(FACTS) == 61


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_of_the_five_documents_stands_in_its_row(fact):
    where, expected = FACTS[fact]
    row = carried(where)
    assert {column: row[column] for column in expected} == expected


@pytest.mark.parametrize("what", COMPARED)
def test_what_a_fact_is_held_against_stands_in_its_row(what):
    where, expected = COMPARED[what]
    row = carried(where)
    assert {column: row[column] for column in expected} == expected


@pytest.mark.parametrize("name", sorted(TABLES.keys() - WITHOUT_SOURCE_COLUMN))
def test_every_row_names_a_source_that_is_known(name):
    lost = table(name).join(table("sources"), on="source_id", how="anti")
    assert lost.height == 0


def test_only_definitions_and_built_tables_have_no_source_column():
    assert {name for name, schema in TABLES.items() if "source_id" not in schema.column_names()} | {
        "sources"
    } == WITHOUT_SOURCE_COLUMN


def test_every_source_is_used():
    used = pl.concat(table(name)["source_id"] for name in TABLES.keys() - WITHOUT_SOURCE_COLUMN)
    assert set(table("sources")["source_id"]) - set(used) == set()


@pytest.mark.parametrize("name", sorted(set(PLACED) - {"places"}))
def test_every_place_belongs_to_its_edition(name):
    lost = table(name).join(table("places"), on=["edition", "place_code"], how="anti")
    assert lost.height == 0


def test_further_districts_of_a_zone_are_known():
    further = table("zones").select("edition", pl.col("other_place_codes").str.split(" ").alias("place_code"))
    lost = further.explode("place_code").drop_nulls().join(table("places"), on=["edition", "place_code"], how="anti")
    assert lost.height == 0


@pytest.mark.parametrize("column", ["figure_id", "base_id"])
def test_a_claim_is_about_figures_that_exist(column):
    figures = {key for name in FIGURES for key in table(name)[TABLES[name].column_names()[0]]}
    assert set(table("claims")[column].drop_nulls()) - figures == set()


def test_identifiers_are_unique_across_the_tables_of_figures():
    keys = [key for name in FIGURES for key in table(name)[TABLES[name].column_names()[0]]]
    assert len(set(keys)) == len(keys)


def test_a_part_lies_in_the_same_place_and_window_as_its_whole():
    seen = table("observations")
    same = ["place_code", "edition", "window_start", "window_end", "source_id"]
    parts = seen.filter(pl.col("part_of_id").is_not_null())
    pairs = parts.join(seen, left_on="part_of_id", right_on="observation_id", suffix="_whole")
    off = pairs.filter(pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_whole")) for name in same))
    elsewhere = set(off["observation_id"]) - TRADE_OF_DISTRICTS
    assert elsewhere == set()


TRADE_OF_DISTRICTS = {
    f"o_{district}_{year}_trade_establishments"
    for district in ("tqc", "nh", "ch", "hy", "ys", "sd")
    for year in range(2000, 2006)
}
"""Districts make up the province: parts that lie in another place."""


def test_a_target_that_a_percentage_is_of_is_of_the_same_indicator_and_place():
    pairs = table("observations").join(table("targets"), on="target_id", suffix="_target")
    assert pairs.height > 0
    for name in ("indicator_id", "edition", "place_code"):
        assert (pairs[name] == pairs[f"{name}_target"]).all(), name


STAY = [
    # two sources of the target of growth in 2023: 15.4 and over 15
    ("targets", "low_value", "t_tq_2023_gross_output_growth", 15.4),
    ("targets", "low_value", "t_tq_2023_gross_output_growth_nhandan_tq_citizens_2022", 15.0),
    # solar power of Ninh Thuận with an investment decision: 1,966 and 1,816.7 MW
    ("observations", "value", "o_nt_2019_03_31_energy_capacity_approved_solar", 1_966.0),
    ("observations", "value", "o_nt_2016_01_2020_06_energy_capacity_approved_solar", 1_816.7),
    # occupancy of parks in July 2022: of all parks and of operating parks
    ("zone_statistics", "printed_occupancy_pct", "zt_vn_park_2022_07_04", "53.5"),
    ("zone_statistics", "printed_occupancy_pct", "zt_vn_park_2022_07_04_gmg_vn_parks_2022_07", "76.1"),
    # parks of 2019: 326 established in two sources, 370 in a third
    ("zone_statistics", "established_count", "zt_vn_park_2019", 326),
    ("zone_statistics", "established_count", "zt_vn_park_2019_laodong_copy_parks_2019", 370),
    # clusters of Quảng Ninh, both undated: 20 planned and 44 planned
    ("zone_statistics", "planned_count", "zt_qn_cluster_undated", 20),
    ("zone_statistics", "planned_count", "zt_qn_cluster_undated_cand_qn_clusters", 44),
    # one sentence prints two shares of the same park
    ("zone_status", "printed_occupancy_pct", "zs_hai_ha_seaport_undated", "73"),
    ("zone_status", "printed_occupancy_pct", "zs_hai_ha_seaport_undated_invest_qn_hai_ha_park", "45"),
]


@pytest.mark.parametrize(("name", "column", "key", "printed"), STAY)
def test_rows_that_contradict_each_other_stay(name, column, key, printed):
    frame = table(name)
    assert frame.filter(pl.col(frame.columns[0]) == key)[column].to_list() == [printed]


def test_the_other_output_of_2022_is_told_in_a_note_as_no_page_for_it_was_kept():
    row = table("observations").filter(pl.col("observation_id") == "o_tq_2022_gross_output")
    assert row["value"].item() == 17_670
    assert "17680" in row["note"].item()


@pytest.mark.parametrize(("name", "column"), PERCENTAGES)
def test_percentages_are_kept_as_text_with_the_digits_of_the_page(name, column):
    kept = table(name)[column]
    assert kept.dtype == pl.String
    assert kept.to_list() == as_printed(name)[column].to_list()


def test_trailing_digits_of_a_percentage_survive():
    kept = {text for name, column in PERCENTAGES for text in table(name)[column].drop_nulls()}
    assert {"58.5", "62", "34.37", "380.3", "76.69", "-12.7"} <= kept


NOT_PRINTED = {
    "targets": {15_726.0, 15_726.5, 137.1, 27_170.0, 27_169.8},  # implied plans of 2021
    "observations": {1_305.0, 1_314.0, 1_142.9, 1_143.0, 37.0, 7_577.0},  # rates, implied bases, the rank before
    "zone_statistics": {55.5, 210.7, 56.8, 53.2},  # shares and bases that no page of these clusters prints
}
"""Figures that the suite computes from the tables."""


@pytest.mark.parametrize("name", NOT_PRINTED)
def test_no_figure_that_is_computed_stands_in_a_table(name):
    numeric = table(name).select(pl.selectors.numeric())
    values = {value for column in numeric.iter_columns() for value in column.drop_nulls()}
    assert values & NOT_PRINTED[name] == set()


def test_no_plan_is_entered_where_only_a_percentage_was_printed():
    implied = table("observations").filter(
        pl.col("printed_attainment_pct").is_not_null(), pl.col("target_id").is_null(), pl.col("value").is_not_null()
    )
    exact = implied.select(
        "indicator_id", "place_code", (pl.col("value") * 100 / pl.col("printed_attainment_pct").cast(pl.Float64))
    )
    near = exact.join(table("targets"), on=["indicator_id", "place_code"]).filter(
        (pl.col("value") - pl.col("low_value")).abs() < 0.01
    )
    assert near.height == 0


@pytest.mark.parametrize("name", sorted(TABLES.keys() - {"places", "place_changes", "former_names"}))
def test_no_number_has_the_long_tail_of_a_computed_one(name):
    texts = [text for column in as_printed(name).iter_columns() for text in column.drop_nulls()]
    assert [text for text in texts if re.fullmatch(r"-?\d+\.\d{4,}", text)] == []


def test_no_column_holds_what_the_suite_computes():
    computed = re.compile(r"implied|computed|pace|share$|average_|required")
    assert [name for schema in TABLES.values() for name in schema.column_names() if computed.search(name)] == []


def test_an_unknown_value_is_blank_and_never_zero():
    seen = table("observations")
    assert seen.filter(pl.col("value") == 0).height == 0
    assert seen.filter(pl.col("value").is_null()).height > 0
