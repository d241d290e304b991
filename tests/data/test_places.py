from __future__ import annotations

import hashlib
import runpy
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from icanalysis.schemas import FormerName, Place, PlaceChange
from icanalysis.transforms.lineage import pieces
from icanalysis.transforms.names import folded, toned, unprefixed
from icanalysis.transforms.rebasing import rebased, weights

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
WITHOUT_AREA = {"06187": "Kỳ Lừa", "19147": "Thượng Trạch", "19159": "Đông Trạch", "28435": "Mỹ Phước Tây"}
OFFICIAL_KM2 = {"08": (13_795.50, 0.016), "56": (8_555.86, 0.067)}
"""NQ 202/2025/QH15 of Tuyên Quang and Khánh Hòa, and how far the communes of the register fall short of it."""

SEAL = "7225e43360f68c0471073edac5eaebad122dd29a97115812e37297e5daa1992f"
"""SHA-256 of the estimated areas as text. They weigh every re-based figure: a new seal goes into CHANGELOG."""

ISLANDS = {"318": "11948", "471": "19742", "498": "20333", "536": "21548", "755": "26732"}


def published(name: str) -> pl.DataFrame:
    path = ROOT / "data" / "published" / f"{name}.csv"
    return pl.read_csv(path, schema_overrides=CODES | {"area_km2": pl.Float64}, try_parse_dates=True)


@pytest.fixture(scope="module")
def places() -> pl.DataFrame:
    return published("places")


@pytest.fixture(scope="module")
def changes() -> pl.DataFrame:
    return published("place_changes")


@pytest.fixture(scope="module")
def former_names() -> pl.DataFrame:
    return published("former_names")


@pytest.fixture(scope="module")
def lineage(places: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    return pieces(changes.lazy(), places=places.lazy()).collect()


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


def test_every_row_keeps_to_its_schema(places: pl.DataFrame, changes: pl.DataFrame, former_names: pl.DataFrame):
    Place.validate(places, cast=True)
    PlaceChange.validate(changes, cast=True)
    FormerName.validate(former_names, cast=True)


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


@pytest.mark.parametrize("name", ["places", "place_changes", "former_names"])
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


def test_every_commune_of_2025_has_an_area_but_for_four(places: pl.DataFrame):
    communes = places.filter(edition="2025", level="commune")
    assert dict(communes.filter(pl.col("area_km2").is_null()).select("place_code", "name").iter_rows()) == WITHOUT_AREA
    assert communes.filter(pl.col("area_km2") <= 0).rows() == []


def test_communes_of_2024_have_no_area_since_nobody_printed_one(places: pl.DataFrame):
    assert places.filter(edition="2024", level="commune")["area_km2"].null_count() == 10_035


@pytest.mark.parametrize(("level", "known"), [("district", 390), ("province", 60)])
def test_a_unit_of_2024_has_an_area_where_whole_communes_of_2025_make_it_up(places, level: str, known: int):
    assert places.filter(edition="2024", level=level)["area_km2"].count() == known


def test_a_province_of_2025_is_as_large_as_its_communes(places: pl.DataFrame):
    communes = places.filter(edition="2025", level="commune")
    sums = communes.group_by(place_code="parent_code").agg(
        whole=pl.when(pl.col("area_km2").null_count() == 0).then(pl.col("area_km2").sum())
    )
    provinces = places.filter(edition="2025", level="province").join(sums, on="place_code")
    assert provinces.filter((pl.col("area_km2") - pl.col("whole")).abs() > 1e-3).rows() == []
    assert provinces.filter(pl.col("area_km2").is_null()).sort("place_code")["place_code"].to_list() == [
        "20",
        "44",
        "82",
    ]


def test_old_provinces_add_up_to_the_new_one(places: pl.DataFrame):
    area = dict(places.filter(level="province").select(pl.concat_str("edition", "place_code"), "area_km2").iter_rows())
    assert area["202402"] + area["202408"] == pytest.approx(area["202508"])


@pytest.mark.parametrize(("code", "official", "short"), [(code, *pair) for code, pair in OFFICIAL_KM2.items()])
def test_the_areas_of_the_register_fall_a_little_short_of_the_resolution(places, code, official: float, short: float):
    area = places.filter(edition="2025", place_code=code)["area_km2"].item()
    assert official * (1 - short) < area < official


def test_the_pieces_of_a_new_commune_add_up_to_its_area_but_where_that_is_doubtful(
    places: pl.DataFrame, changes: pl.DataFrame
):
    printed = places.filter(edition="2025", level="commune").select(new_code="place_code", area_km2="area_km2")
    sums = (
        changes.group_by("new_code")
        .agg(pl.col("estimated_area_km2").sum(), pieces=pl.len())
        .join(printed, on="new_code")
    )
    apart = (pl.col("estimated_area_km2") - pl.col("area_km2")).abs() > 1e-4 * pl.col("pieces")
    doubtful = sums.filter(apart).select(pl.col("area_km2") / pl.col("estimated_area_km2")).to_series()
    assert doubtful.len() == 438
    assert doubtful.is_between(0.5001, 1.9999).sum() == 0


def test_no_piece_is_without_land(changes: pl.DataFrame):
    assert changes["estimated_area_km2"].min() > 0
    assert changes["estimated_area_km2"].sum() == pytest.approx(350_600, rel=1e-3)


@pytest.fixture(scope="module")
def made(script: dict) -> dict[tuple[str, str], float]:
    """Areas of the pieces of a made district: A whole, B divided, C with a box of a point, D with one of a province."""
    sides = {"A": 0.1, "B": 0.1, "C": 0.001, "D": 5.0}
    old = pl.DataFrame(
        {
            "districtCode": "d",
            "wardCode": list(sides),
            "wardBounds": [f"0, 100 – {side}, {100 + side}" for side in sides.values()],
            "districtBounds": None,
        },
        schema_overrides={"districtBounds": pl.String},
    )
    new = pl.DataFrame({"wardCode": ["N", "M", "O"], "wardAreaKm2": [50.0, 40.0, 0.0]})
    went = [("A", "N", True), ("B", "N", True), ("B", "M", False), ("C", "M", True), ("D", "O", True)]
    changes = pl.DataFrame(went, schema=["old_code", "new_code", "mostly"], orient="row")
    found = script["estimated_areas"](changes, old, new)
    return {(old, new): area for old, new, area in found.select("old_code", "new_code", "estimated_area_km2").rows()}


def test_the_printed_area_of_a_new_commune_is_shared_among_its_pieces(made: dict[tuple[str, str], float]):
    assert made["A", "N"] + made["B", "N"] == pytest.approx(50.0, abs=1e-3)
    assert made["B", "M"] + made["C", "M"] == pytest.approx(40.0, abs=1e-3)


def test_the_main_heir_of_a_divided_commune_counts_twice_as_much(made: dict[tuple[str, str], float]):
    assert made["A", "N"] == pytest.approx(50 * 3 / 5, rel=1e-3)
    assert made["B", "N"] == pytest.approx(50 * 2 / 5, rel=1e-3)


def test_the_box_of_a_point_or_of_a_province_is_replaced_by_the_usual_one(made: dict[tuple[str, str], float]):
    assert made["C", "M"] == pytest.approx(40 * 3 / 4, rel=1e-3)
    assert made["D", "O"] == pytest.approx(made["A", "N"], rel=0.05)


def test_the_weights_are_sealed(changes: pl.DataFrame):
    text = "\n".join(changes.select(pl.concat_str("old_code", "new_code", "estimated_area_km2", separator=","))[:, 0])
    assert hashlib.sha256(text.encode()).hexdigest() == SEAL, "The weights changed: record it, then seal them"


def test_every_district_of_2024_is_part_of_the_new_edition(places: pl.DataFrame, lineage: pl.DataFrame):
    assert set(lineage["district_2024"]) == set(codes(places, "2024", "district"))
    assert lineage.null_count().sum_horizontal().item() == 0


@pytest.mark.parametrize(
    ("level", "units", "whole"), [("province", 63, 63), ("district", 696, 14), ("commune", 10_040, 9_598)]
)
def test_so_many_units_of_2024_go_whole_into_one_of_2025(places, changes, level: str, units: int, whole: int):
    to = "province" if level == "province" else "commune"
    found = weights(
        changes.lazy(), places=places.lazy(), from_edition="2024", from_level=level, to_edition="2025", to_level=to
    ).collect()
    sums = found.group_by("from_code").agg(pl.col("weight").sum())["weight"]
    assert sums.len() == units
    assert (sums - 1).abs().max() < 1e-12
    assert found.filter(~pl.col("is_estimated"))["weight"].to_list() == [1.0] * whole


def test_tuyen_quang_and_ha_giang_add_up_to_the_new_tuyen_quang_exactly(places: pl.DataFrame, changes: pl.DataFrame):
    there = weights(
        changes.lazy(),
        places=places.lazy(),
        from_edition="2024",
        from_level="province",
        to_edition="2025",
        to_level="province",
    )
    series = pl.LazyFrame({"edition": "2024", "place_code": ["02", "08"], "aggregation": "sum", "value": [0.1, 0.2]})
    found = rebased(series, weights=there, by=[]).collect().row(0, named=True)
    assert (found["place_code"], found["value"], found["is_estimated"]) == ("08", 0.1 + 0.2, False)
    assert (found["parts"], found["parts_in_all"]) == (2, 2)


def test_former_names_are_of_places_that_are_there(places: pl.DataFrame, former_names: pl.DataFrame):
    assert former_names.join(places, on=["edition", "place_code"], how="anti").rows() == []
    assert former_names["edition"].unique().to_list() == ["2024"]
    assert former_names["place_code"].str.len_chars().unique().sort().to_list() == [3, 5]
    assert_frame_equal(former_names, former_names.unique().sort("place_code", "former_key"))
