"""One fixture per fault that a workspace may carry, named after the fault."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from icanalysis.runs import spoken
from icanalysis.sources import tables
from icanalysis.sources.workspace import VARIABLE
from tests.workspaces import Workspace, copied

OUTPUT = "o_tq_2021_07_gross_output"
PLAN = "t_mc_2016_2020_gross_output"
DONE = "o_mc_2017_2019_gross_output"
LONGEST = ("browser", "runs", "notebooks", "views")
"""Folders with the modules that take longest: they go first, so that none of them is begun when the rest is done."""

os.environ[spoken.VARIABLE] = "en"  # messages are held to their English; the other language is tested apart


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the longest modules first; otherwise the order stays."""
    folders = [Path(__file__).parent / name for name in LONGEST]
    items.sort(key=lambda item: [folder not in item.path.parents for folder in folders])


@pytest.fixture(autouse=True)
def no_version_is_kept() -> Iterator[None]:
    """A page keeps the tables of its moment; what one test kept is not what the next one reads."""
    yield
    tables.let_go()


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made = copied(tmp_path / "workspace")
    monkeypatch.setenv(VARIABLE, str(made.folder))
    return made


@pytest.fixture
def folder_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    return tmp_path / "nowhere"


@pytest.fixture
def empty_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "empty"))
    return Workspace(tmp_path / "empty")


@pytest.fixture
def missing_table(workspace: Workspace) -> Workspace:
    workspace.file("targets").unlink()
    return workspace


@pytest.fixture
def misspelt_table(workspace: Workspace) -> Workspace:
    workspace.file("targets").rename(workspace.file("target"))
    return workspace


@pytest.fixture
def file_without_a_header(workspace: Workspace) -> Workspace:
    workspace.file("targets").write_bytes(b"")
    return workspace


@pytest.fixture
def misspelt_column(workspace: Workspace) -> Workspace:
    return workspace.rename("observations", "value", "valeu")


@pytest.fixture
def column_twice(workspace: Workspace) -> Workspace:
    return workspace.rename("observations", "note", "value")


@pytest.fixture
def semicolons_for_commas(workspace: Workspace) -> Workspace:
    rows = pl.read_csv(workspace.file("targets"), infer_schema=False)
    rows.write_csv(workspace.file("targets"), separator=";")
    return workspace


@pytest.fixture
def letters_of_another_encoding(workspace: Workspace) -> Workspace:
    text = workspace.file("findings").read_text("utf-8")
    workspace.file("findings").write_bytes(text.encode("cp1258", errors="replace"))
    return workspace


@pytest.fixture
def row_with_too_many_cells(workspace: Workspace) -> Workspace:
    with workspace.file("claims").open("a", encoding="utf-8") as file:
        file.write(",".join("x" * 20) + "\n")
    return workspace


@pytest.fixture
def broken_parquet(workspace: Workspace) -> Workspace:
    workspace.file("targets").rename(workspace.folder / "targets.parquet")
    return workspace


@pytest.fixture
def text_for_a_number(workspace: Workspace) -> Workspace:
    return workspace.change("observations", OUTPUT, value="9,2 nghìn")


@pytest.fixture
def fraction_for_a_whole_number(workspace: Workspace) -> Workspace:
    return workspace.change("indicators", "gross_output", sort_order="1.5")


@pytest.fixture
def day_first_date(workspace: Workspace) -> Workspace:
    return workspace.change("observations", OUTPUT, window_end="31/07/2021")


@pytest.fixture
def day_that_no_month_has(workspace: Workspace) -> Workspace:
    return workspace.change("observations", OUTPUT, window_end="2021-02-30")


@pytest.fixture
def word_for_true(workspace: Workspace) -> Workspace:
    return workspace.change("indicators", "gross_output", is_product="có")


@pytest.fixture
def unknown_word(workspace: Workspace) -> Workspace:
    return workspace.change("observations", OUTPUT, status="provisional")


@pytest.fixture
def not_a_number(workspace: Workspace) -> Workspace:
    return workspace.change("observations", OUTPUT, value="nan")


@pytest.fixture
def blank_where_a_value_is_needed(workspace: Workspace) -> Workspace:
    return workspace.change("observations", OUTPUT, source_id="")


@pytest.fixture
def code_without_its_zero(workspace: Workspace) -> Workspace:
    return workspace.change("observations", OUTPUT, place_code="8")


@pytest.fixture
def duplicate_key(workspace: Workspace) -> Workspace:
    return workspace.add("observations", like=OUTPUT, value="1")


@pytest.fixture
def attainment_above_1000_pct(workspace: Workspace) -> Workspace:
    return workspace.change("observations", OUTPUT, printed_attainment_pct="1000.1")


@pytest.fixture
def growth_above_1000_pct(workspace: Workspace) -> Workspace:
    return workspace.change("observations", OUTPUT, printed_growth_pct="1001")


@pytest.fixture
def index_above_1000_pct(workspace: Workspace) -> Workspace:
    return workspace.change("observations", OUTPUT, printed_index_pct="5850")


@pytest.fixture
def unknown_source(workspace: Workspace) -> Workspace:
    return workspace.change("observations", OUTPUT, source_id="nobody_2021")


@pytest.fixture
def district_in_the_edition_without_districts(workspace: Workspace) -> Workspace:
    return workspace.change("observations", DONE, edition="2025")


@pytest.fixture
def claim_about_nothing(workspace: Workspace) -> Workspace:
    return workspace.change("claims", "c_o_nt_2020_pci_rank_rank_change", base_id="o_nowhere")


@pytest.fixture
def target_at_other_prices(workspace: Workspace) -> Workspace:
    workspace.change("targets", PLAN, price_basis="current")
    return workspace.change("observations", DONE, price_basis="constant_2010", target_id=PLAN)


@pytest.fixture
def claim_at_other_prices(workspace: Workspace) -> Workspace:
    return workspace.change("observations", "o_nt_2011_gross_output", price_basis="current")


@pytest.fixture
def target_of_zero(workspace: Workspace) -> Workspace:
    return workspace.change("targets", PLAN, low_value="0", high_value="0")
