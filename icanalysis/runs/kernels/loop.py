"""The fork server at work: one thread, one loop; asked, it forks a kernel and tells later how that ended.

It retires when it is stale, idle, told to, has lost its folder or has grown a thread: then it takes no more requests,
and leaves when its last kernel has ended. Kernels live on when it is killed.
"""

from __future__ import annotations

import contextlib
import gc
import os
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from icanalysis.runs.kernels import modules, preload, stamp, threads, warm, wire
from icanalysis.runs.kernels.child import Birth
from icanalysis.runs.kernels.children import Child, reap, tell_end
from icanalysis.runs.kernels.peer import is_own, peer
from icanalysis.runs.kernels.request import Request
from icanalysis.runs.kernels.spare import Spares, born

IDLE_S = 300.0
TICK_S = 5.0
QUIET_S = 1.0
"""How long after a fork the next one may be made ahead: until then who was forked has the processor."""

READING_S = 5.0
"""How long a request may take to arrive: the one who sends it is not let hold up the others."""


class Loop:
    """Serves one listening socket."""

    def __init__(self, listener: socket.socket, *, code: str, lock: int | None = None, idle_s: float = IDLE_S) -> None:
        self.listener = listener
        self.path = Path(listener.getsockname())
        self.code = code
        self.lock = lock
        self.idle_s = idle_s
        self.children: dict[int, Child] = {}
        self.files = selectors.DefaultSelector()
        self.files.register(listener, selectors.EVENT_READ, self.answer)
        self.spares = Spares(self.files)
        self.to_load: Iterator[str] | None = preload.rest()
        self.last_asked = self.last_given = time.monotonic()
        self.next_tick = self.last_asked + TICK_S
        self.listening = True

    def run(self) -> Birth | None:
        """Serves until there is nothing more to serve; in a forked kernel it returns what that kernel needs."""
        while self.listening or self.children:
            for key, _ in self.files.select(self.pause_s()):
                birth = key.data()
                if birth is not None:
                    return birth
            self.load_more()
            birth = self.fork_ahead()
            if birth is not None:
                return birth
            if time.monotonic() >= self.next_tick:
                self.next_tick = time.monotonic() + TICK_S
                self.look_around()
        return None

    def load_more(self) -> None:
        """Imports one more module, when there is one and nobody has just asked."""
        if self.to_load and not self.files.select(0):
            try:
                next(self.to_load)
            except StopIteration:
                self.to_load = None
            except Exception as error:
                print(f"{error!r}: the rest is left to the kernels", flush=True)
                self.to_load = None

    def pause_s(self) -> float:
        """How long to wait for someone to ask before there is something else to do."""
        if self.to_load:
            return 0
        quiet_s = time.monotonic() - self.last_given
        return QUIET_S - quiet_s if self.spares.lacking() and quiet_s < QUIET_S else TICK_S

    def fork_ahead(self) -> Birth | None:
        """Forks a process that waits for its work, when all is loaded and nobody is held up by it."""
        work = self.spares.lacking()
        busy = any(child.work == "command" for child in self.children.values())
        early = busy or time.monotonic() - self.last_given < QUIET_S
        if not work or self.to_load or (early and work != warm.DRAWING) or threads.in_the_way():
            return None
        data = self.spares.wanted[work]
        ours, theirs = socket.socketpair()
        pid = _fork()
        if not pid:
            ours.close()
            self.leave_to_child()
            return born(work, data, theirs)
        theirs.close()
        self.spares.add(work, pid, ours)
        return None

    def look_around(self) -> None:
        """Retires when there is a reason to."""
        idle = not self.children and time.monotonic() - self.last_asked > self.idle_s
        if idle or not self.path.exists() or stamp.code() != self.code:
            self.retire()

    def retire(self) -> None:
        """Takes no more requests; whoever comes next finds no socket and starts a new server."""
        if self.listening:
            self.listening = False
            self.to_load = None
            self.files.unregister(self.listener)
            with contextlib.suppress(OSError):
                self.path.unlink()
            self.listener.close()
            if self.lock is not None:
                os.close(self.lock)
            self.spares.end()

    def answer(self) -> Birth | None:
        """Answers who has connected."""
        try:
            asker, _ = self.listener.accept()
        except OSError:
            return None
        asker.settimeout(READING_S)
        try:
            return self.answer_to(asker)
        except (OSError, TypeError, wire.Broken) as error:
            print(f"not answered: {error!r}", flush=True)
            asker.close()
            return None

    def answer_to(self, asker: socket.socket) -> Birth | None:
        """Refuses a stranger without reading, else does what is asked."""
        who = peer(asker)
        if not is_own(who):
            print(f"refused: user {who.uid}", flush=True)
            asker.close()
            return None
        message, streams = wire.receive(asker)
        self.last_asked = time.monotonic()
        asked = message.pop("do", None)
        if asked == "fork" and stamp.code() == self.code and not threads.in_the_way():
            return self.fork(asker, Request(**message), streams, who.pid)
        for file in streams:
            os.close(file)
        if asked == "expect":
            self.spares.want(message.get("work"), message.get("data") or {})
        if asked in ("say", "expect"):
            found = {"kernels": len(self.children), "loaded": self.to_load is None, "threads": threads.in_the_way()}
            wire.send(asker, {"pid": os.getpid(), "waiting": self.spares.ready()} | found)
        else:
            self.retire()
            if asked == "stop":
                wire.send(asker, {"pid": os.getpid()})
        asker.close()  # without an answer, the asker starts another server
        return None

    def fork(self, asker: socket.socket, request: Request, streams: list[int], owner_pid: int) -> Birth | None:
        """Forks a kernel, unless one waits for such work; returns its birth in the kernel and None in the server."""
        birth = Birth(request, streams, None if request.independent else os.pidfd_open(owner_pid), owner_pid)
        forked = self.spares.become(birth)
        if forked is None:
            pid = _fork()
            if not pid:
                self.leave_to_child(asker)
                return birth
            forked = pid, os.pidfd_open(pid)
        pid, file = forked
        for one in [*streams, *([] if birth.owner is None else [birth.owner])]:
            os.close(one)
        self.last_given = time.monotonic()
        self.spares.want(request.work, request.data)
        child = Child(pid, file, asker, request.work)
        self.children[pid] = child
        self.files.register(child.file, selectors.EVENT_READ, partial(self.ended, child))
        try:
            wire.send(asker, {"pid": pid}, [child.file])
        except OSError:
            self.left(child)
        else:
            self.files.register(asker, selectors.EVENT_READ, partial(self.left, child))
        return None

    def ended(self, child: Child) -> None:
        """A kernel has ended."""
        self.files.unregister(child.file)
        tell_end(child)
        self.let_go(child)

    def left(self, child: Child) -> None:
        """Who asked for a kernel has left, or needs no more of it."""
        if child.asker is not None:
            with contextlib.suppress(KeyError):
                self.files.unregister(child.asker)
            child.asker.close()
            child.asker = None
        self.let_go(child)

    def let_go(self, child: Child) -> None:
        """Forgets a kernel that has ended and that nobody waits for."""
        if child.ended and child.asker is None:
            reap(child)
            del self.children[child.pid]
            self.last_asked = time.monotonic()

    def leave_to_child(self, asker: socket.socket | None = None) -> None:
        """Closes in a child what belongs to the server."""
        self.files.close()
        self.listener.close()
        if self.lock is not None:
            os.close(self.lock)
        if asker is not None:
            asker.close()
        self.spares.let_go()
        for child in self.children.values():
            os.close(child.file)
            if child.asker is not None:
                child.asker.close()


def _fork() -> int:
    """Forks; what is there by then is left alone by the search for garbage, so that it stays shared.

    What Python remembers of methods is forgotten: who looks up another one would let go of a name that is shared.
    """
    modules.find()
    (getattr(sys, "_clear_internal_caches", None) or sys._clear_type_cache)()
    gc.freeze()
    return os.fork()
