"""A running kernel for tests: run a line, read what it printed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager
from traitlets.config import Config

from icanalysis.runs.kernels.spec import NAME


class Live:
    """A kernel with its manager and its client."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager = manager
        self.client = client

    @property
    def pid(self) -> int:
        """Its process."""
        return self.manager.provisioner.pid

    def run(self, code: str) -> str:
        """What a line of code prints; what it raises is printed as its name."""
        said: list[str] = []

        def hear(message: dict[str, Any]) -> None:
            content = message["content"]
            said.append(content["text"] if message["msg_type"] == "stream" else content.get("ename", ""))

        self.client.execute_interactive(code, timeout=30, output_hook=hear)
        return "".join(said).strip()

    def ready(self) -> None:
        """Waits until the kernel answers, as after a restart."""
        self.client.wait_for_ready(timeout=30)


@contextmanager
def kernel(name: str = NAME, *, config: Config | None = None, **given: Any) -> Iterator[Live]:
    """A kernel, shut down behind the test."""
    manager = KernelManager(kernel_name=name, config=config)
    manager.start_kernel(**given)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield Live(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def parent_of(pid: int) -> int:
    """The process above another."""
    return int(Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(") ")[2].split()[1])


def until(holds: Callable[[], object], seconds: float = 15) -> bool:
    """Waits until something holds; false when it does not come to hold."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def proportional_kb(pid: int) -> int:
    """Memory of a process, what it shares counted by its share (PSS), in kB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


OWN = os.getpid()
