"""The kernels of the server: forked warm, each in an empty folder, never started again by themselves."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Mapping

from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager, ServerKernelManager
from tornado.web import HTTPError
from traitlets import Type, observe

from icanalysis.runs.kernels import prompt
from icanalysis.runs.kernels.spec import NAME


class PageKernel(ServerKernelManager):
    """A kernel that stays dead when it dies: a new one would know nothing of its page."""

    autorestart = False
    client_factory = Type(prompt.NAME)
    busy_since: float | None = None
    interrupted = False

    @observe("execution_state")
    def _note_state(self, change) -> None:
        self.busy_since = time.monotonic() if change.new == "busy" else None
        self.interrupted = False

    def busy_s(self) -> float:
        """How long it has been calculating without a pause."""
        return 0.0 if self.busy_since is None else time.monotonic() - self.busy_since

    @property
    def pid(self) -> int | None:
        """Its process."""
        return getattr(self.provisioner, "pid", None)


class PageKernels(AsyncMappingKernelManager):
    """The kernels by their ids."""

    kernel_manager_class = f"{__name__}.{PageKernel.__name__}"
    allow_tracebacks = False
    buffer_offline_messages = False

    async def start(self, kernel_id: str, *, folder: str, extra: Mapping[str, str]) -> PageKernel:
        """A kernel under this id, started in a folder, with more variables than the server has.

        Who stops waiting does not stop it: a kernel that is started by halves could not be ended.
        """
        env = os.environ | dict(extra)
        given = {"kernel_id": kernel_id, "kernel_name": NAME, "cwd": folder, "env": env}
        await asyncio.shield(asyncio.ensure_future(self.start_kernel(**given)))
        return self.get_kernel(kernel_id)

    async def stop(self, kernel_id: str) -> None:
        """Ends a kernel at once; one that is not there is fine."""
        with contextlib.suppress(KeyError, HTTPError, RuntimeError):
            await self.shutdown_kernel(kernel_id, now=True)

    async def lives(self, kernel_id: str) -> bool:
        """Whether a kernel is there and runs."""
        return kernel_id in self and await ensure_async(self.get_kernel(kernel_id).is_alive())
