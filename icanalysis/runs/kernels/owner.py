"""A kernel ends with the process that asked for it, and only with that one: it outlives the server."""

from __future__ import annotations

import os
import select
from threading import Thread


class OwnerPoller(Thread):
    """Ends the kernel at once when its owner has ended, as ipykernel's own poller does for a parent."""

    def __init__(self, owner: int) -> None:
        super().__init__(name="owner", daemon=True)
        self.owner = owner

    def run(self) -> None:
        """Sleeps until the owner has ended."""
        select.select([self.owner], [], [])
        os._exit(1)
