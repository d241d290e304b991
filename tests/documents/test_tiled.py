"""Tiles on paper: nothing that a tile says is lost, and nothing is markup."""

from __future__ import annotations

from icanalysis.documents.rich import lines_of, text_of
from icanalysis.documents.tiled import as_table
from tests.documents import papers


def cells(row: int) -> list[list[str]]:
    table = as_table(papers.few_tiles(), "vi")
    return [[text_of(line) for line in lines_of(cell)] for cell in table.frame.row(row)]


def test_a_tile_is_a_row_with_its_unit_behind_its_figure():
    assert cells(0) == [[f"GTSX {papers.MARKUP}"], ["9.200,5\u00a0tỷ đồng"], ["ước tính", "7 tháng 2021"]]


def test_what_a_tile_does_not_say_is_left_out():
    assert cells(1) == [["Điện thương phẩm"], ["58,5\u00a0%"], []]


def test_the_figure_is_bold_and_its_unit_is_not():
    figure, unit = lines_of(as_table(papers.few_tiles(), "vi").frame["value"][0])[0]
    assert (figure.bold, unit.bold) == (True, False)
