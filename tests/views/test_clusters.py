"""The page of the clusters: every published figure, with what it was divided by, in both languages."""

from __future__ import annotations

from functools import lru_cache, reduce

import pytest

from icanalysis.views import clusters
from icanalysis.views.shown import Shown
from tests.views.changes import one_row_with
from tests.views.pages import LANGUAGES, SECTIONS, lines, notes, page_text, row_of

TUYEN_QUANG = ("08", "2024", "2025-06-30")
NINH_THUAN = ("58", "2024", "2018-12-31")
SON_DUONG = ("076", "2024", "2025-06-30")


@lru_cache
def section(name: str, where: tuple[str, str, str], language: str, measure: str = "zone_count") -> Shown:
    place, edition, as_of = where
    view = getattr(clusters, name)
    return view(place=place, edition=edition, as_of=as_of, measure=measure, language=language)


def lines_of(name: str, where: tuple[str, str, str], language: str) -> list[tuple[str, ...]]:
    return lines(section(name, where, language), language)


def line_about(name: str, where: tuple[str, str, str], language: str, *begins: str) -> tuple[str, ...]:
    """The one row whose first cells begin so."""
    found = [
        line
        for line in lines_of(name, where, language)
        if all(cell.startswith(start) for cell, start in zip(line, begins, strict=False))
    ]
    assert len(found) == 1, f"{len(found)} rows begin with {begins}"
    return found[0]


HEADLINES = {
    "cluster_map": {
        "vi": "Tỉnh Tuyên Quang, ngày 30/06/2025. Khu, cụm ghi nhận được: 19. "
        "Cao nhất về “khu, cụm”: Huyện Sơn Dương (6).",
        "en": "Tỉnh Tuyên Quang, 30 June 2025. Zones recorded: 19. Highest for “zones”: Huyện Sơn Dương (6).",
    },
    "areas": {
        "vi": "7 trên 7 đơn vị cấp huyện có khu, cụm; 9 khu, cụm có nguồn in diện tích, 1 có đủ tử số và mẫu số.",
        "en": "7 of 7 districts have a zone; 9 zones print their area, 1 both figures of a share.",
    },
    "zones": {
        "vi": "Khu, cụm: 19; cụm công nghiệp 9, khu công nghiệp 8; đang hoạt động 4.",
        "en": "Zones: 19; industrial clusters 9, industrial parks 8; in operation 4.",
    },
    "occupancy": {
        "vi": "Tỷ lệ lấp đầy đã in: 8, trong đó 6 không kèm diện tích nào để tính; tỷ lệ tính được: 3.",
        "en": "Occupancies printed: 8, of which 6 without any land to divide; shares worked out: 3.",
    },
    "tenants": {
        "vi": "Dự án ghi nhận trong khu, cụm: 18, ngoài khu, cụm: 21. Nhiều nhất theo ngành: chế biến gỗ (4).",
        "en": "Projects recorded in zones: 18, outside zones: 21. Most in one sector: wood products (4).",
    },
    "land": {
        "vi": "Đất còn có thể cho thuê theo số liệu mới nhất, biết được của 1 trên 19 khu, cụm: trên 35 ha. "
        "Số liệu năm 2011. Tỷ lệ lấp đầy in sau đó lại khác: Long Bình An 96,45%.",
        "en": "Land still to be leased, by the latest figures, known of 1 of 19 zones: over 35 ha. "
        "Figures of 2011. A later printed occupancy differs: Long Bình An 96.45%.",
    },
    "founding": {
        "vi": "Số huyện được thành lập thêm cụm theo NĐ 32/2024/NĐ-CP: 2; không được: 0; chưa xác định: 5.",
        "en": "Districts that may found a further cluster under NĐ 32/2024/NĐ-CP: 2; may not: 0; cannot be decided: 5.",
    },
    "expansion": {
        "vi": "Mở rộng cụm theo NĐ 32/2024/NĐ-CP: được 0, không được 1, chưa xác định 6.",
        "en": "Expanding a cluster under NĐ 32/2024/NĐ-CP: possible 0, not possible 1, cannot be decided 6.",
    },
    "reform": {
        "vi": "Tỉnh cũ (2024): 2, tỉnh mới (2025): 1. Tổng bằng nhau ở hai ấn bản: 4 trên 4.",
        "en": "Provinces of 2024: 2, of 2025: 1. Sums that are the same in both: 4 of 4.",
    },
    "provinces": {
        "vi": "Chuỗi số liệu cộng được của các tỉnh cũ: 14; đủ cho tỉnh mới: 0.",
        "en": "Series of the old provinces that add up: 14; complete in the new province: 0.",
    },
    "series": {
        "vi": "Chuỗi số liệu cấp huyện được trình bày theo xã mới: 34; mọi tổng bằng nhau ở hai ấn bản.",
        "en": "Series of districts shown in communes of 2025: 34; every total is the same in both editions.",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HEADLINES)
def test_the_headlines_of_tuyen_quang(name, language):
    assert section(name, TUYEN_QUANG, language).headline == HEADLINES[name][language]


def test_every_section_of_the_page_is_under_test():
    assert {*HEADLINES, "sources"} == set(SECTIONS[clusters]) <= set(clusters.__all__)


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        (
            "vi",
            (
                "Cụm công nghiệp",
                "từ năm 2021",
                "51,6% / không nói mẫu số",
                "55,5% / 108,7 ÷ 196",
                "36,2% / 108,7 ÷ 300",
                "Cổng thông tin Tuyên Quang, không ghi ngày",
            ),
        ),
        (
            "en",
            (
                "Industrial clusters",
                "from 2021",
                "51.6% / base not said",
                "55.5% / 108.7 ÷ 196",
                "36.2% / 108.7 ÷ 300",
                "Cổng thông tin Tuyên Quang, undated",
            ),
        ),
    ],
)
def test_the_clusters_of_tuyen_quang_are_divided_by_every_land_that_is_printed(language, cells):
    assert line_about("occupancy", TUYEN_QUANG, language, cells[0], cells[1]) == cells


def test_the_columns_of_the_occupancy_name_the_denominators():
    assert list(row_of(section("occupancy", TUYEN_QUANG, "vi"), "vi", what="Phúc Ứng")) == [
        "Nói về",
        "Ngày",
        "Đã in",
        "÷ đất công nghiệp",
        "÷ tổng diện tích",
        "Nguồn",
    ]


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        ("vi", ("năm 2011", "45% / không nói mẫu số", "gần 50,0% / gần 35 ÷ 70", "–")),
        ("en", ("year 2011", "45% / base not said", "nearly 50.0% / nearly 35 ÷ 70", "–")),
    ],
)
def test_long_binh_an_prints_45_beside_nearly_35_of_70_hectares(language, cells):
    assert line_about("occupancy", TUYEN_QUANG, language, "Long Bình An", cells[0])[1:-1] == cells


@pytest.mark.parametrize(
    ("language", "name", "cells"),
    [
        ("vi", "Tháp Chàm", ("76,69% / đất đã cho thuê ÷ đất công nghiệp", "76,7% / 13,52 ÷ 17,63")),
        ("en", "Tháp Chàm", ("76.69% / leased land ÷ industrial land", "76.7% / 13.52 ÷ 17.63")),
        (
            "vi",
            "Hiếu Thiện",
            ("20,4% / đất đã đăng ký thuê ÷ đất công nghiệp", "20,4% / 6,23 ÷ 30,5 / đất đã đăng ký thuê"),
        ),
        ("en", "Hiếu Thiện", ("20.4% / registered land ÷ industrial land", "20.4% / 6.23 ÷ 30.5 / registered land")),
        ("vi", "Quảng Sơn", ("24,3% / không nói mẫu số", "–")),
    ],
)
def test_ninh_thuan_prints_shares_with_their_numerator_and_denominator(language, name, cells):
    assert line_about("occupancy", NINH_THUAN, language, name)[2:4] == cells


def test_thap_cham_is_worked_out_to_more_digits_than_are_shown():
    figures = {figure.key: figure.value for figure in section("occupancy", NINH_THUAN, "vi").figures}
    share = next(value for key, value in figures.items() if key.endswith(".leased.industrial.share"))
    assert round(share * 100, 2) == 76.69


BY_DISTRICT = [
    (
        "Thành phố Tuyên Quang (070)",
        "4",
        "319,88",
        "gần 50,0% / gần 35 ÷ 70 / 2011",
        "10",
        "–",
        "trên 1.556,94",
        "–",
        "3 – 4",
    ),
    ("Huyện Lâm Bình (071)", "1", "–", "–", "–", "–", "–", "–", "1"),
    ("Huyện Na Hang (072)", "1", "20,54", "–", "1", "–", "82,2", "–", "1"),
    ("Huyện Chiêm Hóa (073)", "1", "–", "–", "5", "–", "trên 2.130", "–", "1"),
    ("Huyện Hàm Yên (074)", "2", "–", "–", "5", "1", "trên 3.674,257", "–", "2"),
    ("Huyện Yên Sơn (075)", "2", "–", "–", "5", "1", "2.770", "–", "2"),
    ("Huyện Sơn Dương (076)", "6", "375", "–", "3", "–", "–", "–", "5 – 6"),
    (
        "Chưa rõ địa bàn",
        "2",
        "trên 28",
        "–",
        "10",
        "2",
        "trên 10.678,8",
        "trên 145,1 / trên 478,8 tỷ đồng ÷ 3,3 ha",
        "–",
    ),
]


def test_the_table_beside_the_map_holds_every_district_and_what_is_not_placed():
    assert lines_of("areas", TUYEN_QUANG, "vi") == BY_DISTRICT


def test_the_table_beside_the_map_says_the_same_in_english():
    def spelt(cell: str) -> str:
        words = {".": "·", ",": ".", "·": ",", "Chưa rõ địa bàn": "Not placed", "gần ": "nearly ", "trên ": "over "}
        words["tỷ đồng"] = "billion VND"
        return reduce(lambda text, pair: text.replace(*pair), words.items(), cell)

    assert lines_of("areas", TUYEN_QUANG, "en") == [tuple(map(spelt, line)) for line in BY_DISTRICT]


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        (
            "vi",
            [
                "Huyện",
                "Cụm, khu công nghiệp",
                "Đất khu, cụm, ha",
                "Đã cho thuê ÷ đất công nghiệp",
                "Dự án tìm thấy",
                "Chậm tiến độ",
                "Vốn đăng ký, tỷ đồng",
                "Vốn trên một héc-ta, tỷ đồng",
                "Bậc màu trên bản đồ",
            ],
        ),
        (
            "en",
            [
                "District",
                "Zones",
                "Land of zones, ha",
                "Leased ÷ industrial land",
                "Projects found",
                "Behind schedule",
                "Registered capital, billion VND",
                "Capital per hectare, billion VND",
                "Class on the map",
            ],
        ),
    ],
)
def test_the_columns_of_the_table_beside_the_map(language, labels):
    first = next(iter(labels))
    assert list(row_of(section("areas", TUYEN_QUANG, language), language, **{first: "Huyện Na Hang"})) == labels


def test_an_economic_zone_in_the_sum_is_named():
    said = notes(section("areas", ("VN", "2024", "2026-12-31"), "vi"), "vi")
    assert "Đất khu, cụm gồm cả khu kinh tế: Khu kinh tế cửa khẩu Thanh Thủy." in said


PHUC_UNG = {
    "vi": (
        "Phúc Ứng / cụm công nghiệp",
        "Huyện Sơn Dương / đặt đúng xã",
        "đang hoạt động",
        "75 / 2022",
        "43,04 / 2022",
    ),
    "en": (
        "Phúc Ứng / industrial cluster",
        "Huyện Sơn Dương / placed in its commune",
        "in operation",
        "75 / 2022",
        "43.04 / 2022",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("day", "projects"), [("2025-06-30", "12 / 2025"), ("2025-12-10", "13 / 2025")])
def test_phuc_ung_has_13_projects_once_that_is_published(day, projects, language):
    found = line_about("zones", ("08", "2024", day), language, "15")
    assert found[1:] == (*PHUC_UNG[language], "–", projects)


def test_a_zone_keeps_the_qualifier_and_the_year_of_every_figure():
    found = line_about("zones", TUYEN_QUANG, "vi", "2")
    assert found[4:] == ("170 / 2023", "70 / 2011", "gần 35 / 2011", "14 / 2025")


def test_the_projects_of_a_zone_stand_with_sector_status_and_latest_source():
    assert line_about("tenants", TUYEN_QUANG, "vi", "1. An Hòa") == (
        "1. An Hòa - Long Bình An",
        "Hạ tầng CCN An Hòa - Long Bình An",
        "hạ tầng cụm",
        "trên 662 / không ghi ngày",
        "–",
        "chưa khởi công",
        "Tra cứu quy hoạch, không ghi ngày",
    )
    assert line_about("tenants", TUYEN_QUANG, "en", "1. An Hòa")[2:6] == (
        "cluster infrastructure",
        "over 662 / undated",
        "–",
        "planned, not begun",
    )


def test_a_project_of_a_zone_that_is_not_listed_yet_names_the_zone_without_a_number(workspace):
    workspace(projects=one_row_with("p_infra_pu2", as_of="2025-06-01"))
    where = {"place": "08", "edition": "2024", "as_of": "2025-06-30", "measure": "zone_count", "language": "vi"}
    assert ("Phúc Ứng 2", "Hạ tầng CCN Phúc Ứng 2") in {line[:2] for line in lines(clusters.tenants(**where), "vi")}


def test_the_land_of_a_zone_stands_by_stage_and_the_basis_of_what_is_left_is_named():
    assert line_about("land", TUYEN_QUANG, "vi", "2. Long Bình An") == (
        "2. Long Bình An",
        "170 / 2023",
        "170 / 2023",
        "gần 35 / 2011",
        "trên 35 / 2011 / đất công nghiệp − đã cho thuê, có hoặc chưa có hạ tầng",
    )
    assert line_about("land", NINH_THUAN, "en", "4. Tháp Chàm") == (
        "4. Tháp Chàm",
        "–",
        "–",
        "13.52 / 2018",
        "4.11 / 2018 / industrial − leased land, with or without infrastructure",
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "vi",
            "Chưa nguồn nào in cho khu, cụm nào: đất đã giải phóng mặt bằng, đất đã có hạ tầng, đất đã xây dựng, "
            "đất đang hoạt động.",
        ),
        (
            "en",
            "No source prints for any zone: cleared land, land with infrastructure, land built on, land in operation.",
        ),
    ],
)
def test_the_stages_that_nobody_prints_are_named(language, said):
    assert said in notes(section("land", TUYEN_QUANG, language), language)


OF_ALL = {
    "vi": (
        "Tất cả cụm của Tỉnh Tuyên Quang, theo số đã in / 6 cụm, 375 ha",
        "chưa xác định / luật xét từng huyện, không xét tỉnh",
        "tỷ lệ lấp đầy bình quân, đã cho thuê ÷ đất công nghiệp (theo nguồn) (> 50%): 48% – không đạt / "
        "đất công nghiệp chưa cho thuê (≤ 100 ha): chưa rõ – để ngỏ",
        "đất công nghiệp, đất đã cho thuê",
    ),
    "en": (
        "All clusters of Tỉnh Tuyên Quang, as printed / 6 clusters, 375 ha",
        "cannot be decided / the law asks each district, not the province",
        "average occupancy, leased ÷ industrial land (as printed) (> 50%): 48% – does not hold / "
        "industrial land not yet leased (≤ 100 ha): not known – left open",
        "industrial land, leased land",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_clusters_at_48_percent_fail_the_test_of_50_and_the_land_test_says_what_is_missing(language):
    assert lines_of("founding", TUYEN_QUANG, language)[-1] == OF_ALL[language]


@pytest.mark.parametrize(
    ("language", "verdict", "conditions"),
    [
        (
            "vi",
            "có / có thể còn cụm chưa rõ huyện",
            "đất công nghiệp chưa cho thuê (≤ 100 ha): 0 ha–72,44 ha – đạt",
        ),
        (
            "en",
            "yes / clusters of unknown district may belong here",
            "industrial land not yet leased (≤ 100 ha): 0 ha–72.44 ha – holds",
        ),
    ],
)
def test_a_district_may_found_where_no_value_of_its_land_says_otherwise(language, verdict, conditions):
    assert line_about("founding", TUYEN_QUANG, language, "Huyện Sơn Dương") == (
        "Huyện Sơn Dương",
        verdict,
        conditions,
        "–",
    )


@pytest.mark.parametrize(
    ("day", "decree", "limit"),
    [
        ("2018-12-31", "NĐ 68/2017/NĐ-CP", "< 50 ha"),
        ("2024-04-30", "NĐ 66/2020/NĐ-CP", "< 50 ha"),
        ("2024-05-01", "NĐ 32/2024/NĐ-CP", "≤ 100 ha"),
    ],
)
def test_the_decree_of_the_day_sets_the_limit_of_the_land(day, decree, limit):
    shown = section("founding", ("08", "2024", day), "vi")
    assert decree in shown.headline
    assert f"đất công nghiệp chưa cho thuê ({limit})" in page_text(shown, "vi")


PHUC_UNG_EXPANDED = {
    "vi": ("15. Phúc Ứng", "có", "không"),
    "en": ("15. Phúc Ứng", "yes", "no"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cluster_of_75_hectares_is_within_its_limits_and_may_not_grow(language):
    found = line_about("expansion", TUYEN_QUANG, language, "15. Phúc Ứng")
    assert found[:3] == PHUC_UNG_EXPANDED[language]
    held = {"vi": "diện tích tối đa (≤ 75 ha): 75 ha – đạt", "en": "area at most (≤ 75 ha): 75 ha – holds"}
    room = {"vi": "còn có thể mở rộng, ha: 0", "en": "room left below the limit, ha: 0"}
    assert found[3].startswith(held[language])
    assert found[3].endswith(room[language])


def test_the_sources_are_those_of_the_statements_of_the_page():
    found = lines_of("sources", NINH_THUAN, "vi")
    assert {line[0] for line in found} >= {"Cục Công Thương địa phương"}
    assert len(found) < len(lines_of("sources", TUYEN_QUANG, "vi"))


SILENT = {
    "areas": (
        "Đến ngày này chưa ghi nhận khu, cụm hay dự án nào của địa phương.",
        "No zone and no project of this place is recorded up to this day.",
    ),
    "zones": (
        "Đến ngày này chưa ghi nhận khu, cụm nào của địa phương.",
        "No zone of this place is recorded up to this day.",
    ),
    "occupancy": (
        "Đến ngày này không có tỷ lệ lấp đầy nào của địa phương được in hoặc tính được.",
        "No occupancy of this place is printed or can be worked out up to this day.",
    ),
    "tenants": (
        "Đến ngày này chưa ghi nhận dự án nào trong khu, cụm của địa phương.",
        "No project in a zone of this place is recorded up to this day.",
    ),
    "land": (
        "Đến ngày này chưa ghi nhận diện tích khu, cụm nào của địa phương.",
        "No area of a zone of this place is recorded up to this day.",
    ),
    "expansion": (
        "Đến ngày này chưa ghi nhận cụm công nghiệp nào của địa phương; nghị định chỉ quy định về cụm.",
        "No industrial cluster of this place is recorded up to this day; the decree is about clusters only.",
    ),
    "series": (
        "Đến ngày này chưa ghi nhận chuỗi số liệu cấp huyện nào cộng được của địa phương.",
        "No series of districts that can be added up is recorded for this place up to this day.",
    ),
    "sources": ("Không có nguồn nào để liệt kê.", "There are no sources to show."),
}


@pytest.mark.parametrize("name", SILENT)
def test_a_place_of_2024_without_figures_says_so_in_a_sentence(name):
    found = tuple(section(name, ("04", "2024", "2025-06-30"), language) for language in LANGUAGES)
    assert found == tuple(map(Shown, SILENT[name]))


def test_the_test_of_the_districts_is_not_asked_in_the_edition_without_districts():
    asked = "Điều kiện này tính theo huyện: chọn ấn bản 2024 và một tỉnh hoặc huyện."
    assert section("founding", ("08", "2025", "2025-12-28"), "vi") == Shown(asked)
    assert section("founding", ("VN", "2024", "2025-06-30"), "vi") == Shown(asked)


NARROWED = {"areas": 0, "zones": 1, "tenants": 1, "land": 0, "founding": 0, "expansion": 0}
"""Section → the column that tells its rows apart; numbers of zones are counted anew on a page of a district."""


@pytest.mark.parametrize("name", NARROWED)
def test_a_district_as_place_narrows_the_section_to_its_own_rows(name):
    def told(where: tuple[str, str, str]) -> set[str]:
        return {line[NARROWED[name]].rpartition(". ")[2] for line in lines_of(name, where, "vi")}

    assert told(SON_DUONG) < told(TUYEN_QUANG)


@pytest.mark.parametrize("name", ["occupancy", "sources"])
def test_a_district_as_place_shows_the_statements_about_its_own_zones_only(name):
    def told(where: tuple[str, str, str]) -> set[tuple[str, ...]]:
        return {(*line[:3], line[-1]) for line in lines_of(name, where, "vi")}

    assert told(SON_DUONG) < told(TUYEN_QUANG)


@pytest.mark.parametrize("district", ["070", "071", "072", "073", "074", "075", "076"])
def test_a_district_gets_the_same_verdict_alone_as_among_the_others(district):
    (alone,) = lines_of("founding", (district, "2024", "2025-06-30"), "vi")
    assert alone in lines_of("founding", TUYEN_QUANG, "vi")


def test_no_district_has_its_first_cluster_where_the_district_of_a_cluster_is_not_known():
    found = lines_of("founding", NINH_THUAN, "en")
    assert {line[1] for line in found[:-1]} == {"cannot be decided / clusters of unknown district may belong here"}


def test_the_districts_together_have_the_rows_of_the_province():
    districts = [line[0][-4:-1] for line in BY_DISTRICT if line[0].endswith(")")]
    alone = [line for code in districts for line in lines_of("areas", (code, "2024", "2025-06-30"), "vi")]
    assert [line[:-1] for line in alone] == [line[:-1] for line in BY_DISTRICT[:-1]]
