"""Scale bar and north arrow."""

from __future__ import annotations

from icanalysis.maps.paper import SMALL, Block, Disc, Line, Rect, Text
from icanalysis.maps.widths import text_width
from icanalysis.style import colours

STEPS = (1, 2, 5)
BAR_HEIGHT = 5
ARROW = 26


def round_length_km(px_per_m: float, most_px: float) -> int:
    """The longest of 1, 2, 5, 10, 20, 50 … km that is no longer than `most_px` on the page; at least 1 km.

    >>> round_length_km(0.002, 150), round_length_km(0.0004, 150)
    (50, 200)
    """
    most_km = most_px / px_per_m / 1000
    lengths = [step * 10**power for power in range(5) for step in STEPS]
    return max([length for length in lengths if length <= most_km], default=1)


def scale_bar(px_per_m: float, *, most_px: float, kilometre_word: str) -> Block:
    """A bar of a round length, in two halves; zero and the length stand over its ends. All in `most_px`."""
    pad = text_width("0", SMALL.size) / 2
    length = round_length_km(px_per_m, most_px - pad - text_width(f"000 {kilometre_word}", SMALL.size) + 3 * pad)
    width = length * 1000 * px_per_m
    end = f"{length} {kilometre_word}"
    top, bottom = 14, 14 + BAR_HEIGHT
    marks = (
        Rect(pad, top, pad + width / 2, bottom, fill=colours.INK, stroke=colours.INK),
        Rect(pad + width / 2, top, pad + width, bottom, fill=colours.PAPER, stroke=colours.INK),
        Text(pad, 6, "0", SMALL, "center"),
        Text(pad + width, 6, str(length), SMALL, "center"),
        Text(pad + width + text_width(str(length), SMALL.size) / 2 + 3, 6, kilometre_word, SMALL),
    )
    past = text_width(end, SMALL.size) - text_width(str(length), SMALL.size) / 2
    return Block(pad + width + past, bottom + 1, marks)


def north_arrow(north_word: str) -> Block:
    """An arrow that points up the page, its letter over it."""
    middle = max(text_width(north_word, SMALL.size), 10) / 2
    marks = (
        Text(middle, 6, north_word, SMALL, "center"),
        Line(middle, 20, middle, ARROW + 8),
        Disc(middle, 19, 60, fill=colours.INK, shape="triangle-up"),
    )
    return Block(middle * 2, ARROW + 8, marks)
