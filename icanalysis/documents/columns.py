"""How a table stands on paper: upright or across, how large, and how wide each column is.

A word is never cut: a column is at least as wide as its longest word, a column of numbers as its longest number. The
room that is left goes to the columns that have more to say. Both writers of pages take the same decision from here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from icanalysis.documents.decree30 import text_height_mm, text_width_mm
from icanalysis.documents.rich import Line, Span, lines_of
from icanalysis.tables.plain import Table

SIZES_PT = (11.0, 10.0, 9.0, 8.0, 7.0)
"""Sizes of a table in the order in which they are tried; the smallest is that of a footnote."""

LEAST_BELOW_PT = 9.0
"""Below this size columns get what keeps their words whole, and no comfort."""

SMALL = 0.85
"""Remarks beside the text of a cell."""

MM_PER_PT = 25.4 / 72
LINE_EM, MOST_OF_A_PAGE = 1.6, 0.7
"""Height of a line of a cell, and how much of a page a row may take before it breaks."""

LEAST_INSIDE_PT, MOST_INSIDE, MOST_INSIDE_CLOSE = 8.0, 0.4, 0.25
"""A table inside the text: how small its letters may be, and how much of a page it may take; less where its columns
have no comfort."""

WORD = r"[^ \t\n]+"
"""What no line breaks: a number with its unit, between which the blank is one that does not, is one word."""

SLACK_EM = 0.05
"""What the rounding of widths may take from a column."""

PADDING_EM = 0.8
"""Room on both sides of a cell together."""

COMFORT_EM, WIDE_COMFORT_EM, MOST_COMFORT_EM = 8.0, 12.0, 20.0
"""What a column of text likes to have before a table is turned; more for one that holds sentences, or many lines."""

FEWEST_LINES, MANY_LINES = 4, 10
"""A cell of few lines has no wish for more room, one of many lines has."""

NUMERALS = frozenset("0123456789.,")
NARROW_SIGNS, BROAD_SIGNS = frozenset("iljtfrI.,;:'|!()[]/ "), frozenset("mwMWÂĂĐƠƯ%@—≈")
NARROW_EM, USUAL_EM, CAPITAL_EM, BROAD_EM = 0.4, 0.6, 0.72, 0.95
"""Widths of signs, on the safe side for Times New Roman and Noto Serif; bold needs no more."""


@dataclass(frozen=True)
class Layout:
    """Whether a table needs a page across, the size of its text, and the widths of its columns in order."""

    across: bool
    size_pt: float
    widths_mm: tuple[float, ...]

    def em(self, column: int) -> float:
        """The room for text in a column, in em of its letters."""
        return self.widths_mm[column] / (self.size_pt * MM_PER_PT) - PADDING_EM


@dataclass(frozen=True)
class Need:
    """What a column asks for, in em: no less than `least`, `comfort` to read well, `most` to say all in one line."""

    least: float
    comfort: float
    most: float


def layout(table: Table, *, upright: bool = False) -> Layout:
    """The first way that keeps every word whole: upright as large as can be read well, then across, then smaller.

    Where even the smallest size has no room, the columns share what there is and words break. A table inside the text
    stays `upright`.
    """
    needs = [_need(table, name) for name in table.labels]
    largest, smaller, *_smallest = SIZES_PT
    turned = [(not upright, size) for size in SIZES_PT]
    for across, size in ((False, largest), (False, smaller), *turned):
        asked = [need.comfort if size >= LEAST_BELOW_PT else need.least for need in needs]
        if sum(asked) <= _room_em(across, size):
            return _laid(needs, across=across, size=size)
    return _laid(needs, across=not upright, size=SIZES_PT[-1])


def breakable(text: str, room_em: float) -> str:
    r"""The text with a place to break, unseen, in every word that has no room of its own.

    >>> breakable("Sản lượng", 9), breakable("aaaaaaaa", 3.1)
    ('Sản lượng', 'aaaaa\u200baaa')
    >>> breakable("≈33.462\xa0ha", 2)
    '≈33.462\u200b\xa0ha'
    """
    return re.sub(WORD, lambda found: _cut(found[0], room_em), text)


def is_long(row: Sequence[Sequence[Line]], laid: Layout) -> bool:
    """Whether a row would not fit on a page, so that it has to break over pages after all."""
    return _high_mm(row, laid) > text_height_mm(landscape=laid.across) * MOST_OF_A_PAGE


def is_small(table: Table) -> bool:
    """Whether a table stands well inside the text, in letters that can be read; any other asks for an annex."""
    laid = layout(table, upright=True)
    if laid.size_pt < LEAST_INSIDE_PT:
        return False
    most = MOST_INSIDE if laid.size_pt >= LEAST_BELOW_PT else MOST_INSIDE_CLOSE
    heading = [((Span(label, bold=True),),) for label in table.labels.values()]
    rows = ([lines_of(cell or "") for cell in row] for row in table.frame.select(list(table.labels)).iter_rows())
    high = sum(_high_mm(row, laid) for row in (heading, *rows))
    return high <= text_height_mm() * most


def _high_mm(row: Sequence[Sequence[Line]], laid: Layout) -> float:
    """About how high a row is, on the safe side."""
    lines = max(sum(_width(line) // laid.em(n) + 1 for line in cell) for n, cell in enumerate(row))
    return lines * LINE_EM * laid.size_pt * MM_PER_PT


def _laid(needs: Sequence[Need], *, across: bool, size: float) -> Layout:
    shared = _shared(needs, _room_em(across, size))
    return Layout(across, size, tuple(round(width * size * MM_PER_PT, 2) for width in shared))


def _room_em(across: bool, size: float) -> float:
    return text_width_mm(landscape=across) / (size * MM_PER_PT)


def _shared(needs: Sequence[Need], room: float) -> list[float]:
    """The room shared out: first the least of each, then what each has more to say, then in equal measure.

    >>> [round(width, 1) for width in _shared([Need(4, 4, 4), Need(6, 9, 26)], 20)]
    [4.0, 16.0]
    """
    least, most = sum(need.least for need in needs), sum(need.most for need in needs)
    if least >= room:
        return [need.least * room / least for need in needs]
    if most <= room:
        return [need.most * room / most for need in needs]
    grown = (room - least) / (most - least)
    return [need.least + (need.most - need.least) * grown for need in needs]


def _need(table: Table, name: str) -> Need:
    """What a column needs for its heading and every cell."""
    heading = (Span(table.labels[name], bold=True),)
    unbroken = name in (*table.numbers, *table.short)
    cells = [lines_of(cell or "") for cell in table.frame[name]]
    lines = [heading, *(line for cell in cells for line in cell)]
    kept = [_width(line) for line in lines[1:] if unbroken and not all(span.small for span in line)]
    volume = max((sum(map(_width, cell)) for cell in cells), default=0.0)
    least = max(*map(_longest_word, lines), *kept, 0.0) + PADDING_EM
    most = max(*map(_width, lines), volume / FEWEST_LINES, 0.0) + PADDING_EM
    wish = max(WIDE_COMFORT_EM if name in table.wide else COMFORT_EM, min(volume / MANY_LINES, MOST_COMFORT_EM))
    return Need(least, max(least, min(most, wish)), most)


def _longest_word(line: Sequence[Span]) -> float:
    words = ((word, span.small) for span in line for word in re.findall(WORD, span.text))
    return max((_width((Span(word, small=small),)) for word, small in words), default=0.0)


def _cut(word: str, room_em: float) -> str:
    """A word in pieces that have room; a number stays whole, so that it can be searched and copied."""
    pieces, used = [""], 0.0
    for sign in word:
        used += _sign(sign)
        inside = pieces[-1][-1:] in NUMERALS and sign in NUMERALS
        if used > room_em + SLACK_EM and pieces[-1] and not inside:
            pieces, used = [*pieces, ""], _sign(sign)
        pieces[-1] += sign
    return "\u200b".join(pieces)


def _width(line: Sequence[Span]) -> float:
    """The width of a line in em of the text of a cell."""
    return sum(_sign(sign) * (SMALL if span.small else 1.0) for span in line for sign in span.text)


def _sign(sign: str) -> float:
    if sign in NARROW_SIGNS:
        return NARROW_EM
    if sign in BROAD_SIGNS:
        return BROAD_EM
    return CAPITAL_EM if sign.isupper() else USUAL_EM
