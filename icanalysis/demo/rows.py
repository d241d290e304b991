"""Rows as tables of the workspace: the columns of a schema in order, in plain types that every program reads alike."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from icanalysis.schemas import TABLES


def as_rows(frame: pl.LazyFrame, table: str, **values: pl.Expr) -> pl.LazyFrame:
    """A frame as a table: each column given, there already, or blank."""
    chosen = frame.with_columns(**values)
    have = set(chosen.collect_schema().names())
    return chosen.select(
        (pl.col(name) if name in have else pl.lit(None)).cast(kind).alias(name) for name, kind in _kinds(table).items()
    )


def rows_of(table: str, rows: Iterable[dict]) -> pl.DataFrame:
    """Rows, one by one, as a table; what a row does not say is blank."""
    kinds = _kinds(table)
    return pl.DataFrame([dict.fromkeys(kinds) | row for row in rows], schema=kinds)


def _kinds(table: str) -> dict[str, pl.DataType]:
    """Column → type; the words of a closed list are texts."""
    columns = TABLES[table].columns().items()
    return {name: pl.String() if column.dtype == pl.Enum else column.dtype for name, column in columns}
