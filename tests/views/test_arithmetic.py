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
    "numerator_kind": None,
    "denominator_kind": None,
    "scope": None,
    "tried": None,
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
TRIED = [
    {"numerator_kind": "leased", "numerator_ha": 108.7, "denominator_kind": whole, "denominator_ha": ha, "share": share}
    for whole, ha, share in (("industrial", 196.0, 0.554592), ("total", 300.0, 0.362333))
]
OCCUPANCY = {
    "check_kind": "occupancy",
    "unit": "ha",
    "printed": "51.6",
    "figure": 108.7,
    "base": 196.0,
    "numerator_kind": "leased",
    "denominator_kind": "industrial",
    "scope": "all",
    "computed": 55.459,
    "computed_low": 55.293,
    "computed_high": 55.627,
    "implied_base": 210.659,
    "implied_base_low": 210.455,
    "implied_base_high": 210.863,
    "tried": TRIED,
    "source_rows": ["zone_statistics:zt"],
}
UNKNOWN = {"verdict": "cannot_be_checked", "reason": "base_not_printed", "base": None, "computed": None}


def text(cell: Cell) -> str:
    return laid_out([{"cell": cell}])[0]["cell"].item()


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


@pytest.mark.parametrize(
    ("changes", "en"),
    [
        ({}, "leased land 108.7 ÷ industrial land 196 = 55.5%"),
        ({"scope": "operating"}, "leased land 108.7 ÷ industrial land 196 (zones in operation) = 55.5%"),
        ({"parts": [196.0, -87.3]}, "leased land (196 − 87.3) ÷ industrial land 196 = 55.5%"),
        (UNKNOWN | {"figure": None}, "leased land ? ÷ industrial land ?"),
        (UNKNOWN | {"figure": None, "numerator_kind": None, "denominator_kind": None}, "? ÷ ?"),
    ],
)
def test_an_occupancy_says_which_land_is_divided_by_which(changes, en):
    assert text(arithmetic_cell(CHECK | OCCUPANCY | changes, "en")) == en


BASE = "a base of 210.7 ha (210.5–210.9) would explain it"
REGISTERED = {"numerator_kind": "registered", "numerator_ha": 120.0, "denominator_kind": "industrial"}
REGISTERED |= {"denominator_ha": 196.0, "share": 0.612245}


@pytest.mark.parametrize(
    ("changes", "en"),
    [
        (
            {},
            "rounding allows 55.3–55.6%; ÷ industrial land 196 ha = 55.5%; ÷ total area 300 ha = 36.2%; " + BASE,
        ),
        (
            {"tried": [TRIED[0], REGISTERED]},
            "rounding allows 55.3–55.6%; ÷ industrial land 196 ha = 55.5%; "
            "registered land 120 ÷ industrial land 196 ha = 61.2%; " + BASE,
        ),
        (
            UNKNOWN | {"tried": [TRIED[1]]},
            "the base is not printed; ÷ total area 300 ha = 36.2%; implied base: 210.7 (210.5–210.9)",
        ),
        ({"verdict": "consistent"}, ""),
    ],
)
def test_an_occupancy_that_nothing_explains_lists_what_was_tried(changes, en):
    assert text(explanation_cell(CHECK | OCCUPANCY | changes, "en")) == en


def test_every_number_of_a_tried_pair_is_a_figure_of_its_own():
    figures = laid_out([{"cell": explanation_cell(CHECK | OCCUPANCY, "en")}])[1]
    tried = {figure.key: (figure.value, figure.unit) for figure in figures if ".tried_" in figure.key}
    assert tried == {
        "c.tried_1.denominator_ha": (196.0, "ha"),
        "c.tried_1.share": (0.554592, "share"),
        "c.tried_2.denominator_ha": (300.0, "ha"),
        "c.tried_2.share": (0.362333, "share"),
    }
    assert {figure.rows for figure in figures} == {("zone_statistics:zt",)}


def test_the_units_of_a_multiple_are_times_and_years():
    figures = laid_out([{"cell": arithmetic_cell(CHECK | MULTIPLE, "vi")}])[1]
    assert {figure.key: figure.unit for figure in figures} == {
        "c.figure": "times",
        "c.years": "years",
        "c.computed": "pct",
    }
