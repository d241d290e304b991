"""Plain marks in page pixels (texts, lines, boxes, symbols), and the Altair layers that draw them.

A page has one system of coordinates: pixels from its upper left corner, y downwards. Channels without a scale take
pixels as they are, so that marks and shapes stay aligned whatever the width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import altair as alt

from icanalysis.style import colours

HALO = 4.5
ROUND = "circle"


@dataclass(frozen=True)
class Look:
    """Size and weight of a text; those over a map have a halo."""

    size: float
    colour: str = colours.INK
    bold: bool = False
    halo: bool = False


TITLE = Look(15, bold=True)
HEADING = Look(12, bold=True)
BODY = Look(12)
SMALL = Look(11)
NOTE = Look(11, colours.QUIET)


@dataclass(frozen=True)
class Text:
    """A line of text; `y` is the middle of its letters."""

    x: float
    y: float
    text: str
    look: Look = BODY
    align: str = "left"


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    colour: str = colours.INK
    width: float = 1


@dataclass(frozen=True)
class Rect:
    """A box with its sides along the page."""

    x: float
    y: float
    x2: float
    y2: float
    fill: str | None = None
    stroke: str = colours.BORDER


@dataclass(frozen=True)
class Disc:
    """A symbol that covers `size` square pixels, hollow without a fill; `tip` is what it says when pointed at."""

    x: float
    y: float
    size: float
    fill: str | None = colours.SYMBOL
    shape: str = ROUND
    tip: str = ""


Mark: TypeAlias = Text | Line | Rect | Disc


@dataclass(frozen=True)
class Block:
    """Marks that belong together, from (0, 0) to (width, height)."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    def at(self, x: float, y: float) -> list[Mark]:
        """The marks, moved so that the upper left corner of the block is here."""
        return [moved(mark, x, y) for mark in self.marks]


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    """The mark somewhere else."""
    there = {"x": mark.x + dx, "y": mark.y + dy}
    if isinstance(mark, Line | Rect):
        there |= {"x2": mark.x2 + dx, "y2": mark.y2 + dy}
    return replace(mark, **there)


def layers(marks: Sequence[Mark]) -> list[alt.Chart]:
    """The layers that draw the marks: boxes, lines, symbols, texts, each in the order given."""
    return [
        *_rects([mark for mark in marks if isinstance(mark, Rect)]),
        *_lines([mark for mark in marks if isinstance(mark, Line)]),
        *_discs([mark for mark in marks if isinstance(mark, Disc)]),
        *_texts([mark for mark in marks if isinstance(mark, Text)]),
    ]


def pixels(channel: type, field: str) -> alt.SchemaBase:
    """A channel that takes the field as it is: pixels, square pixels, a colour."""
    return channel(field, scale=None)


def _rects(rects: list[Rect]) -> list[alt.Chart]:
    drawn = [_rounded({"x": m.x, "y": m.y, "x2": m.x2, "y2": m.y2}) | {"f": m.fill, "s": m.stroke} for m in rects]
    filled = [row for row in drawn if row["f"] is not None]
    framed = [row for row in drawn if row["f"] is None]
    return [
        _placed(_data(rows).mark_rect(aria=False, strokeWidth=0.75, **look)).encode(
            x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), stroke=pixels(alt.Stroke, "s:N"), **fill
        )
        for rows, look, fill in (
            (filled, {}, {"fill": pixels(alt.Fill, "f:N")}),
            (framed, {"filled": False}, {}),
        )
        if rows
    ]


def _lines(lines: list[Line]) -> list[alt.Chart]:
    return [
        _placed(
            _data(
                _rounded({"x": m.x, "y": m.y, "x2": m.x2, "y2": m.y2}) for m in lines if (m.colour, m.width) == look
            ).mark_rule(aria=False, color=look[0], strokeWidth=look[1])
        ).encode(x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))
        for look in dict.fromkeys((m.colour, m.width) for m in lines)
    ]


def _discs(discs: list[Disc]) -> list[alt.Chart]:
    """Largest first, so that none hides another; white around each keeps it apart from any class below.

    A hollow disc is dashed too; a symbol of another shape is too small for that.
    """
    order = sorted(discs, key=_minus_size)
    looks = dict.fromkeys((disc.fill, disc.shape) for disc in order)
    halos = [_disc_layer(order, fill=colours.PAPER, strokeWidth=3, stroke=colours.PAPER)] if order else []
    return halos + [
        _disc_layer(
            [disc for disc in order if (disc.fill, disc.shape) == (fill, shape)],
            fill=fill or colours.PAPER,
            stroke=colours.INK,
            strokeWidth=1,
            shape=shape,
            **({"strokeDash": [3, 2]} if fill is None and shape == ROUND else {}),
        )
        for fill, shape in looks
    ]


def _disc_layer(discs: list[Disc], **look: object) -> alt.Chart:
    rows = [_rounded({"x": disc.x, "y": disc.y, "size": disc.size}) | {"tip": disc.tip} for disc in discs]
    return _placed(_data(rows).mark_point(aria=False, opacity=1, **look)).encode(
        size=pixels(alt.Size, "size:Q"), tooltip=alt.Tooltip("tip:N")
    )


def _texts(texts: list[Text]) -> list[alt.Chart]:
    looks = dict.fromkeys((text.look, text.align) for text in texts)
    made = {key: [text for text in texts if (text.look, text.align) == key] for key in looks}
    halos = [
        _text_layer(group, stroke=colours.PAPER, strokeWidth=HALO, strokeJoin="round")
        for (look, _), group in made.items()
        if look.halo
    ]
    return halos + [_text_layer(group, color=look.colour) for (look, _), group in made.items()]


def _text_layer(texts: list[Text], **look: object) -> alt.Chart:
    first = texts[0]
    rows = [_rounded({"x": text.x, "y": text.y}) | {"t": text.text} for text in texts]
    marked = _data(rows).mark_text(
        aria=False,
        align=first.align,
        baseline="middle",
        fontSize=first.look.size,
        fontWeight="bold" if first.look.bold else "normal",
        tooltip=None,
        **look,
    )
    return _placed(marked).encode(text=alt.Text("t:N"))


def _placed(chart: alt.Chart) -> alt.Chart:
    return chart.encode(x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None))


def _data(rows: Iterable[dict]) -> alt.Chart:
    return alt.Chart(alt.Data(values=list(rows)))


def _rounded(numbers: dict[str, float]) -> dict[str, float]:
    return {name: round(float(value), 1) for name, value in numbers.items()}


def _minus_size(disc: Disc) -> float:
    return -disc.size
