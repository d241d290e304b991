"""The zones and their projects one by one; what an office writes differently still reaches the page."""

from __future__ import annotations

import polars as pl

from icanalysis.views.zone_list import tenants, zones
from tests.views.changes import one_row_with
from tests.views.pages import lines, notes

WHERE = {"place": "08", "edition": "2024", "as_of": "2025-12-28", "measure": "zone_count", "language": "vi"}


def line_of(view, column: int, begins: str) -> tuple[str, ...]:
    (line,) = [line for line in lines(view(**WHERE), "vi") if line[column].startswith(begins)]
    return line


def test_a_zone_whose_kind_nobody_says_is_noted():
    assert line_of(zones, 1, "Xuân Vân")[1] == "Xuân Vân / –"
    assert "Loại hình gạch ngang: không nguồn nào nói là khu hay cụm." in notes(zones(**WHERE), "vi")
    assert notes(zones(**(WHERE | {"place": "076"})), "vi") == [
        "Năm ghi nhỏ là năm của số liệu; số của một khu, cụm có thể đến từ nhiều nguồn."
    ]


def test_a_zone_is_called_by_the_latest_kind_that_a_source_gives_it():
    assert line_of(zones, 1, "Sơn Nam")[1] == "Sơn Nam / khu công nghiệp"
    earlier = lines(zones(**(WHERE | {"as_of": "2011-12-31"})), "vi")
    assert [line[1] for line in earlier if line[1].startswith("Sơn Nam")] == ["Sơn Nam / cụm công nghiệp"]


def test_seven_projects_of_phuc_ung_were_found_of_the_13_that_are_printed():
    found = [line for line in lines(tenants(**WHERE), "vi") if line[0].endswith(". Phúc Ứng")]
    assert len(found) == 7
    assert line_of(zones, 1, "Phúc Ứng / ")[-1] == "13 / 2025"


def test_a_project_behind_its_plan_is_marked(workspace):
    workspace(projects=one_row_with("p_jw_agri", planned_completion="2023"))
    assert line_of(tenants, 1, "Nhà máy chế biến nông sản JW")[5] == "đang xây dựng / chậm tiến độ"
    assert line_of(tenants, 1, "Nhà máy bao bì HiTarp")[5] == "đang hoạt động"


def test_a_sector_of_an_office_stands_as_it_is_written(workspace):
    workspace(projects=one_row_with("p_jw_agri", sector="made_sector"))
    assert line_of(tenants, 1, "Nhà máy chế biến nông sản JW")[2] == "made_sector"


def test_the_latest_statement_about_a_project_names_its_source():
    assert line_of(tenants, 1, "Nhà máy May Tuyên Quang")[-1] == "Báo Tuyên Quang, qua Vietnam.vn, 10/12/2025"


def test_projects_without_a_sector_or_with_one_of_an_office_are_still_listed(workspace):
    workspace(projects=lambda frame: frame.with_columns(sector=pl.lit(None, pl.String)))
    assert "chưa nêu ngành" in tenants(**WHERE).headline
    workspace(projects=lambda frame: frame.with_columns(sector=pl.lit("glass")))
    assert "glass" in tenants(**WHERE).headline
