"""Which column of which table refers to which other table."""

from __future__ import annotations

import polars as pl

REFERENCES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "documents": (("source_id", "sources", "source_id"), ("carries_out_id", "documents", "document_id")),
    "targets": (
        ("indicator_id", "indicators", "indicator_id"),
        ("document_id", "documents", "document_id"),
        ("source_id", "sources", "source_id"),
        ("place_code", "places", "place_code"),
    ),
    "observations": (
        ("indicator_id", "indicators", "indicator_id"),
        ("target_id", "targets", "target_id"),
        ("part_of_id", "observations", "observation_id"),
        ("source_id", "sources", "source_id"),
        ("place_code", "places", "place_code"),
    ),
    "claims": (("source_id", "sources", "source_id"),),
    "zones": (("source_id", "sources", "source_id"), ("place_code", "places", "place_code")),
    "zone_status": (("zone_id", "zones", "zone_id"), ("source_id", "sources", "source_id")),
    "zone_statistics": (("source_id", "sources", "source_id"), ("place_code", "places", "place_code")),
    "projects": (
        ("zone_id", "zones", "zone_id"),
        ("source_id", "sources", "source_id"),
        ("place_code", "places", "place_code"),
    ),
    "findings": (("document_id", "documents", "document_id"), ("source_id", "sources", "source_id")),
    "recommendations": (("document_id", "documents", "document_id"), ("source_id", "sources", "source_id")),
}


def first_dangling(frame: pl.DataFrame, column: str, other: pl.DataFrame, key: str) -> str | None:
    """The first identifier of a column that the other table does not have, or None."""
    dangling = (
        frame.select(pl.col(column).cast(pl.String))
        .drop_nulls()
        .join(other.select(pl.col(key).cast(pl.String).alias(column)), on=column, how="anti")
    )
    return dangling.item(0, 0) if dangling.height else None
