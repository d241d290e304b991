from __future__ import annotations

from pathlib import Path

import pytest

from icanalysis.demo.making import make
from icanalysis.sources.workspace import VARIABLE
from tests.demo.made import SHIPPED, small


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace is the demo that ships."""
    monkeypatch.setenv(VARIABLE, str(SHIPPED))
    return SHIPPED


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo, made once."""
    folder = tmp_path_factory.mktemp("demo") / "small"
    make(small(), folder)
    return folder
