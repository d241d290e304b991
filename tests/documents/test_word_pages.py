"""Pages as the decree wants them, in the file and as LibreOffice prints it."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from icanalysis.documents import decree30
from tests.documents import papers
from tests.documents.printed import Piece, Printed, counts
from tests.documents.word_parts import WordFile, value

NEAR_MM = 1.5
UPRIGHT, ACROSS = (210, 297), (297, 210)
MARGINS_MM = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
"""From the decree, not from our constants: annex I, part I, I.3."""


def mm(twips: str) -> float:
    return int(twips) / 1440 * 25.4


def number_of(printed: Printed, page: int) -> Piece | None:
    """The page number: the only figure by itself in the upper margin."""
    top = decree30.TOP_MM
    found = [one for one in printed.pieces(page) if one.top_mm < top and one.text.isdigit()]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize("side", MARGINS_MM)
def test_margins_of_every_section_are_those_of_the_decree(full: WordFile, empty: WordFile, side: str):
    least, most = MARGINS_MM[side]
    given = [mm(value(one, side)) for file in (full, empty) for one in file.all("//w:pgMar")]
    assert [one for one in given if not least - 0.01 <= one <= most + 0.01] == []


def test_pages_are_a4_and_lie_across_for_the_wide_annex_only(full: WordFile):
    forms = full.all("//w:pgSz")
    sizes = [(round(mm(value(one, "w"))), round(mm(value(one, "h")))) for one in forms]
    assert sizes == [UPRIGHT, UPRIGHT, ACROSS, UPRIGHT, UPRIGHT, UPRIGHT]
    assert [value(one, "orient") for one in forms] == [None, None, "landscape", None, None, None]


def test_the_page_that_lies_across_holds_the_wide_annex(full: WordFile):
    body = list(full.xml().find(qn("w:body")))
    ends = [
        n for n, one in enumerate(body) if one.find(f".//{qn('w:sectPr')}") is not None or one.tag == qn("w:sectPr")
    ]
    _text, first, second, *_others = ends
    titles = {n: one for n, one in enumerate(body) if value(one.find(f".//{qn('w:pStyle')}")) == "Annex"}
    assert [n for n in titles if first < n < second] == [list(titles)[1]]


def test_an_empty_report_is_one_upright_section(empty: WordFile):
    assert [(value(one, "w"), value(one, "orient")) for one in empty.all("//w:pgSz")] == [("11906", None)]


def test_text_and_annexes_are_each_counted_from_1_and_hide_that(full: WordFile):
    sections = full.all("//w:sectPr")
    assert [len(one.findall(qn("w:titlePg"))) for one in sections] == [1] * 6
    assert [len(one.findall(qn("w:headerReference"))) for one in sections] == [2, 0, 0, 0, 0, 0]
    assert [value(one, "start") for one in full.all("//w:pgNumType")] == ["1"] * 6


def test_the_number_is_a_field_of_the_other_pages(marked: WordFile):
    codes = {kind: marked.all("//w:instrText", part) for kind, part in marked.headers().items()}
    assert codes["first"] == []
    assert [one.text.strip() for one in codes["default"]] == ["PAGE"]


def test_no_number_is_printed_on_a_first_page(printed: Printed):
    firsts = [page for page, count in enumerate(counts(printed)) if count == 1]
    assert len(firsts) == 6
    assert [number_of(printed, page) for page in firsts] == [None] * 6


def test_every_other_page_shows_its_number_in_the_middle_of_the_upper_margin(printed: Printed):
    others = {page: count for page, count in enumerate(counts(printed)) if count > 1}
    assert max(others.values()) > 2
    for page, count in others.items():
        number = number_of(printed, page)
        assert number is not None, f"page {page + 1} shows no number"
        assert number.text == str(count)
        assert 13 <= round(number.size_pt, 1) <= 14
        assert 5 < number.top_mm < decree30.TOP_MM
        width = printed.size_mm(page)[0]
        middle = decree30.LEFT_MM + (width - decree30.LEFT_MM - decree30.RIGHT_MM) / 2
        half = len(number.text) * 0.5 * number.size_pt * 25.4 / 72 / 2
        assert abs(number.left_mm + half - middle) < NEAR_MM


def test_pages_are_printed_upright_and_the_wide_annex_across(printed: Printed):
    wide = [page for page in range(len(printed.pages)) if printed.size_mm(page) == ACROSS]
    assert [("Tháng 12" in printed.text(page), "Phụ lục II " in printed.text(page)) for page in wide] == [(True, True)]
    assert {printed.size_mm(page) for page in range(len(printed.pages))} == {UPRIGHT, ACROSS}


def test_every_printed_page_carries_the_mark_of_simulated_data(printed: Printed):
    for page in range(len(printed.pages)):
        marks = [one for one in printed.pieces(page) if one.text == papers.MARK["vi"]]
        assert [one.top_mm < decree30.TOP_MM for one in marks] == [True]


def test_all_text_is_printed_inside_the_margins(printed: Printed):
    for page in range(len(printed.pages)):
        height = printed.size_mm(page)[1]
        text = [one for one in printed.pieces(page) if one.top_mm > decree30.TOP_MM]
        assert min(one.left_mm for one in text) > decree30.LEFT_MM - NEAR_MM
        assert max(one.top_mm for one in text) < height - decree30.BOTTOM_MM + NEAR_MM


def test_each_annex_begins_on_a_page_of_its_own(printed: Printed):
    word = decree30.ANNEX_WORD.size_pt
    pages = range(len(printed.pages))
    begins = [n for n in pages for one in printed.pieces(n) if one.text.startswith("Phụ lục") and one.size_pt == word]
    assert len(begins) == len(set(begins)) == 4
    for page in begins:
        first = min((one for one in printed.pieces(page) if one.top_mm > decree30.TOP_MM), key=lambda one: one.top_mm)
        assert first.text.startswith("Phụ lục")


def test_an_empty_report_is_one_page_without_a_number(printed_empty: Printed):
    assert len(printed_empty.pages) == 1
    assert number_of(printed_empty, 0) is None
