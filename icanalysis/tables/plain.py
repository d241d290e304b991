"""The one table look of the suite: black on white, thin rules, ready for paper and for a phone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import polars as pl
from great_tables import GT, loc, style

from icanalysis.style import colours
from icanalysis.style.theme import FONT
from icanalysis.wording.unbroken import unbroken

FEW = 3
"""So few rows are not worth a fold."""


class Total(NamedTuple):
    """A figure that a page prints of a whole column, so that a workbook can work it out again.

    `how` is "sum" (of the numbers of the column), "numbers" (how many of its cells hold one) or "rows" (how many cells
    say anything). `value` is the figure before it was rounded for print.
    """

    column: str
    how: str
    value: float


class Ratio(NamedTuple):
    """A column of shares, each of them the number in `over` divided by that in `under`, in its own row."""

    column: str
    over: str
    under: str


@dataclass(frozen=True)
class Table:
    """A table as its content and its look; it is drawn when it is asked for as HTML.

    The frame holds texts as they are shown: plain text or safe HTML (the views escape what comes from data). Beside a
    column of figures stand their numbers and units (`number_of`, `unit_of`), for those who work on with them.
    A long table says how many rows lie `open`; the others wait in its `rest`, which a page folds. `totals` are what
    the sentence over the table says of whole columns, `ratios` say of which two columns one of shares is made. Of a
    table that says how many rows are `printed` the pages of a document have these, its workbook all.
    """

    frame: pl.DataFrame
    labels: dict[str, str]
    numbers: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    open: int | None = None
    totals: tuple[Total, ...] = ()
    printed: int | None = None
    ratios: tuple[Ratio, ...] = ()

    @property
    def on_paper(self) -> Table:
        """The rows that the pages of a document have."""
        return self if self.printed is None else replace(self, frame=self.frame.head(self.printed), open=None)

    @property
    def head(self) -> Table:
        """The rows that lie open, with the notes."""
        return self if self.rest is None else replace(self, frame=self.frame.head(self.open), open=None)

    @property
    def rest(self) -> Table | None:
        """The rows that wait, or none."""
        if self.open is None or self.frame.height <= self.open + FEW:
            return None
        return replace(self, frame=self.frame.slice(self.open), notes=(), open=None)

    def as_raw_html(self) -> str:
        """The table as HTML, the same for the same content."""
        return self._drawn().as_raw_html()

    def _drawn(self) -> GT:
        columns = list(self.labels)
        shown = pl.DataFrame({name: [cell and unbroken(cell) for cell in self.frame[name]] for name in columns})
        after_numbers = [after for one, after in pairwise(columns) if one in self.numbers and after not in self.numbers]
        apart = [loc.body(columns=after_numbers), loc.column_labels(columns=after_numbers)]
        in_one_line = loc.body(columns=[*self.numbers, *self.short])
        out = (
            GT(shown, id=_name_of(shown, self.labels))
            .cols_label(**self.labels)
            .cols_align("left")
            .cols_align("right", columns=list(self.numbers))
            .fmt_passthrough(escape=False)
            .tab_style(style=style.css("white-space: nowrap;"), locations=in_one_line)
            .tab_style(style=style.css("min-width: 12em;"), locations=loc.body(columns=list(self.wide)))
            .tab_style(style=style.css("padding-left: 16px;"), locations=apart)
            .opt_table_font(font=FONT.replace("'", "").split(", "))
            .tab_options(
                table_width="100%",
                table_font_size="14px",
                table_font_color=colours.INK,
                table_border_top_style="hidden",
                table_border_bottom_color=colours.RULE,
                column_labels_font_weight="600",
                column_labels_border_top_color=colours.INK,
                column_labels_border_bottom_color=colours.INK,
                table_body_hlines_color=colours.RULE,
                table_body_border_bottom_color=colours.INK,
                data_row_padding="5px",
                source_notes_font_size="12px",
            )
        )
        for note in self.notes:
            out = out.tab_source_note(note)
        return out


def table(
    frame: pl.DataFrame,
    *,
    labels: dict[str, str],
    numbers: Sequence[str] = (),
    short: Sequence[str] = (),
    wide: Sequence[str] = (),
    notes: Sequence[str] = (),
    open: int | None = None,
    totals: Sequence[Total] = (),
    printed: int | None = None,
    ratios: Sequence[Ratio] = (),
) -> Table:
    """A table of texts: `labels` gives the columns in order with their headings.

    `numbers` align right, and a text after them keeps its distance; they and the `short` columns never break
    inside a line, the `wide` ones keep room for a sentence; `notes` stand below; `open` rows are seen at first;
    `totals` are printed of whole columns; `printed` rows stand on the pages of a document; `ratios` divide two columns.
    """
    columns = (tuple(numbers), tuple(short), tuple(wide))
    return Table(frame, labels, *columns, tuple(notes), open, tuple(totals), printed, tuple(ratios))


def number_of(column: str) -> str:
    """The column of numbers beside a column of texts: what each cell is, where it is one figure."""
    return f"{column}.number"


def unit_of(column: str) -> str:
    """The column of units beside a column of texts."""
    return f"{column}.unit"


def _name_of(frame: pl.DataFrame, labels: dict[str, str]) -> str:
    """An id for the table that is the same for the same content: two prints of a report are the same to the byte."""
    content = json.dumps([labels, frame.to_dicts()], ensure_ascii=False, default=str)
    return f"ic-{hashlib.sha256(content.encode()).hexdigest()[:10]}"
