"""The words that a report adds: official in both languages, numbered without gaps, and dots where nothing is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from icanalysis.documents import wording
from icanalysis.documents.content import Chapter, Office
from icanalysis.wording.language import words
from tests.documents import papers

OFFICIAL = {
    "vi": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO"),
    "en": ("SOCIALIST REPUBLIC OF VIET NAM", "Independence – Freedom – Happiness", "REPORT"),
}


@pytest.mark.parametrize("language", OFFICIAL)
def test_the_national_title_is_that_of_the_law(language: str):
    _ = words(language)
    assert (_(wording.STATE), _(wording.MOTTO), _(wording.KIND)) == OFFICIAL[language]


def test_a_chapter_without_passages_is_left_out_and_the_numbers_go_on():
    document = papers.full()
    assert document.chapters[Chapter.SHORTCOMINGS] == ()
    assert [(number, title) for number, title, _passages in wording.chapters(document)] == [
        ("I", "Tình hình và kết quả"),
        ("II", "Kiến nghị, đề xuất"),
    ]
    assert wording.limits_title(document).startswith("III. ")


def test_chapters_stand_in_the_order_of_a_report_whatever_the_order_they_come_in():
    passages = (papers.plain_passage(),)
    turned = replace(papers.empty(), chapters={Chapter.TASKS: passages, Chapter.RESULTS: passages})
    assert [title for _number, title, _passages in wording.chapters(turned)] == [
        "Tình hình và kết quả",
        "Nhiệm vụ và giải pháp",
    ]


def test_pictures_are_numbered_through_the_whole_report():
    first, second = papers.drawn_passage(), replace(papers.drawn_passage(), name="pace", title="Tiến độ")
    chapters = {Chapter.RESULTS: (first, papers.plain_passage()), Chapter.TASKS: (second,)}
    found = wording.captions(replace(papers.empty(), chapters=chapters))
    assert found == {"attainment": f"Hình 1. {first.title}", "pace": "Hình 2. Tiến độ"}


def test_grounds_of_the_office_come_first_and_end_with_one_stop():
    document = replace(papers.empty(), office=Office(grounds=("A;", " ", "B.")), grounds=("C",))
    assert wording.grounds(document) == ("A;", "B;", "C.")


def test_what_an_office_leaves_open_is_dots():
    open_office = Office()
    assert wording.number_line(open_office, "en") == "No.: ……/……"
    assert wording.place_and_date(open_office, "vi") == "……, ngày …… tháng …… năm ……"
    assert wording.recipients(open_office) == ("- ……",)


def test_an_annex_names_the_report_that_it_belongs_to():
    assert wording.annex_of(papers.OFFICE, "vi") == "(Kèm theo Báo cáo số ……/BC-SCT ngày …… tháng …… năm ……)"
    assert wording.annex_name(papers.upright(4), "vi") == "Phụ lục IV"
    assert wording.see_annex(papers.tiled_passage(), "vi") == "Số liệu chi tiết tại Phụ lục II."
    assert wording.see_annex(papers.plain_passage(), "vi") == ""
