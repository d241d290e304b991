from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from icanalysis.schemas import TABLES
from icanalysis.sources.workspace import PUBLISHED, VARIABLE

Change = Callable[[pl.DataFrame], pl.DataFrame]
Workspace = Callable[..., Path]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Makes a copy of the published workspace in which some tables are changed, and uses it."""

    def made(**changes: Change) -> Path:
        for name in TABLES:
            kept, mine = PUBLISHED / f"{name}.csv", tmp_path / f"{name}.csv"
            if name in changes:
                changes[name](pl.read_csv(kept, infer_schema=False)).write_csv(mine)
            else:
                shutil.copyfile(kept, mine)
        monkeypatch.setenv(VARIABLE, str(tmp_path))
        return tmp_path

    return made


@pytest.fixture(autouse=True)
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests of the views look at the published workspace unless they make their own."""
    monkeypatch.delenv(VARIABLE, raising=False)
