"""Which rows set a figure against one at other prices: a mistake in the table, never something to compute with."""

from __future__ import annotations

import polars as pl

from icanalysis.errors import MixedPriceBases, Phrase

UNSTATED = ("not_stated", "not_applicable")
"""Bases that name no prices: they may stand beside any other."""


def mixed_targets(observations: pl.DataFrame, *, targets: pl.DataFrame) -> pl.DataFrame:
    """Observations whose target is set at other prices: row, basis, other_row, other_basis."""
    pairs = observations.select(row="observation_id", basis="price_basis", other_row="target_id")
    return pairs.pipe(_at_other_prices, bases=targets.select(other_row="target_id", other_basis="price_basis"))


def mixed_claims(claims: pl.DataFrame, *, observations: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """Claims whose base stands at other prices than their figure: row, basis, other_row, other_basis.

    A claim that is the figure of another claim has the prices of its own figure.
    """
    printed = pl.concat(
        table.select(figure_id=key, basis=pl.col("price_basis").cast(pl.String))
        for table, key in ((observations, "observation_id"), (targets, "target_id"))
    )
    carried = claims.join(printed, on="figure_id").select(figure_id="claim_id", basis="basis")
    bases = pl.concat([printed, carried])
    pairs = claims.join(bases, on="figure_id").select(row="claim_id", basis="basis", other_row="base_id")
    return pairs.pipe(_at_other_prices, bases=bases.rename({"figure_id": "other_row", "basis": "other_basis"}))


def hold_to_one_basis(mixed: pl.DataFrame, *, table: str, column: str) -> None:
    """Raises where there is any such row.

    Raises:
        MixedPriceBases: names the first row, both bases, how many there are and what to do.
    """
    if mixed.is_empty():
        return
    first = mixed.row(0, named=True)
    raise MixedPriceBases(
        Phrase(
            "{table}: row '{row}' is at prices '{basis}', but its '{column}' is "
            "'{other_row}' at '{other_basis}' ({count} such rows). Figures at different price "
            "bases are never compared: correct price_basis, or name a '{column}' at the same prices.",
            table=table,
            column=column,
            count=mixed.height,
            **first,
        )
    )


def _at_other_prices(pairs: pl.DataFrame, *, bases: pl.DataFrame) -> pl.DataFrame:
    """The pairs whose two bases are both stated and differ."""
    basis, other = pl.col("basis").cast(pl.String), pl.col("other_basis").cast(pl.String)
    return pairs.join(bases, on="other_row", maintain_order="left").filter(
        basis != other, ~basis.is_in(UNSTATED), ~other.is_in(UNSTATED)
    )
