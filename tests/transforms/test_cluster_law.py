from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.cluster_law import (
    FINDING,
    OPERATORS,
    REGIMES,
    SCORES,
    VERDICTS,
    finding,
    holds,
    no_rule,
    regime_at,
    verdicts,
)
from tests.transforms.frames import laws, only, value_of

ONE = pl.LazyFrame({"subject_id": ["z1"]})
words = st.sampled_from(["passes", "fails", "unknown"])
MEETS = {"gt": float.__gt__, "ge": float.__ge__, "lt": float.__lt__, "le": float.__le__, "is": float.__ge__}


def conditions(*rows: tuple[str, str, str, str], missing: str = "a_column") -> pl.LazyFrame:
    """Rows of requirement, alternative, condition and verdict."""
    cells = ("requirement", "alternative", "condition", "verdict")
    lacks = {"missing": pl.concat_list(pl.lit(missing)), "source_rows": pl.concat_list(pl.lit("zone_status:s1"))}
    return pl.concat(
        finding(ONE, test="made", decree="a decree", **dict(zip(cells, row, strict=True)), **lacks) for row in rows
    )


def verdict(*rows: tuple[str, str, str, str]) -> str:
    return only(verdicts(conditions(*rows)))["verdict"]


def held(operator: str, low: float | None, high: float | None, limit: float | None) -> str:
    ends = {name: pl.col(name).cast(pl.Float64) for name in ("low", "high", "limit")}
    return value_of(holds(operator, **ends), low=low, high=high, limit=limit)


@pytest.mark.parametrize(
    ("day", "decree"),
    [
        (date(2009, 10, 4), None),
        (date(2009, 10, 5), "QĐ 105/2009/QĐ-TTg"),
        (date(2017, 7, 14), "QĐ 105/2009/QĐ-TTg"),
        (date(2017, 7, 15), "NĐ 68/2017/NĐ-CP"),
        (date(2020, 7, 31), "NĐ 68/2017/NĐ-CP"),
        (date(2020, 8, 1), "NĐ 68/2017/NĐ-CP, NĐ 66/2020/NĐ-CP"),
        (date(2024, 4, 30), "NĐ 68/2017/NĐ-CP, NĐ 66/2020/NĐ-CP"),
        (date(2024, 5, 1), "NĐ 32/2024/NĐ-CP"),
    ],
)
def test_a_decree_holds_from_its_day_to_the_day_before_the_next(day: date, decree: str | None):
    regime = regime_at(day)
    assert (regime.decree if regime else None) == decree


def test_the_rules_stand_in_the_order_of_their_days_each_with_a_source():
    days = [regime.in_force_from for regime in REGIMES]
    assert days == sorted(set(days))
    assert all(regime.source.startswith("https://") for regime in REGIMES)
    assert all(regime_at(day - timedelta(days=1)) is not regime_at(day) for day in days)


@pytest.mark.parametrize(
    ("operator", "at_the_limit"), [("gt", "fails"), ("ge", "passes"), ("lt", "fails"), ("le", "passes")]
)
def test_strict_and_inclusive_operators_part_at_the_limit(operator: str, at_the_limit: str):
    assert held(operator, 50.0, 50.0, 50.0) == at_the_limit


@pytest.mark.parametrize(("operator", "at_the_limit"), [("gt", "fails"), ("ge", "passes")])
def test_a_sum_that_is_at_the_limit_but_for_its_last_binary_digit_is_at_the_limit(operator: str, at_the_limit: str):
    for value in (0.1 + 0.2, 0.3 - 1e-16):
        assert held(operator, value, value, 0.3) == at_the_limit


@pytest.mark.parametrize("operator", OPERATORS)
def test_a_figure_of_which_nothing_is_known_is_unknown(operator: str):
    assert held(operator, None, None, 50.0) == "unknown"
    assert held(operator, 1.0, 1.0, None) == "unknown"


@laws
@given(
    operator=st.sampled_from(OPERATORS),
    ends=st.tuples(st.floats(0, 100), st.floats(0, 100)).map(sorted),
    share=st.floats(0, 1),
    limit=st.floats(0, 100),
)
def test_a_verdict_on_an_interval_is_that_of_every_value_in_it(operator, ends, share, limit):
    low, high = ends
    value = min(max(low + (high - low) * share, low), high)
    word = held(operator, low, high, limit)
    at_limit = abs(value - limit) < 1e-6
    assert word == "unknown" or at_limit or MEETS[operator](value, limit) == (word == "passes")


@laws
@given(one=words, other=words)
def test_requirements_are_worth_their_worst_and_alternatives_their_best(one: str, other: str):
    worst, best = min(one, other, key=SCORES.get), max(one, other, key=SCORES.get)
    assert verdict(("a", "x", "c", one), ("b", "x", "c", other)) == worst
    assert verdict(("a", "x", "c", one), ("a", "x", "d", other)) == worst
    assert verdict(("a", "x", "c", one), ("a", "y", "c", other)) == best


@laws
@given(one=words, other=words)
def test_readings_that_disagree_are_unknown(one: str, other: str):
    assert verdict(("a", "x", "c", one), ("a", "x", "c", other)) == (one if one == other else "unknown")


def test_fails_or_unknown_is_unknown_and_says_what_would_decide():
    row = only(verdicts(conditions(("a", "x", "c", "fails"), ("a", "y", "d", "unknown"))))
    assert (row["verdict"], row["missing"]) == ("unknown", ["a_column"])


@pytest.mark.parametrize("settled", ["passes", "fails"])
def test_under_a_settled_verdict_nothing_is_missing_but_its_rows_are_named(settled: str):
    row = only(verdicts(conditions(("a", "x", "c", settled))))
    assert (row["missing"], row["source_rows"]) == ([], ["zone_status:s1"])


def test_what_could_not_change_the_verdict_is_not_called_missing():
    row = only(verdicts(conditions(("a", "x", "c", "fails"), ("b", "x", "d", "unknown"))))
    assert (row["verdict"], row["missing"]) == ("fails", [])


def test_a_test_that_does_not_apply_has_no_verdict():
    assert verdict(("a", "x", "c", "not_applicable")) == "not_applicable"


def test_a_day_without_a_rule_is_unknown_and_says_so():
    row = only(no_rule(ONE, test="made", decree=None))
    assert (row["verdict"], row["rule_note"], row["decree"]) == ("unknown", "no_rule_seen", None)
    assert only(verdicts(no_rule(ONE, test="made", decree=None)))["verdict"] == "unknown"


def test_every_condition_has_the_same_columns_in_the_same_types():
    frame = conditions(("a", "x", "c", "passes"))
    assert frame.collect_schema() == pl.Schema(FINDING)
    assert set(SCORES) == set(VERDICTS)
