"""The process of a fork server: `python -m icanalysis.runs.kernels.server FOLDER STAMP`, started by `client`.

It takes the lock, listens, goes into the background and only then imports: whoever connects meanwhile waits in line.
The lock is held as long as it listens, so of two that start at once one goes on and the other leaves.
"""

from __future__ import annotations

import fcntl
import os
import sys
from pathlib import Path

from icanalysis.runs.kernels import drawing, preload, stamp, wire
from icanalysis.runs.kernels.child import become
from icanalysis.runs.kernels.loop import IDLE_S, Loop

IDLE = "ICANALYSIS_KERNELS_IDLE_S"
"""Seconds without a kernel after which a server leaves."""


def main(folder: Path, name: str) -> None:
    """Serves; in a process that it forked, does that one's work instead."""
    lock = _lock(folder / f"{name}.lock")
    if lock is None:
        return
    listener = wire.listening(folder / f"{name}.sock")
    if os.fork():
        os._exit(0)
    del sys.path[0]  # the private folder, from which `-m` would import
    code = stamp.code()
    if code != name.partition("-")[0]:
        (folder / f"{name}.sock").unlink()
        sys.exit("This server would have another code than the one that was asked for.")
    preload.first()
    loop = Loop(listener, code=code, lock=lock, idle_s=float(os.environ.get(IDLE) or IDLE_S))
    drawing.at((folder / name).with_suffix(".draw"))
    birth = loop.run()
    if birth is not None:
        become(birth)


def _lock(path: Path) -> int | None:
    """The lock of a server's name, or None when another holds it. It goes with the process that holds it."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    return file


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
