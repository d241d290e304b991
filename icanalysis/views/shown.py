"""What a view hands to a page: a headline, a body, and each number with where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import altair as alt
import polars as pl
from great_tables import GT


@dataclass(frozen=True)
class Figure:
    """A number as shown: key, value and unit, the text a reader sees, the table rows it stands on.

    The unit is one of `schemas.terms.UNITS`, or share (0 to 1), pct, pct_points, count, times, years. A row is
    `table:id`.
    """

    key: str
    value: float | str | None
    unit: str
    text: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """One section of a page. Without a body the headline says why there is nothing to show.

    Where `picks` names a parameter, a click in the chart gives it a value for all other sections: the chart has a
    selection of that name whose field is the parameter's own column.
    """

    headline: str
    body: alt.TopLevelMixin | GT | None = None
    alt_text: str = ""
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    picks: str | None = None


Cell: TypeAlias = "str | Figure | tuple[str | Figure, ...]"


def laid_out(rows: Iterable[Mapping[str, Cell]]) -> tuple[pl.DataFrame, tuple[Figure, ...]]:
    """A frame of texts and the figures in it, from rows of cells; a cell may join texts and figures."""
    cells = [{name: _pieces(cell) for name, cell in row.items()} for row in rows]
    texts = [{name: "".join(map(_text, pieces)) for name, pieces in row.items()} for row in cells]
    figures = (piece for row in cells for pieces in row.values() for piece in pieces if isinstance(piece, Figure))
    return pl.DataFrame(texts), tuple(figure for figure in figures if figure.value is not None)


def sentence(template: str, **parts: str | Figure) -> tuple[str, tuple[Figure, ...]]:
    """A computed sentence and the figures in it."""
    figures = tuple(part for part in parts.values() if isinstance(part, Figure))
    return template.format(**{name: _text(part) for name, part in parts.items()}), figures


def _pieces(cell: Cell) -> tuple[str | Figure, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def _text(piece: str | Figure) -> str:
    return piece.text if isinstance(piece, Figure) else piece
