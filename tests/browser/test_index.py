"""The index of reports in a browser: nobody is kept out, a phone holds it, it prints whole, it asks nobody."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from icanalysis.runs.printing import index
from tests.browser import visitor
from tests.runs.printing.shelves import Shelf

PLACES = ("08", "22", "58")
DAYS = ("2021-07-31", "2020-12-31", "2018-12-31")


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of three places over three days; at one of them the newest run failed."""
    shelf = Shelf(tmp_path_factory.mktemp("shelf") / "out")
    for place in PLACES:
        for day in DAYS:
            shelf.good(place=place, as_of=day)
    shelf.failed(place="22")
    return index.write(shelf.out)


@pytest.fixture
def page(browser: Browser, page_file: Path) -> Iterator[Page]:
    """It, on a phone."""
    context = browser.new_context(viewport=dict(zip(("width", "height"), visitor.PHONE, strict=True)))
    made = context.new_page()
    made.goto(page_file.as_uri())
    yield made
    visitor.close(made)


def test_it_keeps_nobody_out_and_fits_a_phone_with_every_fold_open(page: Page):
    assert visitor.grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= visitor.PHONE[0]


def test_a_fold_opens_by_key_and_a_link_leads_to_a_file_that_is_there(page: Page):
    fold = page.locator("section details").first
    assert not fold.locator("li").first.is_visible()
    fold.locator("summary").press("Enter")
    assert fold.locator("li").first.is_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="Trang web").first.click()
    page.wait_for_url("**/monthly_2024_*_vi.html")
    assert [address for address in asked if not address.startswith("file:")] == []


def test_on_paper_every_fold_is_open(page: Page):
    pages = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    text = " ".join(" ".join(one.extract_text() for one in pages).split())
    assert text.count("31/12/2018") == len(PLACES)
