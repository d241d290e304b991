"""Years are as published, months add up to years, districts to provinces, communes to both: to the printed unit."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icanalysis.demo.calibration import in_units, over_months, over_places, path, published_totals
from icanalysis.demo.chance import chance
from tests.demo.made import SHIPPED, read, to_date

PUBLISHED_OUTPUT = {2021: 15_156, 2022: 17_670, 2023: 20_450, 2024: 23_730}


def sums(frame: pl.DataFrame, decimals: int = 1) -> dict[tuple, int]:
    """Year and month → sum in units of the last digit."""
    units = (pl.col("value") * 10**decimals).round().cast(pl.Int64)
    return {(y, m): total for y, m, total in frame.group_by("year", "month").agg(units.sum()).rows()}


def test_published_years_are_read_at_one_price_basis():
    assert published_totals("gross_output", "08", price_basis="constant_2010") == PUBLISHED_OUTPUT
    assert set(published_totals("gross_output", "08", price_basis="constant_1994")) > {2010, 2011, 2012}


@pytest.mark.parametrize(
    ("indicator", "published"),
    [
        ("gross_output", PUBLISHED_OUTPUT),
        ("goods_exports", {2024: 170}),
        ("retail_sales_and_services", {2024: 38_925.4}),
        ("enterprises_newly_registered", {2016: 130, 2017: 203, 2018: 200, 2019: 212}),
    ],
)
def test_the_years_of_the_shipped_demo_are_the_published_ones(indicator, published):
    found = to_date(indicator_id=indicator, place_code="08", edition="2024").filter(pl.col("month") == 12)
    values = dict(found.select("year", "value").rows())
    assert {year: values[year] for year in published} == published


def test_the_year_to_date_is_the_sum_of_its_months():
    months = read(SHIPPED, "observations").filter(pl.col("observation_id").str.ends_with("_month"))
    january = to_date().filter(pl.col("month") == 1)
    keys = ["indicator_id", "edition", "place_code", pl.col("window_end").dt.year().alias("year")]
    added = pl.concat([months.select(*keys, "value"), january.select(*keys, "value")])
    year = to_date().filter(pl.col("month") == 12).select(*keys, whole="value")
    joined = added.group_by([*keys[:3], "year"]).agg(pl.col("value").sum()).join(year, on=[*keys[:3], "year"])
    assert joined.height > 500
    assert joined.select((pl.col("value") - pl.col("whole")).abs().max()).item() < 1e-6


def test_districts_add_up_to_their_province_in_every_month():
    output = to_date(indicator_id="gross_output", edition="2024")
    parents = dict(
        read(SHIPPED, "places").filter(pl.col("level") == "district").select("place_code", "parent_code").rows()
    )
    below = output.filter(pl.col("place_code").str.len_chars() == 3)
    own = below.filter(pl.col("place_code").replace_strict(parents) == "08")
    assert sums(own) == sums(output.filter(pl.col("place_code") == "08"))


def test_communes_of_2025_add_up_to_both_old_provinces():
    output = to_date(indicator_id="gross_output")
    new = output.filter(pl.col("edition") == "2025", pl.col("place_code").str.len_chars() == 5)
    old = output.filter(pl.col("edition") == "2024", pl.col("place_code").is_in(["08", "02"]))
    both = {when: total for when, total in sums(old).items() if when in sums(new)}
    assert {when: sums(new)[when] for when in both} == both
    assert len(both) == 18  # all of 2024 and, until the reform, half of 2025


@settings(deadline=None, max_examples=25)
@given(
    totals=st.lists(st.integers(0, 10**7), min_size=1, max_size=4),
    children=st.integers(1, 6),
    seed=st.integers(0, 10**6),
)
def test_years_months_and_places_always_add_up(totals, children, seed):
    yearly = np.array(totals, dtype=np.int64)[None, None, :]
    luck = chance(seed, "law")
    months = over_months(yearly, luck.random((1, 1, 12 * len(totals))))
    places = over_places(months, luck.random((1, children, months.shape[2])), np.zeros(children, dtype=np.int64))
    assert months.reshape(-1, 12).sum(axis=1).tolist() == totals
    assert np.array_equal(places.sum(axis=1), months[0])
    assert months.min() >= 0 and places.min() >= 0


@given(known=st.dictionaries(st.integers(2016, 2025), st.floats(1, 1e6), max_size=5), seed=st.integers(0, 99))
def test_a_path_runs_through_all_known_years(known, seed):
    years = range(2016, 2026)
    found = path(years, level=100, growth=0.1, known=known, luck=chance(seed, "path"))
    assert {year: found[year - 2016] for year in known} == known
    assert (found > 0).all()


def test_units_are_those_of_the_last_printed_digit():
    assert in_units(np.array([12.34, 0.05]), 1).tolist() == [123, 0]
