"""Derive the places of both editions of the country, and what became of each, from `vietnamadminunits`.

Run `python scripts/build_places.py` in an environment with the project installed. It writes
`data/published/places.csv`, `place_changes.csv` and `former_names.csv`, the same bytes each time, and stops in words
where the package does not hold what it should. The package is needed to build these files, never to use them.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import dataframely as dy
import polars as pl

from icanalysis.schemas import FormerName, Place, PlaceChange

PUBLISHED = Path(__file__).resolve().parents[1] / "data" / "published"
PACKAGE = files("vietnamadminunits") / "data"
CHANGED_ON = date(2025, 7, 1)
COUNTS = {"2024": dict(province=63, district=696, commune=10_035), "2025": dict(province=34, commune=3_321)}
REGIONS = {
    "VN-DBSCL": "Đồng bằng sông Cửu Long",
    "VN-DBSHBTB": "Đồng bằng sông Hồng và Bắc Trung Bộ",
    "VN-NAM": "Miền Nam",
}
"""Regions that press texts of edition 2024 use and no register lists."""

TYPES = r"^(Đặc khu|Huyện|Phường|Quận|Thành phố|Thị trấn|Thị xã|Tỉnh|Xã) "
SPELLINGS = {"Thành Phố ": "Thành phố ", "Thị Xã ": "Thị xã ", "Thị Trấn ": "Thị trấn "}
"""Ten of the types in the package are spelt unlike all the others."""

NAMESAKES = """
    06079>06184  10798>11911  11890>10804  11890>10843  25462>27694  27691>25459  28252>29869  28270>29869
    28437>29869  28439>29869  28924>29734  29623>29182  29734>28921  29902>29869  29908>29869  31246>31726
    31268>31666  31378>31654  31379>31582  31438>31741  31474>31741  31480>31639  31483>31591  31582>31378
    31606>31495  31657>31378  31666>31288  31669>31480  31714>31246  31741>31408  31744>31473
"""
"""Successions (old>new) that the package holds and that never took place; they are left out.

Reason: it looks names up in the whole new province and so gives Thạnh Quới in Vĩnh Thạnh (31246) what became
of Thạnh Quới in Mỹ Xuyên, 98 km away. The conversion table in the package vietnam-provinces 2026.9.0 has none
of them; the nine other rows in which the two packages differ stay as they are here.
"""

KM_PER_DEGREE = 111.2

MAIN_PART = 2.0
"""Of a divided commune the main heir is taken to get twice as much land as each other heir: nobody printed it."""

BOX_TOO_WIDE, BOX_TOO_NARROW = 5.0, 0.05
"""A bounding box so many times the usual one of its district is that of a larger unit or of a point, and not used."""

DOUBTFUL = 2.0
"""A printed area so many times what the boxes suggest, or so many times less, does not weigh: the boxes do.

Beside the measured areas of 124 communes (Tuyên Quang), 18 printed ones are off by more than a quarter, by up to
3.3 times; with this rule the mean error falls from 12.5 % to 7.8 % and the largest to 0.8 times.
"""

PRINTED_KM2 = pl.when(pl.col("wardAreaKm2") > 0).then("wardAreaKm2")
"""The area of a commune of 2025; the two that have an area of zero have none."""


def register(table: str) -> pl.DataFrame:
    """A table of the package: one row per commune, or per district that has no commune."""
    with as_file(PACKAGE / "dataset.db") as path, closing(sqlite3.connect(path)) as database:
        return pl.read_database(f"SELECT * FROM {table}", database, infer_schema_length=None)


def level(rows: pl.DataFrame, column: str, *, edition: str, level: str, parent: pl.Expr) -> pl.DataFrame:
    """The places of one level; a name such as "Kỳ Anh (Huyện)" loses the type in brackets."""
    full_name = pl.col(column).str.normalize("NFC").str.replace_many(SPELLINGS)
    return rows.drop_nulls(f"{column}Code").select(
        edition=pl.lit(edition),
        place_code=f"{column}Code",
        level=pl.lit(level),
        name=pl.col(f"{column}Short").str.normalize("NFC").str.replace(r" \(.+\)$", ""),
        full_name=full_name,
        place_type=full_name.str.extract(TYPES),
        parent_code=parent,
        area_km2=PRINTED_KM2.round(4)
        if "wardAreaKm2" in rows.columns and column == "ward"
        else pl.lit(None, pl.Float64),
    )


def places(old: pl.DataFrame, new: pl.DataFrame) -> dy.DataFrame[Place]:
    """The country, its regions, provinces, districts and communes in both editions."""
    countries = [(edition, "VN", "country", "Việt Nam", "Việt Nam", "Quốc gia", None, None) for edition in COUNTS]
    regions = [("2024", code, "region", name, f"Vùng {name}", "Vùng", "VN", None) for code, name in REGIONS.items()]
    vn, province, district = pl.lit("VN"), pl.col("provinceCode"), pl.col("districtCode")
    levels = [
        pl.DataFrame(countries + regions, schema=Place.column_names(), orient="row"),
        level(old, "province", edition="2024", level="province", parent=vn),
        level(old, "district", edition="2024", level="district", parent=province),
        level(old, "ward", edition="2024", level="commune", parent=district),
        level(new, "province", edition="2025", level="province", parent=vn),
        level(new, "ward", edition="2025", level="commune", parent=province),
    ]
    every = pl.concat(levels, how="vertical_relaxed").unique()
    return every.sort("edition", "place_code").pipe(Place.validate, cast=True)


def successions() -> pl.DataFrame:
    """What the package says, by its keys: `province_district_commune` old and `province_commune` new."""
    converter = json.loads((PACKAGE / "converter_2025.json").read_text(encoding="utf-8"))
    undivided = [
        (old, f"{province}_{new}", True)
        for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for new, merged in communes.items()
        for old in merged
    ]
    divided = [
        (old, f"{province}_{part['newWardKey']}", part["isDefaultNewWard"])
        for province, communes in converter["DICT_PROVINCE_WARD_DIVIDED"].items()
        for old, parts in communes.items()
        for part in parts
    ]
    return pl.DataFrame(undivided + divided, schema=["old_key", "new_key", "main"], orient="row")


def without_namesakes(found: pl.DataFrame) -> pl.DataFrame:
    """The successions but for the wrong ones, each of which must still be there to be left out."""
    pairs = pl.Series(NAMESAKES.split())
    wrong = pl.DataFrame({"old_code": pairs.str.head(5), "new_code": pairs.str.tail(5)})
    if mended := wrong.join(found, on=["old_code", "new_code"], how="anti").rows():
        raise SystemExit(f"The package no longer holds these; take them out of NAMESAKES: {mended}")
    return found.join(wrong, on=["old_code", "new_code"], how="anti")


def with_areas(places: pl.DataFrame, changes: pl.DataFrame) -> dy.DataFrame[Place]:
    """Areas of the units that communes of 2025 make up exactly: every one whole, every one printed."""
    communes = places.filter(pl.col("edition") == "2025", pl.col("level").cast(pl.String) == "commune")
    ends = changes.join(communes.select("area_km2", new_code="place_code", new_province="parent_code"), on="new_code")
    old = places.filter(pl.col("edition") == "2024").select(old_code="place_code", above="parent_code")
    provinces = old.select(district="old_code", province="above")
    chains = ends.join(old, on="old_code", how="left").with_columns(
        district=pl.when(pl.col("old_code").str.len_chars() == 3).then("old_code").otherwise("above"),
    )
    chains = chains.join(provinces, on="district", how="left", maintain_order="left")
    units = {"district": "2024", "province": "2024", "new_province": "2025"}
    known = pl.concat(_made_up(chains, unit).with_columns(edition=pl.lit(edition)) for unit, edition in units.items())
    return (
        places.with_columns(pl.col("edition").cast(pl.String))
        .join(known, on=["edition", "place_code"], how="left", maintain_order="left")
        .with_columns(pl.coalesce("area_km2", "whole_km2").alias("area_km2"))
        .pipe(Place.validate, cast=True)
    )


def _made_up(chains: pl.DataFrame, unit: str) -> pl.DataFrame:
    """The area of each unit whose communes of 2025 lie in it alone and all have an area."""
    mixed = pl.col(unit).n_unique().over("new_code") > 1
    return (
        chains.with_columns(km2=pl.when(~mixed).then("area_km2"))
        .unique([unit, "new_code"])
        .group_by(place_code=unit)
        .agg(whole_km2=pl.when(pl.col("km2").null_count() == 0).then(pl.col("km2").sum().round(4)))
    )


def estimated_areas(changes: pl.DataFrame, old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Adds estimated_area_km2: the printed area of each new commune, shared among the pieces it was made of.

    Each old commune counts by its bounding box; a divided one counts in each heir by its part of the box. A new
    commune without a printed area, or with a doubtful one, has the usual share of the boxes that its pieces fill.
    """
    heirs = pl.len().over("old_code")
    main_part = pl.when(pl.col("mostly")).then(MAIN_PART).otherwise(1.0)
    part = pl.when(heirs > 1).then(main_part / (heirs - 1 + MAIN_PART)).otherwise(1.0)
    boxes = pl.col("piece_km2").sum().over("new_code")
    pieces = (
        changes.join(boxes_of(old), on="old_code", how="left", maintain_order="left")
        .join(
            new.select(new_code="wardCode", printed_km2=PRINTED_KM2), on="new_code", how="left", maintain_order="left"
        )
        .with_columns(piece_km2=pl.col("box_km2") * part)
        .with_columns(boxes_km2=boxes)
    )
    usual_fill = pieces.unique("new_code").select((pl.col("printed_km2") / pl.col("boxes_km2")).median()).item()
    likely = pl.col("boxes_km2") * usual_fill
    sound = pl.col("printed_km2").is_between(likely / DOUBTFUL, likely * DOUBTFUL)
    whole = pl.when(sound).then("printed_km2").otherwise(likely)
    area = (whole * pl.col("piece_km2") / pl.col("boxes_km2")).round(4).clip(lower_bound=1e-4)
    return pieces.select(changes.columns, estimated_area_km2=area)


def boxes_of(old: pl.DataFrame) -> pl.DataFrame:
    """old_code, box_km2: the bounding box of each commune, or the usual one of its district where it is none."""
    edges = pl.coalesce("wardBounds", "districtBounds").str.extract_all(r"\d+\.?\d*").cast(pl.List(pl.Float64))
    south, west, north, east = (edges.list.get(n, null_on_oob=True) for n in range(4))
    usual = pl.col("box_km2").median().over("districtCode")
    sound = pl.col("box_km2").is_between(BOX_TOO_NARROW * usual, BOX_TOO_WIDE * usual, closed="none")
    return old.select(
        "districtCode",
        old_code=pl.coalesce("wardCode", "districtCode"),
        box_km2=(north - south) * (east - west) * south.radians().cos() * KM_PER_DEGREE**2,
    ).select("old_code", box_km2=pl.when(sound).then("box_km2").otherwise(usual))


def former_names(old: pl.DataFrame) -> dy.DataFrame[FormerName]:
    """Names that districts and communes of 2024 had before; abbreviations such as "q9" are none."""
    levels = [("district", "districtAlias"), ("ward", "wardAlias")]
    found = pl.concat(
        old.select(place_code=f"{level}Code", former_key=alias).drop_nulls().unique() for level, alias in levels
    )
    return (
        found.with_columns(pl.col("former_key").str.json_decode(pl.List(pl.String)))
        .explode("former_key")
        .filter(pl.col("former_key").str.contains(r"^[a-z']{4}[a-z0-9']*$"))
        .select(edition=pl.lit("2024"), place_code="place_code", former_key="former_key")
        .unique()
        .sort("place_code", "former_key")
        .pipe(FormerName.validate, cast=True)
    )


def place_changes(old: pl.DataFrame, new: pl.DataFrame) -> dy.DataFrame[PlaceChange]:
    """Where every commune of 2024 went, or district without communes; the schema refuses an unmatched key."""
    old_key = pl.concat_str("provinceKey", "districtKey", pl.col("wardKey").fill_null(""), separator="_")
    old_codes = old.select(old_key=old_key, old_code=pl.coalesce("wardCode", "districtCode"))
    new_key = pl.concat_str("provinceKey", "wardKey", separator="_")
    new_codes = new.select(new_key=new_key, new_code="wardCode")
    return (
        successions()
        .join(old_codes, on="old_key", how="full", coalesce=True, validate="m:1")
        .join(new_codes, on="new_key", how="full", coalesce=True, validate="m:1")
        .pipe(without_namesakes)
        .with_columns(changed_on=CHANGED_ON, whole=pl.len().over("old_code") == 1)
        .with_columns(mostly=pl.col("whole") | pl.col("main"))
        .pipe(estimated_areas, old, new)
        .sort("old_code", "new_code")
        .pipe(PlaceChange.validate, cast=True)
    )


def build() -> dict[str, pl.DataFrame]:
    """The tables by file name; stops where a count is wrong or an old commune has no single main heir."""
    old, new = register("admin_units_legacy"), register("admin_units")
    changes = place_changes(old, new)
    tables = {
        "places": with_areas(places(old, new), changes),
        "place_changes": changes,
        "former_names": former_names(old),
    }
    for edition, expected in COUNTS.items():
        counts = dict(tables["places"].filter(edition=edition)["level"].cast(pl.String).value_counts().rows())
        print(edition, dict(sorted(counts.items())))
        if not expected.items() <= counts.items():
            raise SystemExit(f"Edition {edition} has {counts}; it should have {expected}")
    heirs = tables["place_changes"].group_by("old_code").agg(pl.sum("mostly"))
    if unclear := heirs.filter(pl.col("mostly") != 1).rows():
        raise SystemExit(f"These have not one main heir but: {unclear}")
    return tables


if __name__ == "__main__":
    for name, table in build().items():
        table.write_csv(PUBLISHED / f"{name}.csv")
        print(f"{name}.csv: {table.height:,} rows")
