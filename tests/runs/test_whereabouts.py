"""A figure is told by the section, the row and the column that a reader sees, as far as these are certain."""

from __future__ import annotations

import pytest

from icanalysis.runs.told import told
from icanalysis.runs.whereabouts import whereabouts
from icanalysis.tables.plain import table
from icanalysis.views.shown import Figure, Shown, laid_out

LAND = Figure("a.land", 75.0, "ha", "75")
SHARE = Figure("b.share", 0.5, "share", "50%")
PART = Figure("b.part", 35.0, "ha", "35")
OLD, NEW = Figure("a.old", 7.0, "ha", "7"), Figure("a.new", 7.0, "ha", "7")
COUNT = Figure("count", 2, "count", "2")
HERE = {"section": "zones", "title": "List of zones"}


def places() -> dict[str, dict[str, str]]:
    """Where the figures of a table of two zones stand, and the one of its sentence."""
    first = {"number": "1", "zone": "A &amp; B<br><small>cụm</small>", "land": LAND, "share": "–"}
    second = {"number": "2", "zone": "C", "land": "–", "share": (SHARE, "<br><small>", PART, " ÷ 70</small>")}
    frame, figures = laid_out([first | {"old": OLD, "new": NEW}, second | {"old": "–", "new": "–"}])
    labels = {"number": "TT", "zone": "Zone", "land": "Land, ha", "share": "Share", "old": "Before", "new": "After"}
    shown = Shown("2 zones.", table(frame, labels=labels, numbers=("land", "share")), figures=(COUNT, *figures))
    keyed = [{"key": one.key, "value": one.value, "unit": one.unit, "text": one.text} for one in shown.figures]
    record = {"section": "zones", "figures": keyed, "content": told(shown, drawn=None)}
    return whereabouts([record], {"zones": "List of zones"})


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (LAND, {"row": "A & B", "column": "Land, ha"}),
        (SHARE, {"row": "C", "column": "Share"}),
        (PART, {"row": "C", "column": "Share"}),
        (OLD, {"row": "A & B"}),
    ],
    ids=["a cell of its own", "with a remark", "inside a remark", "twice in one row"],
)
def test_a_figure_is_found_by_its_row_and_its_column(figure: Figure, said: dict[str, str]):
    assert places()[figure.key] == HERE | said


def test_a_figure_of_the_sentence_is_not_the_number_of_a_line():
    assert places()["count"] == HERE


def test_a_section_without_a_table_is_told_alone():
    record = {"section": "map", "figures": [{"key": "k", "value": 1, "text": "1"}], "content": {"table": None}}
    assert whereabouts([record], {}) == {"k": {"section": "map", "title": ""}}
