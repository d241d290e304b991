"""The plan that nobody printed: what value and percentage together imply.

    implied plan = value ÷ share,   between   value ÷ (share + h) and value ÷ (share − h),

with h half a unit in the last printed digit of the percentage: 9 200 at 58.5 % implies 15 726,
between 15 713 and 15 740. The value is taken as printed. The rule is arithmetic; no document sets it.
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.division import ratio
from icanalysis.transforms.printed import last_digit


def implied_base(value: pl.Expr, printed_pct: pl.Expr) -> pl.Expr:
    """The base of which the value is the printed percentage, in the unit of the value.

    >>> frame = pl.DataFrame({"value": [9200.0], "pct": ["58.5"]})
    >>> frame.select(implied_base(pl.col("value"), pl.col("pct")).round(0)).item()
    15726.0
    """
    return ratio(value * 100, printed_pct.cast(pl.Float64))


def implied_base_low(value: pl.Expr, printed_pct: pl.Expr) -> pl.Expr:
    """The least base that the digits of the printed percentage allow."""
    return _positive_base(value, printed_pct.cast(pl.Float64) + last_digit(printed_pct) / 2)


def implied_base_high(value: pl.Expr, printed_pct: pl.Expr) -> pl.Expr:
    """The greatest base that the digits allow; null when they allow a percentage of nothing."""
    return _positive_base(value, printed_pct.cast(pl.Float64) - last_digit(printed_pct) / 2)


def _positive_base(value: pl.Expr, pct: pl.Expr) -> pl.Expr:
    return pl.when(pct > 0).then(value * 100 / pct)


def with_implied_base(frame: pl.LazyFrame, *, value: str, printed_pct: str, name: str) -> pl.LazyFrame:
    """Adds `name`, `name_low` and `name_high`: the implied base and its interval."""
    given, pct = pl.col(value), pl.col(printed_pct)
    return frame.with_columns(
        implied_base(given, pct).alias(name),
        implied_base_low(given, pct).alias(f"{name}_low"),
        implied_base_high(given, pct).alias(f"{name}_high"),
    )
