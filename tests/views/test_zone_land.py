"""The way of the land of a zone: what fits is added, what does not fit is marked, what nobody prints is named."""

from __future__ import annotations

import pytest

from icanalysis.transforms.land_funnel import LEASABLE_BASES
from icanalysis.views.zone_land import BASES, land
from tests.views.changes import one_row_with
from tests.views.of_clusters import NINH_THUAN, TUYEN_QUANG, line_about, section
from tests.views.pages import lines, notes

WHERE = {"place": "08", "edition": "2024", "as_of": "2025-06-30", "measure": "zone_count", "language": "vi"}
OF_LONG_BINH_AN = "zs_long_binh_an_2011"


def line_of(zone: str) -> tuple[str, ...]:
    (line,) = [line for line in lines(land(**WHERE), "vi") if line[0].endswith(f". {zone}")]
    return line


def test_every_basis_has_a_word():
    assert list(BASES) == list(LEASABLE_BASES)


def test_land_with_infrastructure_counts_before_anything_else(workspace):
    workspace(zone_status=one_row_with("zs_phuc_ung_2022", leasable_land_ha="40", leased_land_ha="25"))
    assert line_of("Phúc Ứng") == (
        "15. Phúc Ứng",
        "75 / 2022",
        "75 / 2022",
        "40 / 2022",
        "25 / 2022",
        "15 / 2022 / đất đã có hạ tầng − đã cho thuê",
    )
    assert land(**WHERE).headline == (
        "Theo số liệu của 2 trên 19 khu, cụm công nghiệp, đất còn có thể cho thuê là trên 50 ha. "
        "Số liệu năm 2011–2022, đã cũ so với ngày báo cáo. "
        "Tỷ lệ lấp đầy công bố sau đó lại khác: Long Bình An 96,45%; Phúc Ứng 82,5%."
    )


def test_land_of_recent_figures_is_told_without_their_year(workspace):
    recent = {"as_of_not_before": None, "as_of_not_after": "2024-12-31", "qualifiers": None}
    workspace(zone_status=one_row_with(OF_LONG_BINH_AN, **recent))
    assert (
        land(**WHERE).headline.partition(" là 35 ha.")[2]
        == " Tỷ lệ lấp đầy công bố sau đó lại khác: Long Bình An 96,45%."
    )


def test_an_occupancy_printed_later_that_says_the_same_is_not_told(workspace):
    workspace(zone_status=one_row_with("zs_long_binh_an_2024", printed_occupancy_pct="50.4"))
    assert land(**WHERE).headline.endswith(" là trên 35 ha. Số liệu năm 2011, đã cũ so với ngày báo cáo.")


def test_more_leased_than_there_is_gives_no_area(workspace):
    workspace(zone_status=one_row_with(OF_LONG_BINH_AN, leased_land_ha="90", qualifiers=None))
    assert line_of("Long Bình An")[-2:] == ("90 / 2011", "cho thuê nhiều hơn đất có")


def test_a_stage_that_is_larger_than_an_earlier_one_is_marked(workspace):
    workspace(zone_status=one_row_with(OF_LONG_BINH_AN, leased_land_ha="300", qualifiers=None))
    assert line_of("Long Bình An")[-2] == "300 / 2011 / nhiều hơn bước trước"


def test_idle_land_is_told_by_the_age_of_its_lease(workspace):
    workspace(projects=one_row_with("p_infra_pu2", land_ha="10", leased_on="2023-01-01", as_of="2025-06-01"))
    assert notes(land(**WHERE), "vi")[-1] == (
        "Đất của dự án chưa hoạt động, theo thời gian từ khi thuê: 24–36 tháng: 10 ha; "
        "không công bố ngày thuê: trên 28 ha."
    )
    idle = {figure.value: figure.rows for figure in land(**WHERE).figures if figure.key.startswith("land.idle.")}
    assert idle == {10.0: ("projects:p_infra_pu2",), 28.0: ("projects:p_woodsland_2nd",)}


def test_an_economic_zone_is_left_out_and_named():
    shown = land(**(WHERE | {"place": "02", "edition": "2024", "language": "en"}))
    assert shown.headline == "No area of a zone of this place is recorded up to this day."
    whole = land(**(WHERE | {"place": "08", "edition": "2025", "language": "en"}))
    assert "Thanh Thủy" not in "".join(line[0] for line in lines(whole, "en"))
    assert "An economic zone is neither park nor cluster; left out: Khu kinh tế cửa khẩu Thanh Thủy." in notes(
        whole, "en"
    )


def test_zones_without_any_area_stand_in_the_list_of_zones_only():
    assert len(lines(land(**WHERE), "vi")) == 9


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
            "Chưa nguồn nào công bố cho khu, cụm nào: đất đã giải phóng mặt bằng, đất đã có hạ tầng, đất đã xây dựng, "
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
