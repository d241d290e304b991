"""What the reform of 2025 changed: the names over the sums, and no sum."""

from __future__ import annotations

import polars as pl
import pytest

from icanalysis.sources.tables import load
from icanalysis.views import reform
from icanalysis.views.shown import Figure, Shown
from tests.views.changes import one_more_row
from tests.views.pages import lines, notes

WHERE = {"edition": "2024", "as_of": "2025-06-30", "measure": "zone_count", "language": "vi"}
TUYEN_QUANG = WHERE | {"place": "08"}


def test_the_sums_of_the_old_provinces_are_those_of_the_new_one():
    only = {"tq": "riêng tỉnh Tuyên Quang (cũ)", "hg": "riêng tỉnh Hà Giang (cũ)"}
    assert lines(reform.reform(**TUYEN_QUANG), "vi") == [
        (f"số khu, cụm công nghiệp / {only['tq']}", "19", "19", "5"),
        (f"khu kinh tế / {only['hg']}", "1", "1", "0"),
        (f"diện tích khu, cụm công nghiệp (ha) / {only['tq']}", "trên 743,42", "trên 743,42", "320,54"),
        (f"diện tích khu kinh tế (ha) / {only['hg']}", "28.781", "28.781", "–"),
        ("dự án", "46", "46", "8"),
        ("vốn đăng ký (tỷ đồng)", "trên 21.010,197", "trên 21.010,197", "trên 3.948,94"),
    ]


def test_equal_sums_of_one_old_province_only_are_called_no_totals_of_the_new_one():
    told = {language: reform.reform(**(TUYEN_QUANG | {"language": language})).headline for language in ("vi", "en")}
    assert told == {
        "vi": "Tỉnh Tuyên Quang (2025) gồm Tỉnh Hà Giang, Tỉnh Tuyên Quang (2024); 6 trên 6 tổng bằng nhau theo hai "
        "địa giới. 4 tổng chỉ gồm một phần các tỉnh cũ, chưa phải là tổng của tỉnh mới.",
        "en": "Tuyên Quang Province of 2025 was made of Hà Giang Province, Tuyên Quang Province of 2024. Sums that are "
        "the same on both maps: 6 of 6. Sums of some of the old provinces only: 4; they are no totals of the new "
        "province.",
    }
    assert "một phần" not in reform.reform(**(WHERE | {"place": "22"})).headline


def test_a_sum_stands_on_the_statements_that_print_what_is_added_up():
    for figure in reform.reform(**TUYEN_QUANG).figures:
        side, _, column = figure.key.removeprefix("reform.08.").partition(".")
        if side not in ("old", "new", "communes"):
            continue
        source, key = reform.OBJECTS[column]
        if column.endswith("_count"):
            assert (len(figure.rows), {row.partition(":")[0] for row in figure.rows} | {source}) == (
                figure.value,
                {source},
            )
        else:
            name = key.removesuffix("_row")
            assert figure.rows, figure.key
            assert sum(said(source, row, name) for row in figure.rows) == pytest.approx(figure.value), figure.key
    assert figure_of("old.economic_zone_area_ha").rows == ("zone_status:zs_thanh_thuy_2022",)
    assert set(figure_of("communes.total_area_ha").rows) < set(figure_of("new.total_area_ha").rows)


def test_a_province_without_an_economic_zone_has_no_row_of_it():
    found = reform.reform(**(WHERE | {"place": "22"})).figures
    told = {figure.key.rpartition(".")[2] for figure in found if figure.key.startswith("reform.22.")}
    assert {"zone_count", "total_area_ha"} <= told
    assert not told & set(reform.ONLY_WHERE_ANY)


def test_a_sum_is_said_to_be_more_where_a_part_of_it_is():
    assert figure_of("old.total_area_ha").text == "trên 743,42"
    assert "zone_status:zs_woodsland_2_2019_11" in figure_of("old.total_area_ha").rows


def test_two_sums_that_differ_in_the_word_before_them_only_are_not_the_same():
    said = {"total_area_ha": 5.0, "total_area_ha_qualifier": "exact"}
    more = {"total_area_ha_qualifier": "over"}
    assert reform._alike(said, dict(said), "total_area_ha")
    assert not reform._alike(said, said | more, "total_area_ha")


def figure_of(ending: str) -> Figure:
    (found,) = [one for one in reform.reform(**TUYEN_QUANG).figures if one.key == f"reform.08.{ending}"]
    return found


def said(source: str, row: str, column: str) -> float:
    """What a statement prints in a column."""
    table, _, key = row.partition(":")
    assert table == source, row
    frame = load(source)
    return frame.filter(pl.col(frame.collect_schema().names()[0]) == key).select(column).collect().item()


def test_every_province_with_zones_has_the_same_sums_in_both_editions():
    shown = reform.reform(**(WHERE | {"place": "VN", "as_of": "2026-12-31"}))
    found = lines(shown, "vi")
    assert [line[3] for line in found] == [line[4] for line in found]
    assert {line[0] for line in found} == {"Tỉnh Tuyên Quang", "Tỉnh Quảng Ninh", "Tỉnh Khánh Hòa"}
    assert shown.headline == (
        "Số tỉnh cũ (2024) là 5, số tỉnh mới (2025) là 3; 14 trên 14 tổng bằng nhau theo hai địa giới. "
        "7 tổng chỉ gồm một phần các tỉnh cũ, chưa phải là tổng của tỉnh mới."
    )


def test_a_district_and_a_commune_show_the_reform_of_their_province():
    whole = reform.reform(**TUYEN_QUANG)
    assert (whole.headline, whole.figures) == _told(reform.reform(**(WHERE | {"place": "076"})))
    assert (whole.headline, whole.figures) == _told(reform.reform(**(WHERE | {"place": "02536", "edition": "2025"})))


def _told(shown: Shown) -> tuple:
    return shown.headline, shown.figures


def test_a_zone_known_by_the_new_province_only_makes_the_sums_differ_and_the_page_says_why(workspace):
    nowhere = {"commune_name": None, "commune_code": None}
    workspace(
        zones=one_more_row("phuc_ung_3", zone_id="made", name="Made", **nowhere),
        zone_status=one_more_row("zs_phuc_ung_3_2025_12_10", zone_status_id="zs_made", zone_id="made"),
    )
    shown = reform.reform(**(TUYEN_QUANG | {"as_of": "2025-12-28"}))
    assert lines(shown, "vi")[0][1:] == ("21", "22", "6")
    assert "5 trên 6 tổng bằng nhau" in shown.headline
    assert notes(shown, "vi")[-1].startswith("Nơi hai tổng khác nhau")


@pytest.mark.parametrize("place", ["08", "22"])
def test_the_totals_of_a_series_are_the_same_in_districts_and_communes(place):
    figures = {figure.key: figure.value for figure in reform.series(**(WHERE | {"place": place})).figures}
    old = {key.removesuffix(".old_sum"): value for key, value in figures.items() if key.endswith(".old_sum")}
    assert len(old) >= 9
    for key, value in old.items():
        assert figures[f"{key}.new_sum"] == pytest.approx(value, rel=1e-9), key
        assert figures[f"{key}.estimated"] <= figures[f"{key}.new_sum"] * (1 + 1e-9), key


def test_paper_has_the_latest_window_of_the_series_of_several_districts_and_the_workbook_every_series():
    shown = reform.series(**TUYEN_QUANG)
    printed, every = shown.body.on_paper.frame, shown.body.frame
    assert [
        (name.partition("<")[0], window, known)
        for name, window, known in printed.select("name", "window", "districts").rows()
    ] == [
        ("Cơ sở thương mại, dịch vụ", "năm 2005", "6 / 18"),
        ("Giá trị sản xuất công nghiệp", "năm 2022", "2 / 18"),
    ]
    assert every.height == 34
    assert shown.headline.endswith("; 0 chuỗi có số liệu của đủ các huyện.")
    assert notes(shown, "vi")[-1] == (
        "Bảng chỉ in kỳ mới nhất của các chỉ tiêu có số liệu của từ hai huyện trở lên; đủ 34 chuỗi có trong phụ lục "
        "Excel."
    )


def test_of_the_series_that_paper_leaves_out_no_figure_counts_as_printed():
    printed = {figure.key.split(".")[1] for figure in reform.series(**TUYEN_QUANG).figures if figure.on_paper}
    assert printed == {"count", "whole", "districts", "trade_establishments", "gross_output"}


def test_where_no_series_is_of_several_districts_paper_has_the_latest_window_of_each():
    shown = reform.series(**(WHERE | {"place": "22"}))
    assert shown.body.on_paper.frame.height == shown.body.frame["name"].n_unique()


def test_series_are_the_same_ones_in_both_languages():
    told = [reform.series(**(TUYEN_QUANG | {"language": language})).figures for language in ("vi", "en")]
    keys = [[figure.key for figure in figures] for figures in told]
    assert keys[0] == keys[1]


def test_series_keep_the_unit_of_each_and_the_statements_that_they_add_up():
    first = next(one for one in reform.series(**TUYEN_QUANG).figures if one.key.endswith(".old_sum"))
    assert first.unit == "establishment"
    assert len(first.rows) == 6
    assert list(first.rows) == sorted(first.rows)


def test_series_of_a_day_before_any_figure_say_so():
    said = "Đến ngày báo cáo chưa ghi nhận chuỗi số liệu cấp huyện nào cộng được của địa phương."
    assert reform.series(**(TUYEN_QUANG | {"as_of": "1999-12-31"})) == Shown(said)
