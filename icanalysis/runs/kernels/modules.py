"""The names and files of all modules, as IPython and ipykernel list them, read where they are shared.

To walk through `sys.modules` counts a reference to each module, to its name and to that of its file, and so writes to
pages of memory for nearly every one of three thousand: 17 MB for the files and 5 for the names in each kernel, that
would else be shared with the server. The server walks for all, and puts what it found side by side.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Module:
    """Stands for a module; knows its file alone."""

    __slots__ = ("__file__",)

    def __init__(self, file: str) -> None:
        self.__file__ = _copied(file)


class System:
    """Stands for `sys` where modules are listed."""

    def __getattr__(self, name: str) -> Any:
        return _found if name == "modules" else getattr(sys, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(sys, name, value)


_found: dict[str, Module] = {}


def find() -> None:
    """Walks through the modules of this process, unless there are as many as before."""
    if len(sys.modules) != len(_found):
        files = {name: getattr(module, "__file__", None) or "" for name, module in list(sys.modules.items())}
        _found.clear()
        _found.update({_copied(name): Module(file) for name, file in files.items()})


@contextmanager
def found() -> Iterator[None]:
    """Within it, ipykernel and IPython list the modules that were found."""
    from ipykernel import ipkernel
    from IPython.core import shellapp

    ipkernel.sys = shellapp.sys = System()
    try:
        yield
    finally:
        ipkernel.sys = shellapp.sys = sys


def _copied(text: str) -> str:
    """The same text at another place: the one that a module has would stay where it is."""
    return text[:1] + text[1:]
