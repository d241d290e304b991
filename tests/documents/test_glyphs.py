"""What is printed has a shape: known signs stay, others are shown as missing, and lines stay lines."""

from __future__ import annotations

import unicodedata

import pytest

from icanalysis.documents.glyphs import STRANGE, printable

NAME = "Khu công nghiệp Long Bình An, đường Hồ Chí Minh – “số 1” ≈ 15 m²"


def test_vietnamese_text_stays_as_it_is():
    assert printable(NAME) == NAME


def test_letters_in_pieces_are_put_together():
    assert printable(unicodedata.normalize("NFD", NAME)) == NAME


@pytest.mark.parametrize("sign", ["😀", "漢", "\x00", "\x1b", "\U000f0000"])
def test_a_sign_without_a_shape_is_shown_as_missing(sign: str):
    assert printable(f"a{sign}b") == f"a{STRANGE}b"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_lines_stay_lines(end: str):
    assert printable(f"a{end}b\tc") == "a\nb c"
