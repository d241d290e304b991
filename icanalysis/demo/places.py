"""The units of the demo: codes, levels and parents of the register, under made-up names.

Maps and re-basing need the codes, so they stay. No figure stands beside the name of a real place: Huyện Sơn Dương
(076) is called "Huyện Mô phỏng 076" here. The decision: docs/decisions/0015-simulated-province.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from icanalysis.sources.published import published

FIRST_PROVINCE = "08"
"""The notebooks open at this code, so the demo begins with it and with its partner in the merger of 2025."""
MADE_UP = "Mô phỏng"
OLD, NEW = "2024", "2025"


@dataclass(frozen=True)
class Grounds:
    """The places that carry figures: each level in order, with the position of its parent in the level above."""

    provinces: list[str]
    districts: list[str]
    district_parents: np.ndarray
    communes: list[str]
    commune_parents: np.ndarray
    chosen: frozenset[str]
    """The codes of edition 2024 that carry figures; districts and communes beside them are drawn but not printed."""
    merged: dict[str, list[str]]
    """Province of 2025 → the provinces of 2024 that it was made of, where all of these carry figures."""
    new_communes: dict[str, list[str]]
    """Province of 2025 → its communes, for those in `merged`."""

    @property
    def first(self) -> str:
        """The province that the notebooks open at."""
        return self.provinces[0]


def register() -> pl.DataFrame:
    """Table `places`: every unit of both editions but the regions, with a made-up name below the country."""
    code, kind = pl.col("place_code"), pl.col("place_type")
    name = pl.concat_str(pl.lit(f"{MADE_UP} "), code)
    real = pl.col("level").cast(pl.String) == "country"
    return (
        published("places")
        .filter(pl.col("level").cast(pl.String) != "region")
        .with_columns(
            pl.when(real).then("name").otherwise(name).alias("name"),
            pl.when(real).then("full_name").otherwise(pl.concat_str(kind, pl.lit(" "), name)).alias("full_name"),
        )
        .collect()
    )


def most_places() -> int:
    """How many places of edition 2024 can carry figures."""
    return _tree(OLD).height


def grounds(places: int) -> Grounds:
    """The first so many places: that of the notebooks with its districts, its partners in 2025, the rest, communes."""
    tree = _tree(OLD)
    chosen = tree.head(places)
    provinces = chosen.filter(pl.col("level") == "province")["place_code"].to_list()
    to_communes = chosen.filter(pl.col("level") == "commune")["province"].unique().to_list()
    districts = tree.filter(pl.col("level") == "district", pl.col("province").is_in(provinces))
    communes = tree.filter(pl.col("level") == "commune", pl.col("province").is_in(to_communes))
    merged = _merged(provinces)
    new = _tree(NEW).filter(pl.col("level") == "commune")
    return Grounds(
        provinces,
        districts["place_code"].to_list(),
        _positions(districts["parent_code"], provinces),
        communes["place_code"].to_list(),
        _positions(communes["parent_code"], districts["place_code"].to_list()),
        frozenset(chosen["place_code"]),
        merged,
        {code: new.filter(pl.col("province") == code)["place_code"].to_list() for code in merged},
    )


def communes_of() -> dict[str, list[str]]:
    """District of 2024 → its communes."""
    found = _tree(OLD).filter(pl.col("level") == "commune").group_by("parent_code", maintain_order=True)
    return {code: part["place_code"].to_list() for (code,), part in found}


def _tree(edition: str) -> pl.DataFrame:
    """place_code, level, parent_code, province: provinces, each followed by its districts; after them all communes."""
    units = (
        published("places")
        .filter(pl.col("edition").cast(pl.String) == edition)
        .select("place_code", pl.col("level").cast(pl.String), "parent_code")
    )
    ranks = {"province": 0, "district": 1, "commune": 2}
    above = units.select(parent_code="place_code", above="parent_code")
    level = pl.col("level")
    province = (
        pl.when(level == "province")
        .then("place_code")
        .when((level == "commune") & (pl.lit(edition) == OLD))
        .then("above")
        .otherwise("parent_code")
    )
    first = _partners(FIRST_PROVINCE)
    return (
        units.filter(level.is_in(list(ranks)))
        .join(above, on="parent_code", how="left", maintain_order="left")
        .with_columns(province.alias("province"))
        .sort(
            level == "commune",
            ~pl.col("province").is_in(first),
            pl.col("province") != FIRST_PROVINCE,
            "province",
            level.replace_strict(ranks, return_dtype=pl.Int8),
            "place_code",
        )
        .select("place_code", "level", "parent_code", "province")
        .collect()
    )


def _moves() -> pl.DataFrame:
    """old province, new province: every province of 2024 went whole into one of 2025."""
    places = published("places").select(pl.col("edition").cast(pl.String), "place_code", "parent_code")
    old = places.filter(pl.col("edition") == OLD).select(old_code="place_code", district="parent_code")
    district = places.filter(pl.col("edition") == OLD).select(district="place_code", old="parent_code")
    new = places.filter(pl.col("edition") == NEW).select(new_code="place_code", new="parent_code")
    return (
        published("place_changes")
        .join(old, on="old_code")
        .join(district, on="district")
        .join(new, on="new_code")
        .select("old", "new")
        .unique()
        .sort("new", "old")
        .collect()
    )


def _partners(province: str) -> list[str]:
    """The provinces of 2024 that became one with a province, itself among them."""
    moves = _moves()
    new = moves.filter(pl.col("old") == province)["new"]
    return moves.filter(pl.col("new").is_in(new.to_list()))["old"].to_list()


def _merged(provinces: list[str]) -> dict[str, list[str]]:
    groups = {new: part["old"].to_list() for (new,), part in _moves().group_by("new", maintain_order=True)}
    return {new: olds for new, olds in groups.items() if set(olds) <= set(provinces)}


def _positions(parents: pl.Series, above: list[str]) -> np.ndarray:
    at = {code: index for index, code in enumerate(above)}
    return np.array([at[code] for code in parents], dtype=np.int64)
