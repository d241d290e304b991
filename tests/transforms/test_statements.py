"""Several statements about one thing: the latest value, and the row that says it."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.statements import dated, latest_values, newest_first
from tests.transforms.frames import Row, laws, only, sources, zone_statuses

NEWSPAPER = sources(press=("press", date(2020, 6, 30)), authority=("authority", date(2020, 6, 30)), other="other")
AS_OF = date(2024, 12, 31)
UNDATED = {"as_of": None, "source_id": "other"}


def known_on(**days: Any) -> date | None:
    return only(zone_statuses({"as_of": None} | days).pipe(dated, sources=NEWSPAPER))["known_on"]


def latest(*rows: Row, columns: tuple[str, ...] = ("total_area_ha",), as_of: date = AS_OF) -> pl.DataFrame:
    return (
        zone_statuses(*rows)
        .pipe(dated, sources=NEWSPAPER)
        .pipe(latest_values, by="zone_id", key="zone_status_id", columns=columns, as_of=as_of, sources=NEWSPAPER)
        .collect()
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"as_of": date(2021, 1, 1), "as_of_not_after": date(2022, 1, 1)}, date(2021, 1, 1)),
        ({"as_of_not_after": date(2022, 1, 1), "as_of_not_before": date(2019, 1, 1)}, date(2022, 1, 1)),
        ({"as_of_not_before": date(2019, 1, 1)}, date(2019, 1, 1)),
        ({}, date(2020, 6, 30)),
        ({"source_id": "other"}, None),
    ],
    ids=["the day itself", "the last it can be", "the first it can be", "that of its source", "nothing dates it"],
)
def test_a_statement_is_of(days: Row, expected: date | None):
    assert known_on(**days) == expected


def test_to_date_twice_changes_nothing():
    once = zone_statuses({}).pipe(dated, sources=NEWSPAPER)
    assert once.pipe(dated, sources=NEWSPAPER).collect().equals(once.collect())


def test_the_latest_value_counts_with_its_row_its_day_and_its_word():
    row = only(
        latest(
            {"as_of": date(2020, 1, 1), "total_area_ha": 50.0},
            {"as_of": date(2023, 1, 1), "total_area_ha": 60.0, "qualifiers": "total_area_ha:over"},
        )
    )
    assert row == {
        "zone_id": "z1",
        "total_area_ha": 60.0,
        "total_area_ha_row": "s2",
        "total_area_ha_on": date(2023, 1, 1),
        "total_area_ha_qualifier": "over",
    }


def test_a_value_that_the_latest_statement_leaves_out_comes_from_an_older_one():
    row = only(
        latest(
            {"as_of": date(2020, 1, 1), "total_area_ha": 50.0, "industrial_land_ha": 30.0},
            {"as_of": date(2023, 1, 1), "industrial_land_ha": 40.0},
            columns=("total_area_ha", "industrial_land_ha"),
        )
    )
    assert (row["total_area_ha"], row["total_area_ha_row"]) == (50.0, "s1")
    assert (row["industrial_land_ha"], row["industrial_land_ha_row"]) == (40.0, "s2")


def test_what_nobody_prints_stays_null_and_so_do_its_row_and_day():
    row = only(latest({"industrial_land_ha": 30.0}))
    assert [row[f"total_area_ha{end}"] for end in ("", "_row", "_on", "_qualifier")] == [None] * 4


def test_what_was_not_known_yet_does_not_count():
    rows = {"as_of": date(2020, 1, 1), "total_area_ha": 50.0}, {"as_of": date(2025, 1, 1), "total_area_ha": 60.0}
    assert only(latest(*rows))["total_area_ha"] == 50.0
    assert only(latest(*rows, as_of=date(2025, 1, 1)))["total_area_ha"] == 60.0
    assert latest(*rows, as_of=date(2019, 12, 31)).is_empty()


def test_of_one_day_the_preferred_source_counts():
    rows = {"total_area_ha": 50.0}, {"total_area_ha": 60.0, "source_id": "authority"}
    assert only(latest(*rows))["total_area_ha"] == 60.0


def test_a_later_day_counts_more_than_a_preferred_source():
    rows = {"total_area_ha": 50.0}, {"total_area_ha": 60.0, "source_id": "authority", "as_of": date(2021, 1, 1)}
    assert only(latest(*rows))["total_area_ha"] == 50.0


def test_an_undated_statement_counts_only_where_no_dated_one_has_a_value():
    dated_row, undated = {"total_area_ha": 50.0}, UNDATED | {"total_area_ha": 60.0, "industrial_land_ha": 40.0}
    row = only(latest(undated, dated_row, columns=("total_area_ha", "industrial_land_ha")))
    assert (row["total_area_ha"], row["industrial_land_ha"]) == (50.0, 40.0)
    assert row["industrial_land_ha_on"] is None


DAYS = st.sampled_from([date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1), date(2030, 1, 1), None])
STATEMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "zone_id": st.sampled_from(["z1", "z2"]),
            "as_of": DAYS,
            "source_id": st.sampled_from(["press", "authority", "other"]),
            "total_area_ha": st.none() | st.integers(1, 99).map(float),
        }
    ),
    min_size=1,
    max_size=8,
)


@laws
@given(rows=STATEMENTS)
def test_every_value_stands_in_the_row_that_it_names(rows: list[Row]):
    printed = dict(zone_statuses(*rows).select("zone_status_id", "total_area_ha").collect().rows())
    for row in latest(*rows).rows(named=True):
        assert row["total_area_ha"] == printed.get(row["total_area_ha_row"])


@laws
@given(rows=STATEMENTS, order=st.randoms(use_true_random=False))
def test_the_order_of_the_table_changes_nothing(rows: list[Row], order):
    numbered = [row | {"zone_status_id": f"s{number}"} for number, row in enumerate(rows)]
    shuffled = order.sample(numbered, len(numbered))
    assert latest(*numbered).equals(latest(*shuffled))


@laws
@given(rows=STATEMENTS)
def test_the_newest_statement_comes_first_and_undated_ones_last(rows: list[Row]):
    found = (
        zone_statuses(*rows)
        .pipe(dated, sources=NEWSPAPER)
        .pipe(newest_first, key="zone_status_id", as_of=AS_OF, sources=NEWSPAPER)
        .collect()["known_on"]
        .to_list()
    )
    days = [day for day in found if day]
    assert found == sorted(days, reverse=True) + [None] * (len(found) - len(days))
    assert all(day <= AS_OF for day in days)
