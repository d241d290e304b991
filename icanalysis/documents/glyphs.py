"""What the shipped letters can print. Another sign, such as a picture sign in a name, is printed as U+FFFD.

A PDF for all readers must have a shape for every sign, so that typst refuses a document with one that no font has:
one strange sign in the data must not cost the report.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

import fontpkg_be_vietnam_pro
import fontpkg_noto_serif
from fontTools.ttLib import TTFont

STRANGE = "\ufffd"
LETTERS = Path(fontpkg_noto_serif.__file__).parent / "files"
"""Noto Serif, upright and italic, for the text."""
LETTERS_OF_PICTURES = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
"""Be Vietnam Pro, which the theme of the charts names first."""
SIGNS = frozenset("≈≥≤→←↑↓⇒∞″′□■▲▼✓⋮")
"""Signs that Noto Serif lacks and the fonts inside typst have; a test prints each."""


def printable(text: str) -> str:
    r"""The text composed (NFC), with a shape for every sign; lines stay lines.

    >>> printable("Thép\u0000\t≥ 94 😀\r\nhai")
    'Thép� ≥ 94 �\nhai'
    """
    known = _known()
    composed = unicodedata.normalize("NFC", "\n".join(text.replace("\t", " ").splitlines()))
    return "".join(sign if sign in known or sign == "\n" else STRANGE for sign in composed)


@lru_cache
def _known() -> frozenset[str]:
    """The signs of upright and italic Noto Serif and those that stand in for it."""
    found = []
    for file in sorted(LETTERS.glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            found.append({sign for code in font.getBestCmap() if unicodedata.category(sign := chr(code)) != "Cc"})
    return frozenset.intersection(*map(frozenset, found)) | SIGNS
