"""The files of all modules, as ipykernel lists them for its debugger, read where they are shared.

To walk through `sys.modules` counts a reference to each module and to each name of a file, and so writes to a page of
memory for nearly every one of three thousand: 17 MB in each kernel that would else be shared with the server. The
server walks for all, and puts what it found side by side.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace


class Module:
    """Stands for a module; knows its file alone."""

    __slots__ = ("__file__",)

    def __init__(self, file: str) -> None:
        self.__file__ = file[:1] + file[1:]  # a copy: the same text would stay where it is


_found: dict[int, Module] = {}


def find() -> None:
    """Walks through the modules of this process, unless there are as many as before."""
    if len(sys.modules) != len(_found):
        files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
        _found.clear()
        _found.update(enumerate(map(Module, files)))


@contextmanager
def found() -> Iterator[None]:
    """Within it, ipykernel's list of modules is the one that was found."""
    from ipykernel import ipkernel

    own, ipkernel.sys = ipkernel.sys, SimpleNamespace(modules=_found)
    try:
        yield
    finally:
        ipkernel.sys = own
