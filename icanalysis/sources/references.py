"""Which column of which table refers to which other table."""

from __future__ import annotations

import polars as pl

from icanalysis.errors import Phrase

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
    "former_names": (("place_code", "places", "place_code"),),
    "zones": (
        ("source_id", "sources", "source_id"),
        ("place_code", "places", "place_code"),
        ("commune_code", "places", "place_code"),
    ),
    "zone_status": (("zone_id", "zones", "zone_id"), ("source_id", "sources", "source_id")),
    "zone_statistics": (("source_id", "sources", "source_id"), ("place_code", "places", "place_code")),
    "projects": (
        ("zone_id", "zones", "zone_id"),
        ("source_id", "sources", "source_id"),
        ("place_code", "places", "place_code"),
        ("commune_code", "places", "place_code"),
    ),
    "findings": (("document_id", "documents", "document_id"), ("source_id", "sources", "source_id")),
    "recommendations": (("document_id", "documents", "document_id"), ("source_id", "sources", "source_id")),
}


CLAIMED = ("figure_id", "base_id")
"""Columns of `claims` that refer to an observation, a target or another claim."""


def first_dangling(
    frame: pl.DataFrame, column: str, other: pl.DataFrame, key: str, *, within: tuple[str, ...] = ()
) -> str | None:
    """The first identifier of a column that the other table does not have, as words, or None.

    `within` names columns of both tables that belong to the identifier: a place code is one of its edition.
    """
    known = other.select(*_texts(within), pl.col(key).cast(pl.String).alias(column))
    dangling = (
        frame.select(*_texts(within), *_texts((column,)))
        .drop_nulls()
        .join(known, on=[*within, column], how="anti", maintain_order="left")
    )
    if dangling.is_empty():
        return None
    first = dangling.row(0, named=True)
    lost = repr(first.pop(column))
    for name, value in first.items():
        lost = Phrase("{lost} of {name} {value}", lost=lost, name=name, value=value)
    return lost


def figures_printed(claims: pl.DataFrame, *, observations: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """Everything that a claim may refer to, as figure_id."""
    return pl.concat(
        [
            observations.select(figure_id="observation_id"),
            targets.select(figure_id="target_id"),
            claims.select(figure_id="claim_id"),
        ]
    )


def _texts(names: tuple[str, ...]) -> list[pl.Expr]:
    return [pl.col(name).cast(pl.String) for name in names]
