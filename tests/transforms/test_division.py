from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.division import change, ratio
from tests.transforms.frames import laws, value_of

PART, WHOLE = pl.col("part"), pl.col("whole")
positive = st.floats(0.01, 1e9)


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(3.0, 4.0, 0.75), (0.0, 4.0, 0.0), (-1.0, 4.0, -0.25), (1.0, -4.0, -0.25)]
)
def test_a_ratio_is_part_by_whole(part: float, whole: float, share: float):
    assert value_of(ratio(PART, WHOLE), part=part, whole=whole) == share


@pytest.mark.parametrize("whole", [0.0, -0.0, None])
def test_without_a_whole_there_is_no_ratio(whole: float | None):
    frame = pl.DataFrame({"part": [3.0], "whole": [whole]}, schema={"part": pl.Float64, "whole": pl.Float64})
    assert frame.select(ratio(PART, WHOLE)).item() is None


def test_without_a_part_there_is_no_ratio():
    frame = pl.DataFrame({"part": [None], "whole": [4.0]}, schema={"part": pl.Float64, "whole": pl.Float64})
    assert frame.select(ratio(PART, WHOLE)).item() is None


@pytest.mark.parametrize("old", [0.0, -2.0])
def test_nothing_grows_from_zero_or_from_a_loss(old: float):
    assert value_of(change(PART, WHOLE), part=5.0, whole=old) is None


def test_a_fall_to_nothing_is_a_change_of_minus_one():
    assert value_of(change(PART, WHOLE), part=0.0, whole=5.0) == -1.0


@laws
@given(part=positive, whole=positive)
def test_the_ratio_times_the_whole_is_the_part(part: float, whole: float):
    assert value_of(ratio(PART, WHOLE) * WHOLE, part=part, whole=whole) == pytest.approx(part)


@laws
@given(part=positive, whole=positive)
def test_the_change_is_the_ratio_less_one(part: float, whole: float):
    both = value_of(change(PART, WHOLE) - (ratio(PART, WHOLE) - 1), part=part, whole=whole)
    assert both == pytest.approx(0.0, abs=1e-9)
