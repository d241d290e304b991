"""An identifier that refers to nothing is an error that names it."""

from __future__ import annotations

import polars as pl
import pytest

from icanalysis.errors import BadWorkspace
from icanalysis.schemas import TABLES
from icanalysis.sources.references import REFERENCES, first_dangling
from icanalysis.sources.tables import load
from tests.workspaces import Workspace

EVERY = [(table, *reference) for table, references in REFERENCES.items() for reference in references]


@pytest.mark.parametrize(("table", "column", "other", "key"), EVERY)
def test_references_name_columns_that_exist(table: str, column: str, other: str, key: str):
    assert column in TABLES[table].column_names()
    assert key in TABLES[other].column_names()


def test_every_row_with_a_source_is_held_to_the_table_of_sources():
    with_source = {table for table, schema in TABLES.items() if "source_id" in schema.column_names()}
    held = {table for table, column, *_ in EVERY if column == "source_id"}
    assert held == with_source - {"sources"}


@pytest.mark.parametrize(("table", "column", "other", "key"), EVERY)
def test_a_reference_to_nothing_is_refused_with_table_column_and_value(
    workspace: Workspace, table: str, column: str, other: str, key: str
):
    rows = workspace.rows(table)
    lost = "99" if other == "places" else "nobody_knows"
    workspace.keep(table, [rows[0] | {column: lost}, *rows[1:]])
    with pytest.raises(BadWorkspace, match=f"{table}: column '{column}' refers to '{lost}'.*table '{other}'"):
        load(table)


def test_a_place_is_one_of_its_edition(district_in_the_edition_without_districts: Workspace):
    with pytest.raises(BadWorkspace, match=r"column 'place_code' refers to '194' of edition 2025"):
        load("observations")


@pytest.mark.parametrize("column", ["figure_id", "base_id"])
def test_a_claim_is_about_figures_that_exist(workspace: Workspace, column: str):
    workspace.change("claims", "c_o_nt_2020_pci_rank_rank_change", **{column: "o_nowhere"})
    with pytest.raises(BadWorkspace, match=f"claims: column '{column}' refers to 'o_nowhere'"):
        load("claims")


def test_a_blank_refers_to_nothing_and_is_fine():
    known = pl.DataFrame({"id": ["a"]})
    assert first_dangling(pl.DataFrame({"other": ["a", None]}), "other", known, "id") is None


def test_the_first_dangling_identifier_in_file_order_is_named():
    known = pl.DataFrame({"id": ["a"]})
    assert first_dangling(pl.DataFrame({"other": ["a", "z", "b"]}), "other", known, "id") == "'z'"
