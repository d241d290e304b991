"""`icanalysis boundaries` as a planner types it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import pytest

from icanalysis import cli, errors
from icanalysis.geography import store
from icanalysis.sources.workspace import VARIABLE
from tests.runs.boundary_files import districts
from tests.workspaces import copied


class Said(NamedTuple):
    """What a command left: its exit code and both of its streams."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("tables") / "workspace").folder


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The districts of Tuyên Quang."""
    made = tmp_path_factory.mktemp("files") / "[bold]made.geojson"
    districts("08").to_file(made)
    return made


@pytest.fixture
def boundaries(tables: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> Callable[..., Said]:
    """The command in this process, on a wide terminal."""
    monkeypatch.setenv(VARIABLE, str(tables))
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.delenv(cli.DEBUG, raising=False)

    def run(*words: str | Path) -> Said:
        monkeypatch.setattr(sys, "argv", ["icanalysis", "boundaries", *map(str, words)])
        try:
            cli.run_here()
        except SystemExit as end:
            return Said(int(end.code or 0), *capsys.readouterr())
        return Said(0, *capsys.readouterr())

    return run


@pytest.mark.parametrize("command", ["import", "list", "use", "check"])
def test_every_command_has_help(boundaries, command: str):
    assert boundaries(command, "--help").code == 0
    assert command in boundaries("--help").out


def test_import_takes_the_columns_and_says_what_it_did(boundaries, file: Path):
    said = boundaries("import", file, "--edition", "2024", "--name", "TEN", "--province", "TINH", "--replace")
    assert said.code == 0
    assert said.out == (
        "7 districts of edition 2024 taken in as 'official' (7 by full name); "
        "689 other places keep their approximate shapes. It is in use now.\n"
    )
    assert "Columns: name from 'TEN', province from 'TINH'." in said.err


def test_import_takes_a_column_of_codes_and_a_name_for_the_set(boundaries, file: Path):
    said = boundaries("import", file, "--edition", "2024", "--code", "MA", "--name-of-set", "by_code", "--replace")
    assert said.out.startswith("7 districts of edition 2024 taken in as 'by_code' (7 by code)")


def test_list_shows_the_sets_and_which_is_in_use(boundaries, file: Path):
    boundaries("import", file, "--edition", "2024", "--name-of-set", "mine", "--replace")
    lines = boundaries("list", "--language", "vi").out.splitlines()
    (mine,) = [line for line in lines if " mine " in line]
    assert [word in mine for word in ("2024", "✓", "7 chính thức", "696", "[bold]made.geojson")] == [True] * 5
    assert sum("gần đúng" in line for line in lines) == 2


def test_use_and_check_of_the_embedded_set(boundaries, tables: Path):
    assert boundaries("use", "approximate", "--edition", "2024").code == 0
    assert store.in_use("2024", imported=tables / "boundaries") == "approximate"
    said = boundaries("check", "--edition", "2024", "--language", "vi")
    assert (said.code, said.err) == (0, "")
    assert "approximate 2024: 696 hình; chồng lấn: 0" in said.out


def test_check_of_shapes_that_overlap_ends_with_an_exit_code(boundaries, tmp_path: Path):
    made = districts("08")
    made.loc[0, "geometry"] = made.geometry[0].buffer(0.01)
    made.to_file(tmp_path / "made.geojson")
    boundaries("import", tmp_path / "made.geojson", "--edition", "2024", "--replace")
    said = boundaries("check", "--edition", "2024", "--language", "vi")
    assert said.code == errors.BadBoundaries.exit_code == 10
    assert "chồng lấn" in said.out
    assert "icanalysis: 'official' của địa giới 2024 có" in said.err


@pytest.mark.parametrize(
    ("words", "kind", "told"),
    [
        (("import", "nowhere.shp", "--edition", "2024"), errors.BadBoundaries, "There is no file nowhere.shp."),
        (("import", "nowhere.shp", "--edition", "1975"), errors.BadParameter, "Choose: 2024, 2025."),
        (("use", "nothing", "--edition", "2024"), errors.UnknownBoundaries, "There are no boundaries 'nothing'"),
        (("check", "nothing", "--edition", "2025"), errors.UnknownBoundaries, "There are no boundaries 'nothing'"),
        (("check", "--edition", "1975"), errors.BadParameter, "Choose: 2024, 2025."),
    ],
)
def test_what_cannot_be_done_is_one_line_with_an_exit_code(boundaries, words, kind: type, told: str):
    said = boundaries(*words)
    assert said.code == kind.exit_code
    assert told in said.err
    assert len(said.err.splitlines()) == 1
    assert said.out == ""


def test_a_name_with_markup_is_printed_as_text(boundaries, tmp_path: Path):
    made = districts("08")
    made["TEN"] = "<script>alert(1)</script>[red]\x1b[31m"
    gpd.GeoDataFrame(made.drop(columns="MA")).to_file(tmp_path / "made.geojson")
    said = boundaries("import", tmp_path / "made.geojson", "--edition", "2024", "--name", "TEN", "--replace")
    assert said.code == errors.BadBoundaries.exit_code
    assert "<script>" in said.err
    assert "\x1b" not in said.err + said.out


def test_boundaries_are_not_taken_into_an_address(
    boundaries: Callable[..., Said], file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(VARIABLE, "s3://planning/figures")
    for words in (("import", str(file), "--edition", "2024"), ("use", "approximate", "--edition", "2024")):
        said = boundaries(*words)
        assert said.code == errors.CannotWrite.exit_code
        assert "'s3://planning/figures' is read-only. Work in a local folder" in said.err
