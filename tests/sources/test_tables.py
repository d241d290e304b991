"""A table is read whole and as it stands, or refused in one line that says where and what."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from icanalysis.errors import BadWorkspace
from icanalysis.schemas import TABLES
from icanalysis.sources import tables
from icanalysis.sources.tables import load, load_all
from icanalysis.sources.workspace import PUBLISHED
from tests.conftest import OUTPUT
from tests.workspaces import Workspace

FAULTS = [
    "broken_parquet",
    "misspelt_table",
    "missing_table",
    "file_without_a_header",
    "misspelt_column",
    "column_twice",
    "letters_of_another_encoding",
    "row_with_too_many_cells",
    "text_for_a_number",
    "fraction_for_a_whole_number",
    "day_first_date",
    "day_that_no_month_has",
    "word_for_true",
    "unknown_word",
    "not_a_number",
    "blank_where_a_value_is_needed",
    "code_without_its_zero",
    "duplicate_key",
    "attainment_above_1000_pct",
    "growth_above_1000_pct",
    "index_above_1000_pct",
    "unknown_source",
    "district_in_the_edition_without_districts",
    "claim_about_nothing",
    "target_at_other_prices",
    "claim_at_other_prices",
]


def said(table: str) -> str:
    """What the refusal of a table says."""
    with pytest.raises(BadWorkspace) as refused:
        load(table)
    return str(refused.value)


@pytest.mark.parametrize("fault", FAULTS)
def test_bad_input_loses_nothing_and_is_told_in_one_line(fault: str, request: pytest.FixtureRequest):
    workspace: Workspace = request.getfixturevalue(fault)
    before = workspace.digest()
    with pytest.raises(BadWorkspace) as refused:
        load_all()
    assert len(str(refused.value).splitlines()) == 1
    assert workspace.digest() == before


def test_every_published_table_loads():
    load_all()


def test_every_row_of_the_file_is_a_row_of_the_table(workspace: Workspace):
    heights = {table: load(table).select(pl.len()).collect().item() for table in TABLES}
    assert heights == {table: len(workspace.rows(table)) for table in TABLES}


def test_a_column_that_is_missing_is_named_with_the_nearest_that_is_there(misspelt_column: Workspace):
    assert "observations.csv: column 'value' is missing. Did you mean 'valeu'" in said("observations")


def test_a_column_that_stands_there_twice_is_named(column_twice: Workspace):
    assert said("observations") == "observations.csv: column 'value' stands there twice. Keep one of them."


def test_a_file_without_a_header_is_told_from_a_table_without_rows(file_without_a_header: Workspace):
    assert said("targets") == "targets.csv is empty; a table without rows still needs its header line."


def test_a_table_with_semicolons_as_excel_writes_it_gives_the_same_rows(semicolons_for_commas: Workspace):
    published = pl.read_csv(PUBLISHED / "targets.csv", infer_schema=False)
    given = load("targets").select("target_id", "note").collect()
    assert given.equals(published.select("target_id", "note"))


def test_another_encoding_is_answered_with_the_one_to_save_in(letters_of_another_encoding: Workspace):
    assert said("findings").startswith("findings.csv cannot be read as a table (")
    assert said("findings").endswith("Save it as CSV UTF-8.")


def test_a_row_with_too_many_cells_is_refused(row_with_too_many_cells: Workspace):
    assert said("claims").startswith("claims.csv: a line has more values than the header has columns.")
    assert "write decimals with a point" in said("claims")


def test_a_file_that_only_says_it_is_parquet_is_refused(broken_parquet: Workspace):
    assert said("targets").startswith("targets.parquet cannot be read as a table (")


@pytest.mark.parametrize(
    ("fault", "table", "key", "complaint"),
    [
        ("text_for_a_number", "observations", OUTPUT, "column 'value' holds '9,2 nghìn', which is no number."),
        (
            "fraction_for_a_whole_number",
            "indicators",
            "gross_output",
            "column 'sort_order' holds '1.5', which is no whole number.",
        ),
        (
            "day_first_date",
            "observations",
            OUTPUT,
            "column 'window_end' holds '31/07/2021', which is no date (year-month-day).",
        ),
        (
            "day_that_no_month_has",
            "observations",
            OUTPUT,
            "column 'window_end' holds '2021-02-30', which is no date (year-month-day).",
        ),
        ("word_for_true", "indicators", "gross_output", "column 'is_product' holds 'có', which is no true or false."),
        (
            "unknown_word",
            "observations",
            OUTPUT,
            "column 'status' holds 'provisional', which is no known word (estimate, preliminary, final, not_stated).",
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_shown_with_file_line_and_column(
    fault: str, table: str, key: str, complaint: str, request: pytest.FixtureRequest
):
    workspace: Workspace = request.getfixturevalue(fault)
    assert said(table) == f"{table}.csv, line {workspace.line_of(table, key)}: {complaint} 1 such values."


def test_a_value_that_is_not_a_number_is_no_value(not_a_number: Workspace):
    assert "column 'value' breaks its bound (nan) (1 rows)" in said("observations")
    assert OUTPUT in said("observations")


def test_a_blank_where_a_value_is_needed_is_told_with_its_row(blank_where_a_value_is_needed: Workspace):
    assert "column 'source_id' is blank where a value is needed (1 rows)" in said("observations")
    assert OUTPUT in said("observations")


def test_a_place_code_without_its_zero_is_never_mended_in_silence(code_without_its_zero: Workspace):
    assert "line 2: column 'place_code' holds '8', which is no place code" in said("observations")
    assert "'08'?" in said("observations")


def test_a_duplicate_key_is_shown_with_its_rows(duplicate_key: Workspace):
    assert "observations.csv: duplicate key (2 rows)" in said("observations")
    assert said("observations").count(f"'observation_id': '{OUTPUT}'") == 2


@pytest.mark.parametrize("kind", ["attainment", "growth", "index"])
def test_a_percentage_above_1000_is_refused(kind: str, request: pytest.FixtureRequest):
    request.getfixturevalue(f"{kind}_above_1000_pct")
    assert f"observations.csv: {kind} is at most 1000 pct (1 rows)" in said("observations")
    assert OUTPUT in said("observations")


def test_a_percentage_of_exactly_1000_is_taken(workspace: Workspace):
    workspace.change("observations", OUTPUT, printed_attainment_pct="1000.0")
    kept = load("observations").filter(pl.col("observation_id") == OUTPUT).collect()
    assert kept["printed_attainment_pct"].item() == "1000.0"


def test_a_table_of_nothing_but_its_header_is_fine(workspace: Workspace):
    header = list(workspace.rows("findings")[0])
    workspace.keep("findings", [], header)
    assert load("findings").collect().shape == (0, len(header))


def test_a_blank_stays_null_and_never_becomes_zero(workspace: Workspace):
    workspace.change("observations", OUTPUT, value="", note="")
    row = load("observations").filter(pl.col("observation_id") == OUTPUT).collect().row(0, named=True)
    assert (row["value"], row["note"], row["target_id"]) == (None, None, None)


def test_printed_percentages_keep_their_digits(workspace: Workspace):
    workspace.change("observations", OUTPUT, printed_attainment_pct="58.50")
    row = load("observations").filter(pl.col("observation_id") == OUTPUT).collect().row(0, named=True)
    assert row["printed_attainment_pct"] == "58.50"


def test_codes_keep_their_leading_zeros():
    assert "08" in load("places").collect()["place_code"]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(workspace: Workspace):
    plain = load("findings").collect()
    text = workspace.file("findings").read_text("utf-8")
    workspace.file("findings").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert_frame_equal(load("findings").collect(), plain)


@pytest.mark.parametrize("table", ["observations", "places", "sources"])
def test_typed_parquet_gives_the_same_rows_as_csv(workspace: Workspace, table: str):
    read = load(table).collect()
    read.write_parquet(workspace.folder / f"{table}.parquet")
    workspace.file(table).unlink()
    assert_frame_equal(load(table).collect(), read)


def test_parquet_of_texts_gives_the_same_rows_as_csv(workspace: Workspace):
    read = load("observations").collect()
    texts = pl.read_csv(workspace.file("observations"), infer_schema=False)
    texts.write_parquet(workspace.folder / "observations.parquet")
    workspace.file("observations").unlink()
    assert_frame_equal(load("observations").collect(), read)


def test_columns_that_nobody_asked_for_are_left_in_the_file(workspace: Workspace):
    known = load("findings").collect()
    workspace.keep("findings", [row | {"remark": "x"} for row in workspace.rows("findings")])
    assert_frame_equal(load("findings").collect(), known)
    assert {row["remark"] for row in workspace.rows("findings")} == {"x"}


def test_a_table_that_changes_on_disk_is_read_again(workspace: Workspace):
    first = load("findings").select(pl.len()).collect().item()
    workspace.keep("findings", workspace.rows("findings")[1:])
    assert load("findings").select(pl.len()).collect().item() == first - 1


@pytest.fixture
def ahead(workspace: Workspace) -> Iterator[Workspace]:
    """A workspace of which nothing was read yet."""
    tables._version.cache_clear()
    yield workspace
    tables._version.cache_clear()


def test_what_was_read_ahead_is_not_read_again(ahead: Workspace):
    tables.read_ahead()
    kept = tables.now()
    tables.hold_ahead()
    assert tables.now() is kept
    assert kept._whole == set(TABLES)


def test_what_was_read_ahead_is_forgotten_when_a_byte_differs(ahead: Workspace, monkeypatch: pytest.MonkeyPatch):
    tables.read_ahead()
    kept = tables.now()
    monkeypatch.setitem(kept.hashes, "sources", "of other bytes")
    tables.hold_ahead()
    assert tables.now() is not kept


def test_large_tables_are_not_read_ahead(ahead: Workspace, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tables, "AHEAD_BYTES", 1)
    tables.read_ahead()
    assert tables._version.cache_info().currsize == 0


def test_a_fault_is_not_told_to_nobody(ahead: Workspace):
    (ahead.folder / "sources.csv").unlink()
    tables.read_ahead()
    tables.hold_ahead()
    with pytest.raises(BadWorkspace, match="sources"):
        load_all()
