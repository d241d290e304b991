"""The blocks that explain a map: its classes and its symbols."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from icanalysis.maps.paper import BODY, HEADING, Block, Disc, Line, Mark, Rect, Text
from icanalysis.maps.symbols import WITHOUT_SIZE_PX2, areas, radius
from icanalysis.maps.widths import text_width, wrapped
from icanalysis.style import colours

ROW = 18
STEP = 15
SWATCH = (22, 13)
GAP = 7
KEY_PX2 = 110
KINDS = ("commune", "district")
"""How exactly something is placed: where it is, or only in which unit."""

UNSIZED = "unsized_"
"""Before the kind of what is placed so and has no size that anyone told."""


def class_block(title: str, labels: Sequence[str], ramp: Sequence[str], *, no_data_label: str, most_px: float) -> Block:
    """The title, a swatch with its range for each class, and a hatched one for places without data."""
    marks, y = _heading(title, most_px)
    width = max(mark_width(mark) for mark in marks) if marks else 0.0
    across, down = SWATCH
    for text, fill in [*zip(labels, ramp, strict=True), (no_data_label, colours.NO_DATA)]:
        lines = wrapped(text, BODY.size, most_px - across - GAP)
        marks.append(Rect(0, y + 2, across, y + 2 + down, fill=fill))
        marks += [Text(across + GAP, y + 9 + at * STEP, line) for at, line in enumerate(lines)]
        marks += _hatching(y + 2) if fill == colours.NO_DATA else []
        width = max(width, across + GAP + max(text_width(line, BODY.size) for line in lines))
        y += ROW + STEP * (len(lines) - 1)
    return Block(width, y, tuple(marks))


def symbol_block(
    words: Mapping[str, str], sizes: Sequence[tuple[float, str]], *, largest: float, most_px: float
) -> Block:
    """A symbol for each kind, with a size and without, then discs of round sizes with their values."""
    marks: list[Mark] = []
    keys = {kind: symbol(0, 0, KEY_PX2, kind) for kind in KINDS}
    keys |= {f"{UNSIZED}{kind}": without_size(0, 0, kind) for kind in KINDS}
    discs = [(keys[kind], text) for kind, text in words.items()]
    scaled = zip(areas([size for size, _ in sizes], largest=largest), sizes, strict=True)
    discs += [(Disc(0, 0, area), text) for area, (_, text) in scaled]
    reach = max([radius(disc.size) for disc, _ in discs], default=0.0)
    y, width = 0.0, 0.0
    for disc, text in discs:
        lines = wrapped(text, BODY.size, most_px - 2 * reach - GAP)
        height = max(2 * radius(disc.size) + 4, ROW + STEP * (len(lines) - 1))
        middle = y + height / 2
        marks.append(Disc(reach + 1, middle, disc.size, disc.fill, disc.shape))
        first = middle - (len(lines) - 1) * STEP / 2
        marks += [Text(2 * reach + GAP, first + at * STEP, line) for at, line in enumerate(lines)]
        width = max(width, 2 * reach + GAP + max(text_width(line, BODY.size) for line in lines))
        y += height
    return Block(width, y, tuple(marks))


def kind_of(placed_by: str, size: float | None) -> str:
    """Under which kind the legend has a symbol.

    >>> kind_of("commune", 75.0), kind_of("district", None)
    ('commune', 'unsized_district')
    """
    return placed_by if size is not None else f"{UNSIZED}{placed_by}"


def symbol(x: float, y: float, size: float, placed_by: str, *, tip: str = "") -> Disc:
    """A disc, solid where its commune is known, hollow where only its district is."""
    return Disc(x, y, size, _fill(placed_by), tip=tip)


def without_size(x: float, y: float, placed_by: str, *, tip: str = "") -> Disc:
    """The symbol of something whose size nobody has told, solid and hollow as a disc."""
    return Disc(x, y, WITHOUT_SIZE_PX2, _fill(placed_by), shape="diamond", tip=tip)


def _fill(placed_by: str) -> str | None:
    return colours.SYMBOL if placed_by == KINDS[0] else None


def mark_width(mark: Mark) -> float:
    """How far right of zero a text reaches."""
    if not isinstance(mark, Text):
        return 0.0
    return mark.x + text_width(mark.text, mark.look.size, bold=mark.look.bold)


def _hatching(top: float) -> list[Mark]:
    across, down = SWATCH
    starts = range(1, across - down + 2, 4)
    return [Line(x, top + down, x + down, top, colour=colours.HATCH, width=0.75) for x in starts]


def _heading(title: str, most_px: float) -> tuple[list[Mark], float]:
    lines = wrapped(title, HEADING.size, most_px, bold=True)
    return [Text(0, 8 + at * STEP, line, HEADING) for at, line in enumerate(lines)], 4 + STEP * len(lines) + 3
