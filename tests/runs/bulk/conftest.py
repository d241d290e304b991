"""Workers for the tests of this folder: two processes behind a scheduler, as somebody else's would be."""

from __future__ import annotations

from collections.abc import Iterator

import dask
import pytest
from distributed import LocalCluster

from icanalysis.runs.bulk.cluster import HERE, OURS
from tests.runs.printing.conftest import warm

__all__ = ["warm"]


@pytest.fixture(scope="session")
def somebodys(warm) -> Iterator[LocalCluster]:
    """A cluster that nobody here may end. It has the environment of the tests, so that it shares their fork server."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PYTHONHASHSEED", "6640")  # Dask sets it in this process too
    with dask.config.set(OURS), LocalCluster(n_workers=2, **HERE) as made:
        yield made
    patch.undo()
