"""Visitors of a page in Chromium, each with a cache and cookies of their own: when they see the first chart."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from math import inf

from playwright.async_api import Browser, Page, async_playwright
from playwright.async_api import TimeoutError as TooLate

from benchmarks.measure import Failed
from scripts.browser import find

CHART = ".vega-embed svg, .vega-embed canvas, .ic-chart svg"
PATIENCE_MS = 300_000
"""Who has seen no chart by then counts as one who never does."""

SIZE = {"width": 1280, "height": 900}
LIVE = "document.querySelector('.ic-bar select') && document.documentElement.classList.contains('ic-complete')"

REDRAW = """async ([control, value]) => {
  const drawn = () => [...document.querySelectorAll(".ic-live")].map((one) => one.dataset.drawing).join();
  const frame = () => new Promise(requestAnimationFrame);
  const select = document.querySelector(`.ic-bar select[name="${control}"]`);
  const start = performance.now();
  let [seen, last] = [drawn(), null];
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  while (last === null || performance.now() - last < 500) {
    if (performance.now() - start > 60000) throw new Error(`nothing was drawn for ${control} ${value}`);
    await frame();
    if (drawn() !== seen) [seen, last] = [drawn(), performance.now()];
  }
  return last - start;
}"""
"""Changes a control as a hand does; milliseconds until the last section was drawn (none came for half a second)."""

CHOICES = "(name) => [...document.querySelectorAll(`.ic-bar select[name='${name}'] option`)].map((one) => one.value)"


def first_chart_s(url: str) -> float:
    """Seconds from the address to the first chart, for one visitor."""
    return asyncio.run(_arrivals(url, 1, within_s=0))[0]


def first_charts_s(url: str, visitors: int, *, within_s: float) -> list[float]:
    """The same for visitors who arrive one after the other within this time, all in one browser."""
    return asyncio.run(_arrivals(url, visitors, within_s=within_s))


def while_open(url: str, visitors: int, look: Callable[[], float]) -> list[float]:
    """What `look` says after each further visitor, while the earlier ones keep their pages open."""
    return asyncio.run(_while_open(url, visitors, look))


def redraws_ms(url: str, changes: int) -> list[float]:
    """Milliseconds from a control to the page drawn anew: places, and the dates of each, none twice in a row."""
    return asyncio.run(_redraws(url, changes))


async def _arrivals(url: str, visitors: int, *, within_s: float) -> list[float]:
    async with _browser() as browser:

        async def arrive(number: int) -> float:
            await asyncio.sleep(number * within_s / visitors)
            return await _seen(await _page(browser), url)

        return await asyncio.gather(*map(arrive, range(visitors)))


async def _while_open(url: str, visitors: int, look: Callable[[], float]) -> list[float]:
    async with _browser() as browser:
        said = []
        for _ in range(visitors):
            await _seen(await _page(browser), url)
            said.append(await asyncio.to_thread(look))
        return said


async def _redraws(url: str, changes: int) -> list[float]:
    async with _browser() as browser:
        page = await _page(browser)
        await _seen(page, url)
        await page.wait_for_function(LIVE)
        took: list[float] = []
        places = await page.evaluate(CHOICES, "place")
        while len(took) < changes:
            for place in [*places[1:], places[0]]:
                took.append(await page.evaluate(REDRAW, ["place", place]))
                for date in (await page.evaluate(CHOICES, "as_of"))[1:3]:
                    took.append(await page.evaluate(REDRAW, ["as_of", date]))
        return took[:changes]


async def _seen(page: Page, url: str) -> float:
    """Seconds until the first chart; infinite for one who gives up."""
    start = time.perf_counter()
    try:
        await page.goto(url, wait_until="commit")
        await page.wait_for_selector(CHART)
    except TooLate:
        return inf
    return time.perf_counter() - start


async def _page(browser: Browser) -> Page:
    page = await (await browser.new_context(viewport=SIZE)).new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


@asynccontextmanager
async def _browser() -> AsyncIterator[Browser]:
    found = find()
    if not found:
        raise Failed("There is no Chromium. Get one: python -m scripts.browser")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            await browser.close()
