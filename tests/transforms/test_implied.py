from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.implied import with_implied_base
from tests.transforms.frames import laws, only


def implied(
    value: float | None, printed_pct: str | None, word: str | None = None
) -> tuple[float | None, float | None, float | None]:
    types = {"value": pl.Float64, "word": pl.String, "pct": pl.String}
    frame = pl.LazyFrame({"value": [value], "word": [word], "pct": [printed_pct]}, schema=types)
    row = only(frame.pipe(with_implied_base, value="value", qualifier="word", printed_pct="pct", name="plan"))
    return row["plan"], row["plan_low"], row["plan_high"]


@pytest.mark.parametrize(
    ("value", "printed_pct", "digits", "plan"),
    [
        (9_200.0, "58.5", 0, (15_726, 15_713, 15_740)),
        (85.0, "62", 1, (137.1, 136.0, 138.2)),
        (14_400.0, "53", 0, (27_170, 26_916, 27_429)),
        (108.7, "51.6", 1, (210.7, 210.5, 210.9)),
    ],
    ids=["gross output", "exports", "retail sales", "industrial land"],
)
def test_published_figures_imply_the_plan_that_nobody_printed(
    value: float, printed_pct: str, digits: int, plan: tuple[float, float, float]
):
    assert tuple(round(end, digits) for end in implied(value, printed_pct)) == plan


@pytest.mark.parametrize(
    ("word", "plan"),
    [
        ("exact", (1_267, 1_266, 1_268)),
        ("over", (1_267, 1_266, 1_331)),
        ("nearly", (1_267, 1_203, 1_268)),
        ("about", (1_267, 1_203, 1_331)),
    ],
)
def test_a_word_before_the_value_widens_what_it_implies_to_its_side(word: str, plan: tuple[int, int, int]):
    assert tuple(round(end) for end in implied(1_400.0, "110.5", word)) == plan


def test_more_printed_digits_imply_a_narrower_plan():
    _, low, high = implied(85.0, "62")
    _, closer_low, closer_high = implied(85.0, "62.0")
    assert low < closer_low < closer_high < high


@pytest.mark.parametrize(("value", "printed_pct"), [(None, "62"), (85.0, None)])
def test_value_and_percentage_are_both_needed(value: float | None, printed_pct: str | None):
    assert implied(value, printed_pct) == (None, None, None)


def test_nothing_reached_implies_no_plan():
    plan, _, high = implied(0.0, "0")
    assert plan is None
    assert high is None


def test_a_percentage_that_may_be_nothing_leaves_the_plan_open_above():
    plan, low, high = implied(5.0, "0.4")
    assert (plan, high) == (pytest.approx(1_250.0), pytest.approx(5.0 / 0.0035))
    plan, low, high = implied(5.0, "0")
    assert (plan, low, high) == (None, pytest.approx(1_000.0), None)


@laws
@given(
    plan=st.decimals(1, 10**6, places=2),
    share=st.decimals("0.01", 3, places=4),
    digits=st.integers(0, 2),
)
def test_the_interval_holds_every_true_plan(plan: Decimal, share: Decimal, digits: int):
    value = plan * share
    printed_pct = str((share * 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    _, low, high = implied(float(value), printed_pct)
    assert low * (1 - 1e-12) <= float(plan)
    assert high is None or float(plan) <= high * (1 + 1e-12)
