"""The zones and their projects one by one; what an office writes differently still reaches the page."""

from __future__ import annotations

import polars as pl
import pytest

from icanalysis.schemas import terms
from icanalysis.views.zone_list import tenants, zones
from tests.views.changes import one_row_with
from tests.views.of_clusters import TUYEN_QUANG, line_about
from tests.views.pages import LANGUAGES, lines, notes, places_and_days_of_zones

WHERE = {"place": "08", "edition": "2024", "as_of": "2025-12-28", "measure": "zone_count", "language": "vi"}


def line_of(view, column: int, begins: str) -> tuple[str, ...]:
    (line,) = [line for line in lines(view(**WHERE), "vi") if line[column].startswith(begins)]
    return line


@pytest.mark.parametrize(("edition", "place", "day"), places_and_days_of_zones())
def test_the_kinds_of_the_headline_add_up_to_the_rows_of_the_list(edition, place, day):
    shown = zones(**(WHERE | {"place": place, "edition": edition, "as_of": day}))
    told = {figure.key.removeprefix("zones."): figure.value for figure in shown.figures if figure.unit == "count"}
    kinds = [told.get(kind, 0) for kind in (*terms.ZONE_KINDS, "of_no_kind")]
    assert sum(kinds) == told.get("all", 0)
    assert told.get("all", 0) + told.get("economic", 0) == len(lines(shown, "vi"))


def test_a_province_of_one_economic_zone_has_no_park_and_no_cluster():
    shown = zones(**(WHERE | {"place": "02", "language": "en"}))
    assert shown.headline == "Economic zones: 1; no park and no cluster."


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


PHUC_UNG = {
    "vi": (
        "Phúc Ứng / cụm công nghiệp",
        "Huyện Sơn Dương / đặt đúng xã",
        "đang hoạt động",
        "75 / 2022",
        "43,04 / 2022",
    ),
    "en": (
        "Phúc Ứng / industrial cluster",
        "Huyện Sơn Dương / placed in its commune",
        "in operation",
        "75 / 2022",
        "43.04 / 2022",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("day", "projects"), [("2025-06-30", "12 / 2025"), ("2025-12-10", "13 / 2025")])
def test_phuc_ung_has_13_projects_once_that_is_published(day, projects, language):
    found = line_about("zones", ("08", "2024", day), language, "15")
    assert found[1:] == (*PHUC_UNG[language], "–", projects)


def test_a_zone_keeps_the_qualifier_and_the_year_of_every_figure():
    found = line_about("zones", TUYEN_QUANG, "vi", "2")
    assert found[4:] == ("170 / 2023", "70 / 2011", "gần 35 / 2011", "14 / 2025")


def test_a_zone_founded_by_decision_is_established_and_names_the_decision_and_the_text_that_says_otherwise():
    assert line_about("zones", TUYEN_QUANG, "vi", "1", "An Hòa")[3] == (
        "đã thành lập / Quyết định số 08/QĐ-UBND / nguồn khác: trong quy hoạch"
    )


def test_the_projects_of_a_zone_stand_with_sector_status_and_latest_source():
    assert line_about("tenants", TUYEN_QUANG, "vi", "1. An Hòa") == (
        "1. An Hòa - Long Bình An",
        "Hạ tầng CCN An Hòa - Long Bình An",
        "hạ tầng cụm",
        "trên 662 / không ghi ngày",
        "–",
        "chưa khởi công",
        "Tra cứu quy hoạch, không ghi ngày",
    )
    assert line_about("tenants", TUYEN_QUANG, "en", "1. An Hòa")[2:6] == (
        "cluster infrastructure",
        "over 662 / undated",
        "–",
        "planned, not begun",
    )


def test_a_project_of_a_zone_that_is_not_listed_yet_names_the_zone_without_a_number(workspace):
    workspace(projects=one_row_with("p_infra_pu2", as_of="2025-06-01"))
    where = {"place": "08", "edition": "2024", "as_of": "2025-06-30", "measure": "zone_count", "language": "vi"}
    assert ("Phúc Ứng 2", "Hạ tầng CCN Phúc Ứng 2") in {line[:2] for line in lines(tenants(**where), "vi")}
