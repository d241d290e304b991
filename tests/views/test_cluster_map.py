"""The map of the zones: nothing that exists is left out, and map, legend, table and list say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import polars as pl
import pytest

from icanalysis.geography import store
from icanalysis.runs.display import svg
from icanalysis.sources.tables import load
from icanalysis.style import colours
from icanalysis.views import clusters
from icanalysis.views.shown import Shown
from icanalysis.views.zone_controls import MEASURES
from tests.views.changes import one_row_with
from tests.views.pages import drawn_shapes, lines, page_text, rows

DAY = "2025-06-30"
APPROXIMATE = {
    "vi": "Ranh giới gần đúng theo địa giới năm {}, không dùng để đo diện tích hay xét giáp ranh.",
    "en": "Approximate boundaries, map of {}: not for measuring areas, nor for what borders on what.",
}
TAKEN_IN = {
    "vi": "Ranh giới theo địa giới năm 2024 đã nạp vào kho số liệu.",
    "en": "Boundaries, map of 2024, as taken into this workspace.",
}
HEAVY = 2.2
BESIDE_PX = 15


def where(place: str, edition: str = "2024", *, measure: str = "zone_count", language: str = "vi") -> dict[str, str]:
    return {"place": place, "edition": edition, "as_of": DAY, "measure": measure, "language": language}


@lru_cache
def map_of(place: str, edition: str = "2024", measure: str = "zone_count", language: str = "vi") -> Shown:
    return clusters.cluster_map(**where(place, edition, measure=measure, language=language))


@lru_cache
def text_of_map(place: str, edition: str = "2024", measure: str = "zone_count", language: str = "vi") -> str:
    return flowing(map_of(place, edition, measure, language), language)


def flowing(shown: Shown, language: str) -> str:
    """What a map says as one line: where a name or a note is broken is a matter of its width."""
    return " ".join(page_text(shown, language).splitlines())


def below(place: str, edition: str) -> set[str]:
    """The codes of the places that lie straight in a place."""
    found = load("places").filter(pl.col("edition") == edition, pl.col("parent_code") == place)
    return set(found.collect()["place_code"])


def provinces(edition: str) -> set[str]:
    found = load("places").filter(pl.col("edition") == edition, pl.col("level").cast(pl.String) == "province")
    return set(found.collect()["place_code"])


def points_of(outline: dict) -> list:
    """The coordinates of a shape, however deep they stand."""
    found, inside = [], [outline["coordinates"]]
    while inside:
        one = inside.pop()
        found.append(one) if isinstance(one[0], int | float) else inside.extend(one)
    return found


def marks(shown: Shown, kind: str) -> Iterator[dict]:
    """What the layers of a kind of mark draw."""
    for layer in shown.body.to_dict()["layer"]:
        if layer["mark"]["type"] == kind:
            yield from layer["data"].get("values", [])


@pytest.mark.parametrize(
    ("place", "edition", "count"),
    [("08", "2024", 7), ("22", "2024", 13), ("04", "2024", 10), ("08", "2025", 124), ("22", "2025", 54)],
)
def test_every_unit_of_a_province_is_drawn_with_and_without_zones(place, edition, count):
    found = drawn_shapes(map_of(place, edition))
    assert {shape["place_code"] for shape in found} == below(place, edition)
    assert len(found) == count
    assert all(len(points_of(shape["geometry"])) > 3 for shape in found)


@pytest.mark.parametrize(("edition", "count"), [("2024", 63), ("2025", 34)])
def test_the_whole_country_is_drawn_with_both_archipelagos(edition, count):
    found = {shape["place_code"]: shape for shape in drawn_shapes(map_of("VN", edition))}
    assert set(found) == provinces(edition)
    assert len(found) == count
    assert "Hoàng Sa" in text_of_map("VN", edition)
    assert "Trường Sa" in text_of_map("VN", edition)
    coast = max(x for x, _ in points_of(found["22"]["geometry"]))
    for code in ("48", "56"):
        assert max(x for x, _ in points_of(found[code]["geometry"])) > coast


@pytest.mark.parametrize(("place", "edition", "islands"), [("48", "2024", "Hoàng Sa"), ("56", "2025", "Trường Sa")])
def test_the_map_of_a_province_holds_its_archipelago(place, edition, islands):
    assert islands in text_of_map(place, edition)
    assert {shape["place_code"] for shape in drawn_shapes(map_of(place, edition))} == below(place, edition)


@pytest.mark.parametrize("measure", MEASURES)
def test_map_legend_and_table_use_the_same_classes(measure):
    shown = map_of("08", "2024", measure)
    fills = {shape["place_code"]: shape["fill"] for shape in drawn_shapes(shown)}
    table = rows(clusters.areas(**where("08", measure=measure)), "vi")
    in_table = {
        re.search(r"\((\w+)\)$", name).group(1): row["Bậc màu trên bản đồ"] for row in table if (name := _first(row))
    }
    assert set(fills) == set(in_table)
    told = {(in_table[code], fill) for code, fill in fills.items()}
    assert len(told) == len({fill for _, fill in told}) == len({label for label, _ in told})
    assert told <= {*_legend(shown), ("–", colours.NO_DATA)}


def _first(row: dict[str, str]) -> str | None:
    """The unit of a row of the table; none for what is not placed."""
    name = next(iter(row.values()))
    return name if name.endswith(")") else None


def _legend(shown: Shown) -> set[tuple[str, str]]:
    """Every range of the legend with the colour of the swatch on its left."""
    return {
        (text["t"], swatch["f"])
        for swatch in marks(shown, "rect")
        for text in marks(shown, "text")
        if 0 < text["x"] - swatch["x2"] < BESIDE_PX and swatch["y"] < text["y"] < swatch["y2"]
    }


def test_a_unit_without_a_figure_is_hatched_and_has_no_colour():
    shown = map_of("08", "2024", "leased_share")
    blank = {shape["place_code"] for shape in drawn_shapes(shown) if shape["fill"] == colours.NO_DATA}
    assert blank == {"071", "072", "073", "074", "075", "076"}
    assert "hatch" in shown.body.to_dict()["datasets"]
    assert "hatch" not in map_of("08").body.to_dict()["datasets"]


def test_a_shape_says_its_name_and_its_value():
    tips = {shape["place_code"]: shape["tip"] for shape in drawn_shapes(map_of("08", "2024", "total_area_ha"))}
    assert tips["070"] == "Tuyên Quang: 319,88"
    assert tips["071"] == "Lâm Bình: chưa có số liệu"


@pytest.mark.parametrize(("place", "edition"), [("08", "2024"), ("076", "2024"), ("08", "2025")])
def test_the_numbers_on_the_map_are_those_of_the_list_of_zones(place, edition):
    shown = map_of(place, edition)
    listed = {
        f"{line[0]}. {line[1].partition(' / ')[0]}": line[2]
        for line in lines(clusters.zones(**where(place, edition)), "vi")
    }
    said = {mark["tip"] for mark in marks(shown, "point")} - {""}
    placed = {name for name, unit in listed.items() if " / " in unit}
    assert said == placed
    numbers = {mark["t"] for mark in marks(shown, "text")}
    assert {name.partition(".")[0] for name in placed} <= numbers


def test_a_map_says_how_many_zones_it_cannot_draw():
    left_out = len(lines(clusters.zones(**where("08")), "vi")) - len(
        {mark["tip"] for mark in marks(map_of("08"), "point")} - {""}
    )
    assert left_out == 2
    assert "Khu, cụm chỉ biết ở tỉnh nên không vẽ: 2." in text_of_map("08")
    assert "không vẽ" not in text_of_map("076")


def test_the_whole_country_shows_sums_and_no_symbols():
    assert {mark["tip"] for mark in marks(map_of("VN"), "point")} == {""}


def test_a_district_is_shown_among_its_neighbours_with_a_heavy_outline():
    shown = map_of("076")
    assert {shape["place_code"] for shape in drawn_shapes(shown)} == below("08", "2024")
    heavy = [one for one in shown.body.to_dict()["layer"] if one["mark"].get("strokeWidth") == HEAVY]
    assert [one["transform"] for one in heavy] == [[{"filter": {"equal": "076", "field": "place_code"}}]]
    assert not [one for one in map_of("08").body.to_dict()["layer"] if one["mark"].get("strokeWidth") == HEAVY]


def test_a_click_on_a_shape_picks_its_code():
    shown = map_of("08")
    assert shown.picks == "place"
    (picked,) = shown.body.to_dict()["params"]
    assert (picked["name"], picked["select"]["fields"]) == ("picked", ["place_code"])


@pytest.mark.parametrize(
    ("place", "edition", "language"),
    [
        ("VN", "2024", "vi"),
        ("VN", "2025", "vi"),
        ("08", "2024", "vi"),
        ("08", "2025", "vi"),
        ("076", "2024", "vi"),
        ("08", "2024", "en"),
    ],
)
def test_every_map_of_the_embedded_boundaries_says_that_they_are_approximate(place, edition, language):
    assert APPROXIMATE[language].format(edition) in text_of_map(place, edition, "zone_count", language)


@pytest.fixture
def take_in(workspace):
    """Takes the embedded shapes in as if an authority had sent them, but for those of the places named."""

    def taken(*still_approximate: str) -> None:
        folder = workspace() / "boundaries"
        shapes = store.load("2024", imported=None).shapes
        shapes["is_approximate"] = shapes["place_code"].isin(still_approximate)
        origin = store.Origin("made", "2024", "district", bool(still_approximate), 0, "")
        store.write(shapes, origin, imported=folder, replace=False)
        store.use("2024", "made", imported=folder)

    return taken


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_note_vanishes_with_a_whole_set_that_was_taken_in(take_in, language):
    take_in()
    text = flowing(clusters.cluster_map(**where("08", language=language)), language)
    assert TAKEN_IN[language] in text
    assert APPROXIMATE[language].format("2024") not in text


def test_the_note_stays_where_one_shape_of_the_map_is_approximate(take_in):
    take_in("076")
    assert APPROXIMATE["vi"].format("2024") in flowing(clusters.cluster_map(**where("08")), "vi")
    assert TAKEN_IN["vi"] in flowing(clusters.cluster_map(**where("22")), "vi")


def test_another_set_draws_the_same_zones(take_in):
    before = {mark["tip"] for mark in marks(map_of("08"), "point")}
    take_in()
    assert {mark["tip"] for mark in marks(clusters.cluster_map(**where("08")), "point")} == before


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_map_stands_in_one_picture_with_title_scale_arrow_and_notes(language):
    text = text_of_map("08", "2024", "leased_share", language)
    title = {
        "vi": "Đất đã cho thuê ÷ đất công nghiệp – tỉnh Tuyên Quang, đến ngày 30/06/2025",
        "en": "Leased ÷ industrial land, Tuyên Quang Province, up to 30 June 2025",
    }
    source = {
        "vi": "Số liệu: các nguồn ở cuối báo cáo. Lưới chiếu VN-2000, UTM múi 48N.",
        "en": "Figures: the sources at the end of the report. Projection: VN-2000 / UTM zone 48N.",
    }
    assert title[language] in text
    assert source[language] in text
    assert re.search({"vi": r"\bB 0 \d+ km\b", "en": r"\bN 0 \d+ km\b"}[language], text)


def test_the_picture_asks_for_nothing_from_elsewhere():
    assert not re.search(r"href=|<image|url\(http", svg(map_of("08").body, "vi"))


@pytest.mark.parametrize(
    ("measure", "ending"),
    [
        ("leased_share", "Thành phố Tuyên Quang (gần 50,0%). Số liệu năm 2011, đã cũ so với ngày báo cáo."),
        (
            "total_area_ha",
            "Huyện Sơn Dương (375). Số liệu năm 2022, đã cũ so với ngày báo cáo, và số liệu không ghi ngày.",
        ),
        ("registered_capital_vnd_bn", "Huyện Hàm Yên (trên 3.674,257). Số liệu không ghi ngày."),
        ("zone_count", "Huyện Sơn Dương (6)."),
    ],
)
def test_a_headline_on_old_figures_names_their_year(measure, ending):
    assert map_of("08", "2024", measure).headline.endswith(ending)


def test_an_area_without_a_day_but_between_two_is_no_undated_one(workspace):
    """Tam Đa is said between two days of 2023, which is not old; only Ninh Lai - Thiện Kế has no day at all."""
    workspace(zone_status=one_row_with("zs_ninh_lai_thien_ke_undated", as_of="2024-12-31"))
    shown = clusters.cluster_map(**where("08", measure="total_area_ha"))
    assert shown.headline.endswith("Huyện Sơn Dương (375). Số liệu năm 2022, đã cũ so với ngày báo cáo.")


PER_HA = {
    "vi": "trên 145,1 / trên 478,8 tỷ đồng ÷ 3,3 ha",
    "en": "over 145.1 / over 478.8 billion VND ÷ 3.3 ha",
}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_capital_per_hectare_stands_with_both_sums_of_the_projects_that_print_both(language):
    shown = clusters.areas(**where("08", language=language))
    assert lines(shown, language)[-1][-2] == PER_HA[language]
    behind = {figure.key.removeprefix("areas.not_placed."): figure.rows for figure in shown.figures}
    for name in ("capital_vnd_bn_per_ha", "capital_with_land_vnd_bn", "project_land_ha"):
        assert behind[name] == ("projects:p_erex_sakura",)


def test_a_share_stands_on_the_statements_that_print_both_of_its_areas(workspace):
    workspace(zone_status=one_row_with("zs_nhu_khe_doi_can_2023_03_30", industrial_land_ha="50"))
    shown = clusters.areas(**where("08"))
    (share,) = [figure for figure in shown.figures if figure.key == "areas.070.leased_share"]
    assert share.rows == ("zone_status:zs_long_binh_an_2011",)
