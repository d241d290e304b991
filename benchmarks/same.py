"""Two implementations gave the same results, or the first difference in words."""

from __future__ import annotations

import polars as pl
from polars.testing import assert_frame_equal

from benchmarks.by_suite import ROLLED_UP_BY, Results

TOLERANCE = 1e-9
KEYS = (["observation_id"], ROLLED_UP_BY)


def assert_same_results(suite: Results, other: Results) -> None:
    """Every column of every row and of the roll-up, numbers to a relative 1e-9.

    Raises:
        AssertionError: names the column and shows both.
    """
    for key, ours, theirs in zip(KEYS, suite, other, strict=True):
        assert_frame_equal(
            plain(ours).sort(key),
            plain(theirs).sort(key),
            check_column_order=False,
            rel_tol=TOLERANCE,
            abs_tol=TOLERANCE,
        )


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame in types that all implementations know: words as text, days as dates."""
    return frame.with_columns(pl.col(pl.Enum, pl.Categorical).cast(pl.String), pl.col(pl.Datetime).cast(pl.Date))
