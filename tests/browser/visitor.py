"""A visitor: opens pages of a server as a reader does, and keeps account of what their browser asked for."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request
from playwright.sync_api import Error as BrowserError

WAIT_MS = 120_000
LIVE = """(count) => document.documentElement.classList.contains("ic-complete")
  && document.querySelector(".ic-bar select")
  && !document.querySelector(".ic-first")
  && document.querySelectorAll(".ic-live[data-drawing]").length === count"""
SECTIONS = """() => [...document.querySelectorAll(".ic-live")].map((one) => ({
  name: one.dataset.section,
  headline: one.querySelector(".ic-headline, .ic-error")?.textContent ?? "",
  text: one.textContent,
  drawing: Number(one.dataset.drawing),
  charts: one.querySelectorAll(".ic-chart svg").length,
  rooms: one.querySelectorAll(".ic-chart").length,
  shapes: [...one.querySelectorAll(".ic-chart svg path")].map((path) => path.getAttribute("d")).join(" "),
}))"""
GRAVE = ("serious", "critical")
LAPTOP = (1280, 900)
PHONE = (390, 844)
WALL = (1920, 1080)


@dataclass(frozen=True)
class Section:
    """A section as the browser shows it."""

    name: str
    headline: str
    text: str
    drawing: int
    charts: int
    rooms: int
    shapes: str


@dataclass
class Visitor:
    """A reader with a browser, at one server."""

    browser: Browser
    url: str
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def page(self, *, size: tuple[int, int] = LAPTOP, **context: object) -> Page:
        """An empty page."""
        width, height = size
        page = self.browser.new_context(viewport={"width": width, "height": height}, **context).new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("request", self._asked)
        page.on("requestfailed", lambda request: self.failed.append(f"{request.url} ({request.failure})"))
        page.on(
            "response",
            lambda answer: self.failed.append(f"{answer.url} ({answer.status})") if answer.status >= 400 else None,
        )
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        return page

    def open(
        self, name: str, *, sections: int, size: tuple[int, int] = LAPTOP, given: Mapping[str, str] | None = None
    ) -> Page:
        """A page of the server, live: every section drawn by its widget, the controls there."""
        page = self.page(size=size)
        query = "&".join(f"{key}={value}" for key, value in (given or {}).items())
        page.goto(f"{self.url}{name}?{query}")
        page.wait_for_function(LIVE, arg=sections)
        return page

    def open_all(self, sections: Mapping[str, int], *, size: tuple[int, int] = LAPTOP) -> dict[str, Page]:
        """Several pages of the server, live, by name; they are made at the same time."""
        pages = {name: self.page(size=size) for name in sections}
        for name, page in pages.items():
            page.goto(f"{self.url}{name}", wait_until="commit")
        for name, page in pages.items():
            page.wait_for_function(LIVE, arg=sections[name])
        return pages

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.outside.append(request.url)


def sections(page: Page) -> dict[str, Section]:
    """What the page shows, section by section."""
    return {one["name"]: Section(**one) for one in page.evaluate(SECTIONS)}


def choose(page: Page, control: str, value: str) -> dict[str, Section]:
    """Chooses in a control, waits until every section was drawn anew, and returns what they show."""
    before = sections(page)
    page.select_option(f'.ic-bar select[name="{control}"]', value)
    drawn = "(before) => [...document.querySelectorAll('.ic-live')].every((one) => one.dataset.drawing > before)"
    page.wait_for_function(drawn, arg=max(one.drawing for one in before.values()))
    return sections(page)


def grave(page: Page) -> list[str]:
    """What axe finds on a page, all its folds open, that keeps people out."""
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in GRAVE]


def close(page: Page) -> None:
    """Closes a page and what belongs to it; one whose server is gone too."""
    with suppress(BrowserError):
        page.context.close()
