"""A table on paper keeps its words whole: it is turned, then made smaller, and only then broken."""

from __future__ import annotations

import polars as pl
import pytest

from icanalysis.documents import decree30
from icanalysis.documents.columns import SIZES_PT, breakable, is_long, is_small, layout
from icanalysis.documents.rich import lines_of
from icanalysis.tables.plain import Table, table
from tests.documents import papers

SENTENCE = "Đã đạt và vượt mục tiêu của nghị quyết về công nghiệp chế biến, chế tạo " * 4


def made(*columns: str, rows: int = 1, **options) -> Table:
    frame = pl.DataFrame({f"c{n}": [cell] * rows for n, cell in enumerate(columns)})
    return table(frame, labels={name: "A" for name in frame.columns}, **options)


def test_a_small_table_stands_upright_in_its_largest_letters_as_wide_as_the_text():
    laid = layout(papers.long(1).table)
    assert (laid.across, laid.size_pt) == (False, SIZES_PT[0])
    assert sum(laid.widths_mm) == pytest.approx(decree30.text_width_mm(), abs=0.1)


def test_a_table_of_twelve_columns_lies_across():
    laid = layout(papers.wide(1).table)
    assert laid.across
    assert sum(laid.widths_mm) == pytest.approx(decree30.text_width_mm(landscape=True), abs=0.1)


def test_a_table_inside_the_text_never_lies_across():
    laid = layout(papers.wide(1).table, upright=True)
    assert not laid.across
    assert sum(laid.widths_mm) == pytest.approx(decree30.text_width_mm(), abs=0.1)


def test_a_column_is_as_wide_as_its_longest_word():
    laid = layout(made(papers.LONG_WORD, SENTENCE, SENTENCE))
    assert breakable(papers.LONG_WORD, laid.em(0)) == papers.LONG_WORD


def test_a_number_stays_on_one_line_and_a_text_need_not():
    laid = layout(made("khoảng 1.234.567,8", SENTENCE, numbers=("c0",)))
    assert breakable("khoảng|1.234.567,8", laid.em(0)) == "khoảng|1.234.567,8"
    assert breakable(SENTENCE.replace(" ", "_"), laid.em(1)) != SENTENCE.replace(" ", "_")


def test_a_remark_beside_a_number_may_break():
    plain, told = (layout(made(cell, SENTENCE, numbers=("c0",))) for cell in ("9", f"9<br><small>{SENTENCE}</small>"))
    assert told.em(0) < told.em(1)
    assert plain.em(0) < told.em(0)


def test_what_has_more_to_say_gets_more_room():
    laid = layout(made("a", SENTENCE, "Thép xây dựng"))
    assert laid.widths_mm[0] < laid.widths_mm[2] < laid.widths_mm[1]


def test_a_word_without_room_anywhere_breaks_and_loses_nothing():
    word = "x" * 1000
    laid = layout(made(word, word))
    cut = breakable(word, laid.em(0))
    assert (laid.across, laid.size_pt) == (True, SIZES_PT[-1])
    assert "\u200b" in cut
    assert cut.replace("\u200b", "") == word


def test_only_a_row_that_no_page_holds_may_break_over_pages():
    short, long = made("a", SENTENCE), made("a", SENTENCE * 40)
    found = [is_long([lines_of(cell) for cell in one.frame.row(0)], layout(one)) for one in (short, long)]
    assert found == [False, True]


def test_a_table_without_rows_is_as_wide_as_its_headings_ask():
    empty = papers.upright(1).table
    laid = layout(table(empty.frame.head(0), labels=empty.labels))
    assert len(laid.widths_mm) == len(empty.labels)


@pytest.mark.parametrize(
    ("asked", "inside"),
    [
        (papers.upright(1).table, True),
        (papers.long(1).table, False),
        (papers.wide(1).table, False),
        (made(SENTENCE, SENTENCE, rows=1), True),
        (made(SENTENCE, SENTENCE, rows=9), False),
    ],
    ids=["small", "long", "wide", "a few sentences", "many sentences"],
)
def test_a_table_stands_in_the_body_where_it_is_neither_wide_nor_long(asked: Table, inside: bool):
    assert is_small(asked) == inside


def test_a_number_and_its_unit_are_one_word():
    assert breakable("94\u00a0tỷ\u00a0đồng", 9) == "94\u00a0tỷ\u00a0đồng"
    narrow = layout(made("94 tỷ đồng", SENTENCE, SENTENCE))
    assert narrow.em(0) > layout(made("94", SENTENCE, SENTENCE)).em(0)
