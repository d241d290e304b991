"""A fork server for the attempts of these tests: from it one starts in a second, from nothing in six."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from icanalysis.runs.kernels import client
from tests.runs.kernels.conftest import folder_of_servers

PATIENCE_S = 60


@pytest.fixture(scope="session")
def warm() -> Iterator[Path | None]:
    """The folder of a server that has imported everything; None where processes cannot be forked."""
    if not client.possible():
        yield None
        return
    with folder_of_servers() as made:
        until = time.monotonic() + PATIENCE_S
        while not client.state().get("loaded") and time.monotonic() < until:
            client.start()  # again when the one that was started is stale by now
            time.sleep(0.2)
        yield made
