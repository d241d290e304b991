from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.selection import by_preference, known_at
from tests.transforms.frames import Row, laws, observations, only, sources

JULY = {"window_start": date(2021, 1, 1), "window_end": date(2021, 7, 31)}
JUNE = {"window_start": date(2021, 1, 1), "window_end": date(2021, 6, 30)}
AS_OF = date(2021, 7, 31)
CLASSES = {
    "other": ("other", date(2021, 12, 1)),
    "academic": ("academic", date(2021, 11, 1)),
    "old_press": ("press", date(2021, 8, 1)),
    "new_press": ("press", date(2021, 9, 1)),
    "undated_press": ("press", None),
    "authority": ("authority", date(2021, 7, 1)),
}
PREFERRED = ["authority", "new_press", "old_press", "undated_press", "academic", "other"]


def known(*rows: Row, as_of: date = AS_OF) -> pl.DataFrame:
    return observations(*rows).pipe(known_at, as_of=as_of, sources=sources(**CLASSES)).collect()


def from_source(name: str, **cells: object) -> Row:
    return JULY | {"value": 1.0, "source_id": name} | cells


@laws
@given(order=st.permutations(PREFERRED))
def test_authority_comes_before_press_and_later_before_earlier(order: list[str]):
    frame = observations(*(from_source(name) for name in order)).pipe(by_preference, sources=sources(**CLASSES))
    assert frame.collect()["source_id"].to_list() == PREFERRED


@laws
@given(order=st.permutations(PREFERRED), repeated=st.integers(1, 3))
def test_sorting_what_is_sorted_changes_nothing(order: list[str], repeated: int):
    shuffled = observations(*(from_source(name) for name in order * repeated))
    once = shuffled.pipe(by_preference, sources=sources(**CLASSES)).collect()
    again = once.lazy().drop("source_class", "published_on").pipe(by_preference, sources=sources(**CLASSES))
    assert again.collect().equals(once)


def test_rows_of_one_source_keep_their_order():
    frame = observations(*(from_source("authority") for _ in range(20)))
    sorted_ids = frame.pipe(by_preference, sources=sources(**CLASSES)).collect()["observation_id"]
    assert sorted_ids.to_list() == [f"o{number}" for number in range(1, 21)]


def test_the_preferred_source_speaks_and_the_others_are_counted():
    row = only(known(*(from_source(name) for name in reversed(PREFERRED))))
    assert row["source_id"] == "authority"
    assert row["other_source_count"] == 5


def test_a_value_of_the_press_comes_before_a_label_of_the_authority():
    label_only = from_source("authority", value=None, official_label="met")
    assert only(known(label_only, from_source("old_press")))["source_id"] == "old_press"


def test_the_latest_window_counts_whoever_prints_it():
    row = only(known(from_source("authority", **JUNE), from_source("other")))
    assert row["window_end"] == date(2021, 7, 31)
    assert row["other_source_count"] == 0


def test_the_year_to_date_comes_before_the_month_alone():
    month = from_source("authority", window_start=date(2021, 7, 1))
    assert only(known(month, from_source("old_press")))["window_start"] == date(2021, 1, 1)


def test_a_window_whose_start_is_printed_comes_before_one_without():
    no_start = from_source("authority", window_start=None)
    assert only(known(no_start, from_source("old_press")))["window_start"] == date(2021, 1, 1)


@pytest.mark.parametrize("end", [date(2021, 8, 31), date(2020, 12, 31), date(2022, 1, 31)])
def test_nothing_is_known_from_after_the_date_or_from_another_year(end: date):
    assert known(from_source("authority", window_start=date(2020, 1, 1), window_end=end)).is_empty()


def test_what_ends_on_the_date_is_known():
    assert known(from_source("authority")).height == 1


def test_every_indicator_place_and_edition_has_its_own_row():
    others = ({"indicator_id": "exports"}, {"place_code": "58"}, {"edition": "2025"})
    assert known(from_source("press"), *(from_source("press", **other) for other in others)).height == 4


@laws
@given(
    ends=st.lists(st.dates(date(2020, 1, 1), date(2022, 12, 31)), min_size=1, max_size=8),
    as_of=st.dates(date(2021, 1, 1), date(2021, 12, 31)),
)
def test_known_is_the_latest_of_the_year_and_knowing_again_changes_nothing(ends: list[date], as_of: date):
    rows = [from_source("press", window_start=date(2019, 1, 1), window_end=end) for end in ends]
    seen = known(*rows, as_of=as_of)
    inside = [end for end in ends if date(2021, 1, 1) <= end <= as_of]
    assert seen["window_end"].to_list() == ([max(inside)] if inside else [])
    plain = seen.lazy().drop("source_class", "published_on", "other_source_count")
    again = plain.pipe(known_at, as_of=as_of, sources=sources(**CLASSES)).collect()
    assert again["observation_id"].to_list() == seen["observation_id"].to_list()
