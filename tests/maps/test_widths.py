"""Widths of texts are estimated on the safe side."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.maps.widths import in_two, text_width, wrapped

NAMES = st.text("Tuyên Quang Đầm Hà, Ơ%W", min_size=1, max_size=40)


@given(NAMES, st.floats(20, 300))
def test_wrapping_keeps_every_word(text, width):
    assert " ".join(wrapped(text, 12, width)).split() == text.split()


@given(NAMES, st.floats(60, 300))
def test_lines_are_no_wider_than_asked_unless_one_word_is(text, width):
    assert all(text_width(line, 12) <= width or " " not in line for line in wrapped(text, 12, width))


@given(NAMES)
def test_two_halves_are_never_wider_than_the_whole(text):
    assert max(text_width(half, 12) for half in in_two(text)) <= text_width(text, 12)


@pytest.mark.parametrize("text", ["Quảng Yên", "Đầm Hà", "Chiêm Hóa"])
def test_composed_and_decomposed_letters_are_equally_wide(text):
    assert text_width(unicodedata.normalize("NFD", text), 12) == text_width(text, 12)


def test_an_unknown_letter_is_taken_for_wide():
    assert text_width("漢", 10) == 10


def test_no_line_ends_at_a_space_that_holds():
    assert wrapped("31\u00a0December 2020", 12, 10) == ("31\u00a0December", "2020")
