"""A figure is found as somebody types it who reads it on paper."""

from __future__ import annotations

import pytest

from icanalysis.runs.printing.meant import figures_meant, nearest_figures


def figure(key: str, text: str, unit: str = "vnd_bn") -> dict[str, str]:
    return {"key": key, "text": text, "unit": unit}


PRINTED = [
    figure("output", "9.200"),
    figure("gap", "−5,3", "pct_points"),
    figure("share", "96,45%", "share"),
    figure("more", "trên 96,45", "ha"),
    figure("again", "9.200", "ha"),
    figure("small", "9,2", "usd_m"),
]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("9.200", ["output", "again"]),
        ("9200", ["output", "again"]),
        ("9,200", ["small"]),
        ("9,2", ["small"]),
        ("-5,3", ["gap"]),
        ("−5,3", ["gap"]),
        ("–5.3", ["gap"]),
        ("96,45 %", ["share"]),
        ("96.45%", ["share"]),
        ("96,45", ["share", "more"]),
        ("again", ["again"]),
        ("96,4", []),
        ("1.2.3", []),
        ("", []),
    ],
)
def test_a_number_is_the_same_number_however_it_is_typed(typed: str, keys: list[str]):
    assert [one["key"] for one in figures_meant(typed, PRINTED, "vi")] == keys


def test_a_page_in_english_is_read_as_english():
    printed = [figure("output", "9,200"), figure("small", "9.2")]
    assert [one["key"] for one in figures_meant("9,200", printed, "en")] == ["output"]
    assert [one["key"] for one in figures_meant("9.200", printed, "en")] == ["small"]


def test_numbers_near_are_named_before_keys_that_are_alike():
    assert next(nearest_figures("9.150", PRINTED, "vi")) == "'output' (9.200)"
    assert next(nearest_figures("smal", PRINTED, "vi")) == "'small' (9,2)"
