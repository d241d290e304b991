"""In a real browser: each notebook as a page says and draws what its paper does, and asks nobody else for anything."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from icanalysis.errors import UnknownPlace
from icanalysis.runs.export import in_language
from icanalysis.runs.notebooks import notebooks, read, view_module
from icanalysis.runs.report import report
from icanalysis.runs.sections import promised
from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from tests.browser.visitor import Visitor, choose, close, grave, sections
from tests.runs.apps.served import Served, served

PROMISED = {name: promised(read(file), where=name) for name, file in notebooks().items()}
NAMES = list(PROMISED)
CHARTS = {"attainment": 2, "clusters": 1, "leadership": 2}
LITTLE = [
    ("attainment", "58", "2020-12-31"),
    ("clusters", "194", "2023-10-11"),
    ("leadership", "194", "2019-06-30"),
]
"""Notebooks with a place and a day of which little is known; their own parameters are those of which most is."""

WITH_PLACES = [name for name in NAMES if "place" in view_module(name).CONTROLS]
NONE = "01"
"""A place without figures."""


INSIDE_A_DISTRICT = """() => {
  const box = document.querySelector('[data-section="cluster_map"] svg').getBoundingClientRect();
  const found = new Map();
  for (let x = box.left; x < box.right; x += 5)
    for (let y = Math.max(box.top, 60); y < Math.min(box.bottom, innerHeight); y += 5) {
      const path = document.elementFromPoint(x, y)?.closest(".mark-shape path");
      if (path) found.set(path, [...(found.get(path) ?? []), [x, y]]);
    }
  const points = [...found.values()].sort((one, other) => other.length - one.length)[0];
  return points[Math.floor(points.length / 2)];
}"""
"""The middle of the points of the largest district that nothing covers."""


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(PUBLISHED))
        with served("--sessions", "12") as running:
            yield running


@pytest.fixture(scope="module")
def visitor(browser: Browser, server: Served) -> Visitor:
    return Visitor(browser, server.url)


@pytest.fixture(scope="module")
def open_pages(visitor: Visitor) -> Iterator[dict[str, Page]]:
    """Every notebook, opened with its own parameters."""
    opened = visitor.open_all({name: len(promised) for name, promised in PROMISED.items()})
    yield opened
    for page in opened.values():
        close(page)


def on_paper(name: str, folder: Path, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """The headlines of the printed report, from its manifest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(PUBLISHED))
        file = report(name, given or {}, out=folder / f"{name}.html")
    return json.loads(file.with_suffix(".manifest.json").read_text("utf-8"))["headlines"]


@pytest.mark.parametrize("name", NAMES)
def test_every_section_of_the_notebook_is_there_in_its_order(open_pages: dict[str, Page], name: str):
    assert list(sections(open_pages[name])) == PROMISED[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_what_the_paper_says(open_pages: dict[str, Page], name: str, tmp_path: Path):
    shown = {section: one.headline for section, one in sections(open_pages[name]).items()}
    assert shown == on_paper(name, tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_is_drawn(open_pages: dict[str, Page], name: str):
    shown = sections(open_pages[name]).values()
    assert sum(one.rooms for one in shown) == CHARTS.get(name, 0)
    assert all(one.charts == one.rooms for one in shown)
    assert all(one.shapes for one in shown if one.charts)


def test_bars_use_the_room_of_the_page(open_pages: dict[str, Page]):
    page = open_pages["attainment"]
    room = page.locator(".ic-live").first.bounding_box()["width"]
    assert [one.bounding_box()["width"] > 0.9 * room for one in page.locator(".ic-chart svg").all()] == [True, True]


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_says_in_words_what_it_shows_and_has_its_figures_as_a_table(open_pages: dict[str, Page], name: str):
    for figure in open_pages[name].locator(".ic-chart").all():
        section = figure.locator("xpath=ancestor::section[contains(@class, 'ic-section')]")
        assert figure.get_attribute("role") == "img"
        assert figure.get_attribute("aria-label").startswith(section.locator(".ic-headline").text_content())
        assert section.locator("details.ic-twin tbody tr").count() > 0


@pytest.mark.parametrize("name", NAMES)
def test_the_page_has_a_title_a_language_and_one_first_heading(open_pages: dict[str, Page], name: str):
    page = open_pages[name]
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.locator("h1").count() == 1
    assert page.title() == page.locator("h1").inner_text()


def test_the_font_of_the_suite_is_there_with_its_vietnamese_letters(open_pages: dict[str, Page]):
    faces = "() => [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family)"
    assert any("Be Vietnam Pro" in family for family in open_pages["attainment"].evaluate(faces))


@pytest.mark.parametrize(("name", "place", "day"), LITTLE)
def test_a_place_with_little_says_what_its_paper_says(
    visitor: Visitor, name: str, place: str, day: str, tmp_path: Path
):
    given = {"place": place, "as_of": day}
    page = visitor.open(name, sections=len(PROMISED[name]), given=given)
    try:
        shown = {section: one.headline for section, one in sections(page).items()}
        assert shown == on_paper(name, tmp_path, given)
    finally:
        close(page)


@pytest.mark.parametrize("name", WITH_PLACES)
def test_a_place_with_nothing_is_refused_on_paper_and_on_screen(
    browser: Browser, server: Served, name: str, tmp_path: Path
):
    with pytest.raises(UnknownPlace, match=rf"\({NONE}\) has no figures here"):
        on_paper(name, tmp_path, {"place": NONE})
    page = Visitor(browser, server.url).page()
    try:
        answer = page.goto(f"{server.url}{name}?place={NONE}")
        said = page.locator("main")
        assert answer.status == 400
        assert f"Thành phố Hà Nội ({NONE}) không có số liệu ở đây theo địa giới 2024." in said.inner_text()
        assert "Traceback" not in said.inner_text()
        near = said.get_by_role("listitem").get_by_role("link")
        assert near.count() > 0
        assert all(f"/{name}?" in link.get_attribute("href") for link in near.all())
    finally:
        close(page)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_a_page_does_not_have_is_refused_with_those_that_it_has(server: Served, name: str):
    answer = server.get(f"{name}?province=08")
    assert answer.status == 400
    assert "“province”" in answer.body
    assert "language" in answer.body


def test_the_address_sets_the_parameters(visitor: Visitor):
    given = {"place": "194", "as_of": "2019-12-31", "language": "en"}
    page = visitor.open("attainment", sections=len(PROMISED["attainment"]), given=given)
    try:
        shown = sections(page)
        assert "Móng Cái City, 31 December 2019." in shown["overview"].headline
        assert page.locator('.ic-bar select[name="place"]').input_value() == "194"
        assert page.locator("html").get_attribute("lang") == "en"
    finally:
        close(page)


def test_a_control_changes_sentence_chart_table_and_address(visitor: Visitor):
    page = visitor.open("attainment", sections=len(PROMISED["attainment"]))
    try:
        before = sections(page)
        choose(page, "place", "194")
        after = choose(page, "as_of", "2019-12-31")
        assert "Thành phố Móng Cái có 4 chỉ tiêu có số liệu đến ngày 31/12/2019" in after["overview"].headline
        assert after["bullets"].shapes != before["bullets"].shapes
        assert after["bullets"].charts == 1
        assert after["run_rates"].text != before["run_rates"].text
        page.wait_for_function("() => location.search.includes('place=194')")
        assert parse_qs(urlsplit(page.url).query)["place"] == ["194"]
    finally:
        close(page)


def test_another_language_opens_the_whole_page_in_it_with_the_same_place_and_date(visitor: Visitor):
    given = {"place": "194", "as_of": "2019-12-31"}
    page = visitor.open("attainment", sections=len(PROMISED["attainment"]), given=given)
    try:
        page.select_option('.ic-bar select[name="language"]', "en")
        page.wait_for_selector('html[lang="en"].ic-complete')
        assert "Móng Cái City, 31 December 2019." in page.locator(".ic-headline").first.text_content()
        titles = [one.rstrip("¶") for one in page.locator("h1, h2").all_text_contents()]
        assert titles == english_titles("attainment")
    finally:
        close(page)


def english_titles(name: str) -> list[str]:
    """The headings of a notebook in English."""
    cells = [cell.source for cell in read(notebooks()[name]).cells if cell.cell_type == "markdown"]
    return [in_language(cell, "en").partition("\n")[0].lstrip("# ") for cell in cells]


def test_an_address_that_was_copied_opens_the_same_page(visitor: Visitor):
    page = visitor.open("attainment", sections=len(PROMISED["attainment"]), given={"place": "194"})
    try:
        address, first = page.url, sections(page)
        page.goto(address)
        page.wait_for_selector("html.ic-complete")
        headlines = page.locator(".ic-headline").all_text_contents()
        assert headlines == [one.headline for one in first.values()]
    finally:
        close(page)


def test_a_click_on_a_district_narrows_the_sections_below_and_escape_shows_all_again(visitor: Visitor):
    page = visitor.open("clusters", sections=len(PROMISED["clusters"]))
    try:
        whole = sections(page)
        page.locator('.ic-live[data-section="cluster_map"] svg').scroll_into_view_if_needed()
        page.mouse.click(*page.evaluate(INSIDE_A_DISTRICT))
        drawn = "(before) => Number(document.querySelector('[data-section=\"zones\"]').dataset.drawing) > before"
        page.wait_for_function(drawn, arg=whole["zones"].drawing)
        narrowed = sections(page)
        assert narrowed["zones"].text != whole["zones"].text
        assert narrowed["cluster_map"].drawing == whole["cluster_map"].drawing
        page.keyboard.press("Escape")
        page.wait_for_function(drawn, arg=narrowed["zones"].drawing)
        assert sections(page)["zones"].headline == whole["zones"].headline
    finally:
        close(page)


def test_without_scripts_headlines_and_tables_are_there(browser: Browser, server: Served):
    page = Visitor(browser, server.url).page(java_script_enabled=False)
    try:
        page.goto(f"{server.url}attainment")
        assert page.locator(".ic-headline").count() == len(PROMISED["attainment"])
        assert page.locator(".ic-first .ic-table table").count() > 4
        assert page.locator("noscript p").is_visible()
    finally:
        close(page)


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_serious(open_pages: dict[str, Page], name: str):
    assert grave(open_pages[name]) == []


def test_nothing_was_asked_of_another_host_and_nothing_failed(visitor: Visitor, open_pages: dict[str, Page]):
    assert visitor.outside == []
    assert [one for one in visitor.failed if "ERR_ABORTED" not in one] == []
    assert visitor.faults == []
