"""From a fork to a kernel: takes over what the caller has and runs ipykernel's own application."""

from __future__ import annotations

import gc
import os
import sys
import time
from dataclasses import dataclass

from icanalysis.runs.kernels.request import Request, keep_limits


@dataclass(frozen=True)
class Birth:
    """What a child needs: the request, files for its standard streams, and the process it ends with.

    `owner` is a pidfd, or None for a kernel that outlives its owner.
    """

    request: Request
    streams: list[int]
    owner: int | None
    owner_pid: int


def become_kernel(birth: Birth) -> None:
    """Runs a kernel in this process until it is shut down."""
    _take_over(birth)
    application = _application(birth)
    application.initialize(birth.request.arguments)
    application.start()


def _take_over(birth: Birth) -> None:
    request = birth.request
    os.setsid()
    os.umask(request.umask)
    keep_limits(request.limits)
    for target, file in enumerate([_nothing(), *birth.streams]):
        os.dup2(file, target)
        os.close(file)
    os.chdir(request.cwd)
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
    from ipykernel.kernelapp import IPKernelApp

    from icanalysis.runs.kernels.owner import OwnerPoller

    class WarmKernelApp(IPKernelApp):
        def init_poller(self) -> None:
            if birth.owner is not None:
                self.poller = OwnerPoller(birth.owner)

    sys.argv = [ipykernel_launcher.__file__, *birth.request.arguments]
    return WarmKernelApp.instance(parent_handle=0 if birth.owner is None else birth.owner_pid)
