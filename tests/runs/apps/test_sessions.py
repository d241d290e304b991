"""The open pages: how many, which gives way, and what the reader of one that ended is told."""

from __future__ import annotations

import asyncio
import time

import pytest

from icanalysis.runs.apps.sessions import AT_ONCE_S, NOTICES, Full, Session, Sessions


class Kernels:
    """Takes note of the kernels that are ended."""

    def __init__(self) -> None:
        self.ended: list[str] = []

    async def stop(self, kernel_id: str) -> None:
        self.ended.append(kernel_id)


class Page:
    """A connection that takes note of why it was closed."""

    def __init__(self) -> None:
        self.reason = ""

    def close(self, code: int, reason: str) -> None:
        self.reason = reason


def left(session: Session, seconds: float) -> Session:
    """The session, loaded and left so long ago."""
    session.has_loaded()
    session.seen = session.touched = time.monotonic() - seconds
    return session


def test_no_more_pages_than_places():
    async def visits() -> None:
        sessions = Sessions(2, stop=Kernels().stop)
        await sessions.enter("vi")
        await sessions.enter("vi")
        with pytest.raises(Full):
            await sessions.enter("vi")

    asyncio.run(visits())


def test_a_page_that_was_left_makes_room():
    async def visits() -> None:
        kernels = Kernels()
        sessions = Sessions(2, stop=kernels.stop)
        first, second = await sessions.enter("vi"), await sessions.enter("vi")
        left(first, AT_ONCE_S + 1)
        left(second, AT_ONCE_S + 2)
        third = await sessions.enter("vi")
        assert kernels.ended == [second.kernel_id]
        assert set(sessions.open) == {first.kernel_id, third.kernel_id}

    asyncio.run(visits())


def test_a_page_with_a_connection_never_makes_room():
    async def visits() -> None:
        sessions = Sessions(1, stop=Kernels().stop)
        left(await sessions.enter("vi"), AT_ONCE_S + 1).pages.add(Page())
        with pytest.raises(Full):
            await sessions.enter("vi")

    asyncio.run(visits())


def test_a_page_that_is_being_made_is_neither_away_nor_idle():
    session = Session("vi")
    session.seen = session.touched = time.monotonic() - 1000
    assert session.away_s() == session.idle_s() == 0


def test_an_end_closes_the_connections_and_keeps_the_reason():
    async def visits() -> None:
        sessions = Sessions(1, stop=Kernels().stop)
        session, page = await sessions.enter("en"), Page()
        session.pages.add(page)
        assert sessions.notice(session.kernel_id) is None
        await sessions.end(session.kernel_id, "memory")
        assert page.reason == "memory"
        assert sessions.notice(session.kernel_id) == NOTICES["memory"]

    asyncio.run(visits())


def test_the_first_reason_counts():
    async def visits() -> None:
        kernels = Kernels()
        sessions = Sessions(1, stop=kernels.stop)
        session = await sessions.enter("en")
        await sessions.end(session.kernel_id, "memory")
        await sessions.end(session.kernel_id, "closed")
        assert sessions.notice(session.kernel_id) == NOTICES["memory"]
        assert kernels.ended == [session.kernel_id]

    asyncio.run(visits())


def test_a_page_of_an_earlier_server_is_told_so():
    assert Sessions(1, stop=Kernels().stop).notice("0") != NOTICES["died"]
