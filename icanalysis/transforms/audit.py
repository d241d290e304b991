"""The audit: each printed relation is recomputed from the printed figures that surround it.

    attainment, share, occupancy, index   figure ÷ base × 100
    growth                                (figure ÷ base − 1) × 100
    compound_growth                       ((figure ÷ base)^(1 ÷ years) − 1) × 100
    multiple                              figure ÷ base
    average_per_year                      figure ÷ years
    rank_change                           base − figure
    parts                                 Σ parts

Every figure is taken as the interval that its digits and qualifier allow (`printed`); the verdict is
`consistent` when the recomputed and the printed interval meet, `contradicts` when they do not, and
`cannot_be_checked` with a reason when a figure is missing, a base may be zero within its rounding, or figures
of two sources do not meet: a revised or adjusted figure is no contradiction of the page that printed the old
one. Which land an occupancy divides is settled before (`occupancy_bases`). So rounding alone never raises an
alarm, and an alarm means that no rounding explains the printed figure.
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.division import ratio
from icanalysis.transforms.printed import high_end, low_end

OF_BASE = ("attainment", "share", "occupancy", "index")
OF_MANY_UNITS = ("parts", "average_per_year")
TOLERANCE = 1e-9
CORNERS = ("corner_1", "corner_2", "corner_3", "corner_4")
"""The formula at each pair of ends of figure and base."""


def judged(checks: pl.LazyFrame) -> pl.LazyFrame:
    """Adds computed, its interval, the printed interval, verdict, reason and the base that would explain it.

    computed and the intervals are in the unit of the printed figure (%, times, places or the indicator's
    unit); implied_base in the unit of the figure. Sorted: contradictions first, then by place and window.
    """
    return (
        checks.with_columns(*_ends("figure"), *_ends("base"), *_ends("printed"))
        .with_columns(
            _computed(pl.col("figure"), pl.col("base")).alias("computed"),
            *_extremes(),
        )
        .with_columns(
            pl.when(_bounded()).then(pl.min_horizontal(CORNERS)).alias("computed_low"),
            pl.when(_bounded()).then(pl.max_horizontal(CORNERS)).alias("computed_high"),
            _reason().alias("reason"),
        )
        .with_columns(pl.coalesce("reason", _other_source()).alias("reason"))
        .with_columns(_verdict().alias("verdict"), *_implied())
        .drop(CORNERS)
        .sort(
            pl.col("verdict").replace_strict({"contradicts": 0, "cannot_be_checked": 2}, default=1),
            "place_code",
            "window_end",
            "check_id",
            nulls_last=True,
            maintain_order=True,
        )
    )


def _ends(name: str) -> list[pl.Expr]:
    value = pl.col(name).cast(pl.Float64)
    bounds = {"unit": pl.col(f"{name}_unit"), "qualifier": pl.col(f"{name}_qualifier")}
    return [low_end(value, **bounds).alias(f"{name}_low"), high_end(value, **bounds).alias(f"{name}_high")]


def _computed(figure: pl.Expr, base: pl.Expr) -> pl.Expr:
    """The formula of each kind, on one figure and one base."""
    kind = pl.col("check_kind")
    positive = pl.when(base > 0).then(base)
    quotient = ratio(figure, positive)
    compound = pl.when(quotient >= 0).then((quotient.pow(1 / pl.col("years")) - 1) * 100)
    return (
        pl.when(pl.col("hindrance").is_not_null())
        .then(None)
        .when(kind.is_in(OF_BASE))
        .then(quotient * 100)
        .when(kind == "growth")
        .then((quotient - 1) * 100)
        .when(kind == "compound_growth")
        .then(compound)
        .when(kind == "multiple")
        .then(quotient)
        .when(kind == "average_per_year")
        .then(ratio(figure, pl.col("years")))
        .when(kind == "rank_change")
        .then(base - figure)
        .when(kind == "parts")
        .then(figure)
    )


def _extremes() -> list[pl.Expr]:
    """The formula at the four corners of the intervals: each formula is monotone in figure and in base."""
    ends = [(f"figure_{a}", f"base_{b}") for a in ("low", "high") for b in ("low", "high")]
    return [
        _computed(pl.col(figure), pl.col(base)).alias(corner)
        for corner, (figure, base) in zip(CORNERS, ends, strict=True)
    ]


def _bounded() -> pl.Expr:
    """Whether every corner exists: a base that may be zero within its rounding leaves no bound."""
    return pl.all_horizontal(pl.col(CORNERS).is_not_null())


def _reason() -> pl.Expr:
    """Why a check cannot be made; null when it can."""
    needs_base = ~pl.col("check_kind").is_in(["average_per_year", "parts"])
    return (
        pl.when(pl.col("hindrance").is_not_null())
        .then("hindrance")
        .when(pl.col("figure").is_null())
        .then(pl.lit("figure_not_printed"))
        .when(needs_base & pl.col("base").is_null())
        .then(pl.lit("base_not_printed"))
        .when(pl.col("computed").is_null() | ~_bounded())
        .then(pl.lit("no_positive_base"))
    )


def meet(computed: pl.Expr, *, low: pl.Expr, high: pl.Expr) -> pl.Expr:
    """Whether a recomputed interval and that of printed_low and printed_high share a point."""
    slack = TOLERANCE * pl.max_horizontal(computed.abs(), pl.lit(1.0))
    return (low <= pl.col("printed_high") + slack) & (high >= pl.col("printed_low") - slack)


def distance() -> pl.Expr:
    """How far the recomputed interval lies from the printed one; 0 where they meet, null where there is none.

        max(computed_low − printed_high, printed_low − computed_high, 0)

    In the unit of the printed figure: points, times, places. Sums and averages come in many units, so theirs is a
    share of the printed figure, whose size is never below the half unit of its last digit.
    """
    low, high = pl.col("computed_low") - pl.col("printed_high"), pl.col("printed_low") - pl.col("computed_high")
    apart = pl.when(pl.col("computed_low").is_not_null()).then(pl.max_horizontal(low, high, pl.lit(0.0)))
    size = pl.max_horizontal(pl.col("printed_low").abs(), pl.col("printed_high").abs())
    return pl.when(pl.col("check_kind").is_in(OF_MANY_UNITS)).then(ratio(apart, size)).otherwise(apart)


def _meet() -> pl.Expr:
    return meet(pl.col("computed"), low=pl.col("computed_low"), high=pl.col("computed_high"))


def _other_source() -> pl.Expr:
    """Why a check that does not meet is no contradiction: one of its figures was printed by another source."""
    apart = (pl.col("base_source_id") != pl.col("source_id")).fill_null(False)
    return pl.when(pl.col("reason").is_null() & apart & ~_meet()).then(pl.lit("other_source_differs"))


def _verdict() -> pl.Expr:
    return (
        pl.when(pl.col("reason").is_not_null())
        .then(pl.lit("cannot_be_checked"))
        .when(_meet())
        .then(pl.lit("consistent"))
        .otherwise(pl.lit("contradicts"))
    )


def _implied() -> list[pl.Expr]:
    """The base that the figure and the printed relation imply, with the interval that the printed one allows.

    Where the printed relation may be nothing within its rounding, the base has no upper end: null.
    """
    ends = [_implied_base(pl.col(name)) for name in ("printed_low", "printed_high")]
    return [
        _implied_base(pl.col("printed").cast(pl.Float64)).alias("implied_base"),
        pl.min_horizontal(ends).alias("implied_base_low"),
        pl.when(pl.all_horizontal(end.is_not_null() for end in ends))
        .then(pl.max_horizontal(ends))
        .alias("implied_base_high"),
    ]


def _implied_base(printed: pl.Expr) -> pl.Expr:
    """The formula of each kind solved for the base; null where the printed relation allows no positive base.

    A yearly rate that is held against a printed multiple has no base to be found: the multiple has the base 1.
    """
    kind, figure = pl.col("check_kind"), pl.col("figure")
    of_multiple = pl.col("source_rows").list.eval(pl.element().str.starts_with("claims:")).list.sum() > 1
    times = (
        pl.when(kind.is_in(OF_BASE))
        .then(printed / 100)
        .when(kind == "growth")
        .then(1 + printed / 100)
        .when((kind == "compound_growth") & (printed > -100) & ~of_multiple)
        .then((1 + printed / 100).pow(pl.col("years")))
        .when(kind == "multiple")
        .then(printed)
    )
    return pl.when(kind == "rank_change").then(figure + printed).otherwise(pl.when(times > 0).then(figure / times))
