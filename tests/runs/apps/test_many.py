"""Many visitors: places, pages that were left, pages that take too much."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.runs.apps.notebooks import GREEDY, folder_of_notebooks
from tests.runs.apps.served import Served, served
from tests.runs.kernels.live import until

PLACES = 3
VISITORS = 50
WAIT_S = 90


@pytest.fixture(scope="module")
def taken() -> list[str]:
    """The kernels of the pages that have all places."""
    return []


@pytest.fixture(scope="module")
def full_server(taken: list[str]) -> Iterator[Served]:
    """All places are taken by pages with a connection."""
    with served("--sessions", str(PLACES)) as running, contextlib.ExitStack() as stack:
        for _ in range(PLACES):
            taken.append(running.get("start_here").kernel_id)
            stack.enter_context(running.socket(taken[-1]))
        yield running


def test_visitors_over_the_cap_are_asked_to_wait(full_server: Served):
    with ThreadPoolExecutor(VISITORS) as visitors:
        answers = list(visitors.map(lambda _number: full_server.get("attainment"), range(VISITORS)))
    assert {answer.status for answer in answers} == {503}
    assert all(int(answer.header("Retry-After")) > 0 for answer in answers)
    assert all('<meta http-equiv="refresh"' in answer.body for answer in answers)
    assert len({answer.header("Retry-After") for answer in answers}) > 1, "all would come back at once"
    assert "Hiện đã đủ số người xem cùng lúc" in answers[0].body
    assert len(full_server.kernels()) == PLACES


def test_the_start_page_is_there_for_everyone(full_server: Served):
    assert full_server.get("").status == 200


def test_a_place_that_is_given_up_goes_to_the_next_visitor(full_server: Served, taken: list[str]):
    assert full_server.get("start_here").status == 503
    full_server.post(f"voila/api/shutdown/{taken[0]}", f"_xsrf={full_server.cookies['_xsrf']}")
    assert full_server.get("start_here").status == 200


@pytest.fixture(scope="module")
def strict_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Ends pages soon: when they are away, idle or large."""
    notebooks = folder_of_notebooks(tmp_path_factory.mktemp("greedy"), audit=GREEDY)
    with served(notebooks=notebooks, settings={"away_s": 3, "idle_s": 8, "memory_mb": 300}) as running:
        yield running


@pytest.fixture(scope="module")
def left_and_unused(strict_server: Served) -> Iterator[tuple[str, str]]:
    """The kernels of a page that was left and of one that is open and not used; their times run out side by side."""
    left = strict_server.get("start_here").kernel_id
    unused = strict_server.get("start_here?language=en").kernel_id
    with strict_server.socket(unused):
        yield left, unused


def test_a_page_that_was_left_ends(strict_server: Served, left_and_unused: tuple[str, str]):
    page, _unused = left_and_unused
    assert until(lambda: not strict_server.alive(page)["alive"], WAIT_S)
    assert "mất kết nối" in strict_server.alive(page)["notice"]


def test_a_page_that_nobody_uses_ends_though_it_is_open(strict_server: Served, left_and_unused: tuple[str, str]):
    _left, page = left_and_unused
    assert until(lambda: not strict_server.alive(page)["alive"], WAIT_S)
    assert "Nobody has used this page" in strict_server.alive(page)["notice"]


def test_a_page_that_takes_too_much_memory_ends(strict_server: Served):
    page = strict_server.get("audit").kernel_id
    with contextlib.suppress(Exception), strict_server.socket(page):
        assert until(lambda: not strict_server.alive(page)["alive"], WAIT_S)
    assert "bộ nhớ" in strict_server.alive(page)["notice"]
