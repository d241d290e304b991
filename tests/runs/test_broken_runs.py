"""A run that does not come to a whole report delivers nothing and leaves the last good report as it was."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from icanalysis.errors import (
    BadNotebook,
    BadParameter,
    BadWorkspace,
    CannotWrite,
    MixedPriceBases,
    RunFailed,
    UserError,
)
from icanalysis.runs import report as runner
from icanalysis.runs.notebooks import view_module
from tests.runs.papers import PARAMETERS, real, saved, with_cell, with_parameters, with_section
from tests.workspaces import Workspace

NEVER = "raise AssertionError('this notebook should never have been started')"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the report goes; yesterday's stands there."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "last.html").write_bytes(b"<p>yesterday</p>")
    (folder / "last.manifest.json").write_bytes(b'{"figures": []}')
    return folder / "last.html"


def refusal(notebook: nbformat.NotebookNode | Path, out: Path, *, views: str = "start_here", **asked: str) -> UserError:
    """How a run is refused; whatever is said, it is one line and the folder is as it was."""
    file = notebook if isinstance(notebook, Path) else saved(notebook, out.parent.parent)
    before = {file.name: file.read_bytes() for file in out.parent.iterdir()}
    with pytest.raises(UserError) as refused:
        runner.report_of(file, asked, module=view_module(views), name=views, out=out)
    assert {file.name: file.read_bytes() for file in out.parent.iterdir()} == before
    assert len(str(refused.value).splitlines()) == 1
    return refused.value


def test_an_exit_that_looks_like_success_delivers_nothing(out: Path):
    refused = refusal(with_cell(real("start_here"), "import sys\n\nsys.exit(0)"), out)
    assert isinstance(refused, RunFailed)
    assert str(refused) == "The cell 'import sys' was not completed. Nothing was delivered."


def test_an_error_for_the_planner_is_told_in_its_own_words(out: Path):
    cell = "from icanalysis.errors import UnknownPlace\n\nraise UnknownPlace(\"There is no place '8'.\")"
    refused = refusal(with_cell(real("start_here"), cell), out)
    assert isinstance(refused, RunFailed)
    assert "failed: UnknownPlace: There is no place '8'. Nothing was delivered." in str(refused)


def test_an_error_of_many_lines_is_told_in_one(out: Path):
    refused = refusal(with_cell(real("start_here"), "raise ValueError('first\\nsecond')  # x\n"), out)
    assert isinstance(refused, RunFailed)
    assert str(refused) == (
        "The cell \"raise ValueError('first\\\\nsecond')  # x\" failed: ValueError: first. Nothing was delivered."
    )


def test_a_kernel_that_dies_is_told(out: Path):
    refused = refusal(with_cell(real("start_here"), "import os\n\nos._exit(0)"), out)
    assert isinstance(refused, RunFailed)
    assert "The kernel ended before the notebook did" in str(refused)


def test_a_cell_that_never_ends_is_ended_by_the_time_out(out: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(runner, "CELL_TIMEOUT_S", 1)
    refused = refusal(with_cell(real("start_here"), "import threading\n\nthreading.Event().wait()"), out)
    assert isinstance(refused, RunFailed)
    assert str(refused) == "A cell took more than 1 s. Nothing was delivered."


def test_a_promised_section_that_prints_nothing_delivers_nothing(out: Path):
    paper = with_section(real("start_here"), "sources", instead="if False:\n    page.show(view.sources)")
    refused = refusal(paper, out)
    assert isinstance(refused, RunFailed)
    assert "The section 'sources' showed nothing." in str(refused)


def test_a_page_that_shows_another_place_than_asked_delivers_nothing(out: Path):
    paper = with_section(
        real("attainment"), "sources", instead='page.parameters |= {"place": "58"}\npage.show(view.sources)'
    )
    refused = refusal(paper, out, views="attainment", place="08")
    assert isinstance(refused, RunFailed)
    assert "The section 'sources' shows {" in str(refused)
    assert "'place': '58'" in str(refused)


def test_a_shell_line_is_refused_before_the_run(out: Path):
    refused = refusal(with_cell(real("start_here"), "!false"), out)
    assert isinstance(refused, BadNotebook)
    assert "holds a cell that is no plain Python: '!false'" in str(refused)


def test_a_notebook_without_parameters_is_refused_before_the_run(out: Path):
    paper = real("start_here")
    paper.cells.pop(1)
    assert isinstance(refusal(with_cell(paper, NEVER), out), BadNotebook)


def test_a_notebook_without_a_parameter_that_its_views_need_is_refused_before_the_run(out: Path):
    paper = with_cell(with_parameters(PARAMETERS), NEVER)
    refused = refusal(paper, out, views="audit")
    assert isinstance(refused, BadNotebook)
    assert str(refused) == "01_faulty.ipynb: its parameters cell lacks 'edition', which its views need."


@pytest.mark.parametrize(
    "content", ["", "<html>", "[]", "{}", '{"nbformat": 4, "nbformat_minor": 5}', '{"nbformat": 99, "cells": []}']
)
def test_a_file_that_is_no_notebook_is_refused(out: Path, tmp_path: Path, content: str):
    (tmp_path / "01_x.ipynb").write_text(content, "utf-8")
    refused = refusal(tmp_path / "01_x.ipynb", out)
    assert isinstance(refused, BadNotebook)
    assert str(refused).startswith("01_x.ipynb cannot be read as a notebook (")


def test_a_file_that_is_not_there_is_refused(out: Path, tmp_path: Path):
    refused = refusal(tmp_path / "01_x.ipynb", out)
    assert isinstance(refused, BadNotebook)
    assert "No such file" in str(refused)


def test_a_value_outside_the_choices_is_refused_before_the_run(out: Path):
    assert isinstance(refusal(with_cell(real("start_here"), NEVER), out, language="vn"), BadParameter)


def test_a_workspace_with_a_fault_in_any_table_is_refused_before_the_run(duplicate_key: Workspace, out: Path):
    assert isinstance(refusal(with_cell(real("start_here"), NEVER), out), BadWorkspace)


def test_an_empty_workspace_is_refused_before_the_run(empty_workspace: Workspace, out: Path):
    assert isinstance(refusal(with_cell(real("start_here"), NEVER), out), BadWorkspace)


def test_a_missing_table_is_refused_before_the_run(missing_table: Workspace, out: Path):
    assert isinstance(refusal(with_cell(real("start_here"), NEVER), out), BadWorkspace)


def test_mixed_price_bases_are_refused_before_the_run(claim_at_other_prices: Workspace, out: Path):
    assert isinstance(refusal(with_cell(real("start_here"), NEVER), out), MixedPriceBases)


def test_a_folder_that_cannot_be_written_is_refused_before_the_run(out: Path, tmp_path: Path):
    paper = saved(with_cell(real("start_here"), NEVER), tmp_path)
    with pytest.raises(CannotWrite, match=r"Nothing can be written to"):
        runner.report_of(paper, {}, module=view_module("start_here"), name="x", out=out / "below" / "a.html")
    assert out.read_bytes() == b"<p>yesterday</p>"


def test_no_room_for_temporary_files_is_told(out: Path, monkeypatch: pytest.MonkeyPatch):
    def full(**_) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(runner.tempfile, "TemporaryDirectory", full)
    refused = refusal(with_cell(real("start_here"), NEVER), out)
    assert isinstance(refused, CannotWrite)
    assert "There is no room for temporary files (No space left on device)." in str(refused)


def test_the_same_shortened_notebook_without_a_fault_is_delivered(out: Path, tmp_path: Path):
    paper = saved(with_section(real("start_here"), "contents", instead="page.show(view.contents)"), tmp_path)
    asked = {"language": "en"}
    assert runner.report_of(paper, asked, module=view_module("start_here"), name="x", out=out) == out
    assert b"yesterday" not in out.read_bytes()
    assert json.loads(out.with_suffix(".manifest.json").read_text("utf-8"))["parameters"] == asked
    assert {file.name for file in out.parent.iterdir()} == {"last.html", "last.manifest.json"}
