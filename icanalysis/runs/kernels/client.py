"""Reaches the fork server that has the code and packages of now, and starts it when there is none."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from icanalysis.runs.kernels import wire
from icanalysis.runs.kernels.folder import NotWarm, folder
from icanalysis.runs.kernels.peer import is_own, peer
from icanalysis.runs.kernels.stamp import stamp
from icanalysis.runs.kernels.threads import QUIET

PATIENCE_S = 30.0
TRIES = 4
PAUSE_S = 0.05
NOT_FOR_SERVERS = ("JPY_", "VSCODE_")
"""Variables of a kernel or an editor that is the caller by chance."""


def possible() -> bool:
    """Whether this system can fork kernels and name processes without mistake: Linux can."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open") and hasattr(socket, "SO_PEERCRED")


def start(env: Mapping[str, str] | None = None) -> None:
    """Starts the server when there is none, and returns while it still imports.

    Raises:
        NotWarm: when there can be none.
    """
    _checked()
    env = os.environ if env is None else env
    where, name = folder(), stamp(env)
    if not _served(where / f"{name}.lock"):
        _launch(where, name, env)


def stop(env: Mapping[str, str] | None = None) -> int | None:
    """Lets the server retire; its kernels live on. Returns its process id, or None when there was none."""
    return _told({"do": "stop"}, os.environ if env is None else env).get("pid")


def state(env: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Process id, number of kernels, whether all is loaded, what forbids a fork, which processes wait for their work.

    Nothing when there is no server.
    """
    return _told({"do": "say"}, os.environ if env is None else env)


def expect(work: str, *, data: Mapping[str, str]) -> None:
    """Lets the server have a process ready for a kind of work, as if asked once; `data` are variables of the tables."""
    _told({"do": "expect", "work": work, "data": dict(data)}, os.environ)


def ask(
    message: dict[str, Any], streams: Sequence[int], *, env: Mapping[str, str]
) -> tuple[dict[str, Any], list[int], socket.socket]:
    """The server's answer, the files that came with it and the connection, which stays open.

    A server that leaves without an answer (stale, retired, killed) is replaced.

    Raises:
        NotWarm: when there is no answer in time.
    """
    _checked()
    where, name = folder(), stamp(env)
    until = time.monotonic() + PATIENCE_S
    tried = 0
    while tried < TRIES and time.monotonic() < until:
        connection = _connected(where / f"{name}.sock")
        if connection is None:
            tried += _launch(where, name, env)
            time.sleep(PAUSE_S)
            continue
        connection.settimeout(max(until - time.monotonic(), 1))
        try:
            wire.send(connection, message, streams)
            answer, files = wire.receive(connection)
        except (OSError, wire.Broken):
            connection.close()
            tried += 1
            name = stamp(env)
        else:
            return answer, files, connection
    raise NotWarm(f"no fork server answers; see {where / f'{name}.log'}")


def _checked() -> None:
    if not possible():
        raise NotWarm(f"processes cannot be forked safely on {sys.platform}")


def _served(lock: Path) -> bool:
    """Whether a server holds the lock of its name."""
    import fcntl  # not on every system on which this module is imported

    with contextlib.suppress(FileNotFoundError), open(lock, "rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _connected(path: Path) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(str(path))
        if is_own(peer(connection)):
            return connection
    except OSError:
        pass
    connection.close()
    return None


def _launch(where: Path, name: str, env: Mapping[str, str]) -> bool:
    """Starts a server and waits until it listens or has left because another does; True when it listened."""
    command = [sys.executable, "-m", "icanalysis.runs.kernels.server", str(where), name]
    kept = {key: value for key, value in env.items() if not key.startswith(NOT_FOR_SERVERS)}
    with open(os.open(where / f"{name}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
        subprocess.run(
            command,
            cwd=where,
            env=kept | QUIET,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            check=False,
        )
    return (where / f"{name}.sock").exists()


def _told(message: dict[str, Any], env: Mapping[str, str]) -> dict[str, Any]:
    _checked()
    connection = _connected(folder() / f"{stamp(env)}.sock")
    if connection is None:
        return {}
    with connection, contextlib.suppress(OSError, wire.Broken):
        connection.settimeout(PATIENCE_S)
        wire.send(connection, message)
        return wire.receive(connection)[0]
    return {}
