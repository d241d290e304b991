"""Whatever is made of simulated data says so, and nothing else does: pages, pictures, tables, files, listings."""

from __future__ import annotations

import json
from pathlib import Path

import altair as alt
import polars as pl
import pytest

from icanalysis.errors import BadWorkspace
from icanalysis.runs import display as paper
from icanalysis.runs import listings, zones
from icanalysis.runs.display import svg
from icanalysis.runs.downloads import csv_of
from icanalysis.runs.notebooks import notebook_file, notebooks, read, view_module
from icanalysis.runs.page import Page
from icanalysis.runs.parameters import MODE, parameters_of
from icanalysis.runs.report import report
from icanalysis.runs.screen import Section
from icanalysis.runs.sections import promised
from icanalysis.runs.simulated import as_simulated, banner_html, mark
from icanalysis.sources import tables
from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from icanalysis.tables.plain import table
from icanalysis.views.shown import Shown

MARKS = {"vi": "DỮ LIỆU MÔ PHỎNG", "en": "SIMULATED DATA"}
EVERY = [(name, language) for name in notebooks() for language in MARKS]


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = PUBLISHED.parent / "demo"
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


def usual(name: str, language: str) -> dict[str, str]:
    declared = parameters_of(read(notebook_file(name)), where=name).values()
    return {one.name: one.default for one in declared if one.name != MODE} | {"language": language}


def views_of(name: str) -> list:
    return [getattr(view_module(name), section) for section in promised(read(notebook_file(name)), where=name)]


def on_paper(name: str, language: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The heading and every section of a notebook as a printed page displays them."""
    displayed: list[str] = []

    def take(*objects: object, **_: object) -> None:
        displayed.extend(one.data for one in objects if hasattr(one, "data"))

    monkeypatch.setattr(paper, "display", take)
    monkeypatch.setattr("icanalysis.runs.page.display", take)
    page = Page(view_module(name), interactive=False, **usual(name, language))
    page._ipython_display_()
    for view in views_of(name):
        page.show(view)
    tables.let_go()
    return displayed


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_heading_and_every_section_on_paper_carry_the_mark(demo, monkeypatch, name, language):
    heading, *sections = on_paper(name, language, monkeypatch)
    assert MARKS[language] in heading
    assert len(sections) == len(views_of(name))
    assert [text[:200] for text in sections if MARKS[language] not in text] == []
    for text in sections:
        for picture in text.split("<svg")[1:]:
            assert MARKS[language] in picture.split("</svg>")[0]


@pytest.mark.parametrize("name", list(notebooks()))
def test_every_live_section_carries_the_mark_and_so_does_its_chart(demo, name):
    for view in views_of(name):
        drawn = Section(view, usual(name, "vi")).shown
        said = (
            drawn["html"] if drawn["chart"] is None else json.dumps(drawn["chart"]["spec"]["title"], ensure_ascii=False)
        )
        assert MARKS["vi"] in said, view.__name__
        assert "ic-error" not in drawn["html"], view.__name__


@pytest.mark.parametrize("name", ["start_here", "attainment"])
def test_published_facts_carry_no_mark(monkeypatch, name):
    assert mark("vi") is None
    assert banner_html("vi") == ""
    assert MARKS["vi"] not in "".join(on_paper(name, "vi", monkeypatch))


def test_one_simulated_source_is_enough(workspace):
    assert not tables.simulated()
    workspace.change("sources", "ttv_2021_08_13", source_class="simulated")
    assert tables.simulated()


def test_figures_copied_from_a_demo_bring_their_source_along(workspace, demo, monkeypatch):
    row = pl.read_parquet(demo / "observations.parquet").row(0, named=True)
    monkeypatch.setenv(VARIABLE, str(workspace.folder))
    blank = dict.fromkeys(workspace.rows("observations")[0], "")
    copied = blank | {name: str(value) for name, value in row.items() if value is not None}
    workspace.keep("observations", [*workspace.rows("observations"), copied])
    with pytest.raises(BadWorkspace, match="'source_id' refers to 'mp_figures', which table 'sources' does not"):
        tables.load("observations")
    source = pl.read_parquet(demo / "sources.parquet").filter(source_id="mp_figures").row(0, named=True)
    told = {name: "" if value is None else str(value) for name, value in source.items()}
    workspace.keep("sources", [*workspace.rows("sources"), told])
    assert not tables.load("observations").collect().is_empty()
    assert mark("vi") == MARKS["vi"]


@pytest.mark.parametrize("title", [None, "Của hình", ["Hai", "dòng"], alt.TitleParams("Của hình", fontSize=9)])
@pytest.mark.parametrize("padding", [0, 12, None])
def test_the_mark_stands_in_the_picture_over_its_own_title(demo, title, padding):
    chart = alt.Chart(alt.Data(values=[{"a": 1}])).mark_bar().encode(x="a:Q")
    chart = chart if title is None else chart.properties(title=title)
    chart = chart if padding is None else chart.properties(padding=padding)
    before = chart.to_dict()
    drawn = svg(as_simulated(Shown("h", chart), "vi").body, "vi")
    assert MARKS["vi"] in drawn
    own = [] if title is None else ["Hai", "dòng"] if isinstance(title, list) else ["Của hình"]
    assert [text for text in own if text not in drawn] == []
    assert chart.to_dict() == before


def test_a_picture_of_published_facts_stays_as_it_is():
    chart = alt.Chart(alt.Data(values=[{"a": 1}])).mark_bar().encode(x="a:Q")
    assert as_simulated(Shown("h", chart), "vi").body is chart


def test_alt_text_twin_and_notes_carry_the_mark(demo):
    chart = alt.Chart(alt.Data(values=[{"a": 1}])).mark_bar().encode(x="a:Q")
    twin = table(pl.DataFrame({"a": ["1"]}), labels={"a": "A"}, notes=("own",))
    found = as_simulated(Shown("h", chart, alt_text="alt", twin=twin, notes=("n",)), "en")
    assert found.alt_text == "SIMULATED DATA. alt"
    assert found.twin.notes == ("SIMULATED DATA", "own")
    assert as_simulated(Shown("h"), "en").notes == ("SIMULATED DATA",)


def test_a_downloaded_table_carries_the_mark(demo):
    parameters = usual("attainment", "vi")
    content = csv_of(view_module("attainment").overview(**parameters), parameters).decode("utf-8-sig")
    assert MARKS["vi"] in content


def test_a_report_and_its_manifest_carry_the_mark(demo, tmp_path):
    page = report("start_here", {}, out=tmp_path / "page.html")
    assert MARKS["vi"] in page.read_text("utf-8")
    assert json.loads(page.with_suffix(".manifest.json").read_text("utf-8"))["simulated"] is True


@pytest.mark.parametrize(
    "listing",
    [
        lambda: listings.audit("08", edition="2024", language="vi", as_json=False),
        lambda: listings.places(edition="2024", like=None, with_figures=True, language="vi"),
        lambda: listings.sources(language="vi"),
        lambda: zones.listing("08", edition="2024", as_of=None, language="vi", as_json=False),
    ],
)
def test_listings_begin_with_the_mark(demo, capsys, listing):
    listing()
    assert capsys.readouterr().out.splitlines()[0] == "DỮ LIỆU MÔ PHỎNG / SIMULATED DATA"


@pytest.mark.parametrize(
    "listing",
    [
        lambda: listings.audit("08", edition="2024", language="vi", as_json=True),
        lambda: zones.listing("08", edition="2024", as_of=None, language="vi", as_json=True),
    ],
)
def test_json_stays_json_and_the_mark_stands_aside(demo, capsys, listing):
    listing()
    printed = capsys.readouterr()
    assert isinstance(json.loads(printed.out), list)
    assert printed.err == "DỮ LIỆU MÔ PHỎNG / SIMULATED DATA\n"


def test_listings_of_published_facts_say_nothing_of_it(capsys):
    listings.sources(language="vi")
    assert "MÔ PHỎNG" not in capsys.readouterr().out
