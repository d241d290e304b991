"""Title block and signature: what the office told stands there, what it did not is a field, and nobody is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from icanalysis.documents import word
from icanalysis.documents.decree30 import SHORT_RULE
from tests.documents import papers
from tests.documents.word_parts import WordFile, text_of, value


def fields(file: WordFile, style: str) -> list[str]:
    """The names of the fields in the paragraphs of a style."""
    return [value(one) for one in file.all(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']//w:sdt/w:sdtPr/w:alias")]


def cells(file: WordFile, table: int) -> list[list[list[str]]]:
    """The texts of a table, by row and cell."""
    rows = file.all("//w:tbl")[table].findall(qn("w:tr"))
    return [
        [[text_of(p) for p in cell.findall(qn("w:p")) if text_of(p)] for cell in row.findall(qn("w:tc"))]
        for row in rows
    ]


def test_issuer_stands_left_and_national_title_right(full: WordFile):
    assert cells(full, 0) == [
        [
            ["Ủy ban nhân dân\ntỉnh Tuyên Quang", "SỞ CÔNG THƯƠNG"],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        ],
        [["Số: ……/BC-SCT"], ["Tuyên Quang, ngày …… tháng …… năm ……"]],
    ]


def test_recipients_stand_left_and_the_post_right_without_a_name(full: WordFile):
    ((left, right),) = cells(full, 2)
    assert left == ["Nơi nhận:", "- UBND tỉnh (để báo cáo);", "- Cục Thống kê;", "- Lưu: VT, KHTH."]
    assert right == ["Giám đốc"]


def test_number_day_month_and_year_are_fields(full: WordFile):
    assert fields(full, "Number") == ["Số, ký hiệu"]
    assert fields(full, "PlaceAndDate") == ["Địa danh, ngày tháng"] * 3
    assert fields(full, "AnnexOf") == ["Số và ngày của báo cáo"] * 4 * 4


def test_a_field_shows_dots_until_it_is_filled_in(full: WordFile):
    made = full.all("//w:sdt")
    assert {text_of(one) for one in made} == {"……"}
    assert {len(one.findall(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")) for one in made} == {1}


def test_what_the_office_did_not_tell_is_a_field(empty: WordFile):
    assert fields(empty, "Issuer") == ["Cơ quan ban hành"]
    assert fields(empty, "Number") == ["Số, ký hiệu"] * 2
    assert fields(empty, "PlaceAndDate") == ["Địa danh, ngày tháng"] * 4
    assert fields(empty, "Signatory") == ["Chức vụ người ký"]
    assert fields(empty, "Recipients") == ["Nơi nhận báo cáo"]


def test_all_dots_are_fields(full: WordFile, empty: WordFile):
    for file in (full, empty):
        loose = [
            one for one in file.all("//w:t[contains(., '……')]") if not any(True for _ in one.iterancestors(qn("w:sdt")))
        ]
        assert loose == []


@pytest.mark.parametrize(("place", "longest", "share"), [(0, 40, SHORT_RULE), (1, 60, 1.0)])
def test_the_rules_are_as_long_as_the_decree_wants(full: WordFile, place: int, longest: int, share: float):
    """SỞ CÔNG THƯƠNG is 39 mm wide in bold capitals of 12 pt, the motto 56 mm in bold letters of 13 pt."""
    rule = full.of_style("Rule")[place]
    cell = next(rule.iterancestors(qn("w:tc")))
    room = int(value(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}"), "w"))
    sides = rule.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    length = (room - int(value(sides, "left")) - int(value(sides, "right"))) / 1440 * 25.4
    assert value(sides, "left") == value(sides, "right")
    assert 0.85 * longest * share < length <= 1.05 * longest * share


def test_every_rule_is_drawn(full: WordFile):
    assert [value(one.find(f".//{qn('w:top')}")) for one in full.of_style("Rule")] == ["single"] * 3


def test_no_signature_stands_alone_on_a_page(full: WordFile, empty: WordFile):
    for file in (full, empty):
        signed = next(file.of_style("Signatory")[0].iterancestors(qn("w:tbl")))
        assert signed.getprevious().find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_markup_in_the_settings_of_the_office_is_text():
    office = replace(papers.OFFICE, name=papers.MARKUP, signatory=papers.MARKUP, seat=papers.MARKUP)
    texts = list(WordFile(word.write(replace(papers.full(), office=office))).texts())
    assert texts.count(papers.MARKUP) == 2
    assert f"{papers.MARKUP}, ngày …… tháng …… năm ……" in texts
