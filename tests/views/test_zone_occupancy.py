"""An occupancy never stands alone: numerator, denominator, scope and day are beside it."""

from __future__ import annotations

import pytest

from icanalysis.views.shown import Shown
from icanalysis.views.zone_occupancy import occupancy
from tests.views.changes import one_row_with
from tests.views.of_clusters import NINH_THUAN, TUYEN_QUANG, line_about, section
from tests.views.pages import lines, row_of

OF_2021 = "zt_tq_cluster_2021"


def found(place: str, as_of: str, edition: str = "2024", language: str = "vi") -> list[tuple[str, ...]]:
    where = {"place": place, "edition": edition, "as_of": as_of, "measure": "zone_count", "language": language}
    return lines(occupancy(**where), language)


def about(lines_found: list[tuple[str, ...]], *begins: str) -> tuple[str, ...]:
    (line,) = [one for one in lines_found if all(a.startswith(b) for a, b in zip(one, begins, strict=False))]
    return line


def test_a_share_of_the_operating_zones_says_so():
    assert about(found("58", "2024-02-29"), "Cụm công nghiệp") == (
        "Cụm công nghiệp",
        "tháng 2/2024",
        "100% / ÷ đất công nghiệp và dịch vụ khu, cụm đang hoạt động",
        "–",
        "100,0% / 18,27 ÷ 18,27",
        "77,8% / 18,27 ÷ 23,48",
        "DNSE, không ghi ngày",
    )


def test_both_readings_of_one_day_stand_side_by_side():
    whole = found("VN", "2022-07-04", language="en")
    assert [line[2] for line in whole if line[1] == "4 July 2022"] == [
        "53.5% / all zones",
        "76.1% / zones in operation",
    ]


def test_two_denominators_of_one_zone_are_two_rows():
    printed = [line[2] for line in found("22", "2026-12-31") if line[0].startswith("Cảng biển Hải Hà")]
    assert sorted(printed) == ["45% / ÷ tổng diện tích", "73% / ÷ đất đã có hạ tầng"]


def test_qualifiers_of_the_share_and_of_the_land_are_kept():
    assert about(found("58", "2024-02-29"), "Du Long")[2:6] == (
        "trên 10% / không nói mẫu số",
        "–",
        "–",
        "trên 9,8% / trên 40 ÷ 407,28",
    )


def test_land_that_was_registered_is_named_where_it_is_divided():
    assert about(found("58", "2018-12-31", language="en"), "Hiếu Thiện")[3] == "20.4% / 6.23 ÷ 30.5 / registered land"


def test_a_statement_of_a_later_day_is_not_shown_yet():
    days = [line[1] for line in found("58", "2018-12-31")]
    assert "tháng 2/2024" not in days
    assert "tháng 2/2024" in [line[1] for line in found("58", "2024-02-29")]


def test_the_country_shows_statements_about_the_country_only():
    kinds = {line[0] for line in found("VN", "2026-12-31")}
    assert kinds == {"Khu công nghiệp", "Cụm công nghiệp"}


def test_columns_are_those_of_the_denominators_that_are_known(workspace):
    workspace(zone_statistics=one_row_with(OF_2021, industrial_land_ha=None), zone_status=lambda frame: frame.clear())
    line = about(found("08", "2021-01-01"), "Cụm công nghiệp")
    assert line[2:4] == ("51,6% / không nói mẫu số", "36,2% / 108,7 ÷ 300")
    assert len(line) == 5


@pytest.mark.parametrize(("numerator", "said"), [("leased", "đất đã cho thuê"), ("registered", "đất đã đăng ký thuê")])
def test_a_base_that_the_source_names_stands_under_what_it_prints(workspace, numerator, said):
    workspace(zone_statistics=one_row_with(OF_2021, occupancy_numerator=numerator, occupancy_denominator="industrial"))
    assert about(found("08", "2021-01-01"), "Cụm công nghiệp")[2] == f"51,6% / {said} ÷ đất công nghiệp"


def test_a_place_without_any_occupancy_says_so(workspace):
    workspace(zone_statistics=lambda frame: frame.clear(), zone_status=lambda frame: frame.clear())
    where = {"place": "08", "edition": "2024", "as_of": "2025-06-30", "measure": "zone_count", "language": "en"}
    said = "No occupancy of this place is printed or can be worked out up to this day."
    assert occupancy(**where) == Shown(said)


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
        "Số công bố",
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
