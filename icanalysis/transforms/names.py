"""Names of places as people write them, brought to a form in which the same place reads the same.

    toned(unprefixed(name))     to look a place up: "H. Khánh Hoà" → "khánh hòa"
    folded(unprefixed(name))    where accents were left out: "H. Khánh Hoà" → "khanh hoa"

The type goes first: without accents "Quận" reads like the first word of "Quan Hóa". Folded, 16 communes of
2025 collide two by two (Ba Tơ, Ba Tô), so the toned form decides. One typed name is a literal:
`pl.select(folded(pl.lit(name))).item()`. The forms are the suite's own; no decree says how a name is typed.
"""

from __future__ import annotations

import polars as pl

TYPES = ("thành phố", "thị xã", "thị trấn", "đặc khu", "huyện", "quận", "phường", "tỉnh", "xã")
ABBREVIATIONS = ("tp", "tx", "tt", "h", "q", "p", "x")
"""Written with a point; those of two letters, which begin no syllable, also without."""

LOOKALIKES = {"ð": "đ", "ɖ": "đ", "’": "'", "‘": "'", "ʼ": "'"}
"""The wrong letters that older keyboards give for đ, and the apostrophes of M’Drắk."""

TONE = r"([\u0300\u0301\u0303\u0309\u0323])"
"""Huyền, sắc, ngã, hỏi, nặng; circumflex, breve and horn belong to the letter and stay with it."""


def toned(name: pl.Expr) -> pl.Expr:
    """The name in small letters with its accents, in NFC, the tone where "hòa" and "thủy" have it.

    Only a syllable that ends in oa, oe or uy is written in two ways: hoà → hòa, xoè → xòe, thuỷ → thủy.
    Where letters follow (hoàn, huỳnh) or the u belongs to a q (quỳ) nothing moves.

    >>> frame = pl.DataFrame({"name": ["Khánh Hoà", "Hoàn Kiếm", "VỊ THUỶ", "Quỳ Châu", "Ba  Tô"]})
    >>> frame.select(toned(pl.col("name"))).to_series().to_list()
    ['khánh hòa', 'hoàn kiếm', 'vị thủy', 'quỳ châu', 'ba tô']
    """
    return (
        _letters(name)
        .str.replace_all(rf"o([ae]){TONE}\b", "o${2}${1}")
        .str.replace_all(rf"(^|[^q])uy{TONE}\b", "${1}u${2}y")
        .pipe(_spaced)
    )


def folded(name: pl.Expr) -> pl.Expr:
    """The name in small letters without accents, as it is typed in a hurry.

    >>> frame = pl.DataFrame({"name": ["Đắk Lắk", "Bà Rịa - Vũng Tàu", "M’Drắk", "Ba Tơ", "Ba Tô"]})
    >>> frame.select(folded(pl.col("name"))).to_series().to_list()
    ['dak lak', 'ba ria vung tau', "m'drak", 'ba to', 'ba to']
    """
    return _letters(name).str.replace_all(r"\p{M}", "").str.replace_all("đ", "d").pipe(_spaced)


def unprefixed(name: pl.Expr) -> pl.Expr:
    """The name without the type before it, written out or short; a type with nothing after it stays.

    The type must have its accents, so that "Quan Hóa", "Xa Dung" and "Huyền Hội" keep their first word.
    Bring both sides to this form: "Quận 1" becomes "1", and the ward Phường Phường Đúc in Huế "Đúc".

    >>> frame = pl.DataFrame({"name": ["Huyện Yên Sơn", "H.Yên Sơn", "TP Huế", "Quan Hóa", "Thị trấn"]})
    >>> frame.select(unprefixed(pl.col("name"))).to_series().to_list()
    ['Yên Sơn', 'Yên Sơn', 'Huế', 'Quan Hóa', 'Thị trấn']
    """
    spelt, short = "|".join(TYPES), "|".join(ABBREVIATIONS)
    prefix = rf"(?:(?:{spelt})\s+|(?:{short})\.\s*|t[pxt]\s+)"
    return name.str.normalize("NFC").str.strip_chars().str.replace(rf"(?is)^{prefix}+(\S.*)$", "${1}")


def _letters(name: pl.Expr) -> pl.Expr:
    """Small letters with their marks apart (NFD)."""
    return name.str.normalize("NFC").str.to_lowercase().str.replace_many(LOOKALIKES).str.normalize("NFD")


def _spaced(name: pl.Expr) -> pl.Expr:
    """Marks put together (NFC), words one space apart, hyphens and dashes read as spaces."""
    return name.str.normalize("NFC").str.replace_all(r"[\s\-‐‑‒–—]+", " ").str.strip_chars(" ")
