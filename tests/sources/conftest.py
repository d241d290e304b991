"""A workspace in an object store, and the faults that one may carry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from icanalysis.sources import looking
from icanalysis.sources.workspace import VARIABLE
from tests.stores import Bucket, Server, serving
from tests.workspaces import Workspace


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def empty_bucket(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    for name, value in server.env().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    bucket = Bucket(server, f"planning-{uuid4().hex[:12]}").create()
    monkeypatch.setenv(VARIABLE, bucket.address)
    monkeypatch.setattr(looking, "LOOK_S", 0.0)
    return bucket


@pytest.fixture
def bucket(workspace: Workspace, empty_bucket: Bucket) -> Bucket:
    """The tables of `workspace` and a file of boundaries, in a store."""
    return empty_bucket.put_all(workspace.folder).put("boundaries/2025/xã é.json", b"{}")
