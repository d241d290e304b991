"""Land goes from stage to stage and never back; projects are placed; tasks are reported and verified apart."""

import itertools

import polars as pl
from polars.testing import assert_frame_equal

from icanalysis.demo.zones import REPORTS
from tests.demo.made import SHIPPED, read

STAGES = [
    "industrial_land_ha",
    "cleared_land_ha",
    "leasable_land_ha",
    "leased_land_ha",
    "built_land_ha",
    "operating_land_ha",
]


def test_no_stage_has_more_land_than_the_one_before():
    statuses = read(SHIPPED, "zone_status").drop_nulls(STAGES)
    assert statuses.height > 100
    for before, after in itertools.pairwise(STAGES):
        assert statuses.select((pl.col(after) <= pl.col(before)).all()).item(), after


def test_land_is_never_given_back():
    leased = read(SHIPPED, "zone_status").sort("zone_id", "as_of")
    steps = leased.select(pl.col("leased_land_ha").diff().over("zone_id").alias("step")).drop_nulls()
    assert steps["step"].min() >= 0


def test_zones_report_at_midyear_and_at_the_end_of_the_year():
    days = read(SHIPPED, "zone_status").select(pl.col("as_of").dt.month(), day=pl.col("as_of").dt.day()).unique()
    assert set(days.rows()) == set(REPORTS)


def test_the_statistics_of_a_province_are_the_sums_of_its_zones():
    zones, statuses = read(SHIPPED, "zones"), read(SHIPPED, "zone_status")
    parents = dict(
        read(SHIPPED, "places").filter(pl.col("level") == "district").select("place_code", "parent_code").rows()
    )
    homes = zones.select("zone_id", place_code=pl.col("place_code").replace_strict(parents))
    key = ["place_code", "zone_kind", "as_of"]
    sums = (
        statuses.filter(pl.col("as_of").dt.month() == 12)
        .join(homes, on="zone_id")
        .group_by(key)
        .agg(pl.len().cast(pl.Int64).alias("established_count"), pl.col("leased_land_ha").sum().round(1))
        .sort(key)
    )
    printed = read(SHIPPED, "zone_statistics").select(sums.columns).sort(key)
    assert_frame_equal(printed, sums)


def test_projects_are_early_late_and_in_time():
    projects = read(SHIPPED, "projects")
    assert {"planned", "operating", "to_be_speeded_up"} <= set(projects["project_status"])
    placed = projects.join(
        read(SHIPPED, "zones").select("place_code", "commune_code"), on=["place_code", "commune_code"], how="anti"
    )
    assert placed.is_empty()


def test_some_tasks_reported_as_done_were_not_found_done():
    tasks = read(SHIPPED, "recommendations")
    apart = tasks.filter(pl.col("reported_status") == "done", pl.col("verified_status") == "not_done")
    assert not apart.is_empty()
    assert tasks["due_on"].null_count() == 0


def test_every_text_of_a_person_or_body_says_that_it_is_simulated():
    said = {
        "projects": ("name", "investor"),
        "zones": ("name",),
        "documents": ("title_vi", "issuer"),
        "findings": ("text_vi",),
        "recommendations": ("text_vi", "addressee_vi"),
        "sources": ("publisher", "title"),
    }
    for table, columns in said.items():
        for column in columns:
            texts = read(SHIPPED, table)[column]
            assert texts.str.to_lowercase().str.contains("mô phỏng").all(), (table, column)
