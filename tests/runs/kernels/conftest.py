"""A private folder with a short path for the fork servers of these tests, and an end for each of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from icanalysis.runs.kernels import client
from icanalysis.runs.kernels.folder import VARIABLE

collect_ignore_glob = [] if client.possible() else ["test_*.py"]


@contextmanager
def folder_of_servers() -> Iterator[Path]:
    """A folder that the kernels of a test use; its server is ended behind it."""
    made = Path(tempfile.mkdtemp(prefix="ick-"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(made))
        try:
            yield made
        finally:
            client.stop()
            shutil.rmtree(made)


@pytest.fixture(scope="session", autouse=True)
def shared_server() -> Iterator[Path]:
    """The folder of a server that tests share: to start one takes seconds."""
    with folder_of_servers() as made:
        yield made


@pytest.fixture
def own_server() -> Iterator[Path]:
    """A folder of its own, for a test that harms its server."""
    with folder_of_servers() as made:
        yield made
