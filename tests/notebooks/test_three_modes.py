"""Restart and run all on screen gives the figures of the paper, for places with much, with little and with nothing.

One kernel of ours runs all pages, live and on paper; the reports are those of `icanalysis report`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from icanalysis.errors import UserError
from icanalysis.runs.display import RECORD
from icanalysis.runs.notebooks import notebook_file, notebooks, read, view_module
from icanalysis.runs.parameters import MODE, TAG, parameters_of
from icanalysis.runs.report import report
from icanalysis.runs.sections import promised
from icanalysis.runs.state import to_cell, to_command
from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from icanalysis.wording.language import said
from tests.notebooks.front_end import FrontEnd, front_end

NAMES = list(notebooks())
WITH_PLACES = [name for name in NAMES if "place" in view_module(name).CONTROLS]
WITHOUT_FIGURES = "01"
"""A place that the register has and no table speaks of."""

State = dict[str, str]
Records = dict[str, dict[str, Any]]


def usual(name: str) -> State:
    """The state in which a notebook opens: the place with most figures."""
    declared = parameters_of(read(notebook_file(name)), where=name).values()
    return {one.name: one.default for one in declared if one.name != MODE}


def little(name: str) -> State:
    """The last place of the list, at its first date, in English."""
    state = usual(name) | {"language": "en"}
    for control in ("place", "as_of"):
        if control in state:
            state[control] = list(view_module(name).CONTROLS[control](state))[-1]
    return state


@pytest.fixture(scope="module")
def page() -> Iterator[FrontEnd]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(PUBLISHED))
        with front_end(PUBLISHED) as opened:
            yield opened


def shown(page: FrontEnd, name: str, state: State, *, live: bool) -> Records:
    """What the sections of a notebook say they show when all its cells are run; `content` is for documents alone."""
    before = len(page.outputs)
    for cell in read(notebook_file(name)).cells:
        if cell.cell_type == "code":
            is_parameters = TAG in cell.metadata.get("tags", ())
            page.run(to_cell(state).replace("True", str(live)) if is_parameters else cell.source)
    assert page.errors == []
    records = [output[RECORD] for output in page.outputs[before:] if RECORD in output]
    return {record["section"]: {k: v for k, v in record.items() if k != "content"} for record in records}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_is_opened_shows_what_its_report_prints(page: FrontEnd, name: str, tmp_path: Path):
    live = shown(page, name, usual(name), live=True)
    printed = json.loads(report(name, {}, out=tmp_path / "r.html").with_suffix(".manifest.json").read_text("utf-8"))
    assert {section: record["headline"] for section, record in live.items()} == printed["headlines"]
    figures = {figure["key"]: figure for record in live.values() for figure in record["figures"]}
    assert list(figures.values()) == printed["figures"]
    assert len(figures) > 3


@pytest.mark.parametrize("state", [usual, little])
@pytest.mark.parametrize("name", NAMES)
def test_every_section_says_the_same_on_screen_and_on_paper(page: FrontEnd, name: str, state):
    live, paper = (shown(page, name, state(name), live=live) for live in (True, False))
    assert list(live) == promised(read(notebook_file(name)), where=name)
    assert live == paper


@pytest.mark.parametrize("name", WITH_PLACES)
def test_a_place_without_figures_is_refused_in_the_same_words(page: FrontEnd, name: str, tmp_path: Path):
    shown(page, name, usual(name), live=True)
    with pytest.raises(UserError) as refused:
        report(name, {"place": WITHOUT_FIGURES}, out=tmp_path / "r.html")
    before = len(page.said)
    page.ask(paste=to_command(name, {"place": WITHOUT_FIGURES}))
    assert page.said[before:] == [said(refused.value, "vi")]
    assert list(tmp_path.iterdir()) == []
