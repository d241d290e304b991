"""The published facts are read whatever workspace is in use."""

import polars as pl
import pytest

from icanalysis.errors import BadWorkspace
from icanalysis.schemas import TABLES
from icanalysis.sources import published as module
from icanalysis.sources.published import published


def test_the_published_facts_are_read_beside_any_workspace(empty_workspace):
    found = published("observations")
    assert found.collect_schema().names() == TABLES["observations"].column_names()
    assert found.select(pl.col("value").max()).collect().item() > 0


def test_facts_that_are_not_there_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PUBLISHED", tmp_path)
    with pytest.raises(BadWorkspace, match=r"has no table 'places'\. Use a clone of the project\."):
        published("places")
