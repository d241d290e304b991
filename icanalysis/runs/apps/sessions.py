"""The open pages: each has a kernel of its own, from its first byte until it is left, idle, too large or dead.

    enter ── loading ── open ──┬─ closed: its tab was closed          ┐
                               ├─ away: its browser does not answer   │
                               ├─ idle: nobody touched a control      ├─ end: the kernel goes, the reason is kept
                               ├─ memory, stuck: it takes too much    │
                               └─ died: its kernel has ended          ┘

The page asks for the reason (`api/alive/KERNEL`) and shows it.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import uuid4

from icanalysis.errors import BadWorkspace
from icanalysis.sources.version import Stamps, stamps
from icanalysis.wording.language import LANGUAGES, marked, words

AT_ONCE_S = 15.0
"""A page that was left so long ago gives its place to a new one when all are taken."""

REMEMBERED = 1000
"""Pages whose end is remembered."""

NOTICES = {
    "away": marked("This page had no connection for a while, so its session was closed. Reload it to go on."),
    "closed": marked("This session was closed. Reload the page to go on."),
    "died": marked("The calculation behind this page has ended unexpectedly. Reload the page to go on."),
    "idle": marked("Nobody has used this page for a long time, so its session was closed. Reload it to go on."),
    "memory": marked("This page needed more memory than allowed, so its session was closed. Choose less and reload."),
    "stuck": marked("This page did not finish calculating, so its session was closed. Reload it to go on."),
    "unknown": marked("The server has been restarted. Reload the page to go on."),
}
"""Why a session ended → what its reader is told."""


class Full(Exception):
    """As many pages are open as may be."""


def tables_now() -> Stamps | None:
    """The state of the tables; none while one is missing, for instance because they are being replaced."""
    try:
        return stamps()
    except BadWorkspace:
        return None


@dataclass
class Session:
    """One open page. Times are those of `time.monotonic`; `pages` are the connections that its browser holds.

    `tables` is the state of the tables before the page was made: what it shows is of that state or of a later one.
    """

    language: str
    tables: Stamps | None = field(default_factory=tables_now)
    kernel_id: str = field(default_factory=lambda: str(uuid4()))
    loading: bool = True
    seen: float = field(default_factory=time.monotonic)
    touched: float = field(default_factory=time.monotonic)
    pages: set = field(default_factory=set)

    def has_loaded(self) -> None:
        """Its page has been sent; from now on its browser must show itself."""
        self.loading = False
        self.seen = self.touched = time.monotonic()

    def away_s(self) -> float:
        """How long its browser has not been heard of."""
        return 0.0 if self.loading or self.pages else time.monotonic() - self.seen

    def idle_s(self) -> float:
        """How long nobody has touched a control."""
        return 0.0 if self.loading else time.monotonic() - self.touched


class Sessions:
    """All open pages, at most so many."""

    def __init__(self, most: int, *, stop: Callable[[str], Awaitable[None]]) -> None:
        """`stop` ends a kernel by its id, and does nothing for one that is not there."""
        self.most = most
        self.stop = stop
        self.open: dict[str, Session] = {}
        self.ends: OrderedDict[str, tuple[str, str]] = OrderedDict()

    async def enter(self, language: str) -> Session:
        """A place for a new page; the page that was left longest ago makes room when there is none.

        Raises:
            Full: when nobody has left.
        """
        if len(self.open) >= self.most:
            longest = max(self.open.values(), key=Session.away_s, default=None)
            if longest is None or longest.away_s() < AT_ONCE_S:
                raise Full
            await self.end(longest.kernel_id, "away")
        session = Session(language)
        self.open[session.kernel_id] = session
        return session

    async def end(self, kernel_id: str, reason: str) -> None:
        """Ends a session, its connections and its kernel; the first reason counts."""
        session = self.open.pop(kernel_id, None)
        if session is None:
            return
        self.ends[kernel_id] = reason, session.language
        while len(self.ends) > REMEMBERED:
            self.ends.popitem(last=False)
        for page in list(session.pages):
            page.close(code=4000, reason=reason)
        await self.stop(kernel_id)

    def is_aged(self, kernel_id: str) -> bool:
        """Whether the tables have changed since an open page was made; not before all of them are there again."""
        session = self.open.get(kernel_id)
        return session is not None and tables_now() not in (None, session.tables)

    def notice(self, kernel_id: str) -> str | None:
        """What to tell the reader of a page, in its language: nothing while it goes on, else why it ended."""
        if kernel_id in self.open:
            return None
        reason, language = self.ends.get(kernel_id, ("unknown", LANGUAGES[0]))
        return words(language)(NOTICES[reason])
