"""The arithmetic behind a figure is told where it is certain, and nothing is where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.runs.printing.reckoning import reckoned

ROWS = [{"observation_id": "o", "value": 5447.0, "printed_attainment_pct": 24.3}, {"low_value": 27700.0}]
LAND = [{"leased_land_ha": float(ha)} for ha in (1.5, 2, 4, 8, 16, 32, 64, 128, 256)]
AREA = st.floats(min_value=0.1, max_value=1e6)


def figure(value: object, unit: str) -> dict[str, object]:
    return {"value": value, "unit": unit}


@pytest.mark.parametrize(
    ("value", "unit", "rows", "said"),
    [
        (5447 / 27700, "share", ROWS, "5.447 ÷ 27.700"),
        (5447 / 27700 * 100, "pct", ROWS, "5.447 ÷ 27.700 × 100"),
        (5447 / 27700 - 1, "share", ROWS, "(5.447 ÷ 27.700 − 1)"),
        (3.5, "ha", LAND[:2], "1,5 + 2"),
        (511.5, "ha", LAND, "1,5 + 2 + … + 256"),
    ],
)
def test_a_derived_figure_shows_what_it_is_made_of(value: float, unit: str, rows: list, said: str):
    assert reckoned(figure(value, unit), rows, "vi") == said


@pytest.mark.parametrize(
    ("value", "unit"),
    [(5447.0, "vnd_bn"), (0.1966, "share"), (24.3, "pct"), ("24.3", "pct"), (None, "share"), (33147, "count")],
    ids=["as it stands", "not to the last digit", "printed by the source", "text", "nothing", "count"],
)
def test_nothing_is_told_of_what_is_not_certain(value: object, unit: str):
    assert reckoned(figure(value, unit), ROWS, "vi") is None


@given(AREA, AREA)
def test_every_share_of_two_numbers_is_found(part: float, whole: float):
    if part != whole and part / whole not in (part, whole):
        assert reckoned(figure(part / whole, "share"), [{"a": part, "b": whole}], "en") is not None
