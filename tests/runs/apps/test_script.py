"""A notebook made ready for a visit."""

from __future__ import annotations

from icanalysis.runs.apps.script import KEY, script
from icanalysis.runs.apps.visit import Visit
from icanalysis.runs.notebooks import notebook_file, read
from icanalysis.runs.parameters import parameters_of

VALUES = {"edition": "2024", "place": "070", "as_of": "2021-07-31", "language": "en", "interactive": True}
VISIT = Visit("attainment", VALUES, wall=True)


def test_the_parameters_cell_holds_the_values_of_the_visit():
    page = script(read(notebook_file("attainment")), VISIT, around={})
    assert {name: one.default for name, one in parameters_of(page, where="page").items()} == VALUES


def test_the_text_is_in_the_language_of_the_page():
    page = script(read(notebook_file("attainment")), VISIT, around={})
    assert page.cells[0].source.startswith("# Implementation of the industrial development plan")
    assert page.metadata[KEY]["title"] == "Implementation of the industrial development plan"


def test_the_frame_knows_the_visit():
    known = script(read(notebook_file("attainment")), VISIT, around={"base_url": "/"}).metadata[KEY]
    assert known["parameters"] == {name: value for name, value in VALUES.items() if name != "interactive"}
    assert known["wall"] is True
    assert known["base_url"] == "/"


def test_the_notebook_itself_stays_as_it_is():
    notebook = read(notebook_file("attainment"))
    script(notebook, VISIT, around={})
    assert notebook == read(notebook_file("attainment"))
