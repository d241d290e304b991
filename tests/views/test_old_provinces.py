"""Which of the old provinces have anything on record, where a total is of the new one."""

from __future__ import annotations

import pytest

from icanalysis.views import clusters
from icanalysis.views.old_provinces import zones_of_some_only
from tests.views.pages import notes

DAY = "2025-12-31"
OF_SOME = {
    "vi": "Chưa có số liệu khu, cụm công nghiệp của tỉnh Hà Giang (cũ), nên số lượng và diện tích chỉ gồm phần của "
    "tỉnh Tuyên Quang (cũ).",
    "en": "No park or cluster of the old Hà Giang Province is on record: the number and the land are those of the old "
    "Tuyên Quang Province only.",
}


@pytest.mark.parametrize("language", OF_SOME)
def test_a_new_province_says_of_which_old_one_nothing_is_on_record(language):
    assert zones_of_some_only("08", "2025", DAY, language) == OF_SOME[language]


def test_the_country_names_every_new_province_that_lacks_an_old_one():
    said = zones_of_some_only("VN", "2025", DAY, "vi")
    assert said.count("Chưa có số liệu") == 2
    assert "tỉnh Khánh Hòa (cũ), nên số lượng và diện tích chỉ gồm phần của tỉnh Ninh Thuận (cũ)" in said


@pytest.mark.parametrize(
    ("place", "edition"),
    [("22", "2025"), ("08", "2024"), ("02536", "2025"), ("VN", "2024")],
    ids=["a province that stayed", "an old province", "a commune", "the old map"],
)
def test_nothing_is_said_where_no_total_of_a_merged_province_stands(place, edition):
    assert zones_of_some_only(place, edition, DAY, "vi") == ""


def test_map_areas_and_list_of_a_merged_province_say_so():
    where = {"place": "08", "edition": "2025", "as_of": DAY, "measure": "zone_count", "language": "vi"}
    assert clusters.cluster_map(**where).headline.endswith(OF_SOME["vi"])
    for section in (clusters.areas, clusters.zones):
        assert OF_SOME["vi"] in notes(section(**where), "vi")
