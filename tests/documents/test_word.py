"""A Word report says all that its document says, in the order of the decree, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from icanalysis.documents import word
from icanalysis.documents.content import Annex, Chapter, Document, Passage
from icanalysis.documents.rich import lines_of, text_of
from tests.documents import papers
from tests.documents.word_parts import WordFile, value
from tests.documents.word_parts import text_of as text_inside

HEADINGS = ("Heading1", "Heading2", "Annex", "ProvenanceTitle")


def told(document: Document) -> Iterator[str]:
    """Every text of a document in the order in which it is read."""
    office = document.office
    yield from (office.superior, office.name, office.number_series, office.seat, document.subject, document.about)
    yield from (line.rstrip(".;") for line in (*office.grounds, *document.grounds))
    yield from (one.text for one in document.introduction)
    for chapter in Chapter:
        for passage in document.chapters.get(chapter, ()):
            yield from of_passage(passage)
    yield from (one.text for one in document.limits)
    yield from office.recipients
    yield office.signatory
    for annex in document.annexes:
        yield from of_annex(annex)
    for chapter in Chapter:
        for passage in document.chapters.get(chapter, ()):
            yield from (passage.title, *(one.text for one in passage.explained)) if passage.explained else ()
    yield from (text for line in document.provenance.lines for text in line)
    yield from document.provenance.notes


def of_passage(passage: Passage) -> Iterator[str]:
    yield from (passage.title, passage.sentence)
    if passage.tiles is not None:
        tiles = passage.tiles
        for row in tiles.frame.iter_rows(named=True):
            yield from (row[name] for name in (tiles.label, tiles.value, tiles.unit, tiles.mark, *tiles.lines))
    yield from passage.notes


def of_annex(annex: Annex) -> Iterator[str]:
    yield from (annex.title, annex.sentence, *annex.table.labels.values())
    for row in annex.table.frame.select(list(annex.table.labels)).iter_rows():
        yield from (text_of(line) for cell in row for line in lines_of(cell))
    yield from annex.table.notes


def on_one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_text_of_the_document_stands_in_the_file_in_order(language: str):
    document = papers.full(language, mark=True)
    text, at = on_one_line("\n".join(WordFile(word.write(document)).texts())), 0
    for one in told(document):
        found = text.find(on_one_line(one), at)
        assert found >= 0, f"{one!r} does not stand after {text[max(0, at - 60) : at]!r}"
        at = found + len(on_one_line(one))


def test_chapters_without_passages_are_left_out(full: WordFile):
    assert [text_inside(one) for one in full.of_style("Heading1")] == [
        "Tình hình và kết quả",
        "Kiến nghị, đề xuất",
        "Lưu ý về số liệu",
    ]


def test_the_navigation_pane_shows_chapters_passages_and_annexes(full: WordFile):
    outlined = [style for style in HEADINGS if value(full.style(style).find(f".//{qn('w:outlineLvl')}")) is not None]
    assert outlined == list(HEADINGS)
    told = [text_inside(one) for one in full.all("//w:p") if value(one.find(f".//{qn('w:pStyle')}")) in HEADINGS]
    assert told == [
        "Tình hình và kết quả",
        f"Mức độ đạt {papers.MARKUP} kế hoạch",
        "Chỉ số chính",
        "Kiến nghị, đề xuất",
        "Kiến nghị",
        "Lưu ý về số liệu",
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
        "Phụ lục IV",
        "Thông tin lập báo cáo",
    ]


def test_a_passage_leads_to_its_annex(full: WordFile):
    links = {one.get(qn("w:anchor")): text_inside(one) for one in full.all("//w:hyperlink[@w:anchor]")}
    assert links == {
        "annex_1": "Số liệu chi tiết tại Phụ lục I.",
        "annex_2": "Số liệu chi tiết tại Phụ lục II.",
        "methods": "Cách tính các số liệu và ý nghĩa của các ký hiệu được nêu tại Phụ lục IV.",
    }


def test_what_is_explained_stands_in_an_annex_after_all_others_and_not_in_the_body(full: WordFile):
    texts = [text for text in full.texts() if text]
    (at,) = (n for n, text in enumerate(texts) if text == "Cách đọc: thanh đậm là thực hiện.")
    assert texts[at - 1] == papers.drawn_passage().title
    assert texts.index("Cách tính và ký hiệu") < at < texts.index("Thông tin lập báo cáo")


def test_a_report_that_explains_nothing_has_no_such_annex():
    document = replace(papers.full(), chapters={Chapter.RESULTS: (papers.plain_passage(),)})
    assert not any("Cách tính" in text for text in WordFile(word.write(document)).texts())


def test_a_passage_whose_annex_is_not_there_leads_nowhere():
    file = WordFile(word.write(papers.full(annexes=())))
    assert [one.get(qn("w:anchor")) for one in file.all("//w:hyperlink[@w:anchor]")] == ["methods"]
    assert "Số liệu chi tiết tại Phụ lục I." in set(file.texts())


def test_an_empty_report_has_title_block_signature_and_nothing_between(empty: WordFile):
    said = [text for text in empty.texts() if text]
    assert said == [
        "……",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: ……/……",
        "……, ngày …… tháng …… năm ……",
        "BÁO CÁO",
        "Tình hình cụm công nghiệp",
        "Nơi nhận:",
        "- ……",
        "……",
    ]


def test_the_english_edition_says_that_it_is_a_translation():
    texts = list(WordFile(word.write(papers.full("en"))).texts())
    assert "SOCIALIST REPUBLIC OF VIET NAM" in texts
    assert "English edition, translated from the Vietnamese report" in texts
    assert not any(re.search("BÁO CÁO|Nơi nhận|Phụ lục|Kèm theo", text) for text in texts)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_mark_stands_in_both_headers_of_simulated_data(language: str):
    file = WordFile(word.write(papers.full(language, mark=True)))
    assert file.headers().keys() == {"first", "default"}
    for part in file.headers().values():
        assert papers.MARK[language] in set(file.texts(part))


def test_no_mark_without_simulated_data(full: WordFile):
    assert not any("MÔ PHỎNG" in text for part in full.headers().values() for text in full.texts(part))


def test_only_what_it_was_made_from_ends_the_report():
    bare = papers.full()
    last = WordFile(word.write(replace(bare, provenance=papers.empty().provenance)))
    assert "Thông tin lập báo cáo" not in set(last.texts())
