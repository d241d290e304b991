"""What several statements say about one thing, put together: per column the latest value, and the row that says it.

A statement says what one source prints at one day. No value is worked out here and none is guessed: a value that
nobody printed stays null, and every value keeps the row it stands in, its day and its qualifier.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from icanalysis.transforms.figures import qualifier_of
from icanalysis.transforms.selection import by_preference

DAYS = ("as_of", "as_of_not_after", "as_of_not_before")
"""From the day that says most to the one that says least; a table without one of them goes on with the next."""

FIGURES = ("_ha", "_pct", "_count", "_vnd_bn", "_usd_m")
"""How the names of columns end that a text may qualify ("trên", "gần", "khoảng")."""


def dated(statements: pl.LazyFrame, *, sources: pl.LazyFrame) -> pl.LazyFrame:
    """Adds known_on, the day that a statement is of; null where nothing dates it.

    The day for which it holds; else the last day it can be of, else the first; else the day on which its source was
    published.
    """
    plain = statements.drop("known_on", strict=False)
    days = [name for name in DAYS if name in plain.collect_schema().names()]
    published = sources.select("source_id", pl.col("published_on").alias("known_on"))
    return plain.join(published, on="source_id", how="left", maintain_order="left").with_columns(
        pl.coalesce(*days, "known_on").alias("known_on")
    )


def newest_first(statements: pl.LazyFrame, *, key: str, as_of: date, sources: pl.LazyFrame) -> pl.LazyFrame:
    """The dated statements known at `as_of`: the latest first, undated ones last.

    Of one day the preferred source comes first (`selection.by_preference`), then the key decides.
    """
    known = pl.col("known_on").is_null() | (pl.col("known_on") <= as_of)
    return (
        statements.filter(known)
        .sort(key)
        .pipe(by_preference, sources=sources)
        .sort("known_on", descending=True, nulls_last=True, maintain_order=True)
    )


def latest_values(
    statements: pl.LazyFrame, *, by: str, key: str, columns: Sequence[str], as_of: date, sources: pl.LazyFrame
) -> pl.LazyFrame:
    """One row per thing, sorted by it: each column with its latest value that is not null.

    Beside each column stand `<column>_row` (the statement that says it), `<column>_on` (known_on, null for an
    undated one) and, where it is a figure, `<column>_qualifier`. `statements` are dated; `by` names the thing, `key`
    the statement.
    """
    return (
        statements.pipe(newest_first, key=key, as_of=as_of, sources=sources)
        .group_by(by)
        .agg(cell for column in columns for cell in _latest(column, key))
        .sort(by)
    )


def _latest(column: str, key: str) -> list[pl.Expr]:
    """The first value in a group, and where, when and with which word it was printed."""
    said = pl.col(column).is_not_null()
    word = {"qualifier": qualifier_of(column)} if column.endswith(FIGURES) else {}
    beside = {"row": pl.col(key), "on": pl.col("known_on")} | word
    return [
        pl.col(column).filter(said).first(),
        *(cell.filter(said).first().alias(f"{column}_{name}") for name, cell in beside.items()),
    ]
