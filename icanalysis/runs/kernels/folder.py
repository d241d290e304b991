"""The private folder: sockets, lock and log of the fork servers, for their owner alone."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

VARIABLE = "ICANALYSIS_KERNELS"
"""Names another folder; `off` turns warm kernels off."""

LONGEST = 60
"""Bytes of the folder's path: with the names below it, it must fit into the 108 of a UNIX socket's address."""


_said: set[str] = set()
"""Why kernels were not warm, as far as it was said: once is enough for a process."""


class NotWarm(Exception):
    """A kernel cannot be had from a fork server; the text says why."""


def folder() -> Path:
    """The folder, made with mode 0700 when it is not there.

    Raises:
        NotWarm: when warm kernels are turned off, or the folder is not this user's alone.
    """
    given = os.environ.get(VARIABLE)
    if given == "off":
        raise NotWarm(f"{VARIABLE} is off")
    return private(Path(given) if given else _usual())


def is_news(reason: NotWarm) -> bool:
    """Whether a reader must hear why kernels are not warm: the first time, and not when they were turned off."""
    if os.environ.get(VARIABLE) == "off" or str(reason) in _said:
        return False
    _said.add(str(reason))
    return True


def private(path: Path) -> Path:
    """A folder that is this user's alone, made when it is not there.

    A folder that another user owns or may enter is refused and never mended: who made it so may still hold it open.

    Raises:
        NotWarm: when it cannot be made, is a link, belongs to another user, is open to others or has a long name.
    """
    if len(os.fsencode(path)) > LONGEST or not path.is_absolute():
        raise NotWarm(f"{path} is no absolute path of at most {LONGEST} bytes")
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = path.lstat()
    except OSError as error:
        raise NotWarm(f"{path} cannot be made ({error.strerror})") from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise NotWarm(f"{path} is not a folder of this user alone (mode 0700)")
    return path


def _usual() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return Path(runtime) / "icanalysis" if runtime else Path(tempfile.gettempdir()) / f"icanalysis-{os.getuid()}"
