"""Where an object of one edition (a zone, a project) lies in the other, as exactly as its codes allow.

Exact only, nothing is guessed. A unit that lies in one and only one unit of a level of the target edition is placed
there; one that was divided is placed on the next level above that is certain. So a commune of 2024 that went whole
into one of 2025 gives the commune, a divided one only the province; a commune of 2025 gives the district of 2024 when
all its predecessors lie in one, else the province. Which commune went where: table `place_changes`.
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.lineage import DISTRICT_DIGITS, UNITS, pieces

PLACED_BY = ("commune", "district", "province", "not_placed")
"""The finest level of the target edition that is certain."""

HOME = {"province_code": "province", "district_code": "district", "commune_code_there": "commune"}
"""The columns that are added, with the level each names a unit of."""


def placed(objects: pl.LazyFrame, *, places: pl.LazyFrame, changes: pl.LazyFrame, edition: str) -> pl.LazyFrame:
    """Adds province_code, district_code, commune_code_there and placed_by: the object in the target edition.

    Needs edition, place_code (province, district or commune) and commune_code (null where it is not known). The
    commune counts before the place; what it leaves open the place may still say. district_code is null in edition
    2025, which has no districts. Every object stays, once and in its order; one whose codes no edition
    has, or that is known by country only, is not_placed.
    """
    homes = homes_of(pieces(changes, places=places), edition=edition)
    by_commune, by_place = _looked_up(homes, "commune_code"), _looked_up(homes, "place_code")
    known = ["commune_code", "place_code"]
    return (
        objects.with_columns(pl.col("edition").cast(pl.String).alias("edition_of_codes"))
        .join(by_commune, on=["edition_of_codes", "commune_code"], how="left", maintain_order="left")
        .join(by_place, on=["edition_of_codes", "place_code"], how="left", maintain_order="left")
        .with_columns(pl.coalesce(f"{name}_of_{code}" for code in known).alias(name) for name in HOME)
        .with_columns(_placed_by())
        .drop("edition_of_codes", *(f"{name}_of_{code}" for name in HOME for code in known))
    )


def homes_of(parts: pl.LazyFrame, *, edition: str) -> pl.LazyFrame:
    """Every unit of both editions with the units of the target edition in which it lies as a whole.

    One row per source edition and unit_code; a level on which it lies in several units is null.
    """
    return pl.concat(
        _homes(parts, column=column, edition=edition).select(
            pl.lit(source).alias("edition_of_codes"), pl.col(column).alias("unit_code"), *HOME
        )
        for (source, level), column in UNITS.items()
        if level != "country"
    ).unique(["edition_of_codes", "unit_code"], keep="first", maintain_order=True)


def _homes(parts: pl.LazyFrame, *, column: str, edition: str) -> pl.LazyFrame:
    """The one unit of each level in which all pieces of a unit lie."""
    columns = {name: UNITS.get((edition, level)) for name, level in HOME.items()}
    return parts.group_by(column).agg(
        (_only(there) if there else pl.lit(None, pl.String)).alias(name) for name, there in columns.items()
    )


def _only(column: str) -> pl.Expr:
    """The unit, where it is one; a district without communes is no commune."""
    unit = pl.col(column)
    is_sound = unit.str.len_chars() != DISTRICT_DIGITS if column == "commune_2024" else unit.is_not_null()
    return pl.when((unit.n_unique() == 1) & is_sound.all()).then(unit.first())


def _looked_up(homes: pl.LazyFrame, code: str) -> pl.LazyFrame:
    """The homes by one of the two codes of an object."""
    return homes.select(
        "edition_of_codes",
        pl.col("unit_code").alias(code),
        *(pl.col(name).alias(f"{name}_of_{code}") for name in HOME),
    )


def _placed_by() -> pl.Expr:
    levels = ("commune_code_there", "district_code", "province_code")
    return (
        pl.coalesce(
            pl.when(pl.col(name).is_not_null()).then(pl.lit(level))
            for name, level in zip(levels, PLACED_BY, strict=False)
        )
        .fill_null("not_placed")
        .alias("placed_by")
    )
