"""The plan that nobody printed: what value and percentage together imply.

    implied plan = value ÷ share,   between   value ÷ (share + h) and value ÷ (share − h),

with h half a unit in the last printed digit of the percentage: 9 200 at 58.5 % implies 15 726,
between 15 713 and 15 740. The digits of the value are taken as printed; a word before it widens the interval as in
`transforms.printed`: "trên 1 400" at 110.5 % implies at least 1 266, and 1 331 at most. The rule is arithmetic; no
document sets it.
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.division import ratio
from icanalysis.transforms.printed import high_end, last_digit, low_end


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


def with_implied_base(frame: pl.LazyFrame, *, value: str, qualifier: str, printed_pct: str, name: str) -> pl.LazyFrame:
    """Adds `name`, `name_low` and `name_high`: the implied base and its interval.

    >>> frame = pl.LazyFrame({"value": [1400.0], "word": ["over"], "pct": ["110.5"]})
    >>> implied = with_implied_base(frame, value="value", qualifier="word", printed_pct="pct", name="plan")
    >>> implied.select(pl.col("plan", "plan_low", "plan_high").round(0)).collect().row(0)
    (1267.0, 1266.0, 1331.0)
    """
    given, pct = pl.col(value), pl.col(printed_pct)
    word = {"unit": pl.lit(0.0), "qualifier": pl.col(qualifier)}
    return frame.with_columns(
        implied_base(given, pct).alias(name),
        implied_base_low(low_end(given, **word), pct).alias(f"{name}_low"),
        implied_base_high(high_end(given, **word), pct).alias(f"{name}_high"),
    )
