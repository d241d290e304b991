"""Names of places as people write them, brought to a form in which the same place reads the same.

    toned(unprefixed(name))     to look a place up: "H. Khánh Hoà" → "khánh hòa"
    folded(unprefixed(name))    where accents were left out: "H. Khánh Hoà" → "khanh hoa"
    type_of(name)               the type as it is printed: "H. Khánh Hoà" → "huyện"
    squeezed(toned(name))       a key to join on: "Bà Rịa - Vũng Tàu" → "bàrịavũngtàu"

The type goes first: without accents "Quận" reads like the first word of "Quan Hóa". Folded, 16 communes of
2025 collide two by two (Ba Tơ, Ba Tô), so the toned form decides. One typed name is a literal:
`pl.select(folded(pl.lit(name))).item()`. The forms are the suite's own; no decree says how a name is typed.
"""

from __future__ import annotations

import polars as pl

TYPES = ("thành phố", "thị xã", "thị trấn", "đặc khu", "huyện", "quận", "phường", "tỉnh", "xã")
ABBREVIATIONS = ("tp", "tx", "tt", "h", "q", "p", "x")
"""Written with a point; those of two letters, which begin no syllable, also without."""

SPELT = "|".join(TYPES).replace(" ", r"\s+")
SHORT = "|".join(ABBREVIATIONS)
SPELT_OUT = dict(zip(ABBREVIATIONS, ("thành phố", "thị xã", "thị trấn", "huyện", "quận", "phường", "xã"), strict=True))

ENGLISH = ("province", "district", "city", "town", "township", "ward", "commune", "special zone")
"""Types as translations write them after the name; district and ward also stand before a number."""


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
    prefix = rf"(?:(?:{SPELT})\s+|(?:{SHORT})\.\s*|t[pxt]\s+)"
    return name.str.normalize("NFC").str.strip_chars().str.replace(rf"(?is)^{prefix}+(\S.*)$", "${1}")


def type_of(name: pl.Expr) -> pl.Expr:
    """The type that `unprefixed` takes off, spelt out in small letters; null where none is written.

    >>> frame = pl.DataFrame({"name": ["Huyện Yên Sơn", "TX.Kỳ Anh", "tp Huế", "Quan Hóa", "Thị trấn"]})
    >>> frame.select(type_of(pl.col("name"))).to_series().to_list()
    ['huyện', 'thị xã', 'thành phố', None, None]
    """
    clean = name.str.normalize("NFC").str.strip_chars()
    return (
        pl.coalesce(
            clean.str.extract(rf"(?is)^({SPELT})\s+\S"),
            clean.str.extract(rf"(?is)^({SHORT})\.\s*\S"),
            clean.str.extract(r"(?is)^(t[pxt])\s+\S"),
        )
        .str.to_lowercase()
        .str.replace_all(r"\s+", " ")
        .replace(SPELT_OUT)
    )


def english_type_of(name: pl.Expr) -> pl.Expr:
    """The English type after a name or before a number, in small letters; null where none is written.

    >>> frame = pl.DataFrame({"name": ["Ha Giang province", "District 1", "Na Hang District", "Huế"]})
    >>> frame.select(english_type_of(pl.col("name"))).to_series().to_list()
    ['province', 'district', 'district', None]
    """
    clean = name.str.normalize("NFC").str.strip_chars()
    after = clean.str.extract(rf"(?is)\S\s+({'|'.join(ENGLISH)})$")
    return pl.coalesce(after, clean.str.extract(r"(?is)^(district|ward)\s+(?:no\.\s*)?\d+$")).str.to_lowercase()


def without_english_type(name: pl.Expr) -> pl.Expr:
    """The name without the English type that `english_type_of` finds.

    >>> frame = pl.DataFrame({"name": ["Ha Giang province", "District 1", "Na Hang District", "Huế"]})
    >>> frame.select(without_english_type(pl.col("name"))).to_series().to_list()
    ['Ha Giang', '1', 'Na Hang', 'Huế']
    """
    return (
        name.str.normalize("NFC")
        .str.strip_chars()
        .str.replace(rf"(?is)^(.*\S)\s+(?:{'|'.join(ENGLISH)})$", "${1}")
        .str.replace(r"(?is)^(?:district|ward)\s+(?:no\.\s*)?(\d+)$", "${1}")
    )


def squeezed(name: pl.Expr) -> pl.Expr:
    """Letters and digits only: spaces, hyphens and apostrophes are set in many ways (M’Drắk, M'Drăk, Ia H' Drai).

    >>> pl.select(squeezed(pl.lit("ia h' drai"))).item()
    'iahdrai'
    """
    return name.str.replace_all(r"[^\p{L}\p{M}\p{N}]", "")


def _letters(name: pl.Expr) -> pl.Expr:
    """Small letters with their marks apart (NFD)."""
    return name.str.normalize("NFC").str.to_lowercase().str.replace_many(LOOKALIKES).str.normalize("NFD")


def _spaced(name: pl.Expr) -> pl.Expr:
    """Marks put together (NFC), words one space apart, hyphens and dashes read as spaces."""
    return name.str.normalize("NFC").str.replace_all(r"[\s\-‐‑‒–—]+", " ").str.strip_chars(" ")
