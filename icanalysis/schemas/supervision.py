"""What supervision delegations found and recommended."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from icanalysis.schemas import keys, terms


class Finding(dy.Schema):
    """A shortcoming that a supervision states: one row per finding."""

    finding_id = keys.identifier(primary_key=True)
    edition = keys.edition()
    place_code = keys.place_code()
    period_start = keys.day()
    """First day of the period that was supervised."""
    period_end = keys.day()
    document_id = keys.identifier(nullable=True)
    """The document whose carrying-out was supervised."""
    text_vi = keys.text()
    text_en = keys.text()
    sort_order = dy.Int64(min=1, max=10_000)
    source_id = keys.identifier()
    note = keys.text(nullable=True)

    @dy.rule()
    def period_runs_forward(cls) -> pl.Expr:
        return pl.col("period_start") <= pl.col("period_end")


class Recommendation(dy.Schema):
    """What a supervision asks for: one row per recommendation, with both of its statuses."""

    recommendation_id = keys.identifier(primary_key=True)
    edition = keys.edition()
    place_code = keys.place_code()
    period_start = keys.day()
    period_end = keys.day()
    document_id = keys.identifier(nullable=True)
    text_vi = keys.text()
    text_en = keys.text()
    addressee_vi = keys.text(nullable=True)
    """Who is asked to act."""
    addressee_en = keys.text(nullable=True)
    due_on = keys.day(nullable=True)
    """The deadline that the document states; the law sets no default."""
    reported_status = dy.Enum(terms.RECOMMENDATION_STATUSES)
    """What the addressee reports."""
    verified_status = dy.Enum(terms.RECOMMENDATION_STATUSES)
    """What the supervision found; the two differ in practice."""
    sort_order = dy.Int64(min=1, max=10_000)
    source_id = keys.identifier()
    note = keys.text(nullable=True)

    @dy.rule()
    def period_runs_forward(cls) -> pl.Expr:
        return pl.col("period_start") <= pl.col("period_end")
