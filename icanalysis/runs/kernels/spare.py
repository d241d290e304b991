"""Processes forked ahead: each has done what may not be done before a fork, and waits for the one who needs it.

    server ── fork ── Polars' threads, tables, letters of documents ── ready ══ socket ══ request ── the work asked for

What a spare process is given, it takes over as one that was just forked: folder, environment, streams, limits. It ends
with its server. There is at most one for each kind of work that was asked for before.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import selectors
import signal
import socket
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from icanalysis.runs.kernels import drawing, warm, wire
from icanalysis.runs.kernels.child import Birth
from icanalysis.runs.kernels.request import DATA, Request

READY = b"\1"
TAKING_S = 5.0
"""How long a spare process may take to hear what it becomes."""


@dataclass
class Spare:
    """A process that waits: its pidfd, and the connection on which it says it is ready and hears what it becomes."""

    pid: int
    file: int
    connection: socket.socket
    ready: bool = False

    def hear(self) -> bool:
        """Reads what it says: that it is ready, or nothing when it has ended; false then."""
        self.ready = False
        with contextlib.suppress(OSError):
            self.ready = self.connection.recv(1) == READY
        return self.ready

    def give(self, birth: Birth) -> bool:
        """Gives it the work of a caller; false when it has ended meanwhile."""
        files = birth.streams if birth.owner is None else [*birth.streams, birth.owner]
        try:
            wire.send(self.connection, {"request": birth.request.message(), "owner_pid": birth.owner_pid}, files)
        except OSError:
            return False
        self.connection.close()
        return True

    def end(self) -> None:
        """Ends it."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.file, signal.SIGKILL)
        os.waitid(os.P_PIDFD, self.file, os.WEXITED)
        self.let_go()

    def let_go(self) -> None:
        """Closes what this process holds of it."""
        self.connection.close()
        os.close(self.file)


class Spares:
    """The spare processes of a server, by the kind of their work, and for which kinds there should be one."""

    def __init__(self, files: selectors.BaseSelector) -> None:
        """`files` is where the server listens; its data are functions to call."""
        self.files = files
        self.wanted: dict[str, Mapping[str, str]] = {}
        self.waiting: dict[str, Spare] = {}

    def want(self, work: str, data: Mapping[str, str]) -> None:
        """From now on one should wait for this kind of work, with the tables that these variables name."""
        if work in warm.AFTER_FORK and work != warm.DRAWING:
            self.wanted[work] = data
        if work == "paper":
            self.wanted[warm.DRAWING] = {}

    def lacking(self) -> str | None:
        """A kind of work for which none waits though one should."""
        lacking = [work for work in self.wanted if work not in self.waiting]
        return warm.DRAWING if warm.DRAWING in lacking else next(iter(lacking), None)

    def ready(self) -> dict[str, int]:
        """Kind of work → the process that is ready for it."""
        return {work: one.pid for work, one in self.waiting.items() if one.ready}

    def add(self, work: str, pid: int, connection: socket.socket) -> None:
        """Keeps a process that was forked to wait."""
        connection.settimeout(TAKING_S)
        self.waiting[work] = Spare(pid, os.pidfd_open(pid), connection)
        self.files.register(connection, selectors.EVENT_READ, partial(self.heard, work))

    def heard(self, work: str) -> None:
        """One is ready; or it has ended, and no other is made before someone asks for such work again."""
        if not self.waiting[work].hear():
            del self.wanted[work]
            self.take(work).end()

    def take(self, work: str) -> Spare:
        """One that from now on waits no more."""
        made = self.waiting.pop(work)
        self.files.unregister(made.connection)
        return made

    def become(self, birth: Birth) -> tuple[int, int] | None:
        """The process id and pidfd of one that does this work from now on; None where none can."""
        work = birth.request.work
        waits = work != warm.DRAWING and work in self.waiting and self.waiting[work].ready
        if not waits or not _suits(birth.request):
            return None
        made = self.take(work)
        if made.give(birth):
            return made.pid, made.file
        made.end()
        return None

    def end(self) -> None:
        """Ends all, and lets no other be made."""
        self.wanted.clear()
        for work in list(self.waiting):
            self.take(work).end()

    def let_go(self) -> None:
        """Closes in a child what belongs to the server."""
        for made in self.waiting.values():
            made.let_go()


def _suits(request: Request) -> bool:
    """Whether a process that holds threads and memory already can still take over what a caller has."""
    soft, _hard = request.limits.get("RLIMIT_AS", (resource.RLIM_INFINITY,) * 2)
    same = all(request.env.get(name) == os.environ.get(name) for name in drawing.READ_AT_START)
    return same and soft == resource.RLIM_INFINITY


def born(work: str, data: Mapping[str, str], connection: socket.socket) -> Birth:
    """In a spare process: makes ready for a kind of work with the tables that variables name, and waits until needed.

    What fails here is left to the work itself, which says so.
    """
    from icanalysis.sources import tables

    for name in DATA:
        os.environ.pop(name, None)
    os.environ |= data
    try:
        for step in warm.AFTER_FORK[work]:
            step()
    except Exception:
        traceback.print_exc()
    gc.freeze()
    try:
        connection.sendall(READY)
        if work == warm.DRAWING:
            drawing.serve(connection)
            os._exit(0)
        told, files = wire.receive(connection)
    except (OSError, wire.Broken):  # the server has left
        os._exit(0)
    connection.close()
    message = told["request"]
    message.pop("do")
    request = Request(**message)
    owner = None if request.independent else files.pop()
    tables.hold_ahead()
    return Birth(request, files, owner, told["owner_pid"])
