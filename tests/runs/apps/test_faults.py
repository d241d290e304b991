"""What can go wrong while pages are open: each fault is said on its page, and the server goes on."""

from __future__ import annotations

import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.runs.apps.notebooks import DEAF, DYING, ENDLESS, RAISING, SECRET, folder_of_notebooks
from tests.runs.apps.served import Answer, Served, served
from tests.runs.kernels.live import is_running, until

VIEW_S = 8
WAIT_S = 90


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of_notebooks(
        tmp_path_factory.mktemp("faulty"), audit=ENDLESS, clusters=RAISING, leadership=DYING, start_here=DEAF
    )


@pytest.fixture(scope="module")
def server(faulty: Path) -> Iterator[Served]:
    with served(notebooks=faulty, settings={"view_s": VIEW_S}) as running:
        yield running


@pytest.fixture(scope="module")
def endless_pages(server: Served) -> dict[str, Answer]:
    """The pages that would be made for ever, asked for at the same time: each takes as long as the server waits."""
    names = ("audit", "start_here")
    with ThreadPoolExecutor(len(names)) as visitors:
        return dict(zip(names, visitors.map(server.get, names), strict=True))


@pytest.fixture
def own_kernel(server: Served) -> tuple[str, int]:
    """A page of its own for a test that harms it: its kernel's id and process."""
    before = set(server.kernels())
    kernel_id = server.get("attainment").kernel_id
    (pid,) = set(server.kernels()) - before
    return kernel_id, pid


def test_a_view_that_never_ends_is_interrupted_and_its_page_says_so(endless_pages: dict[str, Answer]):
    page = endless_pages["audit"]
    assert page.status == 200
    assert re.search(r'class="ic-error"[^>]*>Trang này tính quá lâu', page.body)
    assert page.body.rstrip().endswith("</html>")


def test_a_view_that_cannot_be_interrupted_is_ended(server: Served, endless_pages: dict[str, Answer]):
    page = endless_pages["start_here"]
    assert 'class="ic-error"' in page.body
    assert "tính mãi không xong" in server.alive(page.kernel_id)["notice"]


def test_a_view_that_raises_shows_a_code_and_the_log_the_rest(server: Served):
    page = server.get("clusters")
    assert page.status == 200
    code = re.search(r'class="ic-error"[^>]*>Trang này chưa hiện được; mã lỗi (\w+)', page.body)[1]
    assert SECRET not in page.body
    assert "Traceback" not in page.body
    assert code in server.log()
    assert SECRET in server.log()


def test_a_kernel_that_dies_while_its_page_is_made_is_said_on_the_page(server: Served):
    page = server.get("leadership")
    assert page.status == 200
    assert re.search(r'class="ic-error"[^>]*>Phần tính toán của trang này đã dừng', page.body)


def test_a_page_whose_kernel_was_killed_is_told(server: Served, own_kernel: tuple[str, int]):
    kernel_id, pid = own_kernel
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: not server.alive(kernel_id)["alive"], WAIT_S)
    assert "đã dừng đột ngột" in server.alive(kernel_id)["notice"]
    assert server.get("attainment").status == 200


def test_a_killed_kernel_is_not_started_again(server: Served, own_kernel: tuple[str, int]):
    kernel_id, pid = own_kernel
    others = set(server.kernels()) - {pid}
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: not server.alive(kernel_id)["alive"], WAIT_S)
    assert until(lambda: set(server.kernels()) <= others, WAIT_S)


def test_open_pages_go_on_when_the_fork_server_is_killed_and_new_visitors_are_served(
    server: Served, own_kernel: tuple[str, int]
):
    kernel_id, pid = own_kernel
    forker = server.fork_server()
    os.kill(forker, signal.SIGKILL)
    assert until(lambda: not is_running(forker), WAIT_S)
    page = server.get("attainment?place=22")
    assert page.status == 200
    assert 'class="ic-headline"' in page.body
    assert server.alive(kernel_id) == {"alive": True}
    assert is_running(pid)
    assert server.fork_server() not in (None, forker)


def test_a_visitor_who_leaves_while_the_page_is_made_takes_the_kernel_along(server: Served):
    before = set(server.kernels())
    with socket.create_connection((urlsplit(server.url).hostname, urlsplit(server.url).port)) as visitor:
        visitor.sendall(b"GET /audit HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert until(lambda: set(server.kernels()) - before, WAIT_S)
    assert until(lambda: not set(server.kernels()) - before, WAIT_S)


def test_visitors_who_leave_at_once_leave_no_kernel_behind(server: Served):
    before = set(server.kernels())
    for pause in (0.0, 0.05, 0.1, 0.2, 0.3, 0.5):
        with socket.create_connection((urlsplit(server.url).hostname, urlsplit(server.url).port)) as visitor:
            visitor.sendall(b"GET /attainment HTTP/1.1\r\nHost: localhost\r\n\r\n")
            time.sleep(pause)
    assert server.get("").status == 200
    time.sleep(2)
    assert until(lambda: set(server.kernels()) <= before, WAIT_S)


def test_a_notebook_that_is_missing_is_said_and_comes_back(server: Served, faulty: Path):
    (file,) = faulty.glob("*_clusters.ipynb")
    content = file.read_bytes()
    file.unlink()
    try:
        assert server.get("clusters").status == 404
        assert "/clusters?" not in server.get("").body
    finally:
        file.write_bytes(content)
    assert "/clusters?" in server.get("").body


def test_a_notebook_that_cannot_be_read_is_said(server: Served, faulty: Path):
    (file,) = faulty.glob("*_clusters.ipynb")
    content = file.read_bytes()
    file.write_text("{", encoding="utf-8")
    try:
        answer = server.get("clusters")
        assert answer.status == 500
        assert "03_clusters.ipynb" in answer.body
        assert server.get("").status == 200
    finally:
        file.write_bytes(content)
