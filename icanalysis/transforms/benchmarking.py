"""A short series brought to a total that is known: the shape stays, the sum becomes the total to the last unit.

    quota = series ÷ Σ series × total                      (pro rata distribution)
    share = ⌊quota⌋, + 1 for the largest remainders, until Σ share = total

Pro rata distribution is the plainest of the benchmarking methods of the IMF's Quarterly National Accounts Manual
(2017, chapter 6). It may leave a step where one total ends and the next begins, which the proportional Denton method
would spread over the months around it; a series that already follows its totals has hardly any. The remainders go to
the largest ones first (Hare and Niemeyer), so that whole units add up exactly, which scaled decimals never do.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def benchmarked(frame: pl.LazyFrame, *, series: str, total: str, by: Sequence[str]) -> pl.LazyFrame:
    """Replaces `series` by whole units that add up to `total` in each group of `by`.

    `series` is any weight (negative or missing counts as nothing), `total` whole units of the printed figure, not
    negative and the same in all rows of a group. A group whose weights are all nothing is shared out evenly. Of
    equal remainders the earlier row is served first, so the order of the rows matters; it stays as it is.
    """
    weight = pl.col(series).cast(pl.Float64).fill_nan(None).fill_null(0.0).clip(lower_bound=0.0)
    whole = weight.sum().over(by)
    part = pl.when(whole > 0).then(weight / whole).otherwise(1 / pl.len().over(by))
    quota = part * pl.col(total)
    kept = quota.floor()
    left = pl.col(total) - kept.sum().over(by).cast(pl.Int64)
    rank = (quota - kept).rank("ordinal", descending=True).over(by)
    return frame.with_columns((kept.cast(pl.Int64) + (rank <= left).cast(pl.Int64)).alias(series))


def in_decimals(units: pl.Expr, *, decimals: pl.Expr) -> pl.Expr:
    """Whole units of the last printed digit as a number: 123 units of one decimal are 12.3.

    >>> frame = pl.DataFrame({"units": [123, 123], "decimals": [0, 1]})
    >>> frame.select(in_decimals(pl.col("units"), decimals=pl.col("decimals"))).to_series().to_list()
    [123.0, 12.3]
    """
    return units / pl.lit(10.0).pow(decimals)
