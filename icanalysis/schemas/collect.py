"""One place where lazy frames become typed results, and where a broken rule shows its rows."""

from __future__ import annotations

from functools import reduce
from typing import TypeVar

import dataframely as dy
import polars as pl

from icanalysis.errors import BadWorkspace, Phrase

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
    typed = of_its_types(frame, schema)
    if typed is not None and schema.is_valid(typed):
        return typed
    good, failure = schema.filter(frame, cast=True)
    if len(failure) == 0:
        return good
    raise BadWorkspace(_broken(failure, schema, where))


def of_its_types(frame: pl.DataFrame, schema: type[dy.Schema]) -> pl.DataFrame | None:
    """The columns of the schema in their types, or None where one is missing or a value does not fit."""
    try:
        return frame.select(pl.col(name).cast(column.dtype) for name, column in schema.columns().items())
    except pl.exceptions.PolarsError:
        return None


def _broken(failure: dy.FailureInfo, schema: type[dy.Schema], where: str) -> Phrase:
    """The broken rules with their counts, and the first rows of the first."""
    counts = failure.counts()
    rules = reduce(_and, (_in_words(rule, count) for rule, count in counts.items()))
    first = next(iter(counts))
    marked = failure.details().filter(pl.col(first).cast(pl.String) == "invalid")
    shown = [*schema.primary_key(), *([first.split("|")[0]] if "|" in first else [])]
    columns = [name for name in dict.fromkeys(shown) if name in marked.columns]
    rows = "; ".join(str(row) for row in marked.select(columns).head(ROWS_SHOWN).to_dicts())
    return Phrase(
        "{where}: {rules}. Rows: {rows}. The rules stand in docs/reference/tables.md.",
        where=where,
        rules=rules,
        rows=rows,
    )


def _and(one: Phrase, other: Phrase) -> Phrase:
    return Phrase("{one} and {other}", one=one, other=other)


def _in_words(rule: str, count: int) -> Phrase:
    """`value|dtype` → "column 'value' has the wrong type (1 rows)"; a named rule reads as its name."""
    column, bar, kind = rule.partition("|")
    about = {"column": column, "count": count}
    if rule == "primary_key":
        return Phrase("duplicate key ({count} rows)", count=count)
    if not bar:
        return Phrase("{rule} ({count} rows)", rule=rule.replace("_", " "), count=count)
    if kind == "dtype":
        return Phrase("column '{column}' has the wrong type ({count} rows)", **about)
    if kind == "nullability":
        return Phrase("column '{column}' is blank where a value is needed ({count} rows)", **about)
    return Phrase("column '{column}' breaks its bound ({bound}) ({count} rows)", bound=kind, **about)
