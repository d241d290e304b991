from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.style import numbers

LANGUAGES = st.sampled_from(["vi", "en"])
SEPARATORS = {"vi": (".", ","), "en": (",", ".")}
DECIMALS = st.integers(min_value=0, max_value=4)
VALUES = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False).map(lambda value: round(value, 6))
PRINTED = st.decimals(min_value=-9_999_999, max_value=9_999_999, places=3).map(lambda value: value.normalize())


def read_back(text: str, language: str) -> Decimal:
    """The number that a reader of the language reads."""
    thousands, point = SEPARATORS[language]
    plain = text.replace(thousands, "").replace(point, ".").replace("−", "-").removeprefix("+").removesuffix("%")
    return Decimal(plain)


def by_hand(value: float, decimals: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


@given(VALUES, DECIMALS, LANGUAGES)
def test_a_number_reads_back_as_rounded_by_hand(value, decimals, language):
    assert read_back(numbers.number(value, language, decimals=decimals), language) == by_hand(value, decimals)


@given(VALUES, LANGUAGES)
def test_a_number_keeps_its_own_digits_up_to_three_decimals(value, language):
    assert read_back(numbers.number(value, language), language) == by_hand(value, 3)


@given(PRINTED, LANGUAGES)
def test_what_was_printed_reads_back_with_the_same_digits(value, language):
    text = f"{value:f}"
    shown = numbers.printed(text, language)
    assert read_back(shown, language) == value
    assert len(shown.partition(SEPARATORS[language][1])[2]) == numbers.decimals_of(text)


@given(VALUES, DECIMALS, LANGUAGES)
def test_the_sign_is_that_of_what_is_shown(value, decimals, language):
    text = numbers.signed(value, language, decimals=decimals)
    rounded = by_hand(value, decimals)
    assert text[0] in ("+" if rounded > 0 else "−" if rounded < 0 else "0")


@given(st.integers(min_value=-2_000_000, max_value=2_000_000), LANGUAGES)
def test_a_percentage_is_the_share_times_100_rounded_by_hand(thousandths, language):
    shown = numbers.percent(thousandths / 10_000, language)
    exact = Decimal(thousandths) / 100
    assert read_back(shown, language) == exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (15_726.4957, 0, "15.726", "15,726"),
        (1_313.857, 0, "1.314", "1,314"),
        (108.7, None, "108,7", "108.7"),
        (0.5, 0, "1", "1"),
        (2.5, 0, "3", "3"),
        (-0.5, 0, "−1", "−1"),
        (-0.04, 1, "0,0", "0.0"),
        (1_234_567.891, 2, "1.234.567,89", "1,234,567.89"),
        (85.0, None, "85", "85"),
        (None, None, "–", "–"),
    ],
)
def test_numbers_as_a_report_writes_them(value, decimals, vi, en):
    assert numbers.number(value, "vi", decimals=decimals) == vi
    assert numbers.number(value, "en", decimals=decimals) == en


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [(0.17, "+0,2", "+0.2"), (-5.333, "−5,3", "−5.3"), (0.0, "0,0", "0.0"), (-0.04, "0,0", "0.0"), (None, "–", "–")],
)
def test_a_difference_has_its_sign_unless_it_rounds_to_zero(value, vi, en):
    assert (numbers.signed(value, "vi"), numbers.signed(value, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [("62", "62", "62"), ("62.0", "62,0", "62.0"), ("-12.7", "−12,7", "−12.7"), ("147704", "147.704", "147,704")],
)
def test_a_printed_figure_keeps_its_digits(text, vi, en):
    assert (numbers.printed(text, "vi"), numbers.printed(text, "en")) == (vi, en)


def test_nothing_printed_is_a_dash():
    assert numbers.printed(None, "vi") == numbers.percent(None, "vi") == numbers.day(None, "vi") == "–"


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2021, 7, 31), "31/07/2021", "31 July 2021"),
        (date(2021, 2, 5), "05/02/2021", "5 February 2021"),
    ],
)
def test_days_have_leading_zeros_in_vietnamese(day, vi, en):
    assert (numbers.day(day, "vi"), numbers.day(day, "en")) == (vi, en)
