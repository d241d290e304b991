"""What is known of a project at a date, and whether it is late."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from icanalysis.schemas import Project
from icanalysis.transforms.project_facts import FACTS, PLACE, latest_projects, period_end
from tests.transforms.frames import Row, only, sources, value_of

AS_OF = date(2024, 12, 31)
STATED = {
    "project_id": "p1",
    "name": "a made project",
    "edition": "2024",
    "place_code": "08",
    "project_status": "under_construction",
    "as_of": date(2024, 6, 30),
    "as_of_basis": "stated",
    "source_id": "press",
}
OF_THE_STATEMENT = {
    "project_statement_id",
    "project_id",
    "capacity",
    "capacity_unit",
    "secondary_capacity",
    "qualifiers",
    "as_of",
    "as_of_basis",
    "source_id",
    "note",
}


def projects(*rows: Row) -> pl.LazyFrame:
    types = {name: column.dtype for name, column in Project.columns().items()}
    numbered = [STATED | {"project_statement_id": f"s{n}"} | row for n, row in enumerate(rows, start=1)]
    return pl.LazyFrame(numbered, schema=types)


def facts(*rows: Row) -> dict[str, Any]:
    return only(projects(*rows).pipe(latest_projects, as_of=AS_OF, sources=sources()))


def test_every_column_of_a_statement_is_a_fact_or_known_not_to_be():
    assert set(Project.column_names()) - OF_THE_STATEMENT == {*FACTS, *PLACE}


def test_several_statements_about_one_project_are_one_row():
    row = facts({"registered_capital_vnd_bn": 100.0}, {"land_ha": 5.0})
    assert (row["registered_capital_vnd_bn"], row["land_ha"]) == (100.0, 5.0)
    assert (row["registered_capital_vnd_bn_row"], row["land_ha_row"]) == ("s1", "s2")


def test_the_place_is_that_of_the_latest_statement_that_names_a_commune():
    row = facts(
        {"place_code": "075", "commune_code": "02431", "as_of": date(2020, 1, 1)},
        {"place_code": "08", "edition": "2025"},
    )
    assert (row["edition"], row["place_code"], row["commune_code"]) == ("2024", "075", "02431")
    assert row["place_row"] == "s1"


def test_codes_of_two_editions_never_meet():
    row = facts({"place_code": "075", "as_of": date(2020, 1, 1)}, {"place_code": "08", "edition": "2025"})
    assert (row["edition"], row["place_code"], row["place_row"]) == ("2025", "08", "s2")


def test_a_status_that_is_not_stated_leaves_the_older_one():
    row = facts({"project_status": "operating", "as_of": date(2020, 1, 1)}, {"project_status": "not_stated"})
    assert (row["project_status"], row["is_in_use"]) == ("operating", True)


def test_without_any_status_nobody_knows_whether_it_is_in_use_or_late():
    row = facts({"project_status": "not_stated", "planned_completion": "2020"})
    assert (row["project_status"], row["is_in_use"], row["is_late"]) == (None, None, None)


@pytest.mark.parametrize(
    ("planned", "late"),
    [("2024", False), ("2024-12", False), ("2024-11", True), ("2024-12-30", True), ("2023", True), (None, None)],
)
def test_a_plan_runs_to_the_last_day_of_what_is_printed(planned: str | None, late: bool | None):
    assert facts({"planned_completion": planned})["is_late"] is late


@pytest.mark.parametrize("status", ["completed", "operating"])
def test_a_project_in_use_is_not_late(status: str):
    assert facts({"planned_completion": "2020", "project_status": status})["is_late"] is False


def test_a_printed_completion_counts_whatever_the_status():
    row = facts({"planned_completion": "2020", "actual_completion": "2022"})
    assert (row["is_in_use"], row["is_late"]) == (True, False)


def test_a_completion_after_the_date_does_not_count_yet():
    assert facts({"planned_completion": "2020", "actual_completion": "2030"})["is_late"] is True


@pytest.mark.parametrize(
    ("said_on", "confirmed"), [(date(2024, 6, 30), True), (date(2022, 6, 30), False), (None, False)]
)
def test_a_project_of_which_nobody_wrote_after_its_plan_is_late_without_confirmation(
    said_on: date | None, confirmed: bool
):
    row = facts({"planned_completion": "2023", "as_of": said_on})
    assert (row["is_late"], row["late_is_confirmed"]) == (True, confirmed)


@pytest.mark.parametrize("text", ["soon", "2025-13", "2025-02-30", "Q1 2025", ""])
def test_a_text_that_is_no_day_has_no_end(text: str):
    assert value_of(period_end(pl.col("text")), text=text) is None
