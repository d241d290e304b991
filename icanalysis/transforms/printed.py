"""What a printed figure can stand for: the interval that its digits and its qualifier allow.

A figure printed as 9 200 was rounded somewhere, and "trên 94" is at least 94. Every check of a printed
percentage is made on these intervals, so that rounding alone never raises an alarm.
The rule is the suite's own (no decree sets one); `docs/explanation/methods.md` states it.
"""

from __future__ import annotations

import polars as pl

QUALIFIER_SLACK_SHARE = 0.05
"""How far "trên", "gần" and "khoảng" may reach, as a share of the figure, at least one printed unit."""

SIGNIFICANT_DIGITS_KEPT = 2
"""Press texts round away trailing digits but keep at least so many."""


def decimals(printed: pl.Expr) -> pl.Expr:
    """Digits after the point of a number printed as text.

    >>> pl.select(decimals(pl.Series(["62", "58.5", "34.37"]).implode().explode())).to_series().to_list()
    [0, 1, 2]
    """
    return printed.str.extract(r"\.(\d+)$").str.len_chars().fill_null(0).cast(pl.Int32)


def last_digit(printed: pl.Expr) -> pl.Expr:
    """Size of one unit in the last printed digit: "62" → 1, "58.5" → 0.1."""
    return pl.lit(10.0).pow(-decimals(printed))


def rounding_unit(value: pl.Expr) -> pl.Expr:
    """The unit that a printed value may have been rounded to.

    The last digit after the point; for a whole number its trailing zeros count as rounded, as long as
    two digits are kept: 92.4 → 0.1, 7 699 → 1, 9 200 → 100, 25 000 → 1 000, 85 → 1, 40 → 1.

    >>> frame = pl.DataFrame({"value": [92.4, 7699.0, 9200.0, 25000.0, 85.0, 40.0]})
    >>> frame.select(rounding_unit(pl.col("value"))).to_series().to_list()
    [0.1, 1.0, 100.0, 1000.0, 1.0, 1.0]
    """
    text = value.abs().cast(pl.String)
    whole = text.str.extract(r"^(\d+)\.0$")
    zeros = whole.str.extract(r"(0*)$").str.len_chars().cast(pl.Int32)
    room = (whole.str.len_chars().cast(pl.Int32) - SIGNIFICANT_DIGITS_KEPT).clip(lower_bound=0)
    exponent = pl.when(whole.is_null()).then(-decimals(text)).otherwise(pl.min_horizontal(zeros, room))
    return pl.lit(10.0).pow(exponent)


def low_end(value: pl.Expr, *, unit: pl.Expr, qualifier: pl.Expr) -> pl.Expr:
    """The least that a printed value stands for.

    exact: value − unit ÷ 2; khoảng and gần: value − max(unit, 5 %); trên: the value itself. The words are
    about the size: "giảm trên 12 %" is at most −12.
    """
    inward, outward = _inward(value, unit, qualifier), _outward(value, unit, qualifier)
    return value - pl.when(value < 0).then(outward).otherwise(inward)


def high_end(value: pl.Expr, *, unit: pl.Expr, qualifier: pl.Expr) -> pl.Expr:
    """The most that a printed value stands for.

    exact: value + unit ÷ 2; khoảng and trên: value + max(unit, 5 %); gần: the value itself. Mirrored below
    zero, as in `low_end`.
    """
    inward, outward = _inward(value, unit, qualifier), _outward(value, unit, qualifier)
    return value + pl.when(value < 0).then(inward).otherwise(outward)


def _inward(value: pl.Expr, unit: pl.Expr, qualifier: pl.Expr) -> pl.Expr:
    """How much smaller the true figure may be than the printed one."""
    slack = _slack(value, unit)
    return _by_qualifier(qualifier, {"exact": unit / 2, "about": slack, "nearly": slack, "over": pl.lit(0.0)})


def _outward(value: pl.Expr, unit: pl.Expr, qualifier: pl.Expr) -> pl.Expr:
    """How much larger the true figure may be than the printed one."""
    slack = _slack(value, unit)
    return _by_qualifier(qualifier, {"exact": unit / 2, "about": slack, "over": slack, "nearly": pl.lit(0.0)})


def _slack(value: pl.Expr, unit: pl.Expr) -> pl.Expr:
    return pl.max_horizontal(unit, value.abs() * QUALIFIER_SLACK_SHARE)


def _by_qualifier(qualifier: pl.Expr, widths: dict[str, pl.Expr]) -> pl.Expr:
    """The width that goes with the word; a figure without a word is exact."""
    word = qualifier.cast(pl.String).fill_null("exact")
    return pl.coalesce(pl.when(word == name).then(width) for name, width in widths.items())
