"""The facts that ship with the suite, whatever workspace is in use: what the demo is modelled on."""

from __future__ import annotations

import polars as pl

from icanalysis.errors import BadWorkspace, Phrase
from icanalysis.schemas import TABLES
from icanalysis.sources.reading import raw_table, typed
from icanalysis.sources.workspace import PUBLISHED, path


def published(table: str) -> pl.LazyFrame:
    """A table of `data/published` in the types of its schema; its rules are held by the tests of the project.

    Raises:
        BadWorkspace: when the published facts are not there, as in an installation without the clone.
    """
    file = path(table, PUBLISHED)
    if file is None:
        raise BadWorkspace(
            Phrase(
                "The published facts are not there: {published!r} has no table '{table}'. Use a clone of the project.",
                published=str(PUBLISHED),
                table=table,
            )
        )
    raw = raw_table(file.read_bytes(), where=file.name)
    return typed(raw.select(TABLES[table].column_names()), TABLES[table], where=file.name).lazy()
