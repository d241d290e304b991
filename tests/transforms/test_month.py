from __future__ import annotations

from datetime import date

import pytest

from icanalysis.transforms.month import with_month_value
from tests.transforms.frames import Row, observations, only

TO_JULY = {"window_start": date(2021, 1, 1), "window_end": date(2021, 7, 31), "value": 700.0}
JULY = {"window_start": date(2021, 7, 1), "window_end": date(2021, 7, 31), "value": 120.0}


def month_value(window: Row, *printed: Row) -> float | None:
    return only(observations(window).pipe(with_month_value, observations=observations(*printed)))["month_value"]


def test_the_last_month_of_the_window_stands_beside_the_year_to_date():
    assert month_value(TO_JULY, TO_JULY, JULY) == 120.0


@pytest.mark.parametrize(
    "other",
    [
        {"window_start": date(2021, 6, 1), "window_end": date(2021, 6, 30)},
        {"window_start": date(2021, 7, 15)},
        {"window_start": date(2021, 6, 15)},
        {"window_start": None},
        {"value": None, "official_label": "met"},
        {"place_code": "58"},
        {"indicator_id": "exports"},
        {"price_basis": "current"},
        {"clock": "administrative"},
    ],
    ids=lambda other: " ".join(map(str, other.values())),
)
def test_no_month_value_comes_from(other: Row):
    assert month_value(TO_JULY, TO_JULY, JULY | other) is None


def test_february_is_a_month():
    february = {"window_start": date(2021, 2, 1), "window_end": date(2021, 2, 28)}
    assert (
        month_value(february | {"window_start": date(2021, 1, 1), "value": 200.0}, february | {"value": 90.0}) == 90.0
    )


def test_an_administrative_month_stands_in_an_administrative_window():
    clock = {"clock": "administrative", "window_end": date(2025, 6, 14)}
    half_year = clock | {"window_start": date(2024, 12, 15), "value": 600.0}
    assert month_value(half_year, clock | {"window_start": date(2025, 5, 15), "value": 95.0}) == 95.0


def test_january_is_its_own_year_to_date_and_shows_no_second_figure():
    january = {"window_start": date(2021, 1, 1), "window_end": date(2021, 1, 31), "value": 100.0}
    assert month_value(january, january) is None


def test_the_first_of_several_statements_counts():
    assert month_value(TO_JULY, JULY, JULY | {"value": 130.0}) == 120.0
