"""Places of both editions of the country and what became of them."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from icanalysis.schemas import keys, terms


class Place(dy.Schema):
    """An administrative unit: one row per edition and code."""

    edition = keys.edition(primary_key=True)
    place_code = keys.place_code(primary_key=True)
    level = dy.Enum(terms.LEVELS)
    name = keys.text()
    """Without its type: Tuyên Quang."""
    full_name = keys.text()
    """With its type: Tỉnh Tuyên Quang."""
    place_type = keys.text()
    """Tỉnh, Thành phố, Huyện, Thị xã, Quận, Xã, Phường, Thị trấn, Đặc khu; Quốc gia and Vùng above them."""
    parent_code = keys.place_code(nullable=True)
    """The unit above in the same edition; blank for the country."""
    area_km2 = dy.Float64(min=0, max=400_000, nullable=True, metadata={"unit": "km²"})
    """Area as the register prints it: known for communes of 2025 and the units that they make up."""

    @dy.rule()
    def only_the_country_has_no_parent(cls) -> pl.Expr:
        return pl.col("parent_code").is_null() == (pl.col("level") == "country")

    @dy.rule()
    def code_is_as_long_as_its_level_asks(cls) -> pl.Expr:
        digits = (
            pl.col("level")
            .cast(pl.String)
            .replace_strict({"province": 2, "district": 3, "commune": 5}, default=None, return_dtype=pl.UInt32)
        )
        return digits.is_null() | (pl.col("place_code").str.len_chars() == digits)


class FormerName(dy.Schema):
    """A name that a place had before, as folded letters without spaces: one row per place and name."""

    edition = keys.edition(primary_key=True)
    place_code = keys.place_code(primary_key=True)
    former_key = dy.String(primary_key=True, regex=r"^[a-z0-9']+$")
    """Type and name without accents and spaces: huyenthongnong."""


class PlaceChange(dy.Schema):
    """Where a commune of 2024 went on 2025-07-01: one row per old and new commune."""

    old_code = keys.place_code(primary_key=True)
    new_code = keys.place_code(primary_key=True)
    changed_on = keys.day()
    whole = dy.Bool()
    """True when the whole of the old commune went into the new one."""
    mostly = dy.Bool()
    """True for the new commune that took the main part of a divided one."""
    estimated_area_km2 = dy.Float64(min=0, max=400_000, metadata={"unit": "km²"})
    """Land that went from the old commune to the new one: an estimate, the weight of every re-based figure."""
