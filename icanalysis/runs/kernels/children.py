"""The kernels that a server has forked: who waits for each, and how it ended.

A kernel that has ended stays a zombie until the one who asked for it has left, as with `subprocess.Popen`: so its
process id, and that of its group, cannot meanwhile become another's.
"""

from __future__ import annotations

import contextlib
import os
import socket
from dataclasses import dataclass

from icanalysis.runs.kernels.wire import END


@dataclass
class Child:
    """A process that works: a file that becomes readable when it ends, the connection of who asked, and for what."""

    pid: int
    file: int
    asker: socket.socket | None
    work: str = "kernel"
    ended: bool = False


def tell_end(child: Child) -> None:
    """Tells how a kernel ended to the one who asked for it; does not wait for the kernel."""
    child.ended = True
    if child.asker is not None:
        with contextlib.suppress(OSError):
            child.asker.sendall(END.pack(_code(os.waitid(os.P_PIDFD, child.file, os.WEXITED | os.WNOWAIT))))


def reap(child: Child) -> None:
    """Lets go of a kernel that has ended."""
    os.waitid(os.P_PIDFD, child.file, os.WEXITED)
    os.close(child.file)


def _code(found: os.waitid_result) -> int:
    """The exit code as `Popen` has it: the status, or minus the signal that ended it."""
    return found.si_status if found.si_code == os.CLD_EXITED else -found.si_status
