"""The benchmark of re-basing compares the same work: the suite and pandas, one result from the same simulated rows."""

import polars as pl
import pytest

from benchmarks.rebasing import CASES, MODULES, assert_same, results, simulated
from benchmarks.series import INDEX_EVERY, NOWHERE, by_place

ROWS = 20_000
OURS, THEIRS = MODULES.values()


@pytest.fixture(scope="module", params=CASES.values(), ids=CASES)
def made(request, tmp_path_factory):
    file, _ = simulated(tmp_path_factory.mktemp("simulated"), *request.param, rows=ROWS)
    return file


def test_pandas_gives_the_results_of_the_suite(made):
    assert_same(results(OURS, made), results(THEIRS, made))


def test_a_small_difference_is_noticed(made):
    ours = results(OURS, made)
    with pytest.raises(AssertionError, match="value"):
        assert_same(ours, ours.with_columns(pl.col("value") * (1 + 1e-6)))


def test_no_amount_is_lost(made):
    adds = pl.col("aggregation") == "sum"
    before = pl.read_parquet(made).filter(adds)["value"].sum()
    assert results(OURS, made)["value"].sum() == pytest.approx(before, rel=1e-9)


def test_what_is_of_no_place_is_kept_apart_and_some_is_estimated(made):
    out = results(OURS, made)
    assert set(out["not_placed_code"]) == {None, NOWHERE}
    assert out["is_estimated"].any()
    assert not out["is_estimated"].all()


def test_every_kind_of_row_is_there():
    rows = by_place(["a", "b", "c"], edition="2024", rows=4 * 24 * INDEX_EVERY).collect()
    assert set(rows["aggregation"]) == {"sum", "none"}
    assert rows["value"].has_nulls()
    assert rows.select("indicator_id", "window_end", "place_code").is_unique().all()
