"""One place where lazy frames become typed results, and where a broken rule shows its rows."""

from __future__ import annotations

from typing import TypeVar

import dataframely as dy
import polars as pl

from icanalysis.errors import BadWorkspace

S = TypeVar("S", bound=dy.Schema)
ROWS_SHOWN = 3


def collect_as(frame: pl.LazyFrame, schema: type[S]) -> dy.DataFrame[S]:
    """Collects and holds to the schema: its columns, its types, its rules.

    Raises:
        BadWorkspace: names the rule that failed and shows the first rows that break it.
    """
    return checked(frame.select(schema.column_names()).collect(), schema, where=schema.__name__)


def checked(frame: pl.DataFrame, schema: type[S], *, where: str) -> dy.DataFrame[S]:
    """The frame cast to the schema, or an error that says which rule broke and in which rows.

    A frame that breaks nothing, as nearly every one, is told by one query that looks for no rows.

    Raises:
        BadWorkspace: for the first broken rule, with the offending rows.
    """
    typed = _of_its_types(frame, schema)
    if typed is not None and schema.is_valid(typed):
        return typed
    good, failure = schema.filter(frame, cast=True)
    if len(failure) == 0:
        return good
    raise BadWorkspace(f"{where}: {_broken(failure, schema)}")


def _of_its_types(frame: pl.DataFrame, schema: type[dy.Schema]) -> pl.DataFrame | None:
    """The columns of the schema in their types, or None where one is missing or a value does not fit."""
    try:
        return frame.select(pl.col(name).cast(column.dtype) for name, column in schema.columns().items())
    except pl.exceptions.PolarsError:
        return None


def _broken(failure: dy.FailureInfo, schema: type[dy.Schema]) -> str:
    """The broken rules with their counts, and the first rows of the first."""
    counts = failure.counts()
    rules = "; ".join(f"{_in_words(rule)} ({count} rows)" for rule, count in counts.items())
    first = next(iter(counts))
    marked = failure.details().filter(pl.col(first).cast(pl.String) == "invalid")
    shown = [*schema.primary_key(), *([first.split("|")[0]] if "|" in first else [])]
    columns = [name for name in dict.fromkeys(shown) if name in marked.columns]
    rows = "; ".join(str(row) for row in marked.select(columns).head(ROWS_SHOWN).to_dicts())
    return f"{rules}. Rows: {rows}. The rules stand in docs/reference/tables.md."


def _in_words(rule: str) -> str:
    """`value|dtype` → "column 'value' has the wrong type"; a named rule reads as its name."""
    column, bar, kind = rule.partition("|")
    if not bar:
        return "duplicate key" if rule == "primary_key" else rule.replace("_", " ")
    words = {"dtype": "has the wrong type", "nullability": "is blank where a value is needed"}
    return f"column '{column}' {words.get(kind, f'breaks its bound ({kind})')}"
