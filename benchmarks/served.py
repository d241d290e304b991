"""Three servers of the same notebook: Voilà as it comes, Voilà with a kernel ready in advance, and the suite's own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.measure import ROOT, Failed
from benchmarks.processes import cpu_s, tree
from benchmarks.report import ASKED, NOTEBOOK
from icanalysis.runs.kernels import client
from icanalysis.runs.kernels.folder import VARIABLE

SUITE, PLAIN, PREHEATED = "icanalysis app", "voila", "voila --preheat_kernel=True"
START_S = 120
QUIET_S = 1.5
"""A server that used no processor for so long has done what it does in advance."""


@dataclass(frozen=True)
class Served:
    """A server that waits for visitors."""

    process: subprocess.Popen
    url: str
    env: Mapping[str, str]

    def processes(self) -> set[int]:
        """The server and its kernels, wherever they were forked from."""
        forking = client.state(self.env).get("pid")
        return tree(self.process.pid) | (tree(forking) if forking else set())

    def come_to_rest(self) -> None:
        """Waits until nothing is being prepared.

        Raises:
            Failed: when that never ends.
        """
        until, spent, since = time.monotonic() + START_S, -1.0, time.monotonic()
        while time.monotonic() - since < QUIET_S:
            if time.monotonic() > until:
                raise Failed(f"{self.process.args} was not ready after {START_S} s")
            time.sleep(0.1)
            now = sum(map(cpu_s, self.processes()))
            if now - spent > 0.02:
                spent, since = now, time.monotonic()


@contextmanager
def served(name: str) -> Iterator[Served]:
    """A server of this kind, ready, and ended behind its visitors; with a fork server of its own, if it has one."""
    port = _free_port()
    command, address, given = _ways(port)[name]
    env = os.environ | {"PYTHONPATH": str(ROOT)} | given
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Served(process, f"http://127.0.0.1:{port}/{address}", env)
    try:
        _wait_for(port, process)
        server.come_to_rest()
        yield server
    finally:
        process.terminate()
        process.wait(timeout=START_S)
        client.stop(env)


def _ways(port: int) -> Mapping[str, tuple[list[str], str, dict[str, str]]]:
    """The command, the address of the page and the environment of each kind."""
    voila = ["voila", str(NOTEBOOK), "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"]
    cold = {VARIABLE: "off"}
    return {
        SUITE: (["icanalysis", "app", f"--port={port}"], f"attainment?{urlencode(ASKED)}", {}),
        PLAIN: (voila, "", cold),
        PREHEATED: ([*voila, "--preheat_kernel=True", "--pool_size=1"], "", cold),
    }


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait_for(port: int, process: subprocess.Popen) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise Failed(f"{process.args} did not start")
