"""The names and files of all modules, as IPython and ipykernel keep them, for kernels that share their memory.

To walk through `sys.modules` counts a reference to each module, to its name and to that of its file, and so writes to
pages of memory for nearly every one of four thousand: 17 MB for the files and 5 for the names in each kernel, that
would else be shared with the server. The server walks for all and keeps what it found as two long texts; a kernel
reads them when somebody debugs, or resets all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Set
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

_BETWEEN = "\0"
_found = SimpleNamespace(count=0, names="", files="")


class Found(Set):
    """What the server found, read from one of its texts."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __iter__(self) -> Iterator[str]:
        return filter(None, self.text.split(_BETWEEN))

    def __contains__(self, one: object) -> bool:
        return one in self.text.split(_BETWEEN)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @classmethod
    def _from_iterable(cls, all_of_them: Iterator[str]) -> set[str]:
        return set(all_of_them)


class System:
    """Stands for `sys` where modules would be listed; there are none."""

    modules: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(sys, name, value)


def find() -> None:
    """Walks through the modules of this process, unless there are as many as before."""
    if len(sys.modules) != _found.count:
        files = {name: getattr(module, "__file__", None) or "" for name, module in list(sys.modules.items())}
        _found.count = len(files)
        _found.names, _found.files = _BETWEEN.join(files), _BETWEEN.join(files.values())


def names() -> Found:
    """The names of the modules that were found."""
    return Found(_found.names)


def files() -> Found:
    """The files of the modules that were found."""
    return Found(_found.files)


@contextmanager
def unlisted() -> Iterator[None]:
    """Within it, ipykernel and IPython find no modules to list."""
    from ipykernel import ipkernel
    from IPython.core import shellapp

    ipkernel.sys = shellapp.sys = System()
    try:
        yield
    finally:
        ipkernel.sys = shellapp.sys = sys
