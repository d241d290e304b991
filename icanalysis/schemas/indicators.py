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
    """plan: it counts targets of a plan, so pages quote it and neither count nor rank it."""
    unit = dy.Enum(terms.UNITS)
    """The unit of every value of the indicator, in every table."""
    kind = dy.Enum(terms.INDICATOR_KINDS)
    """flow: adds up over a window; stock: stands at a day; ratio and index: a relation; rank: a place in an order."""
    direction = dy.Enum(terms.DIRECTIONS)
    """Which side of a target is the better one."""
    aggregation = dy.Enum(terms.AGGREGATIONS)
    """How the values of smaller places make that of a larger one; only sums are rolled up."""
    price_basis = dy.Enum(terms.PRICE_BASES)
    """The usual prices of the indicator; each observation and target states its own."""
    is_product = dy.Bool()
    """True for a main product (sản phẩm chủ yếu)."""
    sort_order = dy.Int64(min=1, max=100_000)
    """Where it stands on a page."""

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
    """First day of the plan period (a year, five years)."""
    period_end = keys.day()
    clock = dy.Enum(terms.CLOCKS)
    """How its months are counted: from the 1st, or from the 15th to the 14th."""
    target_kind = dy.Enum(terms.TARGET_KINDS)
    low_value = dy.Float64(min=-1e12, max=1e12, nullable=True)
    """The point or the floor, or the low end of a range."""
    high_value = dy.Float64(min=-1e12, max=1e12, nullable=True)
    """The point or the cap, or the high end of a range."""
    qualifier = dy.Enum(terms.QUALIFIERS)
    """The word beside the figure: khoảng about; trên, hơn over; gần, dưới nearly."""
    version = dy.Enum(terms.TARGET_VERSIONS)
    """Whether the plan was changed on the way."""
    price_basis = dy.Enum(terms.PRICE_BASES)
    document_id = keys.identifier(nullable=True)
    """The document that sets it, where the source names one."""
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
    """First day that the value covers; for a stock the same as the last."""
    window_end = keys.day(nullable=True)
    """Last day that the value covers; a page as of a date shows windows that end by then."""
    clock = dy.Enum(terms.CLOCKS)
    """How its months are counted: from the 1st, or from the 15th to the 14th."""
    value = dy.Float64(min=-1e12, max=1e12, nullable=True)
    """In the unit of the indicator; blank when none was printed."""
    qualifier = dy.Enum(terms.QUALIFIERS)
    """The word beside the value: khoảng about; trên, hơn over; gần, dưới nearly."""
    status = dy.Enum(terms.STATUSES)
    """ước tính, sơ bộ, chính thức, where the source says so."""
    price_basis = dy.Enum(terms.PRICE_BASES)
    """The prices of the value; values at two stated bases are never compared."""
    printed_attainment_pct = keys.printed_pct(nullable=True)
    """"đạt 58,5 % kế hoạch"."""
    printed_growth_pct = keys.printed_pct(nullable=True)
    """"tăng 14,6 % so với cùng kỳ": the change."""
    printed_index_pct = keys.printed_pct(nullable=True)
    """"bằng 114,6 % cùng kỳ": the level."""
    official_label = dy.Enum(terms.OFFICIAL_LABELS, nullable=True)
    """What the source calls it; never computed. low: thấp so với kế hoạch."""
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
    def window_has_both_ends_or_none(cls) -> pl.Expr:
        return pl.col("window_start").is_null() == pl.col("window_end").is_null()

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
    """The number as printed, with all its digits: a percentage, a multiple, a value or places gained."""
    qualifier = dy.Enum(terms.QUALIFIERS)
    """The word beside it, as in `observations`."""
    figure_id = keys.identifier()
    """An observation, a target, or another claim (a growth or multiple, for a yearly rate printed beside it)."""
    base_id = keys.identifier(nullable=True)
    """The observation or target it is held against; blank when the text does not print it."""
    years = dy.Float64(min=0.5, max=50, nullable=True)
    """Years between base and figure, or over which an average is taken."""
    source_id = keys.identifier()
    note = keys.text(nullable=True)

    @dy.rule()
    def yearly_claims_say_how_many_years(cls) -> pl.Expr:
        yearly = pl.col("claim_kind").cast(pl.String).is_in(["compound_growth", "average_per_year"])
        return ~yearly | pl.col("years").is_not_null()
