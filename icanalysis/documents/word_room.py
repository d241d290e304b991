"""How much of its page a Word report has left, by estimate: Word itself knows only when it lays the text out.

Letters are counted, not measured, on the safe side: a picture that trusts the estimate may come out a little smaller
than it could, seldom on the next page.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from docx.oxml.ns import qn

from icanalysis.documents.columns import MM_PER_PT
from icanalysis.documents.decree30 import INDENT_MM, text_height_mm, text_width_mm
from icanalysis.documents.word_styles import STYLES, Style, cell_styles
from icanalysis.documents.word_xml import EMU_PER_MM, TWIPS_PER_MM, Node

SIGN_EM, CAPITAL_EM = 0.44, 0.68
"""Widths of a sign and of a capital of Times New Roman in running Vietnamese text, blanks among them."""

LINE_EM = 1.15
"""A single line of Times New Roman."""

CELL_PADDING_MM, ROW_PADDING_MM = 1.9, 1.2
"""What the table style leaves at the sides of a cell, and above and below it with the rule."""

BY_ID = {one.id: one for one in (*STYLES, *cell_styles())}


def left_mm(blocks: Iterable[Node]) -> float:
    """What is left of the last page after these blocks, from the top of the first."""
    page, used = text_height_mm(), 0.0
    for block in blocks:
        high = height_mm(block, text_width_mm())
        if used + high <= page:
            used += high
        else:
            used = high if _is_whole(block) else (used + high) % page
    return page - used


def height_mm(block: Node, width_mm: float) -> float:
    """About how high a paragraph or a table is in a column of a width."""
    if block.tag == qn("w:tbl"):
        return sum(_row_mm(row) for row in block.findall(qn("w:tr")))
    style = BY_ID[block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))]
    around = (style.before_pt + style.after_pt) * MM_PER_PT
    drawn = [int(one.get("cy")) / EMU_PER_MM for one in block.iter(qn("wp:extent"))]
    return around + (sum(drawn) or _text_mm(block, style, width_mm))


def _row_mm(row: Node) -> float:
    """A row is as high as its highest cell."""
    heights = [0.0]
    for cell in row.findall(qn("w:tc")):
        width = int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) / TWIPS_PER_MM
        heights.append(sum(height_mm(one, width - CELL_PADDING_MM) for one in cell.findall(qn("w:p"))))
    return max(heights) + ROW_PADDING_MM


def _text_mm(block: Node, style: Style, width_mm: float) -> float:
    em = style.letters.size_pt * MM_PER_PT
    text = "".join(piece.text or "" for piece in block.iter(qn("w:t")))
    sign = CAPITAL_EM if style.letters.capitals else SIGN_EM
    indent = INDENT_MM if style.first_mm else 0.0
    lines = max(ceil((len(text) * sign * em + indent) / max(width_mm, em)), 1) + len(list(block.iter(qn("w:br"))))
    return lines * em * LINE_EM * style.spacing


def _is_whole(block: Node) -> bool:
    """Whether a block goes to the next page as a whole: a picture does."""
    return next(block.iter(qn("wp:extent")), None) is not None
