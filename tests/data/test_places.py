from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from icanalysis.schemas import Place, PlaceChange
from icanalysis.transforms.names import folded, toned, unprefixed

ROOT = Path(__file__).resolve().parents[2]
CODES = dict.fromkeys(["edition", "place_code", "parent_code", "old_code", "new_code"], pl.String)
LEVEL_ABOVE = {
    ("2024", "region"): "country",
    ("2024", "province"): "country",
    ("2024", "district"): "province",
    ("2024", "commune"): "district",
    ("2025", "province"): "country",
    ("2025", "commune"): "province",
}
ISLANDS = {"318": "11948", "471": "19742", "498": "20333", "536": "21548", "755": "26732"}


def published(name: str) -> pl.DataFrame:
    path = ROOT / "data" / "published" / f"{name}.csv"
    return pl.read_csv(path, schema_overrides=CODES, try_parse_dates=True)


@pytest.fixture(scope="module")
def places() -> pl.DataFrame:
    return published("places")


@pytest.fixture(scope="module")
def changes() -> pl.DataFrame:
    return published("place_changes")


@pytest.fixture(scope="module")
def script() -> dict:
    return runpy.run_path(str(ROOT / "scripts" / "build_places.py"))


@pytest.fixture(scope="module")
def built(script: dict) -> dict[str, pl.DataFrame]:
    return script["build"]()


def codes(places: pl.DataFrame, edition: str, level: str, *, parents: list[str] | None = None) -> list[str]:
    found = places.filter(edition=edition, level=level)
    if parents is not None:
        found = found.filter(pl.col("parent_code").is_in(parents))
    return found["place_code"].to_list()


def communes_of_2024(places: pl.DataFrame, *provinces: str) -> list[str]:
    districts = codes(places, "2024", "district", parents=list(provinces))
    return codes(places, "2024", "commune", parents=districts)


def test_every_row_keeps_to_its_schema(places: pl.DataFrame, changes: pl.DataFrame):
    Place.validate(places, cast=True)
    PlaceChange.validate(changes, cast=True)


@pytest.mark.parametrize(
    ("edition", "level", "count"),
    [
        ("2024", "country", 1),
        ("2024", "province", 63),
        ("2024", "district", 696),
        ("2024", "commune", 10_035),
        ("2025", "country", 1),
        ("2025", "province", 34),
        ("2025", "district", 0),
        ("2025", "commune", 3_321),
    ],
)
def test_an_edition_has_as_many_places_as_the_country_had(places, edition: str, level: str, count: int):
    assert len(codes(places, edition, level)) == count


def test_tuyen_quang_has_7_districts_in_2024_and_124_communes_in_2025(places: pl.DataFrame):
    assert len(codes(places, "2024", "district", parents=["08"])) == 7
    assert len(codes(places, "2025", "commune", parents=["08"])) == 124


@pytest.mark.parametrize(("name", "count"), [("Khánh Hòa", 65), ("Quảng Ninh", 54)])
def test_a_province_of_2025_has_as_many_communes_as_its_resolution_set_up(places, name: str, count: int):
    province = places.filter(edition="2025", level="province", name=name)["place_code"].to_list()
    assert len(codes(places, "2025", "commune", parents=province)) == count


def test_ninh_thuan_is_58_and_has_7_districts(places: pl.DataFrame):
    assert places.filter(edition="2024", place_code="58")["name"].item() == "Ninh Thuận"
    assert len(codes(places, "2024", "district", parents=["58"])) == 7


def test_mong_cai_is_194_under_quang_ninh_22_and_became_three_wards(places: pl.DataFrame):
    mong_cai = places.filter(edition="2024", place_code="194").row(0, named=True)
    wards = places.filter(pl.col("name").str.starts_with("Móng Cái "), edition="2025", parent_code="22")
    assert (mong_cai["full_name"], mong_cai["parent_code"]) == ("Thành phố Móng Cái", "22")
    assert sorted(wards["full_name"]) == ["Phường Móng Cái 1", "Phường Móng Cái 2", "Phường Móng Cái 3"]


def test_every_parent_stands_one_level_up_in_the_same_edition(places: pl.DataFrame):
    parents = places.select("edition", parent_code="place_code", parent_level="level")
    pairs = places.drop_nulls("parent_code").join(parents, on=["edition", "parent_code"], how="left")
    met = pairs.select("edition", "level", "parent_level").unique().rows()
    assert {(edition, level): above for edition, level, above in met} == LEVEL_ABOVE
    assert len(met) == len(LEVEL_ABOVE)


def test_names_are_nfc_without_loose_spaces(places: pl.DataFrame):
    names = places.unpivot(["name", "full_name", "place_type"])["value"]
    tidy = names.str.normalize("NFC").str.replace_all(r"\s+", " ").str.strip_chars()
    assert names.filter(names != tidy).to_list() == []


def test_a_full_name_is_the_type_and_the_name(places: pl.DataFrame):
    below = places.filter(pl.col("level") != "country")
    # "Quận 1" and "Phường 4" are called by their number and keep the type in the short name.
    spelt = pl.when(pl.col("name").str.contains(r"^\S+ \d+$") & (pl.col("name") == pl.col("full_name")))
    expected = spelt.then("name").otherwise(pl.format("{} {}", "place_type", "name"))
    assert below.filter(pl.col("full_name") != expected).rows() == []
    assert below.filter(~pl.col("full_name").str.starts_with(pl.col("place_type"))).rows() == []


def test_each_type_is_spelt_in_one_way(places: pl.DataFrame):
    types = places.group_by("level").agg(pl.col("place_type").unique().sort()).rows()
    assert {level: set(spelt) for level, spelt in types} == {
        "country": {"Quốc gia"},
        "region": {"Vùng"},
        "province": {"Tỉnh", "Thành phố"},
        "district": {"Huyện", "Quận", "Thành phố", "Thị xã"},
        "commune": {"Xã", "Phường", "Thị trấn", "Đặc khu"},
    }


def test_no_name_but_numbers_and_phuong_duc_in_hue_begins_like_a_type(places: pl.DataFrame):
    named = places.filter(pl.col("level").is_in(["province", "district", "commune"]))
    short, long = unprefixed(pl.col("name")), unprefixed(pl.col("full_name"))
    assert named.filter(long != short).rows() == []
    shorter = named.filter(short != pl.col("name"), ~short.str.contains(r"^\d+$"))
    assert shorter["full_name"].to_list() == ["Phường Phường Đúc"]


def test_in_2025_accents_tell_sixteen_communes_apart_that_share_type_and_province(places: pl.DataFrame):
    communes = places.filter(edition="2025", level="commune")
    alike = pl.len().over("parent_code", folded(pl.col("full_name"))) > 1
    same = pl.len().over("parent_code", toned(pl.col("full_name"))) > 1
    assert (communes.filter(alike).height, communes.filter(same).height) == (16, 0)


def test_a_town_and_a_district_that_share_a_name_differ_in_type(places: pl.DataFrame):
    districts = places.filter(edition="2024", level="district")
    shared = districts.filter(pl.len().over("parent_code", "name") > 1)
    assert shared["name"].n_unique() == 6
    assert not shared.select("parent_code", "name", "place_type").is_duplicated().any()


def test_every_commune_of_2024_went_somewhere(places: pl.DataFrame, changes: pl.DataFrame):
    assert set(codes(places, "2024", "commune")) - set(changes["old_code"]) == set()


def test_every_commune_of_2025_has_a_predecessor(places: pl.DataFrame, changes: pl.DataFrame):
    assert set(changes["new_code"]) == set(codes(places, "2025", "commune"))


def test_only_the_five_island_districts_stand_for_communes_they_never_had(places, changes: pl.DataFrame):
    others = changes.filter(~pl.col("old_code").is_in(codes(places, "2024", "commune")))
    assert dict(others.select("old_code", "new_code").iter_rows()) == ISLANDS


def test_every_commune_of_ha_giang_and_old_tuyen_quang_went_to_the_new_tuyen_quang(places, changes):
    old, new = communes_of_2024(places, "02", "08"), codes(places, "2025", "commune", parents=["08"])
    went = changes.filter(pl.col("old_code").is_in(old))
    assert set(went["old_code"]) == set(old)
    assert set(went["new_code"]) == set(new)
    assert set(changes.filter(pl.col("new_code").is_in(new))["old_code"]) == set(old)


def test_a_province_of_2024_went_whole_into_one_of_2025(places: pl.DataFrame, changes: pl.DataFrame):
    old = {
        code: province for province in codes(places, "2024", "province") for code in communes_of_2024(places, province)
    }
    new = dict(places.filter(edition="2025", level="commune").select("place_code", "parent_code").iter_rows())
    went = {(old[a], new[b]) for a, b in changes.select("old_code", "new_code").iter_rows() if a in old}
    assert len(went) == 63
    assert {b for a, b in went if a in ("56", "58")} == {"56"}


def test_each_old_commune_has_exactly_one_main_heir(changes: pl.DataFrame):
    assert changes.group_by("old_code").agg(pl.col("mostly").sum()).filter(pl.col("mostly") != 1).rows() == []


def test_whole_means_one_heir_which_is_the_main_one(changes: pl.DataFrame):
    heirs = pl.len().over("old_code")
    assert changes.filter(pl.col("whole") != (heirs == 1)).rows() == []
    assert changes.filter(pl.col("whole") & ~pl.col("mostly")).rows() == []


def test_all_changes_took_effect_on_one_day(changes: pl.DataFrame):
    assert changes["changed_on"].unique().to_list() == [date(2025, 7, 1)]


def test_the_files_are_sorted_and_small(places: pl.DataFrame, changes: pl.DataFrame):
    assert_frame_equal(places, places.sort("edition", "place_code"))
    assert_frame_equal(changes, changes.sort("old_code", "new_code"))
    assert all(path.stat().st_size < 2_000_000 for path in (ROOT / "data" / "published").glob("place*.csv"))


@pytest.mark.parametrize("name", ["places", "place_changes"])
def test_the_published_file_is_what_the_script_makes(built: dict, name: str):
    mend = f"data/published/{name}.csv is out of step: run `python scripts/build_places.py`"
    assert (ROOT / "data" / "published" / f"{name}.csv").read_text(encoding="utf-8") == built[name].write_csv(), mend


def test_what_was_left_out_belongs_to_a_namesake(places: pl.DataFrame, changes: pl.DataFrame, script: dict):
    names = places.filter(edition="2024", level="commune").select(old_code="place_code", full_name="full_name")
    left_out = pl.DataFrame(
        [pair.split(">") for pair in script["NAMESAKES"].split()], ["old_code", "new_code"], orient="row"
    )
    kept = changes.join(names, on="old_code").select("full_name", "new_code").unique()
    orphans = left_out.join(names, on="old_code").join(kept, on=["full_name", "new_code"], how="anti")
    assert left_out.height == 31
    assert orphans.rows() == []
    assert left_out.join(changes, on=["old_code", "new_code"]).rows() == []


def test_a_correction_that_is_no_longer_needed_stops_the_script(script: dict):
    mended = pl.DataFrame({"old_code": ["31246"], "new_code": ["31246"]})
    with pytest.raises(SystemExit, match="take them out of NAMESAKES"):
        script["without_namesakes"](mended)
