"""A page is made from one version of the tables, and its manifest says which."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from icanalysis.errors import RunFailed
from icanalysis.runs import report as runner
from icanalysis.runs.notebooks import view_module
from icanalysis.sources.version import read_version
from tests.conftest import OUTPUT
from tests.runs.papers import real, saved, with_cell, with_section
from tests.workspaces import Workspace, copied

ASKED = {"edition": "2024", "place": "08", "as_of": "2021-07-31"}


def swapping(workspace: Workspace) -> str:
    """Code that puts another table of observations into the workspace."""
    other = copied(workspace.folder.with_name("other")).change("observations", OUTPUT, value="1")
    return f"import shutil\n\nshutil.copy({str(other.file('observations'))!r}, {str(workspace.folder)!r})"


def run(notebook: nbformat.NotebookNode, folder: Path) -> Path:
    """The report of a notebook with the views of `attainment`."""
    file, module = saved(notebook, folder), view_module("attainment")
    return runner.report_of(file, ASKED, module=module, name="x", out=folder / "out" / "x.html")


def test_tables_swapped_between_two_sections_change_neither_page_nor_manifest(workspace: Workspace, tmp_path: Path):
    before = read_version()
    page = run(
        with_section(real("attainment"), "overview", instead=f"{swapping(workspace)}\npage.show(view.overview)"),
        tmp_path,
    )
    manifest = json.loads(page.with_suffix(".manifest.json").read_text("utf-8"))
    (value,) = [one["value"] for one in manifest["figures"] if one["key"] == f"{OUTPUT}.value"]
    assert value != 1.0
    assert manifest["data_sha256"] == before.hashes != read_version().hashes


def test_tables_swapped_before_the_page_read_them_deliver_nothing(workspace: Workspace, tmp_path: Path):
    with pytest.raises(RunFailed, match="The tables were replaced during the run"):
        run(with_cell(real("attainment"), swapping(workspace)), tmp_path)
    assert list((tmp_path / "out").iterdir()) == []
