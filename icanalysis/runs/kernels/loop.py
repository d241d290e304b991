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
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from icanalysis.runs.kernels import modules, preload, stamp, threads, wire
from icanalysis.runs.kernels.child import Birth
from icanalysis.runs.kernels.children import Child, reap, tell_end
from icanalysis.runs.kernels.peer import is_own, peer
from icanalysis.runs.kernels.request import Request

IDLE_S = 300.0
TICK_S = 5.0
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
        self.to_load: Iterator[str] | None = preload.rest()
        self.last_asked = time.monotonic()
        self.next_tick = self.last_asked + TICK_S
        self.listening = True

    def run(self) -> Birth | None:
        """Serves until there is nothing more to serve; in a forked kernel it returns what that kernel needs."""
        while self.listening or self.children:
            for key, _ in self.files.select(0 if self.to_load else TICK_S):
                born = key.data()
                if born is not None:
                    return born
            self.load_more()
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
        if asked == "say":
            found = {"kernels": len(self.children), "loaded": self.to_load is None, "threads": threads.in_the_way()}
            wire.send(asker, {"pid": os.getpid()} | found)
        else:
            self.retire()
            if asked == "stop":
                wire.send(asker, {"pid": os.getpid()})
        asker.close()  # without an answer, the asker starts another server
        return None

    def fork(self, asker: socket.socket, request: Request, streams: list[int], owner_pid: int) -> Birth | None:
        """Forks a kernel; returns its birth in the kernel and None in the server."""
        owner = None if request.independent else os.pidfd_open(owner_pid)
        modules.find()
        gc.freeze()
        pid = os.fork()
        if not pid:
            self.leave_to_child(asker)
            return Birth(request, streams, owner, owner_pid)
        for file in [*streams, *([] if owner is None else [owner])]:
            os.close(file)
        child = Child(pid, os.pidfd_open(pid), asker)
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

    def leave_to_child(self, asker: socket.socket) -> None:
        """Closes in a kernel what belongs to the server."""
        self.files.close()
        self.listener.close()
        if self.lock is not None:
            os.close(self.lock)
        asker.close()
        for child in self.children.values():
            os.close(child.file)
            if child.asker is not None:
                child.asker.close()
