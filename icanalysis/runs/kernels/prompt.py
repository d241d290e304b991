"""A client that goes on as soon as its kernel answers."""

from __future__ import annotations

import contextlib
import time
from queue import Empty

import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient

NAME = f"{__name__}.PromptClient"
"""The class as settings of Jupyter name it."""

AGAIN_S = (0.02, 0.5)
"""How long to wait for an answer before asking again: what a kernel says before it is listened to is lost.

Twice as long each time, up to the second one: a kernel that takes seconds to start would find hundreds of questions.
"""

KNOCK_MS = 5
"""How often to try a socket that the kernel has not opened yet; ZeroMQ's own pause is twenty times as long."""


class PromptClient(AsyncKernelClient):
    """Talks to a kernel as Jupyter's own."""

    def _context_default(self) -> zmq.asyncio.Context:
        """Sockets that are there soon after the kernel is."""
        context = super()._context_default()
        context.setsockopt(zmq.RECONNECT_IVL, KNOCK_MS)
        return context

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Waits until the kernel answers and its outputs arrive: the first message on their channel says both.

        Jupyter's own waiting ends with a fifth of a second of silence, to drop what came so far; whoever runs cells
        looks at what each message answers to anyway.

        Raises:
            RuntimeError: when the kernel has ended meanwhile, or does not answer in time.
        """
        pause_s, longest_s = AGAIN_S
        until = time.monotonic() + (float("inf") if timeout is None else timeout)
        while await self._async_is_alive():
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")
            self.kernel_info()
            with contextlib.suppress(Empty):
                await self.iopub_channel.get_msg(timeout=pause_s)
                return
            pause_s = min(2 * pause_s, longest_s)
        raise RuntimeError("Kernel died before replying to kernel_info")
