"""In a real browser: a page whose kernel or server is gone says so, and never just stands still."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from icanalysis.runs.notebooks import notebook_file, read
from icanalysis.runs.sections import promised
from icanalysis.sources.workspace import PUBLISHED
from tests.browser.visitor import WAIT_MS, Visitor, close, sections
from tests.runs.apps.served import Served, served
from tests.runs.kernels.live import until

SECTIONS = len(promised(read(notebook_file("attainment")), where="attainment"))
NOTICE = ".ic-notice"
ENDED_S = 30
PATIENCE_MS = 60_000


@pytest.fixture
def server() -> Iterator[Served]:
    with served(data=PUBLISHED) as running:
        yield running


def test_a_page_whose_kernel_died_keeps_its_figures_and_offers_to_reload(browser: Browser, server: Served):
    visitor = Visitor(browser, server.url)
    page = visitor.open("attainment", sections=SECTIONS)
    before = [one.headline for one in sections(page).values()]
    for kernel in server.kernels():
        os.kill(kernel, signal.SIGKILL)
    notice = page.wait_for_selector(NOTICE)
    assert "Đề nghị tải lại" in notice.inner_text() or "tải lại" in notice.inner_text().lower()
    assert page.locator(NOTICE).get_attribute("role") == "alert"
    assert [one.headline for one in sections(page).values()] == before
    page.locator(f"{NOTICE} button").click()
    page.wait_for_selector("html.ic-complete")
    page.wait_for_selector(".ic-bar select")
    assert page.locator(NOTICE).count() == 0
    assert page.locator(".ic-headline").all_text_contents() == before
    close(page)


def test_a_page_whose_widgets_never_come_opens_itself_again_and_then_says_so(browser: Browser, server: Served):
    visitor = Visitor(browser, server.url)
    page = visitor.page()
    page.route_web_socket("**/channels*", lambda socket: None)  # it opens, and nobody ever answers
    page.clock.install()
    page.goto(f"{server.url}attainment")
    page.wait_for_selector("html.ic-complete")
    with page.expect_navigation():
        page.clock.fast_forward(PATIENCE_MS)
    page.wait_for_selector("html.ic-complete")
    assert page.locator(NOTICE).count() == 0
    page.clock.fast_forward(PATIENCE_MS)
    assert "Các ô chọn của trang" in page.wait_for_selector(NOTICE).inner_text()
    assert page.locator(".ic-headline").count() >= SECTIONS
    close(page)


def test_a_page_whose_server_is_gone_says_so(browser: Browser, server: Served):
    visitor = Visitor(browser, server.url)
    page = visitor.open("attainment", sections=SECTIONS)
    server.stop()
    assert until(lambda: server.process.poll() is not None, ENDED_S)
    expect(page.locator(NOTICE)).to_contain_text("Máy chủ chưa trả lời", timeout=WAIT_MS)
    close(page)
