"""What a view hands to a page: a headline, a body, and each number with where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import altair as alt
import polars as pl

from icanalysis.tables.plain import Table, number_of, unit_of
from icanalysis.tables.tiles import Tiles
from icanalysis.wording.language import words

PICKED = "picked"
"""The selection of a chart in which a click picks."""


@dataclass(frozen=True)
class Figure:
    """A number as shown: key, value and unit, the text a reader sees, the table rows it stands on.

    The unit is one of `schemas.terms.UNITS`, or share (0 to 1), pct, pct_points, count, times, years, months, days. A
    row is `table:id`. What is not `on_paper` stands in the workbook of a report only.
    """

    key: str
    value: float | str | None
    unit: str
    text: str
    rows: tuple[str, ...] = ()
    on_paper: bool = True


@dataclass(frozen=True)
class Shown:
    """One section of a page. Without a body the headline says why there is nothing to show.

    A click in the chart picks a value of the column that `picks` names: where that is a parameter of the page, such as
    `place`, the other sections are shown with it; else their tables are narrowed to the rows that have the value
    (`narrowed`). The chart has a selection `PICKED` over that column. A chart has a `twin`: its figures as a table.
    `grounds` are the documents that a report with this section cites, one line each. `subject` is what such a report is
    about, where the figures do not bear out what its page is about.
    """

    headline: str
    body: alt.TopLevelMixin | Table | Tiles | None = None
    alt_text: str = ""
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    picks: str | None = None
    twin: Table | None = None
    grounds: tuple[str, ...] = ()
    subject: str = ""

    @property
    def data(self) -> Table | None:
        """What the section shows as a table: its body, or the twin of its chart."""
        return self.body if isinstance(self.body, Table) else self.twin


Cell: TypeAlias = "str | Figure | tuple[str | Figure, ...]"


def laid_out(rows: Iterable[Mapping[str, Cell]]) -> tuple[pl.DataFrame, tuple[Figure, ...]]:
    """A frame of texts and the figures in it, from rows of cells; a cell may join texts and figures.

    Beside a column of figures stand the number and the unit of each cell that is one figure, remarks in `<small>`
    left aside (`tables.plain.number_of`, `unit_of`); so what is filtered or sorted keeps its numbers.
    """
    cells = [{name: _pieces(cell) for name, cell in row.items()} for row in rows]
    texts = pl.DataFrame([{name: "".join(map(_text, pieces)) for name, pieces in row.items()} for row in cells])
    figures = (piece for row in cells for pieces in row.values() for piece in pieces if isinstance(piece, Figure))
    told = tuple(figure for figure in figures if figure.value is not None)
    beside = [series for name in texts.columns for series in _numbers(name, [row.get(name, ()) for row in cells])]
    return texts.with_columns(beside), told


def narrowed(shown: Shown, only: Mapping[str, str], language: str) -> Shown:
    """The section with the rows of its table that have these values in columns of its frame, shown or not.

    The headline stays that of the whole: it is about the page, and so are its figures. A section without a table, or
    with one that has no such column, stays as it is.
    """
    table = shown.body
    if not isinstance(table, Table) or not only or not set(only) <= set(table.frame.columns):
        return shown
    _ = words(language)
    rows = table.frame.filter(**only)
    if rows.is_empty():
        return replace(shown, body=None, notes=(_("No row of this section is about what was picked."),))
    return replace(shown, body=replace(table, frame=rows, totals=()))


def sentence(template: str, **parts: str | Figure) -> tuple[str, tuple[Figure, ...]]:
    """A computed sentence and the figures in it."""
    figures = tuple(part for part in parts.values() if isinstance(part, Figure))
    return template.format(**{name: _text(part) for name, part in parts.items()}), figures


def sentences(*told: tuple[str, tuple[Figure, ...]]) -> tuple[str, tuple[Figure, ...]]:
    """Computed sentences one after another, with the figures in them."""
    return " ".join(text for text, _figures in told), tuple(figure for _text, figures in told for figure in figures)


def _pieces(cell: Cell) -> tuple[str | Figure, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def _text(piece: str | Figure) -> str:
    return piece.text if isinstance(piece, Figure) else piece


def _numbers(name: str, cells: Sequence[Sequence[str | Figure]]) -> list[pl.Series]:
    """The numbers and the units of a column, or nothing where no cell is a figure."""
    mains = [_main(pieces) for pieces in cells]
    if not any(mains):
        return []
    values = [None if main is None else float(main.value) for main in mains]
    units = [None if main is None else main.unit for main in mains]
    return [pl.Series(number_of(name), values, dtype=pl.Float64), pl.Series(unit_of(name), units, dtype=pl.String)]


def _main(pieces: Sequence[str | Figure]) -> Figure | None:
    """The one figure of a cell outside remarks; a range has two and is none."""
    found, in_remark = [], False
    for piece in pieces:
        if not isinstance(piece, Figure):
            in_remark = piece.rfind("<small>") > piece.rfind("</small>") or (in_remark and "</small>" not in piece)
        elif piece.value is not None and not in_remark:
            found.append(piece)
    return found[0] if len(found) == 1 else None
