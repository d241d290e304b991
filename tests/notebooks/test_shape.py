"""Notebooks keep the house shape: a title, typed parameters, small cells, every view shown, all words translated."""

from __future__ import annotations

import ast
import inspect

import nbformat
import pytest

from icanalysis.runs.notebooks import notebooks, read, view_module
from icanalysis.runs.parameters import MODE, TAG, parameters_of
from icanalysis.runs.sections import promised

FILES = notebooks()
BRANCHES = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
WRANGLING = (ast.Lambda, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp, ast.IfExp, ast.BinOp, ast.Subscript)
LAST = "page.show(view.sources)"


@pytest.fixture(params=list(FILES), name="name")
def every_name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(name="notebook")
def every_notebook(name: str) -> nbformat.NotebookNode:
    return read(FILES[name])


def code_of(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def views_of(name: str) -> list[str]:
    """The public functions of a view module that make a section from the parameters of a page."""
    module = view_module(name)
    public = [(word, found) for word, found in vars(module).items() if not word.startswith("_")]
    return [word for word, found in public if inspect.isfunction(found) and _makes_a_section(found)]


def _makes_a_section(function) -> bool:
    signature = inspect.signature(function)
    kinds = {parameter.kind for parameter in signature.parameters.values()}
    return signature.return_annotation == "Shown" and kinds == {inspect.Parameter.KEYWORD_ONLY}


def test_the_notebooks_are_the_five_of_the_suite():
    assert list(FILES) == ["start_here", "attainment", "audit", "clusters", "leadership"]


def test_a_notebook_is_valid_and_has_no_output(notebook: nbformat.NotebookNode):
    nbformat.validate(notebook)
    assert [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")] == []


def test_a_notebook_opens_in_any_python_kernel_and_names_no_machine(notebook: nbformat.NotebookNode):
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }


def test_cells_carry_nothing_but_the_tag_of_the_parameters(notebook: nbformat.NotebookNode):
    tagged = {number: dict(cell.metadata) for number, cell in enumerate(notebook.cells) if cell.metadata}
    assert tagged == {1: {"tags": [TAG]}}


def test_the_first_cell_is_a_title_and_for_whom(notebook: nbformat.NotebookNode):
    first = notebook.cells[0]
    title, blank, audience = first.source.split("\n")
    assert first.cell_type == "markdown"
    assert title.startswith("# ")
    assert not title.endswith("?")
    assert (blank, audience.startswith("Dành cho ")) == ("", True)


def test_every_parameter_is_typed_and_explained(notebook: nbformat.NotebookNode, name: str):
    declared = parameters_of(notebook, where=name).values()
    assert [one.name for one in declared if len(one.help) < 10] == []


def test_interactive_comes_last_and_is_true(notebook: nbformat.NotebookNode, name: str):
    last = list(parameters_of(notebook, where=name).values())[-1]
    assert (last.name, last.type, last.default) == (MODE, bool, True)


def test_parameters_are_the_controls_of_the_view_in_their_order(notebook: nbformat.NotebookNode, name: str):
    assert list(parameters_of(notebook, where=name)) == [*view_module(name).CONTROLS, MODE]


def test_the_page_is_opened_with_every_parameter_under_its_own_name(notebook: nbformat.NotebookNode, name: str):
    given = ", ".join(f"{one}={one}" for one in [MODE, *view_module(name).CONTROLS])
    assert code_of(notebook)[1:3] == [
        f"from icanalysis.runs import Page\nfrom icanalysis.views import {name} as view",
        f"page = Page(view, {given})\npage",
    ]


def test_code_cells_have_at_most_two_lines(notebook: nbformat.NotebookNode):
    long = [source for source in code_of(notebook)[1:] if len(source.splitlines()) > 2]
    assert long == []


def test_cells_define_branch_loop_and_compute_nothing(notebook: nbformat.NotebookNode):
    nodes = [node for source in code_of(notebook) for node in ast.walk(ast.parse(source))]
    assert [ast.unparse(node) for node in nodes if isinstance(node, BRANCHES + WRANGLING)] == []


def test_sections_are_shown_by_one_call_each(notebook: nbformat.NotebookNode, name: str):
    shown = promised(notebook, where=name)
    assert code_of(notebook)[3:] == [f"page.show(view.{one})" for one in shown]
    assert len(set(shown)) == len(shown)


def test_every_section_has_a_heading_of_its_own_above_it(notebook: nbformat.NotebookNode):
    cells = notebook.cells
    shown = [number for number, cell in enumerate(cells) if cell.source.startswith("page.show(")]
    above = [cells[number - 1] for number in shown]
    assert [cell.source for cell in above if cell.cell_type != "markdown" or not cell.source.startswith("## ")] == []
    assert [cell.source for cell in above if len(cell.source.splitlines()) < 3] == []


def test_a_notebook_ends_with_what_it_does_not_tell_and_its_sources(notebook: nbformat.NotebookNode):
    limits, heading, last = notebook.cells[-3:]
    assert limits.source.startswith("## Lưu ý về số liệu\n")
    assert heading.source.startswith("## Nguồn số liệu\n")
    assert last.source == LAST


def test_every_view_of_the_module_is_shown(notebook: nbformat.NotebookNode, name: str):
    assert sorted(views_of(name)) == sorted(promised(notebook, where=name))


def test_sections_that_must_carry_figures_are_shown(notebook: nbformat.NotebookNode, name: str):
    must = view_module(name).MUST_SHOW
    assert must
    assert set(must) <= set(promised(notebook, where=name))
