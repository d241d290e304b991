"""What the transforms hand to views: the contracts of attainment rows and checks."""

from __future__ import annotations

import dataframely as dy

from icanalysis.schemas import keys, terms

COMPUTED_LABELS = ("exceeded", "met", "basically_met", "not_met", "in_progress")
CHECK_KINDS = (
    "attainment",
    "growth",
    "index",
    "occupancy",
    "parts",
    *(k for k in terms.CLAIM_KINDS if k != "growth"),
)
VERDICTS = ("consistent", "contradicts", "cannot_be_checked")
REASONS = (
    "price_bases_differ",
    "target_is_a_range",
    "figure_not_printed",
    "base_not_printed",
    "no_positive_base",
    "other_source_differs",
)


class Attainment(dy.Schema):
    """An indicator in a place at a date against its target: one row per indicator and place."""

    observation_id = keys.identifier(primary_key=True)
    indicator_id = keys.identifier()
    edition = keys.edition()
    place_code = keys.place_code()
    window_start = keys.day()
    window_end = keys.day()
    unit = dy.Enum(terms.UNITS)
    kind = dy.Enum(terms.INDICATOR_KINDS)
    direction = dy.Enum(terms.DIRECTIONS)
    aggregation = dy.Enum(terms.AGGREGATIONS)
    is_product = dy.Bool()
    value = dy.Float64(nullable=True)
    month_value = dy.Float64(nullable=True)
    qualifier = dy.Enum(terms.QUALIFIERS)
    status = dy.Enum(terms.STATUSES)
    price_basis = dy.Enum(terms.PRICE_BASES)
    printed_attainment_pct = keys.printed_pct(nullable=True)
    printed_growth_pct = keys.printed_pct(nullable=True)
    printed_index_pct = keys.printed_pct(nullable=True)
    official_label = dy.Enum(terms.OFFICIAL_LABELS, nullable=True)
    other_source_count = dy.Int64(min=0)
    source_id = keys.identifier()
    target_id = keys.identifier(nullable=True)
    document_id = keys.identifier(nullable=True)
    period_start = keys.day(nullable=True)
    period_end = keys.day(nullable=True)
    target_kind = dy.Enum(terms.TARGET_KINDS, nullable=True)
    low_value = dy.Float64(nullable=True)
    high_value = dy.Float64(nullable=True)
    plan_is_implied = dy.Bool()
    implied_plan = dy.Float64(nullable=True)
    implied_plan_low = dy.Float64(nullable=True)
    implied_plan_high = dy.Float64(nullable=True)
    plan_value = dy.Float64(nullable=True)
    target_gap = dy.Float64(nullable=True)
    attainment_share = dy.Float64(min=0, nullable=True)
    computed_label = dy.Enum(COMPUTED_LABELS, nullable=True)
    still_running = dy.Bool(nullable=True)
    period_months = dy.Float64(min=0, nullable=True)
    covered_months = dy.Float64(min=0, nullable=True)
    remaining_months = dy.Float64(min=0, nullable=True)
    window_starts_late = dy.Bool(nullable=True)
    pace_share = dy.Float64(min=0, max=1.0001, nullable=True)
    pace_gap_pct_points = dy.Float64(nullable=True)
    average_per_month = dy.Float64(nullable=True)
    required_per_month = dy.Float64(min=0, nullable=True)
    previous_value = dy.Float64(nullable=True)
    previous_observation_id = keys.identifier(nullable=True)
    growth_share = dy.Float64(nullable=True)
    index_share = dy.Float64(nullable=True)
    sort_order = dy.Int64()


class Check(dy.Schema):
    """A printed relation and its recomputation: one row per check."""

    check_id = dy.String(primary_key=True)
    check_kind = dy.Enum(CHECK_KINDS)
    edition = keys.edition()
    place_code = keys.place_code()
    subject_id = dy.String()
    figure_name = dy.String(nullable=True)
    base_name = dy.String(nullable=True)
    window_start = keys.day(nullable=True)
    window_end = keys.day(nullable=True)
    unit = dy.String(nullable=True)
    printed = dy.String(regex=keys.PRINTED_NUMBER)
    printed_qualifier = dy.Enum(terms.QUALIFIERS)
    figure = dy.Float64(nullable=True)
    figure_qualifier = dy.Enum(terms.QUALIFIERS, nullable=True)
    base = dy.Float64(nullable=True)
    base_qualifier = dy.Enum(terms.QUALIFIERS, nullable=True)
    years = dy.Float64(nullable=True)
    parts = dy.List(dy.Float64(), nullable=True)
    """What the figure is the sum of."""
    numerator_kind = dy.Enum(terms.NUMERATORS, nullable=True)
    """Of an occupancy: which land the figure is."""
    denominator_kind = dy.Enum(terms.DENOMINATORS, nullable=True)
    """Of an occupancy: which land the base is."""
    scope = dy.Enum(terms.SCOPES, nullable=True)
    """Of an occupancy of several zones: of which of them."""
    tried = dy.List(
        dy.Struct(
            {
                "numerator_kind": dy.Enum(terms.NUMERATORS),
                "numerator_ha": dy.Float64(),
                "denominator_kind": dy.Enum(terms.DENOMINATORS),
                "denominator_ha": dy.Float64(),
                "scope": dy.Enum(terms.SCOPES, nullable=True),
                "share": dy.Float64(),
                "explains": dy.Bool(),
            }
        ),
        nullable=True,
    )
    """Of an occupancy: every pair that the statement prints, and whether it meets the printed figure."""
    source_id = keys.identifier()
    base_source_id = keys.identifier(nullable=True)
    source_rows = dy.List(dy.String())
    computed = dy.Float64(nullable=True)
    computed_low = dy.Float64(nullable=True)
    computed_high = dy.Float64(nullable=True)
    printed_low = dy.Float64()
    printed_high = dy.Float64()
    reason = dy.Enum(REASONS, nullable=True)
    verdict = dy.Enum(VERDICTS)
    implied_base = dy.Float64(nullable=True)
    implied_base_low = dy.Float64(nullable=True)
    implied_base_high = dy.Float64(nullable=True)
