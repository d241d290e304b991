"""The pieces of land of which the units of both editions are made, and the way from one edition to the other.

On 2025-07-01 the district level was abolished and communes were merged or divided (NQ 202/2025/QH15). A piece is
the land that went from one commune of 2024 to one of 2025: every unit of either edition is a sum of pieces.
Five island districts had no commune; their district code stands for the commune they never had.
"""

from __future__ import annotations

import polars as pl

UNITS = {
    ("2024", "country"): "country_2024",
    ("2024", "province"): "province_2024",
    ("2024", "district"): "district_2024",
    ("2024", "commune"): "commune_2024",
    ("2025", "country"): "country_2025",
    ("2025", "province"): "province_2025",
    ("2025", "commune"): "commune_2025",
}
"""Edition and level → the column of a piece that names its unit."""

DISTRICT_DIGITS = 3


def pieces(changes: pl.LazyFrame, *, places: pl.LazyFrame) -> pl.LazyFrame:
    """One row per piece: its unit on each level of each edition (`UNITS`) and estimated_area_km2 (km²)."""
    above_2024, above_2025 = _above(places, edition="2024"), _above(places, edition="2025")
    return (
        changes.select(
            pl.col("old_code").alias("commune_2024"),
            pl.col("new_code").alias("commune_2025"),
            "estimated_area_km2",
        )
        .join(_named(above_2024, "commune_2024", "parent"), on="commune_2024", how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("commune_2024").str.len_chars() == DISTRICT_DIGITS)
            .then("commune_2024")
            .otherwise("parent")
            .alias("district_2024")
        )
        .join(
            _named(above_2024, "district_2024", "province_2024"),
            on="district_2024",
            how="left",
            maintain_order="left",
        )
        .join(_named(above_2025, "commune_2025", "province_2025"), on="commune_2025", how="left", maintain_order="left")
        .join(
            _named(above_2024, "province_2024", "country_2024"), on="province_2024", how="left", maintain_order="left"
        )
        .join(
            _named(above_2025, "province_2025", "country_2025"), on="province_2025", how="left", maintain_order="left"
        )
        .select(*UNITS.values(), "estimated_area_km2")
    )


def _above(places: pl.LazyFrame, *, edition: str) -> pl.LazyFrame:
    return places.filter(pl.col("edition").cast(pl.String) == edition).select("place_code", "parent_code")


def _named(above: pl.LazyFrame, code: str, parent: str) -> pl.LazyFrame:
    """The parents under the names that a piece gives to a level and the level above it."""
    return above.select(pl.col("place_code").alias(code), pl.col("parent_code").alias(parent))
