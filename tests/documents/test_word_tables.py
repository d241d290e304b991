"""Native tables: every row, the header on every page, numbers at the right, remarks small, no word cut."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from docx.oxml.ns import qn

from icanalysis.documents import word
from icanalysis.documents.content import Chapter, Document
from icanalysis.documents.decree30 import text_width_mm
from icanalysis.tables.plain import table
from tests.documents import papers
from tests.documents.printed import Printed
from tests.documents.word_parts import Element, WordFile, text_of, value

TITLE_BLOCK, TILES, SIGNATURE, UPRIGHT, WIDE, LONG = range(6)
"""The tables of the full report in their order."""


def rows_of(file: WordFile, number: int) -> list[Element]:
    return file.all("//w:tbl")[number].findall(qn("w:tr"))


def style_of(cell: Element) -> str:
    return value(cell.find(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:pStyle')}"))


def cells_of(row: Element) -> list[Element]:
    return row.findall(qn("w:tc"))


@pytest.mark.parametrize("number", [TILES, UPRIGHT, WIDE, LONG])
def test_the_first_row_is_a_header_that_is_repeated(full: WordFile, number: int):
    heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows_of(full, number)]
    assert heads == [True] + [False] * (len(heads) - 1)


def test_placing_tables_have_neither_header_nor_lines(full: WordFile):
    for number in (TITLE_BLOCK, SIGNATURE):
        assert full.all("//w:tbl")[number].find(f".//{qn('w:tblStyle')}") is None
        assert full.all("//w:tbl")[number].find(f".//{qn('w:tblHeader')}") is None


def test_the_header_is_printed_on_every_page_of_a_long_table(printed: Printed):
    pages = [printed.text(page) for page in range(len(printed.pages))]
    with_rows = [text for text in pages if "Cụm công nghiệp số" in text]
    assert len(with_rows) > 2
    assert [text for text in with_rows if "Diện tích (ha)" not in text] == []


def test_all_rows_are_there_also_those_that_a_page_folds(full: WordFile):
    assert len(rows_of(full, LONG)) == papers.ROWS + 1
    assert text_of(cells_of(rows_of(full, LONG)[-1])[0]) == f"Cụm công nghiệp số {papers.ROWS}"


def test_a_small_table_stands_in_the_body_under_its_name_with_its_notes(body_table: Document):
    texts = [text for text in WordFile(word.write(body_table)).texts() if text]
    table, at = papers.upright(1).table, texts.index(f"Bảng 1. {papers.plain_passage().title}")
    assert texts[at - 1] == papers.plain_passage().sentence
    assert texts[at + 1] == table.labels["what"]
    assert texts.index(table.notes[0]) < texts.index("Nơi nhận:")


def test_tiles_are_printed_once_and_the_table_beside_them_is_not():
    passage = replace(papers.tiled_passage(), annex=None, table=papers.upright(1).table)
    file = WordFile(word.write(replace(papers.empty(), chapters={Chapter.RESULTS: (passage,)})))
    assert len([text for text in file.texts() if text == "58,5\u00a0%"]) == 1
    assert papers.LONG_WORD not in set(file.texts())


def test_no_row_of_a_table_stands_alone_at_the_foot_or_the_head_of_a_page(full: WordFile):
    def stays(row: Element) -> bool:
        return all(line.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for line in row.iter(qn("w:p")))

    assert [stays(row) for row in rows_of(full, LONG)[1:]] == [True, True, *[False] * (papers.ROWS - 4), True, False]


def test_rows_stay_whole(full: WordFile):
    rows = [row for number in (TILES, UPRIGHT, WIDE, LONG) for row in rows_of(full, number)]
    assert {len(row.findall(f"{qn('w:trPr')}/{qn('w:cantSplit')}")) for row in rows} == {1}


def test_a_row_that_fills_a_page_may_break():
    sentence = "Cụm công nghiệp chậm tiến độ vì chưa giải phóng mặt bằng. " * 60
    many = table(pl.DataFrame({"a": [sentence, "ngắn"], "b": [sentence, "ngắn"]}), labels={"a": "A", "b": "B"})
    file = WordFile(word.write(papers.full(annexes=(papers.annex(1, many),))))
    kept = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows_of(file, UPRIGHT)]
    assert kept == [True, False, True]


def test_numbers_align_right_and_texts_left(full: WordFile):
    row = rows_of(full, UPRIGHT)[1]
    kinds = [style_of(cell).rstrip("0123456789") for cell in cells_of(row)]
    assert kinds == ["TableText", "TableText", "TableNumber", "TableNumber"]
    aligned = [value(full.style(style_of(cell)).find(f"{qn('w:pPr')}/{qn('w:jc')}")) for cell in cells_of(row)]
    assert aligned == ["left", "left", "right", "right"]


def test_a_remark_is_smaller_than_its_cell_and_on_a_line_of_its_own(full: WordFile):
    cell = cells_of(rows_of(full, UPRIGHT)[1])[0]
    first, second = cell.findall(qn("w:p"))
    assert (text_of(first), text_of(second)) == (f"Thép {papers.MARKUP}", "ước tính")
    assert first.find(f".//{qn('w:rStyle')}") is None
    remark = full.style(value(second.find(f".//{qn('w:rStyle')}")))
    size, around = (int(value(one.find(f".//{qn('w:sz')}"))) for one in (remark, full.style(style_of(cell))))
    assert size < around


def test_an_empty_cell_holds_an_empty_paragraph(full: WordFile):
    last = cells_of(rows_of(full, UPRIGHT)[3])[3]
    assert [text_of(one) for one in last.findall(qn("w:p"))] == [""]


@pytest.mark.parametrize("number", [TILES, UPRIGHT, WIDE, LONG])
def test_columns_have_fixed_widths_within_the_margins(full: WordFile, number: int):
    made = full.all("//w:tbl")[number]
    grid = [int(value(one, "w")) for one in made.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
    assert value(made.find(f"{qn('w:tblPr')}/{qn('w:tblLayout')}"), "type") == "fixed"
    for row in rows_of(full, number):
        assert [int(value(one.find(f"{qn('w:tcPr')}/{qn('w:tcW')}"), "w")) for one in cells_of(row)] == grid
    assert sum(grid) / 1440 * 25.4 <= text_width_mm(landscape=number == WIDE) + 0.5


def test_no_word_and_no_number_is_cut_in_print(printed: Printed):
    text = " ".join(printed.text(page) for page in range(len(printed.pages)))
    frames = [one.table for one in papers.full().annexes]
    words = {word for made in frames for label in made.labels.values() for word in label.split()}
    numbers = {cell for made in frames for name in made.numbers for cell in made.frame[name] if cell}
    assert [one for one in {papers.LONG_WORD, *words, *numbers} if one not in text] == []


def test_notes_stand_below_the_table_letter_by_letter(full: WordFile):
    after = full.all("//w:tbl")[UPRIGHT].getnext().getnext()
    assert text_of(after) == f"Nguồn: cục thống kê {papers.MARKUP}."


def test_a_table_says_to_a_screen_reader_what_it_is(full: WordFile):
    titles = [value(full.all("//w:tbl")[n].find(f".//{qn('w:tblCaption')}")) for n in (TILES, UPRIGHT)]
    assert titles == ["Chỉ số chính", f"Bảng 1 {papers.MARKUP}"]
