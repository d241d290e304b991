"""A real JupyterLab in a real browser: in Vietnamese, with our kernel, live, linked, and with nobody else asked."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from icanalysis.runs import spoken
from icanalysis.runs.notebooks import FOLDER, notebook_file, read
from icanalysis.runs.sections import promised
from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from tests.browser.visitor import WAIT_MS, Visitor, sections

END_S = 30
PLACE = "Địa phương"
POINT = """(paths, [column, value]) => {
  for (const path of paths) {
    if (path.__data__?.datum?.[column] !== value) continue;
    const box = path.getBoundingClientRect();
    for (let x = 1; x < 12; x++) for (let y = 1; y < 12; y++) {
      const at = { x: box.x + (box.width * x) / 12, y: box.y + (box.height * y) / 12 };
      if (document.elementFromPoint(at.x, at.y) === path) return at;
    }
  }
}"""
"""A point of the window at which a mark of this row lies uppermost."""

OF_A_RESTART = "Canceled future for kernel_info_request message before replies were done"
"""What JupyterLab says in its console when it asked who the kernel is while that was restarted; it asks again."""

DRAWN = """([name, drawing]) => {
  const section = document.querySelector(`.ic-live[data-section="${name}"]`);
  return section && Number(section.dataset.drawing) > drawing;
}"""


@dataclass(frozen=True)
class Lab:
    """A JupyterLab that runs: where it is, and the key to it."""

    url: str
    token: str


@pytest.fixture(scope="module", name="before")
def notebooks_before() -> dict[str, bytes]:
    """What stands in the folder of the notebooks before JupyterLab opens it."""
    return {file.name: file.read_bytes() for file in FOLDER.iterdir() if file.is_file()}


@pytest.fixture(scope="module")
def lab(before: dict[str, bytes]) -> Iterator[Lab]:
    with socket.socket() as free, pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(PUBLISHED))
        patch.delenv(spoken.VARIABLE)
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
        free.close()
        command = [sys.executable, "-m", "icanalysis", "lab", "--no-browser", "--port", port]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            try:
                address, _, token = process.stdout.readline().strip().partition("?token=")
                yield Lab(address.partition("lab/tree/")[0], token)
            finally:
                process.send_signal(signal.SIGINT)  # Ctrl-C ends it, and nothing is asked
                process.wait(END_S)


@pytest.fixture(scope="module")
def visitor(browser: Browser, lab: Lab) -> Visitor:
    return Visitor(browser, lab.url)


def opened(visitor: Visitor, lab: Lab, name: str) -> Page:
    """A notebook in a JupyterLab that shows nothing else, its kernel restarted and all its cells run.

    The restart is asked for as soon as it can be, sometimes while JupyterLab still connects to the kernel.
    """
    page = visitor.page(size=(1400, 1600))
    page.goto(f"{lab.url}lab/workspaces/{name}/tree/{notebook_file(name).name}?token={lab.token}")
    last = promised(read(notebook_file(name)), where=name)[-1]
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]")
    page.click("[data-command='notebook:restart-and-run-all'], [data-command='notebook:restart-run-all']")
    page.click(".jp-Dialog .jp-mod-accept")
    page.wait_for_selector(f'.ic-live[data-section="{last}"] .ic-headline', state="attached")
    return page


@pytest.fixture(scope="module")
def attainment(visitor: Visitor, lab: Lab) -> Iterator[Page]:
    page = opened(visitor, lab, "attainment")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def clusters(visitor: Visitor, lab: Lab) -> Iterator[Page]:
    page = opened(visitor, lab, "clusters")
    yield page
    page.context.close()


def click_on(page: Page, section: str, column: str, value: str, *, follows: str) -> None:
    """Clicks with the mouse on the mark of a row and waits until another section has followed."""
    before = sections(page)[follows].drawing
    chart = f'.ic-live[data-section="{section}"] .ic-chart'
    page.locator(chart).scroll_into_view_if_needed()
    at = page.locator(f"{chart} path").evaluate_all(POINT, [column, value])
    page.mouse.click(at["x"], at["y"])
    page.wait_for_function(DRAWN, arg=[follows, before])


def unpick(page: Page, *, follows: str) -> None:
    """Gives up what was clicked by the Escape key and waits until another section has followed."""
    before = sections(page)[follows].drawing
    page.keyboard.press("Escape")
    page.wait_for_function(DRAWN, arg=[follows, before])


def test_the_interface_is_in_vietnamese(attainment: Page):
    menus = attainment.locator(".lm-MenuBar-itemLabel").all_inner_texts()
    assert {"Tệp", "Chỉnh sửa", "Hiển thị", "Trợ giúp"} <= {menu.strip() for menu in menus}


def test_the_menus_are_in_vietnamese_as_the_tutorial_names_them(attainment: Page):
    attainment.click(".lm-MenuBar-itemLabel >> text=Chạy")
    entries = attainment.locator(".lm-Menu .lm-Menu-itemLabel")
    expect(entries.filter(has_text="Chạy tất cả các ô").first).to_be_visible()
    said = {entry for entry in entries.all_inner_texts() if entry}
    assert {"Chạy ô đã chọn", "Chạy tất cả các ô"} <= said
    assert [entry for entry in said if entry.isascii()] == []
    attainment.keyboard.press("Escape")
    toolbar = attainment.locator(".jp-NotebookPanel-toolbar")
    expect(toolbar.get_by_title("Chạy ô này rồi sang ô sau")).to_be_visible()


def test_the_notebook_runs_with_our_kernel_and_is_read_only(attainment: Page):
    expect(attainment.get_by_text("Python 3 (icanalysis)").first).to_be_visible()
    expect(attainment.locator(".jp-ToolbarLabelComponent[title*='read-only']")).to_be_visible()


def test_every_section_is_there_with_its_charts(attainment: Page):
    found = sections(attainment)
    assert list(found) == promised(read(notebook_file("attainment")), where="attainment")
    assert {name: one.charts for name, one in found.items() if one.charts} == {"bullets": 1, "pace": 1}
    assert "Tỉnh Tuyên Quang có 6 chỉ tiêu có số liệu đến ngày 31/07/2021" in found["overview"].headline


def test_a_click_on_a_bar_narrows_the_tables_until_escape(attainment: Page):
    click_on(attainment, "bullets", "indicator_id", "goods_exports", follows="overview")
    narrowed = sections(attainment)["overview"].text
    assert "Kim ngạch xuất khẩu" in narrowed
    assert "Tổng sản phẩm" not in narrowed
    assert "Các bảng chỉ hiện dòng của: Kim ngạch" in attainment.locator(".ic-picked").inner_text()
    unpick(attainment, follows="overview")
    assert "Tổng sản phẩm" in sections(attainment)["overview"].text
    assert attainment.locator(".ic-picked").inner_text() == ""


def test_a_table_can_be_had_as_a_workbook(attainment: Page, tmp_path: Path):
    with attainment.expect_download(timeout=WAIT_MS) as coming:
        attainment.click('.ic-live[data-section="overview"] [data-download="xlsx"]')
    coming.value.save_as(tmp_path / coming.value.suggested_filename)
    assert coming.value.suggested_filename == "overview_2024_08_2021-07-31_vi.xlsx"
    assert openpyxl.load_workbook(tmp_path / coming.value.suggested_filename)["Số liệu"].max_row == 7


def test_every_control_has_its_label_and_the_keyboard_reaches_it(attainment: Page):
    for label in ("Địa giới hành chính", PLACE, "Ngày", "Ngôn ngữ"):
        assert attainment.get_by_label(label, exact=True).evaluate("(one) => one.tagName") == "SELECT"
    attainment.get_by_label("Địa giới hành chính", exact=True).focus()
    attainment.keyboard.press("Tab")
    assert attainment.evaluate("document.activeElement.name") == "place"


def test_a_pasted_state_opens_its_page_and_a_wrong_one_is_refused(attainment: Page):
    attainment.click(".ic-share summary")
    field = attainment.get_by_label("Mở trang được chia sẻ")
    field.fill("?place=8")
    field.press("Enter")
    expect(attainment.locator(".ic-share .ic-error")).to_contain_text("Có phải là '08'", timeout=WAIT_MS)
    before = sections(attainment)["overview"].drawing
    field.fill("icanalysis report attainment --place 194 --as-of 2019-12-31")
    field.press("Enter")
    attainment.wait_for_function(DRAWN, arg=["overview", before])
    assert "Thành phố Móng Cái có 4 chỉ tiêu" in sections(attainment)["overview"].headline


def test_a_control_changes_every_section(attainment: Page):
    before = sections(attainment)
    attainment.get_by_label(PLACE, exact=True).select_option("08")
    for name, section in before.items():
        attainment.wait_for_function(DRAWN, arg=[name, section.drawing])
    after = sections(attainment)
    assert "Tỉnh Tuyên Quang" in after["overview"].headline
    assert after["bullets"].shapes != before["bullets"].shapes


def test_a_click_on_a_district_narrows_the_rest_until_escape(clusters: Page):
    whole = sections(clusters)
    click_on(clusters, "cluster_map", "place_code", "076", follows="zones")
    narrowed = sections(clusters)
    assert narrowed["zones"].headline != whole["zones"].headline
    assert "Huyện Hàm Yên" not in narrowed["areas"].text
    assert narrowed["cluster_map"].drawing == whole["cluster_map"].drawing
    unpick(clusters, follows="zones")
    assert sections(clusters)["zones"].headline == whole["zones"].headline


def test_a_long_list_is_searched_without_accents(clusters: Page):
    field = clusters.get_by_label("Tìm địa phương")
    place = clusters.get_by_label(PLACE, exact=True)
    every = place.locator("option").count()
    field.fill("quang NINH")
    assert 1 < place.locator("option").count() < every
    field.press("Escape")
    assert place.locator("option").count() == every
    before = sections(clusters)["zones"].drawing
    field.fill("tinh quang ninh")
    field.press("Enter")
    clusters.wait_for_function(DRAWN, arg=["zones", before])
    assert "Tỉnh Quảng Ninh" in sections(clusters)["cluster_map"].headline


def test_nothing_is_asked_of_another_host_and_nothing_fails(attainment: Page, clusters: Page, visitor: Visitor):
    assert visitor.outside == []
    assert set(visitor.faults) <= {OF_A_RESTART}
    assert visitor.failed == []


def test_the_notebooks_stay_as_they_are(attainment: Page, lab: Lab, before: dict[str, bytes]):
    there = f"{lab.url}api/contents/{notebook_file('attainment').name}"
    (key,) = (cookie["value"] for cookie in attainment.context.cookies(lab.url) if cookie["name"] == "_xsrf")
    model = attainment.request.get(there).json()
    refused = attainment.request.put(there, headers={"X-XSRFToken": key}, data=model)
    assert (refused.status, refused.json()["message"].endswith("vào thư mục “scratch”.")) == (403, True)
    assert {file.name: file.read_bytes() for file in FOLDER.iterdir() if file.is_file()} == before
