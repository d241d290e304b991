"""The page of the clusters: every section has its headline, and says so where there is nothing to show."""

from __future__ import annotations

import pytest

from icanalysis.views import clusters
from icanalysis.views.shown import Shown
from tests.views.of_clusters import NINH_THUAN, SON_DUONG, TUYEN_QUANG, lines_of, section
from tests.views.pages import LANGUAGES, SECTIONS

HEADLINES = {
    "cluster_map": {
        "vi": "Tỉnh Tuyên Quang có 19 khu, cụm được ghi nhận đến ngày 30/06/2025. Đơn vị cao nhất về “số khu, cụm "
        "công nghiệp” là Huyện Sơn Dương (6).",
        "en": "Tuyên Quang Province, 30 June 2025. Zones recorded: 19. Highest for “zones”: Huyện Sơn Dương (6).",
    },
    "areas": {
        "vi": "Có khu, cụm tại 7 trên 7 đơn vị cấp huyện; 9 khu, cụm có diện tích được công bố, 1 khu, cụm có đủ "
        "tử số và mẫu số của tỷ lệ.",
        "en": "7 of 7 districts have a zone; 9 zones print their area, 1 both figures of a share.",
    },
    "zones": {
        "vi": "Có 19 khu, cụm được ghi nhận, trong đó cụm công nghiệp 9, khu công nghiệp 8, điểm công nghiệp 1, "
        "chưa rõ loại 1; 4 khu, cụm đang hoạt động.",
        "en": "Zones: 19, of which industrial clusters 9, industrial parks 8, industrial points 1, of a kind that "
        "no source says 1; in operation 4.",
    },
    "occupancy": {
        "vi": (
            "Có 8 tỷ lệ lấp đầy được công bố: 2 tỷ lệ kèm diện tích để tính lại, 6 tỷ lệ không kèm diện tích. "
            "Từ các diện tích đã công bố tính được 3 tỷ lệ, mỗi mẫu số một tỷ lệ, kể cả nơi nguồn không nêu tỷ lệ."
        ),
        "en": (
            "Occupancies printed: 8; with land to divide: 2, without: 6. "
            "Shares worked out from printed land, one for each base, also where none is printed: 3."
        ),
    },
    "tenants": {
        "vi": "Ghi nhận 18 dự án trong khu, cụm và 21 dự án ngoài khu, cụm. Ngành có nhiều dự án nhất là chế biến "
        "gỗ (4).",
        "en": "Projects recorded in zones: 18, outside zones: 21. Most in one sector: wood products (4).",
    },
    "land": {
        "vi": "Theo số liệu của 1 trên 19 khu, cụm công nghiệp, đất còn có thể cho thuê là trên 35 ha. Số liệu năm "
        "2011, đã cũ so với ngày báo cáo. Tỷ lệ lấp đầy công bố sau đó lại khác: Long Bình An 96,45%.",
        "en": "Land still to be leased, known of 1 of 19 zones: over 35 ha. Figures of 2011, old at the day of the "
        "report. A later printed occupancy differs: Long Bình An 96.45%.",
    },
    "founding": {
        "vi": "Theo NĐ 32/2024/NĐ-CP, trong 7 huyện: 2 huyện đủ điều kiện thành lập thêm cụm, 0 huyện không đủ "
        "điều kiện, 5 huyện chưa xác định được, 0 huyện không xét vì chưa ghi nhận cụm nào. Các tỷ lệ bình "
        "quân chưa tính 1 cụm của tỉnh chưa rõ ở huyện nào.",
        "en": "Of 7 districts may found a further cluster under NĐ 32/2024/NĐ-CP: 2; may not: 0; cannot be "
        "decided: 5; not asked, as no cluster of theirs is recorded: 0. Clusters of the province of which "
        "the district is not known, left out of the averages: 1.",
    },
    "expansion": {
        "vi": "Theo NĐ 32/2024/NĐ-CP, trong 9 cụm: 0 cụm đủ điều kiện mở rộng, 1 cụm không đủ điều kiện, 6 cụm "
        "chưa xác định được, 2 cụm không xét vì mới có trong quy hoạch.",
        "en": "Expanding the 9 clusters under NĐ 32/2024/NĐ-CP: possible 0, not possible 1, cannot be decided 6, "
        "not asked, as they are only planned: 2.",
    },
    "reform": {
        "vi": "Tỉnh Tuyên Quang (2025) gồm Tỉnh Hà Giang, Tỉnh Tuyên Quang (2024); 6 trên 6 tổng bằng nhau theo hai "
        "địa giới. 4 tổng chỉ gồm một phần các tỉnh cũ, chưa phải là tổng của tỉnh mới.",
        "en": "Tuyên Quang Province of 2025 was made of Hà Giang Province, Tuyên Quang Province of 2024. Sums that "
        "are the same on both maps: 6 of 6. Sums of some of the old provinces only: 4; they are no totals of the new "
        "province.",
    },
    "provinces": {
        "vi": "Có 14 chuỗi số liệu cộng được của các tỉnh cũ; 0 chuỗi đủ số liệu cho tỉnh mới.",
        "en": "Series of the old provinces that add up: 14; complete in the new province: 0.",
    },
    "series": {
        "vi": "Có 34 chuỗi số liệu cấp huyện được trình bày theo xã mới; mọi tổng bằng nhau theo hai địa giới; 0 chuỗi "
        "có số liệu của đủ các huyện.",
        "en": "Series of districts shown in communes of 2025: 34; every total is the same on both maps; with figures "
        "of every district: 0.",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HEADLINES)
def test_the_headlines_of_tuyen_quang(name, language):
    assert section(name, TUYEN_QUANG, language).headline == HEADLINES[name][language]


def test_every_section_of_the_page_is_under_test():
    assert {*HEADLINES, "sources"} == set(SECTIONS[clusters]) <= set(clusters.__all__)


def test_the_sources_are_those_of_the_statements_of_the_page():
    found = lines_of("sources", NINH_THUAN, "vi")
    assert {line[0] for line in found} >= {"Cục Công Thương địa phương"}
    assert len(found) < len(lines_of("sources", TUYEN_QUANG, "vi"))


SILENT = {
    "areas": (
        "Đến ngày báo cáo chưa ghi nhận khu, cụm hay dự án nào của địa phương.",
        "No zone and no project of this place is recorded up to this day.",
    ),
    "zones": (
        "Đến ngày báo cáo chưa ghi nhận khu, cụm nào của địa phương.",
        "No zone of this place is recorded up to this day.",
    ),
    "occupancy": (
        "Đến ngày báo cáo không có tỷ lệ lấp đầy nào của địa phương được công bố hoặc tính được.",
        "No occupancy of this place is printed or can be worked out up to this day.",
    ),
    "tenants": (
        "Đến ngày báo cáo chưa ghi nhận dự án nào trong khu, cụm của địa phương.",
        "No project in a zone of this place is recorded up to this day.",
    ),
    "land": (
        "Đến ngày báo cáo chưa ghi nhận diện tích khu, cụm nào của địa phương.",
        "No area of a zone of this place is recorded up to this day.",
    ),
    "expansion": (
        "Đến ngày báo cáo chưa ghi nhận cụm công nghiệp nào của địa phương; nghị định chỉ quy định về cụm.",
        "No industrial cluster of this place is recorded up to this day; the decree is about clusters only.",
    ),
    "series": (
        "Đến ngày báo cáo chưa ghi nhận chuỗi số liệu cấp huyện nào cộng được của địa phương.",
        "No series of districts that can be added up is recorded for this place up to this day.",
    ),
    "sources": ("Không có nguồn nào để liệt kê.", "There are no sources to show."),
}


@pytest.mark.parametrize("name", SILENT)
def test_a_place_of_2024_without_figures_says_so_in_a_sentence(name):
    found = tuple(section(name, ("04", "2024", "2025-06-30"), language) for language in LANGUAGES)
    assert found == tuple(map(Shown, SILENT[name]))


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
