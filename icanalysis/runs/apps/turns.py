"""Pages take turns at calculating.

Fifty pages that calculate at the same time on two cores are all late; some at a time, the first are there much earlier.
A page also waits for its kernel and its browser, so a few at a time keep a core at work. Nobody waits long for a page
that does not come to an end.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator

FOR_EACH_CORE = 4
LONGEST_S = 8.0
"""How long a page waits for its turn before it starts all the same."""


class Turns:
    """So many pages calculate at the same time, by default a few for each core."""

    def __init__(self, at_once: int | None = None) -> None:
        self.free = asyncio.Semaphore(at_once or FOR_EACH_CORE * (os.cpu_count() or 1))

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Waits for a turn, and gives it back at the end."""
        try:
            await asyncio.wait_for(self.free.acquire(), LONGEST_S)
            taken = True
        except TimeoutError:
            taken = False
        try:
            yield
        finally:
            if taken:
                self.free.release()
