"""Derive the places of both editions of the country, and what became of each, from `vietnamadminunits`.

Run `python scripts/build_places.py` in an environment with the project installed. It writes
`data/published/places.csv` and `place_changes.csv`, the same bytes each time, and stops in words where the
package does not hold what it should. The package is needed to build these files, never to use them.
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

from icanalysis.schemas import Place, PlaceChange

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
    )


def places(old: pl.DataFrame, new: pl.DataFrame) -> dy.DataFrame[Place]:
    """The country, its regions, provinces, districts and communes in both editions."""
    countries = [(edition, "VN", "country", "Việt Nam", "Việt Nam", "Quốc gia", None) for edition in COUNTS]
    regions = [("2024", code, "region", name, f"Vùng {name}", "Vùng", "VN") for code, name in REGIONS.items()]
    vn, province, district = pl.lit("VN"), pl.col("provinceCode"), pl.col("districtCode")
    levels = [
        pl.DataFrame(countries + regions, schema=Place.column_names(), orient="row"),
        level(old, "province", edition="2024", level="province", parent=vn),
        level(old, "district", edition="2024", level="district", parent=province),
        level(old, "ward", edition="2024", level="commune", parent=district),
        level(new, "province", edition="2025", level="province", parent=vn),
        level(new, "ward", edition="2025", level="commune", parent=province),
    ]
    return pl.concat(levels).unique().sort("edition", "place_code").pipe(Place.validate, cast=True)


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
        .sort("old_code", "new_code")
        .pipe(PlaceChange.validate, cast=True)
    )


def build() -> dict[str, pl.DataFrame]:
    """Both tables by file name; stops where a count is wrong or an old commune has no single main heir."""
    old, new = register("admin_units_legacy"), register("admin_units")
    tables = {"places": places(old, new), "place_changes": place_changes(old, new)}
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
