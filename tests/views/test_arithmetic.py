from __future__ import annotations

from typing import Any

import pytest

from icanalysis.views.arithmetic import arithmetic_cell, explanation_cell, printed_cell
from icanalysis.views.shown import Cell, laid_out

CHECK: dict[str, Any] = {
    "check_id": "c",
    "check_kind": "attainment",
    "unit": "vnd_bn",
    "printed": "24.3",
    "printed_qualifier": "exact",
    "figure": 5_447.0,
    "figure_qualifier": "exact",
    "base": 27_700.0,
    "base_qualifier": "exact",
    "years": None,
    "parts": None,
    "computed": 19.6643,
    "computed_low": 19.6625,
    "computed_high": 19.6661,
    "reason": None,
    "verdict": "contradicts",
    "implied_base": 22_415.6,
    "implied_base_low": 22_369.6,
    "implied_base_high": 22_461.9,
    "source_rows": ["observations:o", "targets:t"],
}
MULTIPLE = {"check_kind": "compound_growth", "printed": "17.1", "figure": 3.17, "base": 1.0, "years": 5.0}
MULTIPLE |= {"computed": 25.955, "source_rows": ["claims:rate", "claims:multiple"]}
UNKNOWN = {"verdict": "cannot_be_checked", "reason": "base_not_printed", "base": None, "computed": None}


def text(cell: Cell) -> str:
    return laid_out([{"cell": cell}])[0].item()


@pytest.mark.parametrize(
    ("changes", "vi"),
    [
        ({}, "5.447 ÷ 27.700 = 19,7%"),
        ({"figure_qualifier": "nearly", "base_qualifier": "about"}, "gần 5.447 ÷ khoảng 27.700 = 19,7%"),
        ({"check_kind": "growth", "computed": -12.664, "printed": "-12.7"}, "5.447 ÷ 27.700 − 1 = −12,7%"),
        ({"check_kind": "multiple", "computed": 3.5, "printed": "3.5"}, "5.447 ÷ 27.700 = 3,5 lần"),
        ({"check_kind": "compound_growth", "years": 4.0, "computed": 16.9}, "(5.447 ÷ 27.700)^(1/4) − 1 = +16,9%"),
        (MULTIPLE, "3,17^(1/5) − 1 = +26,0%"),
        (
            {"check_kind": "average_per_year", "printed": "7699", "years": 3.0, "computed": 7_699.33},
            "5.447 ÷ 3 = 7.699,3",
        ),
        ({"check_kind": "rank_change", "printed": "5", "figure": 32.0, "base": 37.0, "computed": 5.0}, "37 − 32 = 5"),
        (
            {
                "check_kind": "parts",
                "printed": "42",
                "parts": [32.0, 3.0, 7.0],
                "computed": 42.0,
                "source_rows": ["observations:o", "observations:a", "observations:b", "observations:c"],
            },
            "32 + 3 + 7 = 42",
        ),
        (UNKNOWN, "5.447 ÷ ?"),
        (UNKNOWN | {"figure": None}, "? ÷ ?"),
    ],
)
def test_the_arithmetic_of_each_kind_can_be_followed_by_hand(changes, vi):
    assert text(arithmetic_cell(CHECK | changes, "vi")) == vi


@pytest.mark.parametrize(
    ("changes", "vi", "en"),
    [
        ({}, "24,3%", "24.3%"),
        ({"printed": "62.0"}, "62,0%", "62.0%"),
        ({"printed_qualifier": "nearly", "printed": "74"}, "gần 74%", "nearly 74%"),
        ({"check_kind": "multiple", "printed": "3.5"}, "3,5 lần", "3.5 times"),
        ({"check_kind": "average_per_year", "printed": "7699"}, "7.699", "7,699"),
        ({"check_kind": "growth", "printed": "-12.7"}, "−12,7%", "−12.7%"),
    ],
)
def test_what_was_printed_keeps_its_digits_and_its_qualifier(changes, vi, en):
    row = CHECK | changes
    assert (text(printed_cell(row, "vi")), text(printed_cell(row, "en"))) == (vi, en)


@pytest.mark.parametrize(
    ("changes", "en"),
    [
        (
            {},
            "rounding allows 19.66–19.67%; the printed figure would need the base 22,416 (22,370–22,462)",
        ),
        ({"verdict": "consistent"}, ""),
        (UNKNOWN, "the base is not printed; implied base: 22,416 (22,370–22,462)"),
        (UNKNOWN | {"implied_base": None}, "the base is not printed"),
        (UNKNOWN | {"reason": "price_bases_differ", "implied_base": None}, "the price bases differ"),
        (UNKNOWN | {"reason": "no_positive_base", "implied_base": None}, "the base is not a positive number"),
        (UNKNOWN | {"reason": "figure_not_printed", "implied_base": None}, "the figure is not printed"),
        (MULTIPLE | {"computed_low": 25.91, "computed_high": 26.0}, "rounding allows 25.9–26.0%"),
        (
            UNKNOWN
            | {
                "check_kind": "rank_change",
                "printed": "5",
                "implied_base": 37.0,
                "implied_base_low": 36.5,
                "implied_base_high": 37.5,
            },
            "the base is not printed; implied base: 37",
        ),
        (
            UNKNOWN | {"implied_base": 86.0, "implied_base_low": 85.998, "implied_base_high": 86.004},
            "the base is not printed; implied base: 86.0",
        ),
    ],
)
def test_the_explanation_says_what_rounding_allows_and_which_base_would_fit(changes, en):
    assert text(explanation_cell(CHECK | changes, "en")) == en


def test_the_units_of_a_multiple_are_times_and_years():
    figures = laid_out([{"cell": arithmetic_cell(CHECK | MULTIPLE, "vi")}])[1]
    assert {figure.key: figure.unit for figure in figures} == {
        "c.figure": "times",
        "c.years": "years",
        "c.computed": "pct",
    }
