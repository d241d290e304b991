"""An annex workbook: numbers that add up to what the report prints, every source, and no text that is a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from icanalysis.documents import decree30, workbook
from icanalysis.documents.content import Annex, Document, Source
from icanalysis.style.numbers import number, percent
from icanalysis.tables.plain import Ratio, Table, Total, table
from icanalysis.views import clusters, leadership
from icanalysis.views.shown import Cell, Figure, Shown, laid_out
from scripts import office
from tests.documents import papers

MADE = datetime.fromisoformat(papers.MADE)
FORMULAS = ["=1+1", '=HYPERLINK("x")', "+1", "-1+1", "@SUM(A1)", "\t=1", "{=1}"]
SOURCE = Source("Báo <b>&", "=1+1", date(2021, 8, 2), "press", "https://example.vn/a?b=1&c=2", ("observations:o1",))
REAL = {"place": "08", "edition": "2024", "as_of": "2025-06-30", "language": "vi"}
LAND = (12.5, 0.1, 0.2, 20.0)


def zones(*totals: Total, values: tuple[float | None, ...] = (*LAND, None)) -> Table:
    """Zones with their land; one has none."""
    rows: list[dict[str, Cell]] = [
        {"zone": f"Cụm {n}", "land": Figure("z", value, "ha", "–" if value is None else str(value))}
        for n, value in enumerate(values)
    ]
    frame, _ = laid_out(rows)
    labels = {"zone": "Cụm công nghiệp", "land": "Đất cho thuê"}
    return table(frame, labels=labels, numbers=("land",), notes=("Ghi chú <b>x</b>",), totals=totals)


ALL_TOTALS = (Total("zone", "rows", 5), Total("land", "numbers", 4), Total("land", "sum", sum(LAND)))


def holding(*tables: Table, **changed: object) -> Document:
    return replace(papers.empty(), annexes=tuple(papers.annex(n, one) for n, one in enumerate(tables, 1)), **changed)


def opened(document: Document, **options: object) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook.write(document, made=MADE)), **options)


def texts(sheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def row_of(sheet, text: str) -> list[object]:
    return next([cell.value for cell in row] for row in sheet.iter_rows() if row[0].value == text)


def test_there_is_a_sheet_for_each_annex_between_contents_and_sources():
    names = opened(papers.full()).sheetnames
    assert names == ["Mục lục", "Phụ lục I", "Phụ lục II", "Phụ lục III", "Nguồn số liệu", "Thông tin lập báo cáo"]
    assert opened(papers.full("en")).sheetnames[:2] == ["Contents", "Annex I"]


def test_the_first_sheet_says_what_the_report_is_about_and_leads_to_each_sheet():
    document = papers.full()
    book = opened(document)
    sheet = book["Mục lục"]
    assert texts(sheet)[:2] == [document.subject, document.about]
    links = {cell.value: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in book.sheetnames[1:]}
    for annex in document.annexes:
        assert {annex.title, annex.sentence} <= set(texts(sheet))


def test_a_sheet_has_every_row_of_its_table_under_headings_that_name_the_unit():
    sheet = opened(holding(zones()))["Phụ lục I"]
    rows = [row[:2] for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("Cụm ")]
    assert rows == [
        ("Cụm công nghiệp", "Đất cho thuê, ha"),
        *((f"Cụm {n}", value) for n, value in enumerate((*LAND, None))),
    ]
    assert opened(papers.full())["Phụ lục III"].max_row > papers.ROWS


def test_numbers_are_numbers_with_as_many_decimals_as_they_have():
    sheet = opened(holding(zones()))["Phụ lục I"]
    cell = next(row[1] for row in sheet.iter_rows() if row[0].value == "Cụm 0")
    assert (cell.value, cell.data_type, cell.number_format) == (12.5, "n", "[$-42A]#,##0.0")


def test_remarks_and_notes_stay():
    assert f"Thép {papers.MARKUP} (ước tính)" in texts(opened(papers.full())["Phụ lục I"])
    assert f"Nguồn: cục thống kê {papers.MARKUP}." in texts(opened(papers.full())["Phụ lục I"])
    assert "Ghi chú <b>x</b>" in texts(opened(holding(zones()))["Phụ lục I"])


def test_what_is_printed_of_a_column_is_a_formula_that_holds_the_printed_figure():
    document = holding(zones(*ALL_TOTALS))
    formulas, values = (opened(document, data_only=only)["Phụ lục I"] for only in (False, True))
    first = next(row[0].row for row in formulas.iter_rows() if row[0].value == "Cụm 0")
    last = first + len(LAND)
    assert row_of(formulas, "Số dòng")[1] == f"=COUNTA(A{first}:A{last})"
    assert row_of(formulas, "Số dòng có số liệu")[1] == f"=COUNT(B{first}:B{last})"
    assert row_of(formulas, "Cộng")[1] == f"=SUM(B{first}:B{last})"
    found = [row_of(values, name)[1] for name in ("Số dòng", "Số dòng có số liệu", "Cộng")]
    assert found == [5, 4, pytest.approx(sum(LAND))]


def test_a_spreadsheet_works_out_the_figures_that_are_printed(tmp_path: Path):
    document = holding(zones(*ALL_TOTALS), zones(Total("land", "sum", 7.0), values=(3.0, 4.0)), shares())
    bare = tmp_path / "annex.xlsx"
    bare.write_bytes(without_values(workbook.write(document)))
    folder = tmp_path / "worked_out"
    folder.mkdir()
    assert office.find(), office.MISSING
    book = openpyxl.load_workbook(office.converted(bare, "xlsx", folder=folder), data_only=True)
    first, second = book["Phụ lục I"], book["Phụ lục II"]
    found = [row_of(first, name)[1] for name in ("Số dòng", "Số dòng có số liệu", "Cộng")]
    assert found == [5, 4, pytest.approx(sum(LAND))]
    assert row_of(second, "Cộng")[1] == 7.0
    worked_out = [row_of(book["Phụ lục III"], name)[3] for name in ("Giá trị sản xuất", "Điện", "Xếp hạng")]
    assert worked_out == [pytest.approx(100 * 1829 / 4993), pytest.approx(80), None]


def without_values(content: bytes) -> bytes:
    """The workbook with its formulas and without what they came to, so that they must be worked out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(file, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            bare = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            assert name != "xl/worksheets/sheet2.xml" or bare != part
            made.writestr(name, bare)
    return file.getvalue()


def test_a_share_whose_parts_stand_beside_it_is_a_formula_that_holds_the_printed_figure():
    formulas, values = (opened(holding(shares()), data_only=only)["Phụ lục I"] for only in (False, True))
    row = next(row[0].row for row in formulas.iter_rows() if row[0].value == "Điện")
    assert row_of(formulas, "Điện")[3] == f"=100*B{row}/C{row}"
    assert row_of(values, "Điện")[3] == pytest.approx(80)
    assert row_of(formulas, "Xếp hạng")[3] is None


def shares() -> Table:
    """Indicators with both parts of their share, but for one that does not add up."""
    parts = {"Giá trị sản xuất": (1829.0, 4993.0, 1829 / 4993), "Điện": (4.0, 5.0, 0.8), "Xếp hạng": (None,) * 3}
    rows: list[dict[str, Cell]] = [
        {
            "name": name,
            "value": Figure("v", value, "vnd_bn", number(value, "vi")),
            "plan": Figure("p", plan, "vnd_bn", number(plan, "vi")),
            "share": Figure("s", share, "share", percent(share, "vi")),
        }
        for name, (value, plan, share) in parts.items()
    ]
    frame, _ = laid_out(rows)
    labels = {"name": "Chỉ tiêu", "value": "Thực hiện", "plan": "Kế hoạch", "share": "% kế hoạch"}
    return table(frame, labels=labels, numbers=("value", "plan", "share"), ratios=[Ratio("share", "value", "plan")])


def test_every_source_stands_once_with_its_rows():
    provenance = replace(papers.full().provenance, sources=(SOURCE,))
    sheet = opened(replace(papers.full(), provenance=provenance))["Nguồn số liệu"]
    rows = [row[:6] for row in sheet.iter_rows(values_only=True)]
    assert ("Báo <b>&", "=1+1", "02/08/2021", "báo chí", SOURCE.address, "observations:o1") in rows


def test_the_last_sheet_says_what_the_report_was_made_from():
    document = papers.full()
    found = texts(opened(document)["Thông tin lập báo cáo"])
    assert {text for line in document.provenance.lines for text in line} <= set(found)
    assert set(document.provenance.notes) <= set(found)


def test_a_sheet_prints_across_on_a4_with_its_headings_on_each_page_and_in_sight():
    sheet = opened(papers.full())["Phụ lục III"]
    heading = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Cụm công nghiệp")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${heading}:${heading}"
    assert sheet.freeze_panes == f"A{heading + 1}"
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == (
        f"Phụ lục III. {papers.long(3).title.replace('&', '&&')}",
        "&P / &N",
    )
    margins = [getattr(sheet.page_margins, side) for side in ("left", "right", "top", "bottom")]
    assert margins == pytest.approx([decree30.TOP_MM / 25.4] * 4)


def test_tables_of_the_body_have_their_sheets_before_those_of_the_annexes(body_table: Document):
    book = opened(replace(body_table, annexes=(papers.long(1),)))
    assert book.sheetnames == ["Mục lục", "Bảng 1", "Phụ lục I", "Nguồn số liệu", book.sheetnames[-1]]
    assert papers.LONG_WORD in texts(book["Bảng 1"])


def test_texts_give_way_on_a_wide_sheet_so_that_its_print_can_be_read():
    said = "Cụm công nghiệp chậm tiến độ vì chưa giải phóng mặt bằng." * 8
    names = [f"c{n}" for n in range(9)]
    wide = table(pl.DataFrame({name: [said] for name in names}), labels={name: f"Nội dung {name}" for name in names})
    sheet = opened(holding(wide))["Phụ lục I"]
    widths = [one.width for one in sheet.column_dimensions.values() for _ in range(one.min, one.max + 1)]
    assert sum(widths) == pytest.approx(workbook.READABLE, abs=10)
    lines = next(row for row in sheet.iter_rows() if row[0].value == said)[0].row
    assert sheet.row_dimensions[lines].height > len(said) / max(widths) * workbook.USUAL_PT


def test_a_count_beside_areas_stays_whole_where_units_are_mixed():
    frame, _ = laid_out(
        [{"what": Figure("a", 19, "count", "19")}, {"what": Figure("b", 743.42, "ha", "743,42")}],
    )
    sheet = opened(holding(table(frame, labels={"what": "Số"}, numbers=("what",))))["Phụ lục I"]
    found = {row[0].value: row[0].number_format for row in sheet.iter_rows() if row[0].data_type == "n"}
    assert (found[19], found[743.42]) == ("[$-42A]#,##0", "[$-42A]#,##0.00")


def test_simulated_data_say_so_on_every_sheet_and_every_printed_page():
    mark = papers.MARK["vi"]
    for sheet in opened(papers.full(mark=True)):
        assert sheet["A1"].value == mark
        assert mark in sheet.oddHeader.center.text
    assert not [sheet for sheet in opened(papers.full()) if mark in texts(sheet)]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_never_becomes_a_formula(text: str):
    made = table(pl.DataFrame({"a": [text]}), labels={"a": text}, notes=(text,))
    annex = Annex(1, "a", text, text, made)
    document = replace(papers.empty(), subject=text, about=text, annexes=(annex,), mark=text)
    kinds = {cell.data_type for sheet in opened(document) for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_a_control_sign_in_a_text_does_not_break_the_file():
    made = table(pl.DataFrame({"a": ["x\x1f"]}), labels={"a": "A\x1f"})
    annex = Annex(1, "a", "\x1f", "\x1f", made)
    book = opened(replace(papers.empty(), subject="Cụm\x1f", annexes=(annex,), mark="\x1f"))
    assert book.properties.title == "Cụm\ufffd"
    assert "A\ufffd" in texts(book["Phụ lục I"])


def test_the_same_document_gives_the_same_bytes_and_the_clock_has_no_say():
    document = papers.full(mark=True)
    assert workbook.write(document, made=MADE) == workbook.write(document, made=MADE)
    made = openpyxl.load_workbook(io.BytesIO(workbook.write(document))).properties.created
    assert made == workbook.UNDATED


@pytest.mark.parametrize(
    ("drawn", "column", "form"),
    [
        (partial(clusters.cluster_map, measure="total_area_ha"), "Diện tích khu, cụm công nghiệp (ha)", "#,##0.00"),
        (leadership.cluster_map, "Số khu, cụm công nghiệp", "#,##0"),
    ],
)
def test_figures_of_maps_are_numbers(drawn: Callable[..., Shown], column: str, form: str):
    shown = drawn(**REAL).twin
    rows = list(opened(holding(shown))["Phụ lục I"].iter_rows())
    at = next(n for n, row in enumerate(rows) if column in [cell.value for cell in row])
    place = [cell.value for cell in rows[at]].index(column)
    found = [row[place] for row in rows[at + 1 : at + 1 + shown.frame.height] if row[place].value is not None]
    assert found
    assert {(cell.data_type, cell.number_format) for cell in found} == {("n", f"[$-42A]{form}")}


def test_a_figure_of_a_map_keeps_its_qualifier_beside_its_number():
    shown = clusters.cluster_map(**REAL, measure="registered_capital_vnd_bn").twin
    row = row_of(opened(holding(shown))["Phụ lục I"], "Tuyên Quang")
    assert row[1:3] == [1556.94, "trên 1.556,94"]


def test_a_report_without_tables_and_one_without_rows_are_workbooks_too():
    assert opened(papers.empty()).sheetnames == ["Mục lục", "Nguồn số liệu", "Thông tin lập báo cáo"]
    bare = papers.long(1).table
    without = replace(bare, frame=bare.frame.head(0))
    assert "Cụm công nghiệp" in texts(opened(holding(without))["Phụ lục I"])


def test_what_a_report_prints_on_paper_is_in_the_rows_of_the_sheet_although_the_page_folds_it():
    sheet = opened(papers.full())["Phụ lục III"]
    assert f"Cụm công nghiệp số {papers.ROWS}" in texts(sheet)
