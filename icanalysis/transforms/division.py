"""Division and sums that never lie: no whole, no share; nothing known, no sum."""

from __future__ import annotations

import polars as pl


def ratio(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """part ÷ whole; null where either is null or the whole is zero.

    >>> frame = pl.DataFrame({"part": [3.0, 1.0, None], "whole": [4.0, 0.0, 2.0]})
    >>> frame.select(ratio(pl.col("part"), pl.col("whole"))).to_series().to_list()
    [0.75, None, None]
    """
    return pl.when(whole != 0).then(part / whole)


def change(new: pl.Expr, old: pl.Expr) -> pl.Expr:
    """new ÷ old − 1, the growth as a share; null where there is nothing positive to grow from.

    >>> frame = pl.DataFrame({"new": [114.6, 5.0], "old": [100.0, -2.0]})
    >>> frame.select(change(pl.col("new"), pl.col("old")).round(3)).to_series().to_list()
    [0.146, None]
    """
    return pl.when(old > 0).then(new / old - 1)


def sum_of_known(values: pl.Expr) -> pl.Expr:
    """Σ of the values that exist; null, not zero, where none does.

    >>> pl.DataFrame({"a": [1.0, None], "b": [None, None]}).select(sum_of_known(pl.col("a", "b"))).row(0)
    (1.0, None)
    """
    return pl.when(values.count() > 0).then(values.sum())
