"""A table as HTML: columns in order, numbers to the right and never broken, notes below."""

from __future__ import annotations

import re

import polars as pl
import pytest

from icanalysis.tables.plain import table

FRAME = pl.DataFrame(
    {"value": ["9.200", "trên 94"], "name": ["Giá trị", "Tỷ trọng"], "unit": ["tỷ đồng", "%"], "unused": ["x", "y"]}
)
LABELS = {"name": "Chỉ tiêu", "unit": "Đơn vị", "value": "Lũy kế"}


def html(**options) -> str:
    return table(FRAME, labels=LABELS, **options).as_raw_html()


def body_cells(text: str) -> list[tuple[str, str]]:
    """Attributes and content of each body cell."""
    body = text[text.index("<tbody") : text.index("</tbody>")]
    return re.findall(r"<td([^>]*)>(.*?)</td>", body, re.DOTALL)


def headings(text: str) -> list[str]:
    head = text[text.index("<thead") : text.index("</thead>")]
    return re.findall(r"<th [^>]*>(.*?)</th>", head, re.DOTALL)


def test_columns_stand_in_the_order_of_the_labels():
    assert headings(html()) == ["Chỉ tiêu", "Đơn vị", "Lũy kế"]
    assert [content for _, content in body_cells(html())] == [
        "Giá trị",
        "tỷ đồng",
        "9.200",
        "Tỷ trọng",
        "%",
        "trên 94",
    ]


def test_a_column_without_a_label_is_left_out():
    assert "unused" not in html()
    assert ">x<" not in html()


def test_numbers_stand_right_and_texts_left():
    classes = [re.search(r"gt_(left|right)", given)[1] for given, _ in body_cells(html(numbers=["value"]))]
    assert classes == ["left", "left", "right"] * 2


def test_the_heading_of_numbers_stands_right_too():
    head = html(numbers=["value"])
    assert re.search(r'<th class="[^"]*gt_right[^"]*"[^>]*>Lũy kế<', head)
    assert re.search(r'<th class="[^"]*gt_left[^"]*"[^>]*>Chỉ tiêu<', head)


@pytest.mark.parametrize("option", ["numbers", "short"])
def test_numbers_and_short_columns_never_break_inside_a_line(option):
    nowrap = ["white-space: nowrap" in given for given, _ in body_cells(html(**{option: ["value"]}))]
    assert nowrap == [False, False, True] * 2


def test_wide_columns_keep_room_for_a_sentence():
    roomy = ["min-width" in given for given, _ in body_cells(html(wide=["name"]))]
    assert roomy == [True, False, False] * 2


def test_notes_stand_below_in_order():
    text = html(notes=["Ghi chú một.", "Ghi chú hai."])
    foot = text[text.index("</tbody>") :]
    assert foot.index("Ghi chú một.") < foot.index("Ghi chú hai.")


def test_safe_markup_of_a_cell_stays():
    frame = pl.DataFrame({"a": ["x<br><small>(y)</small>"]})
    assert "x<br><small>(y)</small>" in table(frame, labels={"a": "A"}).as_raw_html()


def test_markup_in_a_heading_or_a_note_is_text():
    text = table(pl.DataFrame({"a": ["x"]}), labels={"a": "<b>A"}, notes=["<script>"]).as_raw_html()
    assert "&lt;b&gt;A" in text
    assert "<script>" not in text


def test_a_table_asks_no_other_host_for_anything():
    assert not re.search(r"https?://|url\(", html(notes=["n"]))


def test_a_column_keeps_all_its_styles():
    text = table(FRAME, labels={"value": "B", "unit": "C"}, numbers=["value"], short=["unit"], wide=["unit"])
    styles = [re.search(r'style="([^"]*)"', given) for given, _ in body_cells(text.as_raw_html())]
    assert {part.strip() for part in styles[1][1].split(";")} >= {
        "white-space: nowrap",
        "min-width: 12em",
        "padding-left: 16px",
    }


def test_a_text_after_numbers_keeps_its_distance():
    text = table(FRAME, labels={"name": "A", "value": "B", "unit": "C"}, numbers=["value"]).as_raw_html()
    assert ["padding-left" in given for given, _ in body_cells(text)] == [False, False, True] * 2
    assert re.search(r"<th [^>]*padding-left[^>]*>C<", text)


def test_the_same_content_makes_the_same_table_to_the_byte():
    def made(cell: str) -> str:
        return table(pl.DataFrame({"a": [cell]}), labels={"a": "A"}).as_raw_html()

    assert made("x") == made("x")
    assert made("x") != made("y")


LONG = pl.DataFrame({"name": [f"dòng {n}" for n in range(10)]})


def test_a_long_table_opens_with_its_first_rows_and_its_notes_and_keeps_the_rest():
    made = table(LONG, labels={"name": "Tên"}, notes=["ghi chú"], open=4)
    assert made.head.frame["name"].to_list() == ["dòng 0", "dòng 1", "dòng 2", "dòng 3"]
    assert made.rest.frame["name"].to_list() == [f"dòng {n}" for n in range(4, 10)]
    assert (made.head.notes, made.rest.notes) == (("ghi chú",), ())
    assert made.as_raw_html().count("dòng") == 10


@pytest.mark.parametrize("open_rows", [None, 7, 10, 20])
def test_a_few_rows_more_are_not_folded(open_rows: int | None):
    made = table(LONG, labels={"name": "Tên"}, open=open_rows)
    assert made.rest is None
    assert made.head.frame.height == 10
