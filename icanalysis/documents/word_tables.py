"""Native Word tables: a header row that is repeated on every page, rows that stay whole, columns of fixed width."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import qn

from icanalysis.documents.columns import Layout, is_long
from icanalysis.documents.rich import Line, Span, lines_of
from icanalysis.documents.word_styles import TABLE_STYLE, cell_style
from icanalysis.documents.word_text import Ink, kept, paragraph, said
from icanalysis.documents.word_xml import Node, legal, node, switch, twips
from icanalysis.tables.plain import Table

FEWEST = 3
"""So many rows of a table stand together at the foot of a page, the header among them, and one less at the head."""


def table_of(ink: Ink, table: Table, layout: Layout, *, title: str) -> list[Node]:
    """Every row of a table, also those that a page folds, and its notes below; `title` says it to a screen reader."""
    columns = list(table.labels)
    heads = [[(Span(table.labels[name]),)] for name in columns]
    kinds = ["Number" if name in table.numbers else "Text" for name in columns]
    rows = [_row(ink, heads, ["Heading"] * len(columns), layout, is_whole=True, is_head=True)]
    for cells in table.frame.select(columns).iter_rows():
        lines = [lines_of(cell or "") for cell in cells]
        rows.append(_row(ink, lines, kinds, layout, is_whole=not is_long(lines, layout)))
    for row in {*rows[1:FEWEST], *rows[1 - FEWEST :]} - {rows[-1]}:
        _keep_with_next(row)
    made = node("w:tbl", _says(layout, title), _grid(layout), *rows)
    return [made, said("Gap", ""), *(said("Note", note) for note in table.notes)]


def _keep_with_next(row: Node) -> None:
    """Keeps a row on the page of the next one, unless it is so high that it may break."""
    if row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None:
        for line in row.iter(qn("w:p")):
            kept(line)


def plain_table(widths_mm: Sequence[float], rows: Sequence[Sequence[Sequence[Node]]]) -> Node:
    """A table without lines that only places its cells side by side; each cell is a list of paragraphs."""
    widths = [twips(width) for width in widths_mm]
    says = node(
        "w:tblPr",
        node("w:tblW", w=sum(widths), type="dxa"),
        node("w:tblLayout", type="fixed"),
        node("w:tblLook", val="0000", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    grid = node("w:tblGrid", *(node("w:gridCol", w=width) for width in widths))
    whole = [node("w:tr", node("w:trPr", node("w:cantSplit")), *map(_cell, widths, cells)) for cells in rows]
    return node("w:tbl", says, grid, *whole)


def _says(layout: Layout, title: str) -> Node:
    return node(
        "w:tblPr",
        node("w:tblStyle", val=TABLE_STYLE),
        node("w:tblW", w=sum(map(twips, layout.widths_mm)), type="dxa"),
        node("w:tblLayout", type="fixed"),
        node("w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        node("w:tblCaption", val=legal(title)),
    )


def _grid(layout: Layout) -> Node:
    return node("w:tblGrid", *(node("w:gridCol", w=twips(width)) for width in layout.widths_mm))


def _row(
    ink: Ink,
    cells: Sequence[Sequence[Line]],
    kinds: Sequence[str],
    layout: Layout,
    *,
    is_whole: bool,
    is_head: bool = False,
) -> Node:
    says = node("w:trPr", switch("w:cantSplit", is_whole), switch("w:tblHeader", is_head))
    made = [
        _cell(twips(width), _lines(ink, lines, cell_style(kind, layout.size_pt), layout.size_pt))
        for lines, kind, width in zip(cells, kinds, layout.widths_mm, strict=True)
    ]
    return node("w:tr", says, *made)


def _lines(ink: Ink, lines: Sequence[Line], style: str, size: float) -> list[Node]:
    """A paragraph for each line of a cell; a cell without text holds an empty one."""
    return [paragraph(style, *ink.line(line, size_pt=size)) for line in lines or ((),)]


def _cell(width: int, content: Sequence[Node]) -> Node:
    return node("w:tc", node("w:tcPr", node("w:tcW", w=width, type="dxa")), *content)
