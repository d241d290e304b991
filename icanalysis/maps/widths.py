"""How wide a text will be, estimated from the widest font of the theme: what fits there fits in the others."""

from __future__ import annotations

import unicodedata

WIDTHS = {
    0.30: "'ijlIJ",
    0.34: " \u00a0,.·/:;\\|",
    0.38: "f-()[]t!",
    0.47: 'r"²',
    0.55: "*_`–sz?c",
    0.63: "LFkvxyPTYaoơeESbdghnpquđư$0123456789{}",
    0.72: "KAVBRXZCU",
    0.80: "HNDGĐ&OQ",
    0.86: "w#+<=>^~−≤≥MƯ",
    1.00: "Ơ%mW@—…",
}
"""Widths in em of groups of letters in DejaVu Sans, rounded up (its own metrics: table hmtx)."""
OF_LETTER = {letter: width for width, letters in WIDTHS.items() for letter in letters}
WIDEST = 1.0
BOLD = 1.12
LINE = 1.2
"""Distance of two lines, in em."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width in pixels; marks above and below a letter add nothing.

    >>> text_width("Yên Sơn", 10) == text_width("Yen Sơn", 10)
    True
    >>> round(text_width("Na Hang", 12))
    54
    """
    em = sum(map(_of, unicodedata.normalize("NFC", text)))
    return em * size * (BOLD if bold else 1)


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than `width`, broken at spaces only, never at one that is meant to hold.

    >>> wrapped("Tỷ lệ lấp đầy", 12, 50)
    ('Tỷ lệ', 'lấp đầy')
    """
    lines: list[str] = []
    for word in _words(text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def in_two(text: str) -> tuple[str, ...]:
    """The text broken at the space that makes both halves most alike; one line where it has no space.

    >>> in_two("Thành phố Tuyên Quang"), in_two("Hạ Long"), in_two("Huế")
    (('Thành phố', 'Tuyên Quang'), ('Hạ', 'Long'), ('Huế',))
    """
    words = _words(text)
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(halves, key=_longer, default=(text,))


def _words(text: str) -> list[str]:
    return [word for word in text.split(" ") if word]


def _longer(halves: tuple[str, str]) -> float:
    return max(text_width(half, 1) for half in halves)


def _of(letter: str) -> float:
    known = OF_LETTER.get(letter) or OF_LETTER.get(unicodedata.normalize("NFD", letter)[0])
    return WIDEST if known is None else known
