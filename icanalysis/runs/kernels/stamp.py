"""What a fork server was made from: when it is no longer so, the server is stale.

stamp = digest of the code – digest of the environment that is read at start, so a server that has another code, other
packages or another start than the one asked for has another name, and is never reached.
"""

from __future__ import annotations

import hashlib
import os
import site
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
READ_AT_START = ("PYTHON", "POLARS_", "LD_", "LANG", "LC_", "OMP_", "OPENBLAS_", "ARROW_", "GDAL_", "PROJ_", "MPL")
"""Variables, by how they begin, that the interpreter or a library reads once: changing them in a child is too late."""


def stamp(env: Mapping[str, str]) -> str:
    """The name of the server that a caller with this environment needs.

    >>> stamp({"LANG": "vi_VN.UTF-8"}) == stamp({"LANG": "vi_VN.UTF-8", "ICANALYSIS_DATA": "tables"})
    True
    >>> stamp({"PYTHONPATH": "a"}) == stamp({"PYTHONPATH": "b"})
    False
    """
    start = sorted((key, value) for key, value in env.items() if key.startswith(READ_AT_START))
    return f"{code()}-{_digest(start)}"


def code() -> str:
    """Digest of the interpreter, the installed distributions and the sources of the suite, by size and time of change.

    The sources of *other* editable installs are not looked at.
    """
    return _digest([sys.executable, sys.prefix, sys.version, *_distributions(), *_sources()])


@lru_cache
def _folders() -> list[str]:
    return sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()})


def _distributions() -> Iterator[tuple[str, int]]:
    for folder in _folders():
        if os.path.isdir(folder):
            with os.scandir(folder) as entries:
                yield from sorted(
                    (entry.path, entry.stat().st_mtime_ns)
                    for entry in entries
                    if entry.name.endswith((".dist-info", ".egg-info", ".pth"))
                )


def _sources() -> Iterator[tuple[str, int, int]]:
    for folder, below, names in os.walk(PACKAGE):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            found = os.stat(os.path.join(folder, name))
            yield os.path.join(folder, name), found.st_size, found.st_mtime_ns


def _digest(parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
