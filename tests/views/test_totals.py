"""What a section says it prints of a whole column is what the column comes to, and is printed."""

from __future__ import annotations

from types import ModuleType

import pytest

from icanalysis.tables.plain import Table, Total, number_of
from icanalysis.views.shown import Shown, narrowed
from tests.views.pages import LANGUAGES, SECTIONS

PLACES = ("08", "22", "58")
ASKED = {"edition": "2024", "as_of": "2021-07-31", "measure": "zone_count"}
VIEWS = [(module, name) for module, names in SECTIONS.items() for name in names]


def shown_of(module: ModuleType, name: str, *, language: str, place: str = "08") -> Shown:
    asked = ASKED | {"place": place}
    return getattr(module, name)(**{key: asked[key] for key in module.CONTROLS if key != "language"}, language=language)


def worked_out(total: Total, table: Table) -> float:
    if total.how == "rows":
        return float(table.frame[total.column].is_not_null().sum())
    values = table.frame[number_of(total.column)].drop_nulls()
    return {"sum": values.sum(), "numbers": len(values)}[total.how]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("module", "name"), VIEWS, ids=[f"{one.__name__}.{name}" for one, name in VIEWS])
def test_a_total_is_what_its_column_comes_to_and_a_figure_of_the_section(module, name: str, language: str):
    for place in PLACES:
        shown = shown_of(module, name, language=language, place=place)
        printed = [figure for figure in shown.figures if figure.text in shown.headline]
        for total in shown.data.totals if shown.data else ():
            assert worked_out(total, shown.data) == pytest.approx(total.value)
            assert [figure for figure in printed if figure.value == pytest.approx(total.value)]


@pytest.mark.parametrize(("module", "name"), VIEWS, ids=[f"{one.__name__}.{name}" for one, name in VIEWS])
def test_a_share_is_its_two_parts_divided_in_every_row(module, name: str):
    shown = shown_of(module, name, language="vi")
    for ratio in shown.data.ratios if shown.data else ():
        parts = shown.data.frame.select(map(number_of, ratio)).rows()
        assert parts
        assert [share for share, _, _ in parts] == [
            None if share is None else pytest.approx(over / under) for share, over, under in parts
        ]


def test_there_are_totals_of_every_kind_and_a_ratio():
    tables = [shown_of(module, name, language="vi").data for module, name in VIEWS]
    assert {total.how for table in tables if table for total in table.totals} == {"rows", "numbers", "sum"}
    assert [one for table in tables if table for one in table.ratios]


def test_a_table_that_a_click_narrowed_has_no_totals():
    shown = shown_of(*next(view for view in VIEWS if view[1] == "shortfall"), language="vi")
    first = shown.data.frame["indicator_id"][0]
    assert shown.data.totals
    assert narrowed(shown, {"indicator_id": first}, "vi").data.totals == ()
