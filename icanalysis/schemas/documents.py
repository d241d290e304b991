"""Resolutions, plans, decisions: what sets the targets."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from icanalysis.schemas import keys, terms


class Document(dy.Schema):
    """A resolution, plan or decision: one row per document."""

    document_id = keys.identifier(primary_key=True)
    document_kind = dy.Enum(terms.DOCUMENT_KINDS)
    number = keys.text(nullable=True)
    """Number and sign, such as 25-NQ/TU."""
    title_vi = keys.text()
    title_en = keys.text()
    issuer = keys.text(nullable=True)
    edition = keys.edition()
    place_code = keys.place_code()
    """The place for which it holds."""
    issued_on = keys.day(nullable=True)
    period_start = keys.day(nullable=True)
    """First day of the period for which it sets the course; blank where none is printed."""
    period_end = keys.day(nullable=True)
    carries_out_id = keys.identifier(nullable=True)
    """The document that this one carries out: the chain resolution → plan."""
    source_id = keys.identifier()
    note = keys.text(nullable=True)

    @dy.rule()
    def period_runs_forward(cls) -> pl.Expr:
        return (
            pl.col("period_start").is_null()
            | pl.col("period_end").is_null()
            | (pl.col("period_start") <= pl.col("period_end"))
        )
