"""The table of a section as data: numbers are numbers, headings name the unit, nothing that was said is lost."""

from __future__ import annotations

import re

import polars as pl
import pytest

from icanalysis.tables.plain import table
from icanalysis.tables.sheet import plain, sheet
from icanalysis.views.shown import Figure, Shown, laid_out
from tests.views.pages import LANGUAGES, SECTIONS, is_chart

MARKUP = re.compile(r"</?\w")
OUTPUT = Figure("o.value", 9200.0, "vnd_bn", "9.200")
OVER = Figure("g.value", 8718.0, "vnd_bn", "trên 8.718")
EXPORT = Figure("x.value", 85.0, "usd_m", "85")
SHARE = Figure("o.share", 0.585, "share", "58,5%")
PRINTED = Figure("o.printed", "62", "pct", "62%")
LOW, HIGH = Figure("t.low", 6.6, "pct", "6,6"), Figure("t.high", 6.8, "pct", "6,8")
NONE = Figure("n.value", None, "vnd_bn", "–")


def made(*cells: object, heading: str = "Lũy kế", **beside: list[str]) -> pl.DataFrame:
    rows = [{"value": cell} | {name: texts[n] for name, texts in beside.items()} for n, cell in enumerate(cells)]
    frame, _ = laid_out(rows)
    labels = {"value": heading} | {name: name for name in beside}
    return sheet(table(frame, labels=labels, numbers=("value",)), "vi")


def test_one_unit_stands_in_the_heading():
    assert made(OUTPUT, NONE).to_dict(as_series=False) == {"Lũy kế, tỷ đồng": [9200.0, None]}


def test_a_unit_in_the_heading_gives_way_to_that_of_the_numbers():
    found = made(Figure("c", 3.6, "vnd_bn_per_ha", "3,6"), heading="Vốn trên một héc-ta, tỷ đồng")
    assert found.columns == ["Vốn trên một héc-ta, tỷ đồng/ha"]


def test_running_numbers_are_numbers_and_codes_and_years_are_texts():
    frame = pl.DataFrame({"tt": ["1", "2"], "code": ["070", "071"], "year": ["2020", "2021"]})
    rows = sheet(table(frame, labels={name: name for name in frame.columns}), "vi")
    assert rows.schema == {"tt": pl.Int64, "code": pl.String, "year": pl.String}


def test_a_heading_that_names_its_unit_stays_as_it_is():
    assert made(SHARE, heading="% kế hoạch").columns == ["% kế hoạch"]
    assert made(OUTPUT, heading="Vốn, tỷ đồng").columns == ["Vốn, tỷ đồng"]


def test_a_share_is_a_percentage_like_a_printed_one():
    assert made(SHARE, PRINTED, heading="% kế hoạch").to_dict(as_series=False) == {"% kế hoạch": [58.5, 62.0]}


def test_units_that_differ_stand_in_a_column_of_their_own():
    assert made(OUTPUT, EXPORT).to_dict(as_series=False) == {
        "Lũy kế": [9200.0, 85.0],
        "Lũy kế: đơn vị": ["tỷ đồng", "triệu USD"],
    }


def test_units_that_another_column_says_are_not_said_again():
    found = made(OUTPUT, EXPORT, unit=["tỷ đồng", "triệu USD"])
    assert found.columns == ["Lũy kế", "unit"]


def test_a_qualifier_is_kept_beside_the_number():
    assert made(OUTPUT, OVER).to_dict(as_series=False) == {
        "Lũy kế, tỷ đồng": [9200.0, 8718.0],
        "Lũy kế: như trong báo cáo": [None, "trên 8.718"],
    }


def test_a_range_is_no_number_and_stands_as_it_is_shown():
    found = made((LOW, "–", HIGH), SHARE, heading="%")
    assert found.to_dict(as_series=False) == {"%": [None, 58.5], "%: như trong báo cáo": ["6,6–6,8", None]}


def test_a_figure_in_a_remark_is_not_the_number_of_the_cell():
    found = made((SHARE, "<br><small>", "in: ", PRINTED, "</small>"), heading="%")
    assert found.to_dict(as_series=False) == {"%": [58.5], "%: như trong báo cáo": ["58,5% (in: 62%)"]}


def test_counts_are_whole_numbers():
    assert made(Figure("n", 12, "count", "12"))["Lũy kế"].dtype == pl.Int64


def test_a_dash_is_nothing():
    rows = sheet(table(pl.DataFrame({"a": ["–", "x"]}), labels={"a": "A"}), "vi")
    assert rows["A"].to_list() == [None, "x"]


def test_the_same_heading_twice_keeps_both_columns():
    rows = sheet(table(pl.DataFrame({"a": ["x"], "b": ["y"]}), labels={"a": "A", "b": "A"}), "vi")
    assert rows.to_dict(as_series=False) == {"A": ["x"], "A (2)": ["y"]}


def test_headings_that_differ_in_capitals_only_are_the_same_to_a_spreadsheet():
    rows = sheet(table(pl.DataFrame({"a": ["x"], "b": ["y"]}), labels={"a": "Giá", "b": "giá"}), "vi")
    assert rows.columns == ["Giá", "giá (2)"]


def test_rows_that_were_left_out_leave_their_numbers_out():
    frame, _ = laid_out([{"value": OUTPUT, "name": "a"}, {"value": OVER, "name": "b"}])
    kept = frame.filter(pl.col("name") == "b").sort("name")
    assert sheet(table(kept, labels={"value": "V"}, numbers=("value",)), "en")["V, billion VND"].to_list() == [8718.0]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<b>x</b> &lt;script&gt;", "x <script>"),
        ('<a href="https://x.vn/a" rel="noreferrer">Báo</a>', "Báo (https://x.vn/a)"),
        ("a<br><small>b<br>c</small>", "a (b, c)"),
    ],
)
def test_markup_becomes_plain_text(cell: str, text: str):
    assert plain(cell) == text


PLACE = {"edition": "2024", "place": "08", "as_of": "2021-07-31", "measure": "zone_count"}
VIEWS = [(module, name) for module, names in SECTIONS.items() for name in names]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("module", "name"), VIEWS, ids=[f"{one.__name__}.{name}" for one, name in VIEWS])
def test_every_section_of_every_page_has_its_rows_as_data(module, name: str, language: str):
    given = {key: PLACE[key] for key in module.CONTROLS if key != "language"}
    shown = getattr(module, name)(**given, language=language)
    if shown.data is None:
        assert not is_chart(shown)
        return
    rows = sheet(shown.data, language)
    assert rows.height == shown.data.frame.height
    assert [value for row in rows.rows() for value in row if MARKUP.search(str(value))] == []
    numbered = [name for name in shown.data.numbers if f"{name}.number" in shown.data.frame.columns]
    running = [name for name in shown.data.labels if shown.data.frame[name].to_list() == running_numbers(shown)]
    assert sum(rows[column].dtype.is_numeric() for column in rows.columns) == len(numbered) + len(running)


def running_numbers(shown: Shown) -> list[str]:
    """The rows of a section as they are counted from 1."""
    return [str(number) for number in range(1, shown.data.frame.height + 1)]
