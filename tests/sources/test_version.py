"""All tables are of one moment: read together, hashed as read, checked once, kept while a page is open."""

from __future__ import annotations

import hashlib

import polars as pl
import polars.testing
import pytest

from icanalysis.errors import BadWorkspace
from icanalysis.schemas import TABLES
from icanalysis.sources import tables, version
from tests.conftest import OUTPUT
from tests.workspaces import Workspace


def value() -> float:
    """The value of one observation, as it is loaded."""
    return tables.load("observations").filter(pl.col("observation_id") == OUTPUT).collect()["value"].item()


def note() -> str:
    """The note of one finding, as it is loaded."""
    return tables.load("findings").collect()["note"][0]


@pytest.fixture
def swap(workspace: Workspace):
    """Gives one observation and one finding other contents: a new version of two tables."""
    finding = workspace.rows("findings")[0]["finding_id"]

    def swapped(to: str) -> None:
        workspace.change("observations", OUTPUT, value=to)
        workspace.change("findings", finding, note=to)

    swapped("1")
    return swapped


def test_a_process_that_keeps_no_version_reads_what_stands_there(swap):
    assert (value(), note()) == (1.0, "1")
    swap("22")
    assert (value(), note()) == (22.0, "22")
    assert not tables.newer()


def test_a_version_that_is_kept_outlives_a_swap_also_in_tables_that_nobody_had_asked_for(swap):
    tables.keep()
    assert value() == 1.0
    swap("22")
    assert (value(), note()) == (1.0, "1")


def test_caches_over_a_kept_version_see_no_change(swap):
    tables.keep()
    before = tables.stamps()
    swap("22")
    assert tables.stamps() == before


def test_newer_tables_are_noticed_and_used_by_the_next_page(swap):
    tables.keep()
    assert not tables.newer()
    swap("22")
    assert tables.newer()
    tables.keep()
    assert not tables.newer()
    assert (value(), note()) == (22.0, "22")


def test_a_table_that_is_away_for_a_moment_counts_as_newer_and_the_page_goes_on(swap, workspace: Workspace):
    tables.keep()
    workspace.file("targets").unlink()
    assert tables.newer()
    assert note() == "1"


def test_tables_swapped_in_the_middle_of_reading_are_all_read_again(swap, monkeypatch: pytest.MonkeyPatch):
    read, swaps = version._bytes, iter(["22"])

    def slowly(file) -> bytes:
        content = read(file)
        if file.stem == "observations":
            for to in swaps:
                swap(to)
        return content

    monkeypatch.setattr(version, "_bytes", slowly)
    assert (value(), note()) == (22.0, "22")


def test_tables_that_never_come_to_rest_are_refused(swap, monkeypatch: pytest.MonkeyPatch, workspace: Workspace):
    read = version._bytes

    def changing(file) -> bytes:
        with workspace.file("findings").open("a", encoding="utf-8") as more:
            more.write("\n")
        return read(file)

    monkeypatch.setattr(version, "_bytes", changing)
    monkeypatch.setattr(version, "PAUSE_S", 0)
    with pytest.raises(BadWorkspace, match="are being written right now"):
        tables.load("sources")


def test_hashes_are_those_of_the_bytes_that_were_read_whatever_stands_there_later(swap, workspace: Workspace):
    files = {table: workspace.file(table).read_bytes() for table in TABLES}
    read = version.read_version()
    swap("22")
    assert read.hashes == {table: hashlib.sha256(content).hexdigest() for table, content in files.items()}


def test_the_digest_is_that_of_the_tables_and_no_other(swap):
    first = version.read_version().digest
    assert version.read_version().digest == first
    swap("22")
    assert version.read_version().digest != first
    swap("1")
    assert version.read_version().digest == first


def test_references_are_checked_once_for_a_version(swap, monkeypatch: pytest.MonkeyPatch):
    checks: list[str] = []
    check = version.first_dangling

    def counted(frame, column, *rest, **given):
        checks.append(column)
        return check(frame, column, *rest, **given)

    monkeypatch.setattr(version, "first_dangling", counted)
    tables.load("findings")
    first = list(checks)
    assert first == ["document_id", "source_id"]
    tables.load("findings")
    assert checks == first
    swap("22")
    tables.load("findings")
    assert checks == first * 2


def test_a_table_that_was_refused_is_refused_again(claim_about_nothing: Workspace):
    for _ in range(2):
        with pytest.raises(BadWorkspace, match="claims: column 'base_id' refers to"):
            tables.load("claims")


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was held to a rule: tables to their schemas, and references."""
    seen: list[str] = []
    checked, dangling = version.checked, version.first_dangling
    monkeypatch.setattr(version, "checked", lambda *given, where: seen.append(where) or checked(*given, where=where))
    monkeypatch.setattr(version, "first_dangling", lambda *given, **k: seen.append(given[1]) or dangling(*given, **k))
    return seen


def test_tables_that_were_held_to_all_rules_are_not_held_to_them_again_and_are_the_same(
    swap, checks: list[str], monkeypatch: pytest.MonkeyPatch
):
    told = tables.for_another()
    assert set(told) == {tables.workspace.VARIABLE, version.HELD}
    held = {table: tables.load(table).collect() for table in TABLES}
    checks.clear()
    monkeypatch.setenv(version.HELD, told[version.HELD])
    again = version.read_version()
    for table in TABLES:
        pl.testing.assert_frame_equal(again.load(table).collect(), held[table])
    assert checks == []


def test_other_bytes_than_those_that_were_held_are_held_to_all_rules(
    swap, checks: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(version.HELD, tables.for_another()[version.HELD])
    swap("22")
    checks.clear()
    version.read_version().load("findings")
    assert set(checks) >= {"findings.csv", "document_id", "source_id"}


def test_tables_with_a_fault_are_never_told_to_another_as_held(claim_about_nothing: Workspace):
    assert set(tables.for_another()) == {tables.workspace.VARIABLE}
