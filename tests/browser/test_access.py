"""In a real browser: who does not see, or has no mouse, can use every page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from icanalysis.runs.notebooks import notebook_file, read
from icanalysis.runs.sections import promised
from icanalysis.sources.workspace import PUBLISHED
from tests.browser.visitor import Visitor, close, grave, sections
from tests.runs.apps.served import Served, served

SECTIONS = len(promised(read(notebook_file("clusters")), where="clusters"))
MOST_STOPS = 200
FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  return { what: one.outerHTML.slice(0, 120), control: one.closest(".ic-bar") && one.name ? one.name : "",
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0, end: one === document.body };
}"""


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served("--sessions", "12", data=PUBLISHED) as running:
        yield running


@pytest.fixture(scope="module")
def visitor(browser: Browser, server: Served) -> Visitor:
    return Visitor(browser, server.url)


@pytest.mark.parametrize("address", ["", "nowhere", "attainment?place=99"])
def test_axe_finds_nothing_serious_on_the_pages_around(visitor: Visitor, address: str):
    page = visitor.page()
    try:
        page.goto(visitor.url + address)
        assert grave(page) == []
    finally:
        close(page)


@pytest.fixture(scope="module")
def page(visitor: Visitor) -> Iterator[Page]:
    opened = visitor.open("clusters", sections=SECTIONS)
    yield opened
    close(opened)


def test_every_control_has_a_label_tied_to_it(page: Page):
    controls = page.locator(".ic-bar select").all()
    assert len(controls) == 5
    for control in controls:
        label = page.locator(f'label[for="{control.get_attribute("id")}"]')
        assert label.inner_text().strip()


def test_headings_follow_each_other_in_order(page: Page):
    levels = page.evaluate(
        "() => [...document.querySelectorAll('h1, h2, h3, h4')].map((one) => Number(one.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_the_keyboard_reaches_every_control_and_where_it_is_can_be_seen(page: Page):
    wanted = {control.get_attribute("name") for control in page.locator(".ic-bar select").all()}
    page.evaluate("() => document.activeElement.blur()")
    reached, unseen = set(), []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["end"]:
            break
        reached.add(at["control"])
        unseen += [] if at["seen"] else [at["what"]]
    assert wanted <= reached
    assert unseen == []


def test_the_list_of_sections_leads_to_each_of_them_and_the_way_back_to_the_top(page: Page):
    menu, up = page.locator(".ic-contents"), page.locator(".ic-up")
    titles = [title.rstrip("¶") for title in page.locator("h2").all_text_contents()]
    assert menu.locator("a").all_text_contents() == titles
    page.evaluate("() => scrollTo(0, 0)")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    last = menu.locator("a").last
    last.focus()
    page.keyboard.press("Enter")
    heading = page.locator("h2").last
    page.wait_for_function("() => scrollY > 2000")
    assert 0 <= heading.bounding_box()["y"] < page.viewport_size["height"]
    assert menu.get_attribute("open") is None
    up.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => scrollY === 0")


def test_escape_closes_a_menu_and_leads_back_to_its_word(page: Page):
    menu = page.locator(".ic-contents")
    menu.locator("summary").click()
    menu.locator("a").first.focus()
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert menu.locator("summary").evaluate("(one) => one === document.activeElement")


def test_sharing_shows_the_address_and_folds_what_only_makers_of_reports_need(page: Page):
    page.locator(".ic-share > summary").click()
    shown = [one for one in page.locator(".ic-share textarea").all() if one.is_visible()]
    assert [one.input_value() for one in shown] == [page.url.partition("#")[0]]
    assert page.locator(".ic-share .ic-copy").is_visible()
    page.locator(".ic-makers > summary").click()
    assert page.get_by_label("Lệnh in báo cáo").is_visible()
    page.locator(".ic-share > summary").click()


def test_the_keyboard_alone_changes_the_page(page: Page):
    before = sections(page)
    page.locator('.ic-bar select[name="measure"]').focus()
    page.keyboard.press("ArrowDown")
    drawn = "(before) => Number(document.querySelector('[data-section=\"cluster_map\"]').dataset.drawing) > before"
    page.wait_for_function(drawn, arg=before["cluster_map"].drawing)
    assert sections(page)["cluster_map"].headline != before["cluster_map"].headline
