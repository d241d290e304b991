"""From a fork to a kernel, or to a command of the suite: takes over what the caller has and does the caller's work."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import distribution
from typing import TextIO

from icanalysis.runs.kernels import drawing
from icanalysis.runs.kernels.request import Request, keep_limits

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


@dataclass(frozen=True)
class Birth:
    """What a child needs: the request, files for its standard streams, and the process it ends with.

    A kernel has no input stream. `owner` is a pidfd, or None for a kernel that outlives its owner.
    """

    request: Request
    streams: list[int]
    owner: int | None
    owner_pid: int


def become(birth: Birth) -> None:
    """Does what the process was forked for, until its end."""
    _take_over(birth)
    {"kernel": _become_kernel, "paper": _become_kernel, "command": _become_command}[birth.request.work](birth)


def _become_kernel(birth: Birth) -> None:
    """Runs a kernel in this process until it is shut down."""
    import ipywidgets

    application = _application(birth)
    application.initialize(birth.request.arguments)
    ipywidgets.register_comm_target()  # it does so itself when it is imported in a kernel; here it was imported before
    application.start()


def _become_command(birth: Birth) -> None:
    """Runs a command of the suite with the arguments of the caller, and ends with its exit code.

    The end is at once: to take three thousand modules apart would take as long as to print a page.
    """
    import tqdm.std

    from icanalysis.runs.kernels import commands
    from icanalysis.runs.kernels.application import WarmKernelApp
    from icanalysis.runs.kernels.owner import OwnerPoller

    if birth.owner is not None:
        OwnerPoller(birth.owner).start()
    WarmKernelApp.clear_instance()
    sys.modules["tqdm.autonotebook"] = tqdm.std  # it would take any process with ipykernel for a notebook
    for name, file, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        setattr(sys, name, _text(file, mode, like=getattr(sys, name)))
    (script,) = distribution("icanalysis").entry_points.select(group="console_scripts")
    sys.argv = [script.name, *birth.request.arguments]
    commands.WARM = ()  # this process is the warm one
    code = _code(script.load())
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _text(file: int, mode: str, *, like: TextIO) -> TextIO:
    """A standard stream as Python opens it; a terminal shows each line at once, and so do errors."""
    lines = os.isatty(file) or file == 2
    return open(file, mode, encoding=like.encoding, errors=like.errors, buffering=1 if lines else -1, closefd=False)


def _code(work: Callable[[], None]) -> int:
    """The exit code that the interpreter would give after this work."""
    try:
        work()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def _take_over(birth: Birth) -> None:
    request = birth.request
    os.setsid()
    os.umask(request.umask)
    keep_limits(request.limits)
    streams = birth.streams if request.work == "command" else [_nothing(), *birth.streams]
    for target, file in enumerate(streams):
        os.dup2(file, target)
        os.close(file)
    os.chdir(request.cwd)
    drawing.only_with(request.env)
    os.environ.clear()
    os.environ.update(request.env)
    time.tzset()
    _other_random_numbers()
    gc.enable()


def _nothing() -> int:
    return os.open(os.devnull, os.O_RDONLY)


def _other_random_numbers() -> None:
    """NumPy seeds its global numbers when it is imported: without this all kernels would draw the same ones."""
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()


def _application(birth: Birth):
    """ipykernel's application with the arguments it would have had, watching the owner instead of the parent."""
    import ipykernel_launcher

    from icanalysis.runs.kernels.application import WarmKernelApp

    sys.argv = [ipykernel_launcher.__file__, *birth.request.arguments]
    application = WarmKernelApp.instance()
    application.parent_handle = 0 if birth.owner is None else birth.owner_pid
    application.owner = birth.owner
    return application
