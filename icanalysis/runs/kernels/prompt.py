"""A client that goes on as soon as its kernel answers."""

from __future__ import annotations

import contextlib
import time
from queue import Empty

from jupyter_client.asynchronous import AsyncKernelClient

NAME = f"{__name__}.PromptClient"
"""The class as settings of Jupyter name it."""

AGAIN_S = 0.5


class PromptClient(AsyncKernelClient):
    """Talks to a kernel as Jupyter's own."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Waits until the kernel answers and its outputs arrive: the first message on their channel says both.

        Jupyter's own waiting ends with a fifth of a second of silence, to drop what came so far; whoever runs cells
        looks at what each message answers to anyway.

        Raises:
            RuntimeError: when the kernel has ended meanwhile, or does not answer in time.
        """
        until = time.monotonic() + (float("inf") if timeout is None else timeout)
        while await self._async_is_alive():
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")
            self.kernel_info()
            with contextlib.suppress(Empty):
                await self.iopub_channel.get_msg(timeout=AGAIN_S)
                return
        raise RuntimeError("Kernel died before replying to kernel_info")
