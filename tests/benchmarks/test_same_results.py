"""The benchmark compares the same work: three implementations, one result, from the same simulated rows."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from benchmarks import by_duckdb, by_pandas, by_suite
from benchmarks.generate import COLUMNS, observations
from benchmarks.same import assert_same_results

ROWS = 2_000


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    path = tmp_path_factory.mktemp("simulated") / "observations.parquet"
    observations(ROWS).sink_parquet(path)
    return path


def results(implementation, path):
    return implementation.as_polars(implementation.transform(implementation.load(path)))


@pytest.mark.parametrize("other", [by_pandas, by_duckdb])
def test_others_give_the_results_of_the_suite(simulated, other):
    assert_same_results(results(by_suite, simulated), results(other, simulated))


@pytest.mark.parametrize("table", [0, 1])
def test_a_small_difference_is_noticed(simulated, table):
    ours = results(by_suite, simulated)
    changed = list(ours)
    changed[table] = ours[table].with_columns(pl.col("attainment_share") * (1 + 1e-6))
    with pytest.raises(AssertionError, match="attainment_share"):
        assert_same_results(ours, tuple(changed))


def test_the_same_seed_gives_the_same_rows():
    assert_frame_equal(observations(ROWS, seed=7).collect(), observations(ROWS, seed=7).collect())


def test_another_seed_gives_other_values():
    one, other = (observations(ROWS, seed=seed).collect() for seed in (7, 8))
    assert one["value"].to_list() != other["value"].to_list()
    assert one["window_end"].to_list() == other["window_end"].to_list()


def test_rows_are_told_apart_and_named_simulated():
    rows = observations(ROWS).collect()
    assert rows.columns == COLUMNS
    assert rows["observation_id"].n_unique() == rows.height == ROWS
    assert rows["observation_id"].str.starts_with("simulated_").all()


def test_every_path_of_the_chain_is_walked(simulated):
    rows, rolled = results(by_suite, simulated)
    labels = {"exceeded", "met", "basically_met", "not_met", "in_progress", None}
    assert set(rows["computed_label"]) == labels
    assert {True, False, None} == set(rows["window_starts_late"]) == set(rows["still_running"])
    assert (rows["attainment_share"] == 0).any()
    assert (rows["plan_value"] == 0).any()
    assert (rows["covered_months"] % 1 > 0).any()
    assert rows["growth_share"].is_not_null().any()
    assert rolled["attainment_share"].is_not_null().any()
    assert rolled["attainment_share"].is_null().any()
