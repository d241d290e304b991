"""The printed figures of the tables, each with the unit it may have been rounded to and its qualifier.

A value of an observation may have been rounded to its trailing zeros; what is counted one by one was not.
A plan whose document is named is taken to its last digit, since resolutions set round numbers; a plan known
from a text alone, or with a word such as "khoảng" before it, may have been rounded like any value.
"""

from __future__ import annotations

import polars as pl

from icanalysis.schemas import terms
from icanalysis.transforms.printed import last_digit, rounding_unit


def figures_of(observations: pl.LazyFrame, *, targets: pl.LazyFrame) -> pl.LazyFrame:
    """Observations and targets as one list of printed figures, keyed by figure_id."""
    shared = ("edition", "place_code", "indicator_id", "price_basis", "unit", "figure_name")
    seen = observations.select(
        pl.col("observation_id").alias("figure_id"),
        *shared,
        "window_start",
        "window_end",
        pl.col("value").alias("figure"),
        value_unit("value").alias("figure_unit"),
        pl.col("qualifier").alias("figure_qualifier"),
        pl.col("source_id").alias("figure_source_id"),
        pl.lit("observations").alias("table"),
    )
    amount = pl.coalesce("low_value", "high_value")
    planned = targets.select(
        pl.col("target_id").alias("figure_id"),
        *shared,
        pl.col("period_start").alias("window_start"),
        pl.col("period_end").alias("window_end"),
        amount.alias("figure"),
        plan_unit(amount, qualifier=pl.col("qualifier"), document=pl.col("document_id")).alias("figure_unit"),
        pl.col("qualifier").alias("figure_qualifier"),
        pl.col("source_id").alias("figure_source_id"),
        pl.lit("targets").alias("table"),
    )
    return pl.concat([seen, planned], how="vertical_relaxed")


def multiples_of(claims: pl.LazyFrame, *, figures: pl.LazyFrame) -> pl.LazyFrame:
    """Growths and multiples among the claims as figures of their own: how many times the base."""
    grown = pl.col("claim_kind").cast(pl.String) == "growth"
    times, digit = pl.col("printed").cast(pl.Float64), last_digit(pl.col("printed"))
    own = ("figure", "figure_unit", "figure_qualifier", "table")
    return (
        claims.filter(pl.col("claim_kind").cast(pl.String).is_in(["growth", "multiple"]))
        .join(figures.drop(own), on="figure_id", how="inner")
        .with_columns(
            pl.col("claim_id").alias("figure_id"),
            pl.when(grown).then(1 + times / 100).otherwise(times).alias("figure"),
            pl.when(grown).then(digit / 100).otherwise(digit).alias("figure_unit"),
            pl.when(grown & (times < 0)).then(_turned("qualifier")).otherwise("qualifier").alias("figure_qualifier"),
            pl.lit("claims").alias("table"),
        )
        .select(figures.collect_schema().names())
    )


def qualifier_of(column: str) -> pl.Expr:
    """The qualifier that a `column:qualifier; …` list gives a column; exact when it gives none.

    >>> frame = pl.DataFrame({"qualifiers": ["leased_land_ha:nearly; workers:about", None]})
    >>> frame.select(qualifier_of("leased_land_ha")).to_series().to_list()
    ['nearly', 'exact']
    """
    return pl.col("qualifiers").str.extract(rf"(?:^|; ){column}:(\w+)").fill_null("exact")


def qualifier_of_sum(qualifier: pl.Expr) -> pl.Expr:
    """The word before a sum: that of its parts where all that have one have the same, else about; exact where none has.

    >>> words = pl.DataFrame({"sum": [1, 1, 2, 2], "word": ["exact", "over", "over", "nearly"]})
    >>> words.group_by("sum", maintain_order=True).agg(word=qualifier_of_sum(pl.col("word")))["word"].to_list()
    ['over', 'about']
    """
    word = qualifier.cast(pl.String)
    said = word.filter(word != "exact")
    return (
        pl.when(said.len() == 0)
        .then(pl.lit("exact"))
        .when(said.n_unique() == 1)
        .then(said.first())
        .otherwise(pl.lit("about"))
    )


def qualifier_against(first: pl.Expr, second: pl.Expr) -> pl.Expr:
    """The word before first ÷ second or first − second: that of the first, the second's turned round; about with both.

    >>> frame = pl.DataFrame({"first": ["nearly", "exact", "over"], "second": ["exact", "nearly", "over"]})
    >>> frame.select(qualifier_against(pl.col("first"), pl.col("second"))).to_series().to_list()
    ['nearly', 'over', 'about']
    """
    own, turned = first.cast(pl.String), _other_side(second)
    return pl.when(turned == "exact").then(own).when(own == "exact").then(turned).otherwise(pl.lit("about"))


def value_unit(column: str, *, qualifier: str = "qualifier") -> pl.Expr:
    """Rounding unit of a printed value; none for an exact count of things counted one by one."""
    counted = pl.col("unit").cast(pl.String).is_in(terms.COUNTED_UNITS)
    exact = pl.col(qualifier).cast(pl.String) == "exact"
    return pl.when(counted & exact).then(0.0).otherwise(rounding_unit(pl.col(column)))


def plan_unit(amount: pl.Expr, *, qualifier: pl.Expr, document: pl.Expr) -> pl.Expr:
    """One unit in the last digit of a plan that a named document sets; any other plan is rounded like a value."""
    as_set = (qualifier.cast(pl.String) == "exact") & document.is_not_null()
    return (
        pl.when(as_set).then(last_digit(amount.cast(pl.String).str.strip_suffix(".0"))).otherwise(rounding_unit(amount))
    )


def _turned(qualifier: str) -> pl.Expr:
    """The qualifier seen from the other side: to fall by over 7 % leaves nearly 93 %."""
    return _other_side(pl.col(qualifier)).cast(pl.Enum(terms.QUALIFIERS))


def _other_side(qualifier: pl.Expr) -> pl.Expr:
    return qualifier.cast(pl.String).replace({"over": "nearly", "nearly": "over"})
