from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.printed import decimals, high_end, last_digit, low_end, rounding_unit
from tests.transforms.frames import laws, value_of

BOUNDS = {"unit": pl.col("unit"), "qualifier": pl.col("qualifier")}
ENDS = pl.concat_list(low_end(pl.col("value"), **BOUNDS), high_end(pl.col("value"), **BOUNDS))


def ends(value: float, unit: float, qualifier: str | None) -> list[float]:
    frame = pl.DataFrame(
        {"value": [value], "unit": [unit], "qualifier": [qualifier]}, schema_overrides={"qualifier": pl.String}
    )
    return frame.select(ENDS).item().to_list()


@pytest.mark.parametrize(
    ("printed", "digits"), [("62", 0), ("62.0", 1), ("58.5", 1), ("34.37", 2), ("-12.7", 1), ("0", 0)]
)
def test_the_decimals_of_a_printed_number_are_those_it_shows(printed: str, digits: int):
    assert value_of(decimals(pl.col("printed")), printed=printed) == digits
    assert value_of(last_digit(pl.col("printed")), printed=printed) == pytest.approx(10.0**-digits)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (92.4, 0.1),
        (34.37, 0.01),
        (7_699.0, 1.0),
        (9_200.0, 100.0),
        (14_400.0, 100.0),
        (25_000.0, 1_000.0),
        (100_000.0, 10_000.0),
        (1e12, 1e11),
        (110.0, 10.0),
        (10.0, 1.0),
        (85.0, 1.0),
        (40.0, 1.0),
        (5.0, 1.0),
        (0.0, 1.0),
        (0.05, 0.01),
        (-9_200.0, 100.0),
    ],
)
def test_trailing_zeros_count_as_rounded_as_long_as_two_digits_are_kept(value: float, unit: float):
    assert value_of(rounding_unit(pl.col("value")), value=value) == pytest.approx(unit)


def test_an_exact_figure_reaches_half_a_unit_either_way():
    assert ends(9_200.0, 100.0, "exact") == [9_150.0, 9_250.0]


def test_a_count_without_rounding_stands_for_itself():
    assert ends(42.0, 0.0, "exact") == [42.0, 42.0]


@pytest.mark.parametrize(
    ("qualifier", "interval"), [("over", [94.0, 98.7]), ("nearly", [89.3, 94.0]), ("about", [89.3, 98.7])]
)
def test_a_qualified_figure_reaches_five_percent_to_its_side(qualifier: str, interval: list[float]):
    assert ends(94.0, 1.0, qualifier) == pytest.approx(interval)


def test_a_small_qualified_figure_reaches_one_printed_unit():
    assert ends(3.0, 1.0, "nearly") == [2.0, 3.0]


def test_a_fall_of_over_twelve_percent_is_at_most_minus_twelve():
    assert ends(-12.0, 1.0, "over") == [-13.0, -12.0]
    assert ends(-12.0, 1.0, "nearly") == [-12.0, -11.0]


def test_a_figure_without_a_qualifier_is_exact():
    assert ends(62.0, 1.0, None) == [61.5, 62.5]


@laws
@given(value=st.decimals(0, 10**6, places=4), digits=st.integers(0, 2))
def test_the_interval_of_a_rounded_percentage_holds_the_true_one(value: Decimal, digits: int):
    printed = str(value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    unit = value_of(last_digit(pl.col("printed")), printed=printed)
    low, high = ends(float(printed), unit, "exact")
    assert low - 1e-9 <= float(value) <= high + 1e-9


@laws
@given(value=st.decimals(10, 10**9, places=2), kept=st.integers(2, 9))
def test_the_interval_of_a_figure_rounded_to_two_digits_or_more_holds_the_true_one(value: Decimal, kept: int):
    size = min(value.adjusted() - kept + 1, 9)
    printed = float(value.quantize(Decimal(1).scaleb(size), ROUND_HALF_UP))
    unit = value_of(rounding_unit(pl.col("value")), value=printed)
    low, high = ends(printed, unit, "exact")
    assert low * (1 - 1e-9) <= float(value) <= high * (1 + 1e-9)


@laws
@given(
    value=st.floats(-1e6, 1e6),
    unit=st.sampled_from([0.0, 0.1, 1.0, 100.0]),
    qualifier=st.sampled_from(["exact", "about", "over", "nearly"]),
)
def test_every_interval_holds_the_printed_figure_and_mirrors_below_zero(value: float, unit: float, qualifier: str):
    low, high = ends(value, unit, qualifier)
    assert low <= value <= high
    if value != 0:
        assert ends(-value, unit, qualifier) == pytest.approx([-high, -low])
