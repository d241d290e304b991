"""How Decree 30/2020/NĐ-CP wants an administrative document to look, for all that put one on paper.

Where the decree gives a range, the smaller letters and the tighter margins are taken throughout, so that the sizes keep
step (12 for the national title, 13 for the motto and the text) and the issuer has room beside the national title.

Source: Nghị định 30/2020/NĐ-CP, phụ lục I, phần I: mục I (paper, margins, letter, page number), mục II (components),
mục III (annexes). What it does not rule (tables, captions, notes, tiles) is marked as ours.
"""

from __future__ import annotations

from dataclasses import dataclass

FONT = "Times New Roman"


@dataclass(frozen=True)
class Letters:
    """Size and manner of the letters of a component; `capitals` only where the decree says "chữ in hoa"."""

    size_pt: float
    bold: bool = False
    italic: bool = False
    capitals: bool = False


PAPER_MM = (210, 297)
"""A4; upright, and across for a wide table (mục I.1, I.2)."""
TOP_MM = BOTTOM_MM = 20
"""20 to 25 (mục I.3), as those of the sides."""
LEFT_MM = 30
"""30 to 35."""
RIGHT_MM = 15
"""15 to 20."""
HEADER_MM = 8
"""Ours: from the upper edge to the first line of the header, so that the page number stands in the upper margin."""

PAGE_NUMBER = Letters(13)
"""13 to 14, upright, centred in the upper margin, none on page 1 (mục I.7); each annex counts from 1 (mục III.1.đ)."""

NATIONAL_TITLE = Letters(12, bold=True, capitals=True)
"""12 to 13 (mục II.1)."""
MOTTO = Letters(13, bold=True)
"""13 to 14; a rule as long as the line below (mục II.1)."""
SUPERIOR = Letters(12, capitals=True)
"""12 to 13 (mục II.2)."""
ISSUER = Letters(12, bold=True, capitals=True)
"""12 to 13; a rule of a third to a half of the line below (mục II.2)."""
NUMBER = Letters(13)
"""13 (mục II.3)."""
PLACE_AND_DATE = Letters(13, italic=True)
"""13 to 14 (mục II.4)."""
KIND = Letters(13, bold=True, capitals=True)
"""13 to 14 (mục II.5)."""
SUBJECT = Letters(13, bold=True)
"""13 to 14; a rule of a third to a half of the line below (mục II.5)."""
GROUNDS = Letters(13, italic=True)
"""13 to 14 (mục II.6)."""
TEXT = Letters(13)
"""13 to 14, justified (mục II.6)."""
HEADING = Letters(13, bold=True)
"""13 to 14 (mục II.6, titles of parts and clauses)."""
SIGNATORY = Letters(13, bold=True, capitals=True)
"""13 to 14 (mục II.7)."""
RECIPIENTS_WORD = Letters(12, bold=True, italic=True)
"""12 (mục II.9)."""
RECIPIENTS = Letters(11)
"""11 (mục II.9)."""
ANNEX_WORD = Letters(14, bold=True)
"""14, centred (mục III.1)."""
ANNEX_TITLE = Letters(13, bold=True, capitals=True)
"""13 to 14, centred under the word (mục III.1)."""
ANNEX_OF = Letters(13, italic=True)
"""13 to 14, centred under the title: to which document the annex belongs (mục III.1)."""

INDENT_MM = 10
"""First line of a paragraph: 1 cm or 1.27 cm (mục II.6)."""
GAP_PT = 6
"""Between paragraphs: 6 pt or more (mục II.6)."""
SPACING = 1.15
"""Line spacing: single to 1.5 (mục II.6)."""
SHORT_RULE = 0.4
"""The rules under issuer and subject: between a third and a half of the line above (mục II.2, II.5)."""
SIGNATURE_MM = 28
"""Ours: the space for the signature and the seal."""

MARK = Letters(13, bold=True, capitals=True)
"""Ours: the mark of simulated data over every page."""
CAPTION = Letters(12, italic=True)
"""Ours: below a picture."""
NOTE = Letters(11, italic=True)
"""Ours: what must be known beside a passage or a table."""


def text_width_mm(*, landscape: bool = False) -> float:
    """Width of the lines of a page.

    >>> text_width_mm(), text_width_mm(landscape=True)
    (165, 252)
    """
    return PAPER_MM[landscape] - LEFT_MM - RIGHT_MM


def text_height_mm(*, landscape: bool = False) -> float:
    """Height between the margins of a page.

    >>> text_height_mm(), text_height_mm(landscape=True)
    (257, 170)
    """
    return PAPER_MM[not landscape] - TOP_MM - BOTTOM_MM
