"""The sum is the total, whatever the series; the shape of the series stays."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from icanalysis.transforms.benchmarking import benchmarked, in_decimals

WEIGHTS = st.lists(st.floats(0, 1e6) | st.none(), min_size=1, max_size=24)
GROUPS = st.lists(st.tuples(st.integers(0, 10**9), WEIGHTS), min_size=1, max_size=4)


def months(*groups: tuple[int, list[float | None]]) -> pl.LazyFrame:
    """One row per month: the year it is of, its weight, the total of the year."""
    rows = [(year, weight, total) for year, (total, weights) in enumerate(groups) for weight in weights]
    return pl.LazyFrame(rows, schema={"year": pl.Int64, "value": pl.Float64, "total": pl.Int64}, orient="row")


def shared(*groups: tuple[int, list[float | None]]) -> list[int]:
    """The units of every month."""
    done = months(*groups).pipe(benchmarked, series="value", total="total", by=["year"])
    return done.collect()["value"].to_list()


def test_a_total_is_shared_out_by_weight():
    assert shared((100, [1.0, 3.0])) == [25, 75]


def test_the_unit_that_is_left_goes_to_the_largest_remainder():
    assert shared((10, [1.0, 1.0, 1.45])) == [3, 3, 4]  # quotas 2.90, 2.90, 4.20
    assert shared((10, [1.0, 1.0, 1.7])) == [3, 3, 4]  # quotas 2.70, 2.70, 4.59


def test_of_equal_remainders_the_earlier_month_is_served():
    assert shared((2, [1.0, 1.0, 1.0])) == [1, 1, 0]


def test_each_year_has_its_own_total():
    assert shared((10, [1.0, 1.0]), (4, [1.0, 3.0])) == [5, 5, 1, 3]


def test_a_year_of_nothing_is_shared_out_evenly():
    assert shared((6, [0.0, None, 0.0])) == [2, 2, 2]


def test_a_month_without_weight_gets_nothing():
    assert shared((6, [None, 1.0, -4.0])) == [0, 6, 0]


def test_a_total_of_nothing_leaves_nothing():
    assert shared((0, [1.0, 2.0])) == [0, 0]


@given(GROUPS)
def test_sums_are_the_totals_and_nothing_is_negative(groups):
    done = months(*groups).pipe(benchmarked, series="value", total="total", by=["year"]).collect()
    sums = done.group_by("year", maintain_order=True).agg(pl.col("value").sum(), pl.col("total").first())
    assert sums["value"].to_list() == sums["total"].to_list()
    assert done["value"].min() >= 0


@given(GROUPS)
def test_no_month_is_a_unit_off_its_quota(groups):
    whole = pl.col("value").fill_null(0.0).sum().over("year")
    quota = pl.when(whole > 0).then(pl.col("value").fill_null(0.0) / whole).otherwise(1 / pl.len().over("year"))
    quotas = months(*groups).select(quota * pl.col("total")).collect().to_series()
    assert all(abs(units - quota) < 1 + 1e-3 for units, quota in zip(shared(*groups), quotas, strict=True))


@given(GROUPS)
def test_rows_keep_their_order(groups):
    frame = months(*groups).with_row_index("row")
    done = frame.pipe(benchmarked, series="value", total="total", by=["year"])
    assert_frame_equal(done.drop("value").collect(), frame.drop("value").collect())


def test_units_become_the_number_that_was_printed():
    frame = pl.DataFrame({"units": [3], "decimals": [1]})
    assert frame.select(in_decimals(pl.col("units"), decimals=pl.col("decimals"))).item() == 0.3
