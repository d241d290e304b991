"""Files of a section: numbers that a spreadsheet can add up, their sources, and no text that becomes a formula."""

from __future__ import annotations

import csv
import io

import openpyxl
import polars as pl
import pytest

from icanalysis.runs.downloads import csv_of, file_of, workbook_of
from icanalysis.tables.plain import table
from icanalysis.views import attainment, start_here
from icanalysis.views.shown import Figure, Shown, laid_out
from tests.workspaces import Workspace

MAIN = {"edition": "2024", "place": "08", "as_of": "2021-07-31", "language": "vi"}
ENGLISH = MAIN | {"language": "en"}
OVERVIEW = attainment.overview(**MAIN)
FORMULAS = ["=1+1", '=HYPERLINK("x")', "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"]


def of_texts(*texts: str) -> Shown:
    return Shown("h", table(pl.DataFrame({"a": texts}), labels={"a": "Tên"}))


def opened(shown: Shown, parameters: dict[str, str] = MAIN) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_of(shown, parameters)))


def lines(shown: Shown, parameters: dict[str, str]) -> list[list[str]]:
    text = csv_of(shown, parameters).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if parameters["language"] == "vi" else ","))


def test_a_vietnamese_spreadsheet_opens_the_csv_as_it_is():
    content = csv_of(OVERVIEW, MAIN)
    assert content.startswith(b"\xef\xbb\xbf")
    heading, first, *_ = lines(OVERVIEW, MAIN)
    assert heading[:4] == ["TT", "Chỉ tiêu", "Đơn vị", "Kế hoạch"]
    assert (first[2], first[3], first[6]) == ("tỷ đồng", "15726,4957265", "9200,0")


def test_an_english_csv_is_plain():
    content = csv_of(attainment.overview(**ENGLISH), ENGLISH)
    assert not content.startswith(b"\xef\xbb\xbf")
    _, first, *_ = lines(attainment.overview(**ENGLISH), ENGLISH)
    assert (first[2], first[3], first[6]) == ("billion VND", "15726.4957265", "9200.0")


def test_what_the_page_says_beside_a_number_stands_beside_it():
    heading, *rows = lines(OVERVIEW, MAIN)
    at = heading.index("Lũy kế")
    assert heading[at + 1] == "Lũy kế: như trong báo cáo"
    assert ["8718,0", "trên 8.718"] in [row[at : at + 2] for row in rows]


def test_a_workbook_has_numbers_with_their_format():
    sheet = opened(OVERVIEW)["Số liệu"]
    headings = [cell.value for cell in sheet[1]]
    value = sheet.cell(2, headings.index("Lũy kế") + 1)
    assert (value.value, value.data_type, value.number_format) == (9200, "n", "[$-42A]#,##0.0")
    assert sheet.freeze_panes == "A2"


def test_a_workbook_says_what_it_shows_and_where_it_comes_from():
    book = opened(OVERVIEW)
    assert book.sheetnames == ["Số liệu", "Nguồn số liệu"]
    said = {row[0].value: row[1].value for row in book["Nguồn số liệu"].iter_rows() if row[0].value}
    assert said["Nội dung"] == OVERVIEW.headline
    assert said["Phạm vi"].startswith("Tỉnh Tuyên Quang, số liệu tính đến ngày 31/07/2021")
    assert said["Phần mềm"].startswith("icanalysis ")
    assert said["Đài PT-TH Tuyên Quang (TTV)"] == "Thường trực Tỉnh ủy làm việc với Sở Công thương"


def test_a_workbook_names_each_source_once():
    rows = [row[0].value for row in opened(OVERVIEW)["Nguồn số liệu"].iter_rows()]
    sources = rows[rows.index("Nơi công bố") + 1 :]
    assert sources
    assert len(set(sources)) == len(sources)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_is_text_in_csv(text: str):
    ((_,), (cell,)) = lines(of_texts(text), MAIN)
    assert cell.lstrip("\t\r").startswith("'")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_is_text_in_a_workbook(text: str):
    cell = opened(of_texts(text))["Số liệu"]["A2"]
    assert (cell.data_type, cell.value.strip()) == ("s", text.strip())


def test_a_heading_that_looks_like_a_formula_is_text():
    shown = Shown("h", table(pl.DataFrame({"a": ["x"]}), labels={"a": "=1+1"}))
    assert lines(shown, MAIN)[0] == ["'=1+1"]
    assert opened(shown)["Số liệu"]["A1"].data_type == "s"


def test_a_negative_number_stays_a_number():
    frame, figures = laid_out([{"gap": Figure("g", -5.333, "pct_points", "−5,3")}])
    shown = Shown("h", table(frame, labels={"gap": "Chênh lệch"}, numbers=("gap",)), figures=figures)
    assert lines(shown, MAIN)[1] == ["-5,333"]
    assert opened(shown)["Số liệu"]["A2"].value == -5.333


def test_semicolons_and_quotes_inside_a_text_do_not_break_the_row():
    assert lines(of_texts('a; "b"\nc'), MAIN)[1] == ['a; "b"\nc']


def test_the_file_of_a_chart_has_the_figures_of_its_twin():
    heading, *rows = lines(attainment.bullets(**MAIN), MAIN)
    assert heading[:2] == ["Chỉ tiêu", "% kế hoạch"]
    assert len(rows) == 3


def test_a_section_without_figures_of_sources_has_a_workbook_too():
    shown = start_here.sources(language="vi")
    book = opened(shown, {"language": "vi"})
    assert book["Số liệu"].max_row == shown.data.frame.height + 1


def test_a_file_is_named_after_what_it_shows():
    name, kind, content = file_of("overview", OVERVIEW, MAIN, ending="csv")
    assert (name, kind) == ("overview_2024_08_2021-07-31_vi.csv", "text/csv")
    assert content == csv_of(OVERVIEW, MAIN)


def test_a_file_of_simulated_data_says_so_in_every_row_and_beside_them(workspace: Workspace):
    workspace.change("sources", workspace.rows("sources")[0]["source_id"], source_class="simulated")
    shown = attainment.overview(**MAIN)
    heading, *rows = lines(shown, MAIN)
    assert heading[-1] == "Loại số liệu"
    assert {row[-1] for row in rows} == {"DỮ LIỆU MÔ PHỎNG"}
    book = opened(shown)
    assert book["Số liệu"].cell(2, len(heading)).value == "DỮ LIỆU MÔ PHỎNG"
    assert [cell.value for cell in book["Nguồn số liệu"][1]][:2] == ["Loại số liệu", "DỮ LIỆU MÔ PHỎNG"]
