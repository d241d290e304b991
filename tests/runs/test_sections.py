"""A run is whole when every cell completed and every promised section showed what was asked for."""

from __future__ import annotations

from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from icanalysis.errors import BadNotebook, RunFailed
from icanalysis.runs.display import RECORD, record, section_html
from icanalysis.runs.sections import hold, promised, shown
from icanalysis.views import attainment, audit
from icanalysis.views.shown import Figure, Shown
from tests.runs.papers import real
from tests.workspaces import Workspace

ASKED = {"place": "08", "language": "vi"}
FIGURE = Figure("o_1.value", 9200.0, "vnd_bn", "9.200", ("observations:o_1",))


def ran(name: str, *, figures: tuple[Figure, ...] = (FIGURE,), parameters: dict[str, str] = ASKED):
    """A completed cell with the record of a section."""
    said = record(name, Shown("Một câu.", figures=figures), parameters)
    output = new_output("display_data", {RECORD: said})
    return new_code_cell(
        f"page.show(view.{name})",
        execution_count=1,
        metadata={"papermill": {"status": "completed"}},
        outputs=[output],
    )


def held(*cells: nbformat.NotebookNode, sections: tuple[str, ...] = ("overview", "pace")) -> list[dict]:
    """What `hold` makes of an executed notebook of these cells."""
    return hold(new_notebook(cells=list(cells)), asked=ASKED, sections=list(sections), must_show=("overview",))


def test_the_main_notebook_promises_its_sections_in_order():
    assert promised(real("attainment"), where="x") == [
        "overview",
        "bullets",
        "pace",
        "run_rates",
        "shortfall",
        "districts",
        "documents",
        "supervision",
        "sources",
    ]


def test_a_section_is_promised_also_where_a_branch_would_skip_it():
    cell = new_code_cell("if False:\n    page.show(view.overview)")
    assert promised(new_notebook(cells=[cell]), where="x") == ["overview"]


def test_what_stands_in_markdown_promises_nothing():
    assert promised(new_notebook(cells=[new_markdown_cell("`page.show(view.overview)`")]), where="x") == []


@pytest.mark.parametrize("line", ["!false", "%%bash\nfalse", "%run other.ipynb", "page.show(view.overview", "?page"])
def test_a_cell_that_is_no_plain_python_is_refused_before_it_can_fail_unseen(line: str):
    with pytest.raises(BadNotebook, match=r"01_x.ipynb holds a cell that is no plain Python: "):
        promised(new_notebook(cells=[new_code_cell(line)]), where="01_x.ipynb")


def test_a_whole_run_hands_over_its_records_in_the_order_promised():
    records = held(ran("pace"), ran("overview"))
    assert [one["section"] for one in records] == ["overview", "pace"]
    assert records[0]["figures"] == [
        {"key": "o_1.value", "value": 9200.0, "unit": "vnd_bn", "text": "9.200", "rows": ["observations:o_1"]}
    ]


def test_a_section_that_showed_nothing_is_named():
    with pytest.raises(RunFailed, match=r"The section 'pace' showed nothing. Nothing was delivered"):
        held(ran("overview"))


def test_a_section_that_shows_another_place_is_named_with_both():
    with pytest.raises(RunFailed, match=r"The section 'pace' shows {'place': '22', .*}, not {'place': '08', .*}"):
        held(ran("overview"), ran("pace", parameters={"place": "22", "language": "vi"}))


def test_a_section_that_must_carry_figures_and_has_none_says_why():
    with pytest.raises(RunFailed, match=r"The section 'overview' carries no figure: Một câu. Nothing was delivered"):
        held(ran("overview", figures=()), ran("pace"))


def test_other_sections_may_be_without_figures():
    assert held(ran("overview"), ran("pace", figures=()))[1]["figures"] == []


@pytest.mark.parametrize(
    "change",
    [
        {"execution_count": None},
        {"metadata": {"papermill": {"status": "pending"}}},
        {"metadata": {}},
        {"outputs": [new_output("error", ename="SystemExit", evalue="0", traceback=[])]},
    ],
    ids=["never counted", "pending", "never started", "ended the run"],
)
def test_a_cell_that_did_not_complete_is_named_by_its_first_line(change: dict):
    cell = new_code_cell(
        "x = 1\ny = 2", **{"execution_count": 1, "metadata": {"papermill": {"status": "completed"}}} | change
    )
    with pytest.raises(RunFailed, match=r"The cell 'x = 1' was not completed. Nothing was delivered."):
        held(ran("overview"), cell, ran("pace"))


def test_markdown_need_not_complete():
    assert held(new_markdown_cell("## Tiến độ"), ran("overview"), ran("pace"))


def test_a_record_holds_nothing_that_json_cannot():
    said = record("x", Shown("y", figures=(Figure("k", SimpleNamespace(), "u", "t"),)), ASKED)
    assert isinstance(said["figures"][0]["value"], str)


def test_records_are_read_from_all_outputs_of_a_cell():
    cell = ran("overview")
    cell.outputs = [new_output("stream", text="…"), *cell.outputs, *ran("pace").outputs]
    assert [one["section"] for one in shown(new_notebook(cells=[cell]))] == ["overview", "pace"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_target_of_zero_is_shown_without_a_share_and_breaks_no_section(target_of_zero: Workspace, language: str):
    asked = {"edition": "2024", "place": "194", "as_of": "2019-12-31", "language": language}
    views = {name: getattr(attainment, name)(**asked) for name in promised(real("attainment"), where="x")}
    pages = " ".join(section_html(view, language) for view in views.values())
    figures = {figure.key: figure.value for view in views.values() for figure in view.figures}
    assert figures["o_mc_2017_2019_gross_output.low"] == 0
    assert "o_mc_2017_2019_gross_output.attainment_share" not in figures
    assert not {"nan", "inf", "None"} & set(pages.replace("<", " ").replace(">", " ").split())


def test_a_target_of_zero_breaks_no_section_of_the_audit(target_of_zero: Workspace):
    asked = {"edition": "2024", "place": "194", "language": "vi"}
    for name in promised(real("audit"), where="x"):
        assert section_html(getattr(audit, name)(**asked), "vi")
