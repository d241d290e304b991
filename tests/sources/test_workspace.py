"""Which folder is used, and what is said when it is not one of tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from icanalysis.errors import BadWorkspace
from icanalysis.schemas import TABLES
from icanalysis.sources import workspace as chosen
from icanalysis.sources.tables import load, load_all
from tests.workspaces import Workspace


def test_the_published_facts_are_used_when_nothing_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(chosen.VARIABLE, raising=False)
    assert chosen.folder() == chosen.PUBLISHED


def test_an_empty_variable_counts_as_nothing_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(chosen.VARIABLE, "")
    assert chosen.folder() == chosen.PUBLISHED


def test_the_variable_names_another_folder(workspace: Workspace):
    assert chosen.folder() == workspace.folder


def test_a_folder_that_is_not_there_is_named(folder_that_is_not_there: Path):
    with pytest.raises(BadWorkspace, match=r"There is no folder '.*nowhere'. Set ICANALYSIS_DATA to a folder of"):
        load_all()


def test_an_empty_workspace_is_told_what_it_needs(empty_workspace: Workspace):
    with pytest.raises(BadWorkspace, match=r"holds no table. It needs sources, places, .*; docs/reference/tables.md"):
        load("observations")


def test_a_missing_table_is_named(missing_table: Workspace):
    with pytest.raises(BadWorkspace, match=r"has no table 'targets' \(targets.csv or targets.parquet\)"):
        load("targets")


def test_a_misspelt_table_is_found_by_its_near_name(misspelt_table: Workspace):
    with pytest.raises(BadWorkspace, match=r"has no table 'targets' .*Did you mean 'target'\?"):
        load("targets")


def test_a_missing_table_stops_the_tables_that_refer_to_it(missing_table: Workspace):
    with pytest.raises(BadWorkspace, match=r"no table 'targets'"):
        load("observations")


def test_csv_comes_before_parquet(workspace: Workspace):
    (workspace.folder / "targets.parquet").write_bytes(b"never read")
    assert chosen.path("targets", workspace.folder) == workspace.file("targets")


def test_every_table_has_its_file(workspace: Workspace):
    assert chosen.files() == {table: workspace.file(table) for table in TABLES}
