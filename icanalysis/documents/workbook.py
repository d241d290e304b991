"""The tables of a report as an Excel workbook: numbers as numbers, what the report prints of a column as formulas.

First what the workbook holds, then a sheet for each table of the body and each annex, then the sources and where all
comes from. A text never becomes a formula, whatever stands in the data.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import datetime
from textwrap import shorten
from typing import TypeAlias

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from icanalysis.documents import decree30, wording
from icanalysis.documents.content import Annex, Document, Passage, Source
from icanalysis.documents.word_xml import legal
from icanalysis.style import colours
from icanalysis.style.numbers import day
from icanalysis.tables.plain import Ratio, Total
from icanalysis.tables.sheet import NEVER_MORE_THAN_TEXT, Column, columns_of, number_format
from icanalysis.wording import units
from icanalysis.wording.language import marked, words

COUNTED = pl.Series([0])
"""What counts are shown like."""

FORMULAS = {"sum": "SUM", "numbers": "COUNT", "rows": "COUNTA"}
"""How a total is worked out → the function of the spreadsheet."""

TOTALS = {
    "sum": marked("Sum"),
    "numbers": marked("How many have a figure"),
    "rows": marked("How many rows"),
}
UNDATED = datetime(1980, 1, 1)
"""Stands in the file where no moment was given: the clock would make every file another one."""

A4, NARROWEST, WIDE, WIDEST = 9, 6, 32, 80
"""Excel's number of the paper; widths of columns in signs, the widest one for texts of many lines."""
BESIDE, FEW_LINES = 3, 4
"""Signs of room beside a text; lines in which a long one is to stand."""
TITLE, READABLE, ONE = 105, 160, 8.43
"""Signs that a title has at least; so many are printed across A4 and can be read; the width of a column without one."""
MARGINS = dict.fromkeys(("left", "right", "top", "bottom"), decree30.TOP_MM / 25.4)
"""Around a printed sheet (inches)."""
MOST_IN_FOOTER = 100
"""Signs of a title at the foot of a printed sheet."""
OF_A_SIGN, AT_THE_END = 0.92, 0.1
"""A letter in the width of a figure, and the share of a line that stays empty at the ends of lines."""
USUAL_PT, LINE = 11, 1.35
"""The size of letters whose width is the unit of widths, and the height of a line in its size."""
STYLE = "Table Style Light 1"
THIN, HAIR = 1, 7
"""Excel's numbers of its lines."""


def write(document: Document, *, made: datetime | None = None) -> bytes:
    """The tables as a workbook; the same document and the same moment give the same bytes."""
    file = io.BytesIO()
    letters = {"font_name": decree30.FONT, "font_size": USUAL_PT}
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "default_format_properties": letters, **NEVER_MORE_THAN_TEXT}
    ) as book:
        writer = _Writer(book, document)
        book.set_properties(
            {
                "title": legal(document.subject),
                "author": legal(document.office.name) or wording.AUTHOR,
                "created": made.replace(tzinfo=None) if made else UNDATED,
            }
        )
        writer.contents()
        for name, told in writer.told:
            writer.table(name, told)
        writer.sources()
        writer.provenance()
    return file.getvalue()


Told: TypeAlias = "Annex | Passage"
"""What has a table with a title and a sentence."""


class _Writer:
    """The sheets of one workbook, in the manners that they share."""

    def __init__(self, book: Workbook, document: Document) -> None:
        self.document = document
        self.language = document.language
        self.word = words(document.language)
        self.told = _told(document)
        self.book = book
        self.widths: dict[str, Sequence[float]] = {}
        whole = {"valign": "top", "text_wrap": True}
        ruled = {"bottom": HAIR, "bottom_color": colours.RULE}
        self.text = book.add_format({"indent": 1, **whole})
        self.title = book.add_format({"bold": True, "font_size": 13, **whole})
        self.strong = book.add_format({"bold": True, **whole})
        self.mark = book.add_format({"bold": True, "font_size": 13, "font_color": colours.WARNING, **whole})
        self.note = book.add_format({"italic": True, **whole})
        self.cell = book.add_format({"indent": 1, **whole, **ruled})
        self.ruled = {"valign": "top", **ruled}
        heads = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "top": THIN, "bottom": THIN}
        self.head = book.add_format(heads)
        self.link = book.add_format({"font_color": "blue", "underline": True, **whole})

    def contents(self) -> None:
        """The first sheet: what the report is about, and every sheet with a link."""
        _ = self.word
        sheet = self._sheet(_("Contents"), widths=(22, 40, 78), title=self.document.subject)
        row = self._heading(sheet, self.document.subject, self.document.about)
        for name, told in self.told:
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self.link, name)
            sheet.write_string(row, 1, told.title, self.strong)
            sheet.write_string(row, 2, told.sentence, self.text)
            sheet.set_row(row, _height((told.title, 40), (told.sentence, 78)))
            row += 1
        for name in (_("Sources"), _("Provenance")):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self.link, name)
            row += 1

    def table(self, name: str, told: Told) -> None:
        """A table with its sentence above, and below what is printed of its columns and its notes."""
        columns = columns_of(told.table, self.language)
        sheet = self._sheet(name, widths=_widths(columns), title=f"{name}. {told.title}")
        first = self._heading(sheet, told.title, told.sentence)
        last = self._rows(sheet, columns, first, told.table.ratios)
        row = self._totals(sheet, told.table.totals, columns, above=(first + 1, last))
        for n, note in enumerate(told.table.notes):
            self._across(sheet, row + n, note, self.note)

    def sources(self) -> None:
        """Each source once, with its address and the rows that were taken from it."""
        _ = self.word
        found = self.document.provenance.sources
        told = {
            _("Publisher"): [one.publisher for one in found],
            _("Title"): [one.title for one in found],
            _("Date"): [day(one.published_on, self.language) for one in found],
            _("Class"): [self._class(one) for one in found],
            _("Address"): [one.address for one in found],
            _("Rows of the tables"): [", ".join(one.rows) for one in found],
        }
        columns = [Column(name, name, pl.Series(texts, dtype=pl.String)) for name, texts in told.items()]
        sheet = self._sheet(_("Sources"), widths=_widths(columns), title=_("Sources"))
        self._rows(sheet, columns, self._heading(sheet, _("Sources")))

    def provenance(self) -> None:
        """The versions of data and code, the run, and the notes."""
        _ = self.word
        sheet = self._sheet(_("Provenance"), widths=(28, 90), title=_("Provenance"))
        row = self._heading(sheet, _("Provenance"))
        for name, said in self.document.provenance.lines:
            sheet.write_string(row, 0, name, self.strong)
            sheet.write_string(row, 1, said, self.text)
            sheet.set_row(row, _height((name, 28), (said, 90)))
            row += 1
        for n, note in enumerate(self.document.provenance.notes):
            self._across(sheet, row + n, note, self.note)

    def _sheet(self, name: str, *, widths: Sequence[float], title: str) -> Worksheet:
        """A sheet that prints on A4 across, as wide as the paper, its title and the number of the page below."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(**MARGINS)
        said = shorten(legal(title), MOST_IN_FOOTER, placeholder="…").replace("&", "&&")
        sheet.set_footer(f"&L{said}&R&P / &N")
        self.widths[name] = widths
        for n, width in enumerate(widths):
            sheet.set_column(n, n, width)
        return sheet

    def _heading(self, sheet: Worksheet, *lines: str) -> int:
        """The mark, the title and a line under it; returns the row where the rest begins."""
        mark, row = self.document.mark, 0
        if mark is not None:
            sheet.set_header(f"&C&B{legal(mark).replace('&', '&&')}")
            self._across(sheet, row, mark, self.mark)
            row += 1
        for n, line in enumerate(line for line in lines if line):
            self._across(sheet, row, line, self.text if n else self.title)
            row += 1
        return row + 1

    def _across(self, sheet: Worksheet, row: int, text: str, manner: Format) -> None:
        """A text over the whole width of a sheet, as high as it needs."""
        widths = self.widths[sheet.name]
        more = max(math.ceil((TITLE - sum(widths)) / ONE), 0)
        last, signs = len(widths) - 1 + more, sum(widths) + more * ONE
        if last:
            sheet.merge_range(row, 0, row, last, "", manner)
        sheet.write_string(row, 0, text, manner)
        sheet.set_row(row, _lines(text, signs / manner.font_size * USUAL_PT) * manner.font_size * LINE)

    def _rows(self, sheet: Worksheet, columns: Sequence[Column], first: int, ratios: Sequence[Ratio] = ()) -> int:
        """The rows under their headings, which stay in sight and stand on every page; returns the last row.

        A share whose parts stand in the same row is a formula.
        """
        places = {column.of: n for n, column in reversed(list(enumerate(columns)))}
        parts = {places[one.column]: (places[one.over], places[one.under]) for one in ratios}
        height = max(len(columns[0].values), 1)
        last = first + height
        headings = [{"header": legal(column.heading), "header_format": self.head} for column in columns]
        sheet.add_table(
            first, 0, last, len(columns) - 1, {"columns": headings, "style": STYLE, "autofilter": height > 1}
        )
        widths = self.widths[sheet.name]
        sheet.set_row(first, _height(*((column.heading, widths[n]) for n, column in enumerate(columns))))
        for row, cells in enumerate(zip(*(column.values for column in columns), strict=True), start=first + 1):
            texts = ((text, widths[n]) for n, text in enumerate(cells) if isinstance(text, str))
            sheet.set_row(row, _height(*texts))
        for n, column in enumerate(columns):
            numeric = column.values.dtype.is_numeric()
            style = self._number(column.values) if numeric else self.cell
            for row, value in enumerate(column.values, start=first + 1):
                if value is None:
                    sheet.write_blank(row, n, None, self.cell)
                elif n in parts:
                    over, under = (xl_rowcol_to_cell(row, part) for part in parts[n])
                    sheet.write_formula(row, n, f"=100*{over}/{under}", style, value)
                elif numeric:
                    own = self._number(pl.Series([value])) if column.mixed else style
                    sheet.write_number(row, n, value, own)
                else:
                    sheet.write_string(row, n, value, style)
        sheet.freeze_panes(first + 1, 0)
        sheet.repeat_rows(first)
        return last

    def _totals(
        self, sheet: Worksheet, totals: Sequence[Total], columns: Sequence[Column], *, above: tuple[int, int]
    ) -> int:
        """A row for each figure that the report prints of a column: in words, and as a formula that works it out."""
        row = above[1] + 1
        for total in totals:
            n, column = next((n, one) for n, one in enumerate(columns) if one.of == total.column)
            cells = f"{xl_rowcol_to_cell(above[0], n)}:{xl_col_to_name(n)}{above[1] + 1}"
            style = self._number(column.values if total.how == "sum" else COUNTED, bold=True)
            sheet.write_string(row, 0, self.word(TOTALS[total.how]), self.strong)
            sheet.write_formula(row, max(n, 1), f"={FORMULAS[total.how]}({cells})", style, total.value)
            row += 1
        return row + 1

    def _number(self, values: pl.Series, *, bold: bool = False) -> Format:
        shown = number_format(values, self.language)
        return self.book.add_format({"num_format": shown, "bold": bold, **self.ruled, "align": "right", "indent": 1})

    def _class(self, source: Source) -> str:
        return units.word(units.SOURCE_CLASSES, source.source_class, self.language)


def _told(document: Document) -> list[tuple[str, Told]]:
    """Every table with the name of its sheet, as the report names it: those of the body, then the annexes."""
    annexes = [(wording.annex_name(one, document.language), one) for one in document.annexes]
    return [*wording.tables(document), *annexes]


def _widths(columns: Sequence[Column]) -> list[float]:
    """What each column likes to have; where that is more than can be read on paper, texts give way first."""
    wished = [_width(column) for column in columns]
    over = sum(wished) - READABLE
    spare = [
        0 if one.values.dtype.is_numeric() else max(wish - _least(one), 0)
        for one, wish in zip(columns, wished, strict=True)
    ]
    given = min(max(over, 0) / sum(spare), 1) if sum(spare) else 0
    return [round(wish - more * given, 2) for wish, more in zip(wished, spare, strict=True)]


def _least(column: Column) -> float:
    """Signs below which a column cuts a word; a column of numbers never gives way."""
    if column.values.dtype.is_numeric():
        return WIDEST
    said = (word for text in (column.heading, *column.values.drop_nulls()) for word in str(text).split())
    return min(max(NARROWEST, max(map(len, said), default=0) + BESIDE), WIDE)


def _width(column: Column) -> float:
    """Signs that a column needs: its longest figure, its longest word of a heading, and room for a text."""
    numeric = column.values.dtype.is_numeric()
    decimals = len(number_format(column.values, "en").partition(".")[2]) if numeric else 0
    said = (f"{value:,.{decimals}f}" if numeric else value for value in column.values if value is not None)
    longest = max(map(len, said), default=0) + BESIDE
    headed = max(map(len, column.heading.split()), default=0) + BESIDE
    return max(NARROWEST, headed, longest if longest < WIDE else min(max(longest / FEW_LINES, WIDE), WIDEST))


def _height(*texts: tuple[str, float]) -> float:
    """The height in points of a row with these texts in columns of these widths: a program may not work it out."""
    return max((_lines(*text) for text in texts), default=1) * USUAL_PT * LINE


def _lines(text: str, signs: float) -> int:
    """How many lines a text takes, with some room for words that do not fit the end of a line."""
    return max(math.ceil(len(text) * OF_A_SIGN / (signs - BESIDE / 2) + AT_THE_END), 1)
