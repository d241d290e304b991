"""The table beside the map: every unit with its zones, land and projects, and what is placed in none."""

from __future__ import annotations

from functools import reduce

import pytest

from tests.views.of_clusters import TUYEN_QUANG, lines_of, section
from tests.views.pages import notes, row_of

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
                "Diện tích khu, cụm công nghiệp, ha",
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
                "Land of parks and clusters, ha",
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


def test_land_of_an_economic_zone_has_a_column_of_its_own_where_there_is_one():
    shown = section("areas", ("02", "2024", "2025-06-30"), "en")
    row = row_of(shown, "en", District="Huyện Vị Xuyên")
    assert (row["Zones"], row["Land of parks and clusters, ha"], row["Land of economic zones, ha"]) == (
        "0",
        "–",
        "28,781",
    )
    assert any(note.endswith("its land stands apart: Khu kinh tế cửa khẩu Thanh Thủy.") for note in notes(shown, "en"))
    assert section("cluster_map", ("02", "2024", "2025-06-30"), "en").headline.endswith("Economic zones besides: 1.")


def test_the_districts_together_have_the_rows_of_the_province():
    districts = [line[0][-4:-1] for line in BY_DISTRICT if line[0].endswith(")")]
    alone = [line for code in districts for line in lines_of("areas", (code, "2024", "2025-06-30"), "vi")]
    assert [line[:-1] for line in alone] == [line[:-1] for line in BY_DISTRICT[:-1]]
