"""Cells that the sections about zones write: facts with their qualifier and day, areas, shares, capital."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from icanalysis.style import numbers
from icanalysis.views.cells import Row, count_cell, keyed
from icanalysis.views.shown import Cell, Figure
from icanalysis.wording import units
from icanalysis.wording.language import words

UNIT_OF_COLUMN = {
    "_ha": "ha",
    "_vnd_bn": "vnd_bn",
    "_count": "count",
    "_share": "share",
    "_vnd_bn_per_ha": "vnd_bn_per_ha",
}
"""Ending of a column → unit of its figure."""


def unit_of(column: str) -> str:
    """The unit that the name of a column ends in.

    >>> unit_of("total_area_ha"), unit_of("capital_vnd_bn_per_ha"), unit_of("zone_count")
    ('ha', 'vnd_bn_per_ha', 'count')
    """
    return next(unit for ending, unit in reversed(UNIT_OF_COLUMN.items()) if column.endswith(ending))


def fact_cell(row: Row, column: str, language: str, *, table: str, key: str) -> Cell:
    """A printed fact with its qualifier, and the year it was said of under it; a dash where nobody printed it."""
    value = row[column]
    if value is None:
        return numbers.NOTHING
    text = units.qualified(numbers.number(value, language), row[f"{column}_qualifier"], language)
    figure = Figure(f"{key}.{column}", value, unit_of(column), text, (f"{table}:{row[f'{column}_row']}",))
    return (figure, f"<br><small>{said_of(row[f'{column}_on'], language)}</small>")


def said_of(day: date | None, language: str) -> str:
    """The year that a statement is of."""
    _ = words(language)
    return str(day.year) if day else _("undated")


def sum_cell(key: str, row: Row, column: str, language: str, *, rows: Sequence[str]) -> Figure:
    """A sum or a ratio of sums over known figures with the word that its parts leave it; a dash where none is known."""
    value, unit = row[column], unit_of(column)
    if unit == "count":
        return count_cell(f"{key}.{column}", value, language, tuple(rows))
    text = (
        numbers.percent(value, language)
        if unit == "share"
        else numbers.number(value, language, decimals=_decimals(value, unit))
    )
    shown = text if value is None else units.qualified(text, row.get(f"{column}_qualifier"), language)
    return Figure(f"{key}.{column}", value, unit, shown, tuple(rows))


def rows_behind(frame: pl.DataFrame, columns: Iterable[str], *, table: str) -> tuple[str, ...]:
    """`table:id` of every statement that the columns of the objects come from, each once."""
    return keyed(table, (key for column in columns for key in frame[f"{column}_row"]))


def _decimals(value: float | None, unit: str) -> int | None:
    """A sum keeps its own digits; a quotient gets one decimal, two below ten."""
    return None if value is None or unit != "vnd_bn_per_ha" else 1 if abs(value) >= 10 else 2
