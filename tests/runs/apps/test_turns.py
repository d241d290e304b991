"""Pages take turns at calculating."""

from __future__ import annotations

import asyncio

import pytest

from icanalysis.runs.apps import turns
from icanalysis.runs.apps.turns import Turns


def test_pages_calculate_one_after_the_other():
    async def pages() -> list[str]:
        shared, seen = Turns(1), []

        async def page(name: str) -> None:
            async with shared.turn():
                seen.append(f"{name} begins")
                await asyncio.sleep(0)
                seen.append(f"{name} ends")

        await asyncio.gather(page("a"), page("b"), page("c"))
        return seen

    assert asyncio.run(pages()) == [f"{name} {word}" for name in "abc" for word in ("begins", "ends")]


def test_a_page_that_does_not_end_holds_nobody_up_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "LONGEST_S", 0.01)

    async def pages() -> bool:
        shared = Turns(1)
        async with shared.turn(), shared.turn():
            return True

    assert asyncio.run(pages())


def test_a_page_that_fails_gives_its_turn_back():
    async def pages() -> bool:
        shared = Turns(1)
        with pytest.raises(RuntimeError):
            async with shared.turn():
                raise RuntimeError
        return not shared.free.locked()

    assert asyncio.run(pages())
