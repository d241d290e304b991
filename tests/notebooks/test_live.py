"""On screen: a real kernel, one bar of controls, and every section follows it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from icanalysis.runs.notebooks import FOLDER, notebook_file, read
from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from tests.notebooks.front_end import FrontEnd, front_end

SECTIONS = 9
OVERVIEW, BULLETS = 0, 1


@dataclass(frozen=True)
class Screen:
    """What a planner sees at one moment: the bar and the sections."""

    chosen: dict[str, str]
    dates: list[str]
    sections: list[str]
    errors: list[str]
    charts: int


def seen(page: FrontEnd, *labels: str) -> Screen:
    """The screen now, its controls found by their labels."""
    edition, place, date, language = labels
    chosen = {label: page.chosen(label) for label in (edition, place, date, language)}
    return Screen(chosen, page.choices(date), page.sections(), list(page.errors), page.charts())


VI = ("Địa giới hành chính", "Địa phương", "Ngày", "Ngôn ngữ")
EN = ("Administrative map", "Place", "Date", "Language")


@pytest.fixture(scope="module")
def screens() -> dict[str, Screen]:
    """One session: the notebook is run, then place, date, language and edition are chosen one after another."""
    notebook = read(notebook_file("attainment"))
    taken = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(PUBLISHED))
        with front_end(FOLDER) as page:
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    page.run(cell.source)
            taken["opened"] = seen(page, *VI)
            page.choose("Địa phương", "(194)")
            taken["place"] = seen(page, *VI)
            page.choose("Ngày", "31/12/2019")
            taken["date"] = seen(page, *VI)
            page.choose("Ngôn ngữ", "English")
            taken["language"] = seen(page, *EN)
            page.choose("Administrative map", "2025")
            taken["edition"] = seen(page, *EN)
            page.run("page.show(view.bullets)")
            taken["run again"] = seen(page, *EN)
    return taken


def test_the_page_opens_with_the_parameters_of_the_notebook(screens: dict[str, Screen]):
    opened = screens["opened"]
    assert opened.chosen["Địa phương"] == "Tỉnh Tuyên Quang (08)"
    assert opened.chosen["Ngày"] == "31/07/2021"
    assert opened.chosen["Ngôn ngữ"] == "Tiếng Việt"
    assert "Tỉnh Tuyên Quang có 6 chỉ tiêu có số liệu đến ngày 31/07/2021" in opened.sections[OVERVIEW]


def test_every_section_is_on_the_screen_at_every_moment(screens: dict[str, Screen]):
    for moment, screen in screens.items():
        assert len(screen.sections) == SECTIONS, moment
        assert all("ic-headline" in section for section in screen.sections), moment


def test_nothing_fails_at_any_moment(screens: dict[str, Screen]):
    assert {moment: screen.errors for moment, screen in screens.items() if screen.errors} == {}
    assert not any("ic-error" in section for screen in screens.values() for section in screen.sections)


def test_charts_are_live_widgets_with_the_numbers_of_the_place(screens: dict[str, Screen]):
    assert "<svg" not in screens["opened"].sections[BULLETS]
    assert "vega-lite" in screens["opened"].sections[BULLETS]
    assert "62,0%" in screens["opened"].sections[BULLETS]


def test_another_place_redraws_every_section(screens: dict[str, Screen]):
    before, after = screens["opened"].sections, screens["place"].sections
    assert "Thành phố Móng Cái" in after[OVERVIEW]
    assert [number for number in range(SECTIONS) if before[number] == after[number]] == []
    assert not any("Tỉnh Tuyên Quang có" in section for section in after)


def test_the_bar_shows_what_was_chosen(screens: dict[str, Screen]):
    assert screens["place"].chosen["Địa phương"] == "Thành phố Móng Cái (194)"


def test_another_place_has_dates_of_its_own_and_settles_on_the_latest(screens: dict[str, Screen]):
    before, after = screens["opened"], screens["place"]
    assert after.dates != before.dates
    assert "31/07/2021" not in after.dates
    assert after.chosen["Ngày"] == after.dates[0]
    assert f"chỉ tiêu có số liệu đến ngày {after.dates[0]}" in after.sections[OVERVIEW]


def test_another_date_keeps_the_place(screens: dict[str, Screen]):
    screen = screens["date"]
    assert (screen.chosen["Địa phương"], screen.chosen["Ngày"]) == ("Thành phố Móng Cái (194)", "31/12/2019")
    assert "Thành phố Móng Cái có 4 chỉ tiêu có số liệu đến ngày 31/12/2019" in screen.sections[OVERVIEW]
    assert "92,4%" in screen.sections[OVERVIEW]


def test_another_language_changes_words_and_numbers_and_keeps_place_and_date(screens: dict[str, Screen]):
    screen = screens["language"]
    assert screen.chosen["Place"] == "Thành phố Móng Cái (194)"
    assert screen.chosen["Date"] == "31 December 2019"
    assert "Móng Cái City, 31 December 2019." in screen.sections[OVERVIEW]
    assert "92.4%" in screen.sections[OVERVIEW]
    assert "92,4%" not in screen.sections[OVERVIEW]


def test_another_edition_settles_place_and_date_anew(screens: dict[str, Screen]):
    screen = screens["edition"]
    assert screen.chosen["Administrative map"].startswith("2025")
    assert screen.chosen["Place"] == "Tỉnh Tuyên Quang (08)"
    assert screen.chosen["Date"] == screen.dates[0]


def test_no_chart_stays_open_behind_the_page(screens: dict[str, Screen]):
    assert screens["opened"].charts == 2
    assert all(screen.charts <= 2 for screen in screens.values())


def test_a_cell_that_runs_again_takes_the_place_of_itself(screens: dict[str, Screen]):
    before, after = screens["edition"], screens["run again"]
    assert sorted(after.sections) == sorted(before.sections)
