"""Looks after the open pages, again and again: ends those that were left, are idle, take too much, or are dead."""

from __future__ import annotations

import asyncio
import contextlib
import os
from logging import Logger

from jupyter_core.utils import ensure_async

from icanalysis.runs.apps.kernels import PageKernel, PageKernels
from icanalysis.runs.apps.memory import own_mb
from icanalysis.runs.apps.sessions import Session, Sessions
from icanalysis.runs.apps.settings import Settings
from icanalysis.runs.kernels import client
from icanalysis.runs.kernels.ahead import start_ahead
from icanalysis.runs.kernels.folder import NotWarm
from icanalysis.sources import tables, workspace

LOOK_S = 2.0
GRACE_S = 5.0
"""How long a kernel that was interrupted may go on."""

WARM_S = 60.0
"""How often the fork server is told that visitors are expected, which keeps it from leaving."""


class Watch:
    """Looks at every session each few seconds, until it is cancelled."""

    def __init__(self, sessions: Sessions, kernels: PageKernels, settings: Settings, log: Logger) -> None:
        self.sessions = sessions
        self.kernels = kernels
        self.settings = settings
        self.log = log

    async def look(self) -> None:
        """Looks once."""
        for session in list(self.sessions.open.values()):
            reason = await self.verdict(session)
            if reason is not None:
                self.log.info("Session %s ends: %s.", session.kernel_id, reason)
                await self.sessions.end(session.kernel_id, reason)
        for kernel_id in set(self.kernels.list_kernel_ids()) - set(self.sessions.open):
            await self.kernels.stop(kernel_id)  # it was still starting when its visitor left

    async def verdict(self, session: Session) -> str | None:
        """Why a session must end now, or None. One that calculates for too long is interrupted first."""
        if session.away_s() > self.settings.away_s:
            return "away"
        if session.idle_s() > self.settings.idle_s:
            return "idle"
        if session.kernel_id not in self.kernels:
            return None if session.loading else "died"
        kernel: PageKernel = self.kernels.get_kernel(session.kernel_id)
        if not await self.kernels.lives(session.kernel_id):
            return "died"
        if kernel.pid and own_mb(kernel.pid) > self.settings.memory_mb:
            return "memory"
        if kernel.busy_s() > self.settings.view_s + GRACE_S:
            return "stuck"
        if kernel.busy_s() > self.settings.view_s and not kernel.interrupted:
            self.log.warning("Session %s calculates for %.0f s: interrupted.", session.kernel_id, kernel.busy_s())
            kernel.interrupted = True
            await ensure_async(kernel.interrupt_kernel())
        return None

    async def go_on(self) -> None:
        """Looks until it is cancelled; a fault of one look does not end the next."""
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                await self.look()
            except Exception:
                self.log.exception("Looking after the sessions failed.")


async def keep_warm() -> None:
    """Has a fork server ready for the next visitor: also after the last one was lost, or left for want of work."""
    while True:
        await asyncio.to_thread(_warm)
        await asyncio.sleep(WARM_S)


def _warm() -> None:
    start_ahead()
    named = {name: os.environ[name] for name in [workspace.VARIABLE] if name in os.environ}
    with contextlib.suppress(NotWarm, OSError):
        client.expect("kernel", data=named | tables.held())
