"""Simulated lists of names: published names written as people write them, the same rows for the same seed.

Communes of 2025 and districts of 2024 by turns, each row in one of the eight `MANNERS`. Which place a row was made
from is kept, so that a wrong answer is seen. Nobody counted how often names are written in which way: the manners
are drawn evenly.
"""

from __future__ import annotations

import polars as pl

from benchmarks.generate import SEED, uniform
from icanalysis.transforms.names import ABBREVIATIONS, SPELT_OUT, TONE, folded

ROWS = 10_000
SHORT = {f"{SPELT_OUT[short].capitalize()} ": f"{short.upper()}." for short in ABBREVIATIONS}
"""Thành phố → TP., Huyện → H.; special zones have no usual abbreviation."""

FULL, NAME = pl.col("full_name"), pl.col("name")
SHORTENED = FULL.str.replace_many(SHORT)
MANNERS = {
    "as published": FULL,
    "H. Yên Sơn": SHORTENED.str.replace(".", ". ", literal=True),
    "H.Yên Sơn": SHORTENED,
    "HUYỆN YÊN SƠN": FULL.str.to_uppercase(),
    "accents as characters of their own (NFD)": FULL.str.normalize("NFD"),
    "Khánh Hoà, Vị Thuỷ": FULL.str.normalize("NFD")
    .str.replace_all(rf"(o){TONE}([ae])\b", "${1}${3}${2}")
    .str.replace_all(rf"([^q]u){TONE}(y)\b", "${1}${3}${2}")
    .str.normalize("NFC"),
    "Yên Sơn": NAME,
    "huyen yen son": folded(FULL),
}
"""In words or by example, from the columns full_name and name."""


def typed(places: pl.LazyFrame, *, rows: int = ROWS, seed: int = SEED) -> pl.LazyFrame:
    """As many rows as asked for: edition, level, province (its name), name as typed, manner, meant_code."""
    units = _units(places)
    manner = (uniform(pl.col("number"), seed) * len(MANNERS)).floor().cast(pl.Int64)
    return (
        pl.select(number=pl.int_range(rows))
        .lazy()
        .with_columns(unit=pl.col("number") % units.select(pl.len()).collect().item(), manner=manner)
        .join(units, on="unit", how="left", maintain_order="left")
        .select(
            "edition",
            "level",
            "province",
            name=pl.coalesce(pl.when(pl.col("manner") == at).then(way) for at, way in enumerate(MANNERS.values())),
            manner=pl.col("manner").replace_strict(dict(enumerate(MANNERS)), return_dtype=pl.String),
            meant_code="place_code",
        )
    )


def _units(places: pl.LazyFrame) -> pl.LazyFrame:
    """Communes of 2025 and districts of 2024 with the name of their province, numbered in a drawn order."""
    places = places.with_columns(pl.col("edition", "level").cast(pl.String))
    provinces = places.filter(pl.col("level") == "province")
    asked = pl.concat_str("edition", "level", separator=" ").is_in(["2025 commune", "2024 district"])
    return (
        places.filter(asked)
        .join(
            provinces.select("edition", parent_code="place_code", province="name"),
            on=["edition", "parent_code"],
            how="left",
            maintain_order="left",
        )
        .sort(pl.col("place_code").hash(SEED), "edition")
        .with_row_index("unit")
        .cast({"unit": pl.Int64})
    )
