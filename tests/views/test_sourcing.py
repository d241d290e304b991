from __future__ import annotations

from icanalysis.views.shown import Shown
from icanalysis.views.sourcing import source_ids_behind, sources_of
from tests.views.pages import lines, read

SOME = ["ttv_2021_08_13", "btq_supervision_2024", "mong_cai_2019", "iip_tq_zone_plan_2023", "btq_effort_2024"]


def test_sources_stand_by_class_and_then_by_date_the_latest_first():
    found = [(line[3], line[2]) for line in lines(sources_of(SOME, "vi", headline="Nguồn."), "vi")]
    assert found == [
        ("cơ quan nhà nước", "06/09/2019"),
        ("báo chí", "23/05/2024"),
        ("báo chí", "13/08/2021"),
        ("báo chí", "không ghi ngày"),
        ("khác", "không ghi ngày"),
    ]


def test_a_source_without_an_address_is_named_without_a_link():
    shown = sources_of(["ttv_2021_08_13"], "vi", headline="Nguồn.")
    assert lines(shown, "vi")[0][1] == "Thường trực Tỉnh ủy làm việc với Sở Công thương"
    assert read(shown, "vi").links == []


def test_no_source_is_said_in_a_sentence():
    assert sources_of([], "vi", headline="Nguồn.") == Shown("Không có nguồn nào để liệt kê.")
    assert sources_of(["unknown"], "en", headline="Sources.") == Shown("There are no sources to show.")


def test_the_sources_of_rows_are_those_that_the_rows_name_each_once():
    rows = ["observations:o_tq_2021_07_gross_output", "observations:o_tq_2021_07_goods_exports", "zones:phuc_ung"]
    assert source_ids_behind(rows) == ["baomoi_tq_zones_2022", "ttv_2021_08_13"]
    assert source_ids_behind([]) == []
