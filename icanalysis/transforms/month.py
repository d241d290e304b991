"""The month inside the year to date: "thực hiện tháng" beside "lũy kế"."""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.selection import SERIES


def with_month_value(frame: pl.LazyFrame, *, observations: pl.LazyFrame) -> pl.LazyFrame:
    """Adds month_value: what the same series shows for the last month of the window alone; null when not printed.

    A month is a window of 28 to 31 days that ends with the window and begins later than it. Joined on clock
    and price basis too, so values at other prices never stand side by side. The first row of `observations`
    per month counts: sort them by preference.
    """
    keys = [*SERIES, "clock", "price_basis", "window_end"]
    months = (
        observations.filter(
            pl.col("value").is_not_null(),
            (pl.col("window_end") - pl.col("window_start")).dt.total_days().is_between(27, 30),
        )
        .select(*keys, pl.col("value").alias("month_value"), pl.col("window_start").alias("month_start"))
        .unique(keys, keep="first", maintain_order=True)
    )
    joined = frame.join(months, on=keys, how="left")
    inside = pl.col("month_start") > pl.col("window_start")
    return joined.with_columns(pl.when(inside).then("month_value").alias("month_value")).drop("month_start")
