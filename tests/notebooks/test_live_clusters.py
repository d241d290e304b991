"""On screen: a click on a district of the map narrows the other sections, and the map stays as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from icanalysis.runs.notebooks import FOLDER, notebook_file, read
from icanalysis.runs.sections import promised
from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from tests.notebooks.front_end import FrontEnd, front_end

MAP, AREAS, ZONES, OCCUPANCY = 0, 1, 2, 3
NOTEBOOK = read(notebook_file("clusters"))
SECTIONS = promised(NOTEBOOK, where="clusters")
DATE = "Ngày"
TABLE_ID = re.compile(r'(?:id="|#)[a-z]{10}\b')
"""A table names itself anew each time it is made."""


@dataclass(frozen=True)
class Screen:
    """What a planner sees at one moment."""

    sections: list[str]
    notes: list[str]
    errors: list[str]
    charts: int


def seen(page: FrontEnd) -> Screen:
    sections = [TABLE_ID.sub("", section) for section in page.sections()]
    return Screen(sections, page.notes(), list(page.errors), page.charts())


@pytest.fixture(scope="module")
def screens() -> dict[str, Screen]:
    """One session: districts are clicked, cleared and clicked again, then controls are changed."""
    taken = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(PUBLISHED))
        with front_end(FOLDER) as page:
            for cell in NOTEBOOK.cells:
                if cell.cell_type == "code":
                    page.run(cell.source)
            taken["opened"] = seen(page)
            page.click(None)
            taken["drawn"] = seen(page)
            page.click("076")
            taken["clicked"] = seen(page)
            page.click("071")
            taken["clicked another"] = seen(page)
            page.click(None)
            taken["cleared"] = seen(page)
            page.click("076")
            page.choose(DATE, "28/12/2025")
            taken["another day"] = seen(page)
            page.click("076")
            taken["clicked on the new map"] = seen(page)
            page.run("page.show(view.cluster_map)")
            taken["run again"] = seen(page)
    return taken


def test_every_section_of_the_notebook_is_on_the_screen_at_every_moment(screens: dict[str, Screen]):
    for moment, screen in screens.items():
        assert len(screen.sections) == len(SECTIONS), moment
        assert all("ic-headline" in section for section in screen.sections), moment


def test_nothing_fails_at_any_moment(screens: dict[str, Screen]):
    assert {moment: screen.errors for moment, screen in screens.items() if screen.errors} == {}
    assert not any("ic-error" in section for screen in screens.values() for section in screen.sections)


def test_the_map_is_a_live_chart_and_the_only_one(screens: dict[str, Screen]):
    assert "vega-lite" in screens["opened"].sections[MAP]
    assert {moment: screen.charts for moment, screen in screens.items()} == dict.fromkeys(screens, 1)


def test_a_chart_that_has_drawn_itself_changes_nothing(screens: dict[str, Screen]):
    assert screens["drawn"] == screens["opened"]


@pytest.mark.parametrize(("moment", "name"), [("clicked", "Huyện Sơn Dương"), ("clicked another", "Huyện Lâm Bình")])
def test_a_click_on_a_district_shows_its_rows_only(screens: dict[str, Screen], moment: str, name: str):
    areas = screens[moment].sections[AREAS]
    assert name in areas
    assert "Huyện Hàm Yên" not in areas
    assert "Huyện Hàm Yên" in screens["opened"].sections[AREAS]


def test_a_click_narrows_zones_and_occupancy_too(screens: dict[str, Screen]):
    assert "Có 6 khu, cụm được ghi nhận" in screens["clicked"].sections[ZONES]
    assert "Có 1 khu, cụm được ghi nhận" in screens["clicked another"].sections[ZONES]
    assert "108,7" in screens["opened"].sections[OCCUPANCY]
    assert "108,7" not in screens["clicked"].sections[OCCUPANCY]


def test_a_click_leaves_the_map_as_it_is(screens: dict[str, Screen]):
    for moment in ("clicked", "clicked another", "cleared"):
        assert screens[moment].sections[MAP] == screens["opened"].sections[MAP], moment


def test_the_bar_says_what_was_clicked_and_how_to_undo_it(screens: dict[str, Screen]):
    (note,) = screens["clicked"].notes
    assert "Huyện Sơn Dương" in note
    assert screens["opened"].notes == screens["cleared"].notes == screens["another day"].notes == []


def test_an_empty_selection_shows_the_whole_province_again(screens: dict[str, Screen]):
    assert screens["cleared"] == screens["opened"]


def test_another_day_clears_the_click(screens: dict[str, Screen]):
    screen = screens["another day"]
    assert "Huyện Hàm Yên" in screen.sections[AREAS]
    assert "khu, cụm được ghi nhận đến ngày 28/12/2025" in screen.sections[MAP]


def test_the_map_of_another_day_can_be_clicked(screens: dict[str, Screen]):
    screen = screens["clicked on the new map"]
    assert "Có 8 khu, cụm được ghi nhận" in screen.sections[ZONES]
    assert "Huyện Hàm Yên" not in screen.sections[AREAS]
    assert screen.sections[MAP] == screens["another day"].sections[MAP]


def test_a_map_that_is_shown_again_takes_the_place_of_itself(screens: dict[str, Screen]):
    assert len(screens["run again"].sections) == len(SECTIONS)
    assert screens["run again"].charts == 1
