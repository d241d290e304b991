"""Indicators, the targets set for them and what was observed. Products are indicators too."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from icanalysis.schemas import keys, terms


class Indicator(dy.Schema):
    """Something that is measured: one row per indicator; values elsewhere are in its unit."""

    indicator_id = keys.identifier(primary_key=True)
    name_vi = keys.text()
    name_en = keys.text()
    topic = dy.Enum(terms.TOPICS)
    unit = dy.Enum(terms.UNITS)
    kind = dy.Enum(terms.INDICATOR_KINDS)
    direction = dy.Enum(terms.DIRECTIONS)
    aggregation = dy.Enum(terms.AGGREGATIONS)
    price_basis = dy.Enum(terms.PRICE_BASES)
    is_product = dy.Bool()
    sort_order = dy.Int64(min=1, max=100_000)

    @dy.rule()
    def ranks_are_counted_in_ranks(cls) -> pl.Expr:
        return (pl.col("kind") == "rank") == (pl.col("unit") == "rank")

    @dy.rule()
    def only_flows_and_stocks_add_up(cls) -> pl.Expr:
        return (pl.col("aggregation") != "sum") | pl.col("kind").is_in(["flow", "stock"])


class Target(dy.Schema):
    """What a document sets for an indicator: one row per target, version and source.

    point: low = high; floor: low only; cap: high only; range: both.
    """

    target_id = keys.identifier(primary_key=True)
    indicator_id = keys.identifier()
    edition = keys.edition()
    place_code = keys.place_code()
    period_start = keys.day()
    period_end = keys.day()
    clock = dy.Enum(terms.CLOCKS)
    target_kind = dy.Enum(terms.TARGET_KINDS)
    low_value = dy.Float64(min=-1e12, max=1e12, nullable=True)
    high_value = dy.Float64(min=-1e12, max=1e12, nullable=True)
    qualifier = dy.Enum(terms.QUALIFIERS)
    version = dy.Enum(terms.TARGET_VERSIONS)
    price_basis = dy.Enum(terms.PRICE_BASES)
    document_id = keys.identifier(nullable=True)
    source_id = keys.identifier()
    note = keys.text(nullable=True)

    @dy.rule()
    def period_runs_forward(cls) -> pl.Expr:
        return pl.col("period_start") <= pl.col("period_end")

    @dy.rule()
    def bounds_fit_the_kind(cls) -> pl.Expr:
        low, high = pl.col("low_value"), pl.col("high_value")
        fits = {
            "point": low.is_not_null() & (low == high),
            "floor": low.is_not_null() & high.is_null(),
            "cap": low.is_null() & high.is_not_null(),
            "range": low < high,
        }
        return pl.any_horizontal((pl.col("target_kind") == kind) & fit.fill_null(False) for kind, fit in fits.items())


class Observation(dy.Schema):
    """What a source prints about an indicator in a place and window: one row per printed statement.

    A row may carry only a percentage or a label when no value was printed. Percentages are kept as
    printed, as text; nothing in this table is computed.
    """

    observation_id = keys.identifier(primary_key=True)
    indicator_id = keys.identifier()
    edition = keys.edition()
    place_code = keys.place_code()
    window_start = keys.day(nullable=True)
    window_end = keys.day(nullable=True)
    clock = dy.Enum(terms.CLOCKS)
    value = dy.Float64(min=-1e12, max=1e12, nullable=True)
    qualifier = dy.Enum(terms.QUALIFIERS)
    status = dy.Enum(terms.STATUSES)
    price_basis = dy.Enum(terms.PRICE_BASES)
    printed_attainment_pct = keys.printed_pct(nullable=True)
    printed_growth_pct = keys.printed_pct(nullable=True)
    printed_index_pct = keys.printed_pct(nullable=True)
    official_label = dy.Enum(terms.OFFICIAL_LABELS, nullable=True)
    target_id = keys.identifier(nullable=True)
    """The target that the percentage is of, when the text names it."""
    part_of_id = keys.identifier(nullable=True)
    """The observation that this one makes up together with the other parts that the text prints."""
    source_id = keys.identifier()
    note = keys.text(nullable=True)

    @dy.rule()
    def says_something(cls) -> pl.Expr:
        said = (
            "value",
            "printed_attainment_pct",
            "printed_growth_pct",
            "printed_index_pct",
            "official_label",
        )
        return pl.any_horizontal(pl.col(name).is_not_null() for name in said)

    @dy.rule()
    def window_runs_forward(cls) -> pl.Expr:
        return (pl.col("window_start") <= pl.col("window_end")).fill_null(True)

    @dy.rule()
    def attainment_is_at_most_1000_pct(cls) -> pl.Expr:
        return (pl.col("printed_attainment_pct").cast(pl.Float64, strict=False).abs() <= 1_000).fill_null(True)

    @dy.rule()
    def growth_is_at_most_1000_pct(cls) -> pl.Expr:
        return (pl.col("printed_growth_pct").cast(pl.Float64, strict=False).abs() <= 1_000).fill_null(True)

    @dy.rule()
    def index_is_at_most_1000_pct(cls) -> pl.Expr:
        return (pl.col("printed_index_pct").cast(pl.Float64, strict=False).abs() <= 1_000).fill_null(True)


class Claim(dy.Schema):
    """A printed relation between figures that no column of `observations` holds: one row per claim.

    share: figure ÷ base in %; multiple: figure ÷ base; growth: figure ÷ base − 1 in %;
    compound_growth: (figure ÷ base)^(1/years) − 1 in %; average_per_year: figure ÷ years;
    rank_change: base − figure, in places gained.
    """

    claim_id = keys.identifier(primary_key=True)
    claim_kind = dy.Enum(terms.CLAIM_KINDS)
    printed = dy.String(regex=keys.PRINTED_NUMBER)
    qualifier = dy.Enum(terms.QUALIFIERS)
    figure_id = keys.identifier()
    """An observation, a target, or another claim (a growth or multiple, for a yearly rate printed beside it)."""
    base_id = keys.identifier(nullable=True)
    """The observation or target it is held against; blank when the text does not print it."""
    years = dy.Float64(min=0.5, max=50, nullable=True)
    source_id = keys.identifier()
    note = keys.text(nullable=True)
