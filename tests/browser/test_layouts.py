"""In a real browser: on a telephone, a wall and paper nothing is cut off, and a wall turns its pages by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from icanalysis.runs.notebooks import notebooks, read
from icanalysis.runs.sections import promised
from icanalysis.sources.workspace import PUBLISHED
from tests.browser.visitor import LAPTOP, PHONE, WALL, Visitor, close, grave
from tests.documents.printed import Printed
from tests.runs.apps.served import Served, served

PROMISED = {name: promised(read(file), where=name) for name, file in notebooks().items()}
NAMES = list(PROMISED)
TURN_MS = 21_000
MOST_TURNS = 60
"""More than a round has, with sections of several screens."""

APART_PX = """() => [...document.querySelectorAll(".ic-first")].map((one) =>
  one.parentElement.querySelector(".ic-widget").getBoundingClientRect().top - one.getBoundingClientRect().top)"""
"""How far the place of each widget is from what was painted for it: so far the page would jump."""

COVERED = """() => [...document.querySelectorAll(".ic-chart svg")].flatMap((svg) => {
  const boxes = (which) =>
    [...svg.querySelectorAll(which)].map((one) => [one.textContent, one.getBoundingClientRect()]);
  const names = boxes(".role-axis-label text").filter(([text]) => text.trim());
  return boxes(".mark-text.role-mark text").flatMap(([label, one]) => names
    .filter(([, two]) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom)
    .map(([name]) => `${label} over ${name}`));
})"""
"""Labels in charts that lie over a name."""

TOO_WIDE = """() => {
  const unfolded = (open) => document.querySelectorAll(".ic-apps").forEach((menu) => { menu.open = open });
  unfolded(true);
  const found = [...document.querySelectorAll("main *, .ic-top *")]
    .filter((one) => !one.closest(".ic-table, .ic-chart") && one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => `${one.tagName}.${one.className}`);
  unfolded(false);
  return found;
}"""
"""What reaches beyond a telephone, its menus unfolded."""

SMALLEST_LETTERS_PX = """() => Math.min(...[...document.querySelectorAll(".ic-chart svg")].flatMap((svg) => {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim())
    .map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
}))"""


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served("--sessions", "12", data=PUBLISHED) as running:
        yield running


@pytest.fixture(scope="module")
def visitor(browser: Browser, server: Served) -> Visitor:
    return Visitor(browser, server.url)


@pytest.fixture(scope="module")
def phones(visitor: Visitor) -> Iterator[dict[str, Page]]:
    """Every notebook on a telephone."""
    opened = visitor.open_all({name: len(promised) for name, promised in PROMISED.items()}, size=PHONE)
    yield opened
    for page in opened.values():
        close(page)


@pytest.fixture
def wall(visitor: Visitor) -> Iterator[Page]:
    """The leadership's page on a wall whose clock the test moves."""
    page = visitor.page(size=WALL, reduced_motion="reduce")
    page.clock.install()
    page.goto(f"{visitor.url}leadership?wall=1")
    page.wait_for_selector("html.ic-complete .ic-now")
    yield page
    close(page)


def heading(page: Page) -> str:
    """The heading of the one section that the wall shows."""
    shown = [one for one in page.locator(".ic-part").all() if one.is_visible()]
    assert len(shown) == 1
    return shown[0].locator("h2").inner_text()


@pytest.mark.parametrize("name", NAMES)
def test_a_telephone_scrolls_no_page_sideways(phones: dict[str, Page], name: str):
    page = phones[name]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("name", ["attainment", "clusters", "leadership"])
def test_letters_in_charts_stay_legible_on_a_telephone(phones: dict[str, Page], name: str):
    assert phones[name].evaluate(SMALLEST_LETTERS_PX) >= 6.5


def test_no_label_in_a_chart_lies_over_a_name_on_a_telephone(phones: dict[str, Page]):
    assert {name: page.evaluate(COVERED) for name, page in phones.items()} == {name: [] for name in phones}


def test_a_telephone_folds_the_controls_under_what_they_show(phones: dict[str, Page]):
    page = phones["attainment"]
    place = page.locator('.ic-bar select[name="place"]')
    assert not place.is_visible()
    summary = page.locator(".ic-fold > summary")
    assert "Tỉnh Tuyên Quang (08)" in summary.inner_text()
    summary.click()
    assert place.is_visible()


def test_a_wide_table_scrolls_in_its_own_box_with_its_names_in_sight(phones: dict[str, Page]):
    box = phones["attainment"].locator(".ic-table").first
    assert box.evaluate("(box) => box.scrollWidth > box.clientWidth")
    name = box.locator("tbody tr td").nth(1)
    box.evaluate("(box) => { box.scrollLeft = box.scrollWidth }")
    assert name.bounding_box()["x"] == pytest.approx(box.bounding_box()["x"], abs=2)


def test_texts_in_tables_have_room_on_a_telephone(phones: dict[str, Page]):
    texts = phones["attainment"].locator('[data-section="supervision"] td.gt_left:not([style*="nowrap"])').all()
    assert texts and min(text.bounding_box()["width"] for text in texts) >= 9 * 14


def test_a_sentence_in_the_first_column_has_room_on_a_telephone(phones: dict[str, Page]):
    cell = phones["leadership"].locator('[data-section="late"] tbody td').first
    assert cell.bounding_box()["width"] >= 0.44 * PHONE[0]


def test_a_widget_takes_over_what_was_painted_where_it_stands(visitor: Visitor):
    page = visitor.page(size=PHONE)
    try:
        page.route("**/voila.js", lambda route: route.abort())  # so what was painted stays, and no widget comes
        page.goto(f"{visitor.url}leadership")
        page.wait_for_selector("html.ic-complete")
        assert page.locator(".ic-first").count() == len(PROMISED["leadership"])
        assert page.evaluate(APART_PX) == [0] * len(PROMISED["leadership"])
    finally:
        close(page)


def test_axe_finds_nothing_serious_on_a_telephone(phones: dict[str, Page]):
    assert grave(phones["leadership"]) == []


def test_a_wall_shows_one_section_in_large_letters_and_nothing_to_click(wall: Page):
    assert heading(wall)
    assert wall.locator(".ic-now .ic-headline").evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") >= 24
    assert not wall.locator(".ic-slot-bar").is_visible()
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_a_wall_turns_by_itself(wall: Page):
    first = heading(wall)
    wall.clock.run_for(TURN_MS)
    assert heading(wall) != first


def test_arrows_turn_a_wall_by_hand_and_the_space_bar_lets_it_go_on(wall: Page):
    first = heading(wall)
    wall.keyboard.press("ArrowRight")
    second = heading(wall)
    assert second != first
    wall.clock.run_for(2 * TURN_MS)
    assert heading(wall) == second
    wall.keyboard.press("ArrowLeft")
    assert heading(wall) == first
    wall.keyboard.press(" ")
    wall.clock.run_for(TURN_MS)
    assert heading(wall) == second


def test_a_click_holds_a_wall(wall: Page):
    first = heading(wall)
    wall.mouse.click(900, 500)
    wall.clock.run_for(2 * TURN_MS)
    assert heading(wall) == first
    assert "Đang tạm dừng" in wall.locator(".ic-status").inner_text()


def test_a_wall_is_loaded_anew_after_a_round(wall: Page):
    loads = []
    wall.on("load", lambda page: loads.append(page.url))
    for _ in range(MOST_TURNS):
        with suppress(BrowserError):  # the page that is being left cannot be asked any more
            wall.clock.run_for(TURN_MS)
            wall.wait_for_timeout(200)
        if loads:
            break
    assert [urlsplit(address).path for address in loads] == ["/leadership"]
    wall.wait_for_selector("html.ic-wall.ic-complete .ic-now")


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_printed_a_headline_stands_on_the_page_of_what_it_is_about(visitor: Visitor, size: tuple[int, int]):
    page = visitor.open("attainment", sections=len(PROMISED["attainment"]), size=size)
    try:
        headlines = [" ".join(text.split()) for text in page.locator(".ic-headline").all_text_contents()]
        first = ["Kế hoạch", "58,5%", "+0,2", "Kỳ kế", "Điện sản xuất", "1 / 7", "25-NQ/TU", "Tồn", "Nơi công bố"]
        controls = page.locator(".ic-contents > summary, .ic-up, .ic-twin > summary, .ic-downloads").all_text_contents()
        printed = Printed(page.pdf(prefer_css_page_size=True))
    finally:
        close(page)
    pages = [printed.text(number) for number in range(len(printed.pages))]
    assert len(headlines) == len(first)
    for headline, below in zip(headlines, first, strict=True):
        (on,) = [text for text in pages if headline in text]
        assert below in on.partition(headline)[2], headline
    assert controls and not [text for text in controls if " ".join(text.split()) in " ".join(pages)]


def test_printed_a_page_has_no_controls_and_no_box_that_scrolls(visitor: Visitor):
    page = visitor.open("attainment", sections=len(PROMISED["attainment"]))
    try:
        page.emulate_media(media="print")
        assert not page.locator(".ic-slot-bar").is_visible()
        assert not page.locator(".ic-top").is_visible()
        boxes = page.locator(".ic-live > div > section > .ic-table").all()
        assert boxes and {box.evaluate("(box) => getComputedStyle(box).overflowX") for box in boxes} == {"visible"}
    finally:
        close(page)
