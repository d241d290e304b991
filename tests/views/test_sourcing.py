from __future__ import annotations

from datetime import date

from icanalysis.views.shown import Shown
from icanalysis.views.sourcing import cited, source_ids_behind, sources_of
from tests.views.pages import lines, notes, read

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


OUTPUT, EXPORTS = "observations:o_tq_2021_07_gross_output", "observations:o_tq_2021_07_goods_exports"
FIGURES = {"a": (OUTPUT,), "b": (OUTPUT, EXPORTS), "c": ("zones:phuc_ung",), "d": ()}


def cited_in(language: str = "vi", *, as_of: date | None = date(2021, 7, 31), shown: tuple[str, ...] = ()) -> Shown:
    return cited(FIGURES, shown, language, headline="Nguồn.", as_of=as_of)


def test_a_cited_source_says_of_when_its_figures_are_when_it_appeared_and_how_many_rest_on_it():
    assert lines(cited_in(), "vi") == [
        (
            "1",
            "Thường trực Tỉnh ủy làm việc với Sở Công thương / Đài PT-TH Tuyên Quang (TTV) (báo chí)",
            "7 tháng năm 2021",
            "13/08/2021 / sau ngày báo cáo",
            "2",
        ),
        (
            "2",
            "Thu hút đầu tư vào các khu, cụm công nghiệp / Báo Tuyên Quang, qua Báo Mới (báo chí)",
            "–",
            "không ghi ngày",
            "1",
        ),
    ]
    assert notes(cited_in(), "vi")[0] == "Báo cáo có 3 số liệu lấy hoặc tính từ 2 nguồn."


def test_a_source_of_the_day_of_the_report_or_of_a_report_without_a_day_is_not_after_it():
    for as_of in (date(2021, 8, 13), None):
        assert lines(cited_in(as_of=as_of), "vi")[0][3] == "13/08/2021"


def test_the_sources_of_words_alone_stand_in_the_workbook_and_not_on_paper():
    shown = cited_in(shown=("ttv_2021_08_13", "mong_cai_2019"))
    assert (shown.body.on_paper.frame.height, shown.body.frame.height) == (2, 3)
    assert shown.body.frame["figures"].to_list() == ["2", "1", "chỉ có lời"]
    assert notes(shown, "vi")[-1] == "Còn 1 nguồn của nội dung không kèm số liệu được ghi trong phụ lục Excel."


def test_figures_without_rows_have_no_sources():
    assert cited({"d": ()}, (), "en", headline="") == Shown("There are no sources to show.")
