"""A fork server for a benchmark alone, in a folder of its own, ready before anything is timed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from benchmarks.measure import Failed
from icanalysis.runs.kernels import client
from icanalysis.runs.kernels.folder import VARIABLE

PATIENCE_S = 120


@contextmanager
def own_servers() -> Iterator[None]:
    """Within it fork servers live in a folder of their own, and end with it."""
    before = os.environ.get(VARIABLE)
    with TemporaryDirectory(prefix="ick-") as folder:
        os.environ[VARIABLE] = folder
        try:
            yield
        finally:
            client.stop()
            if before is None:
                del os.environ[VARIABLE]
            else:
                os.environ[VARIABLE] = before


@contextmanager
def warm_server() -> Iterator[None]:
    """The same, with a server that has imported everything.

    Raises:
        Failed: when it does not come to that.
    """
    with own_servers():
        start_warm()
        yield


def start_warm() -> None:
    """Starts the fork server, unless there is one, and waits until it has imported everything.

    Raises:
        Failed: when it does not come to that.
    """
    until = time.monotonic() + PATIENCE_S
    client.start()
    while not client.state().get("loaded"):
        if time.monotonic() > until:
            raise Failed(f"the fork server was not ready after {PATIENCE_S} s")
        time.sleep(0.1)
