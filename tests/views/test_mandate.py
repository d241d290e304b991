from __future__ import annotations

import polars as pl
import pytest

from icanalysis.views.mandate import documents, of_period, supervision
from tests.views.pages import lines

TUYEN_QUANG = {"place": "08", "edition": "2024"}
LANGUAGE = {"language": "vi"}


@pytest.mark.parametrize(
    ("day", "held"), [("2020-12-31", False), ("2021-01-01", True), ("2023-12-31", True), ("2024-01-01", False)]
)
def test_a_finding_holds_from_the_first_to_the_last_day_of_its_period(day, held):
    assert (of_period("findings", "08", "2024", day).collect().height > 0) is held


def test_a_document_without_any_period_is_of_no_period():
    known = of_period("documents", "08", "2024", "2023-01-01").collect()["document_id"].to_list()
    assert "qd_325_ttg_2023" in known
    assert "ctr_39_tu" not in known


def test_a_plan_is_shown_with_what_it_carries_out_and_by_date():
    days = [line[3] for line in lines(documents(**TUYEN_QUANG, as_of="2021-07-31", **LANGUAGE), "vi")]
    assert days == ["25/05/2021", "18/12/2021", "30/03/2023", "–", "–"]


def test_documents_without_a_chain_are_named_one_by_one():
    shown = documents(place="58", edition="2024", as_of="2020-12-31", **LANGUAGE)
    assert shown.headline == "Các văn bản đặt mục tiêu: 53/QĐ-UBND; 06-NQ/TU; 113-KH/TU; 115/NQ-CP."


def test_a_document_without_a_number_is_named_by_its_title(workspace):
    workspace(documents=lambda frame: frame.with_columns(number=pl.lit(None, pl.String)))
    shown = documents(place="194", edition="2024", as_of="2019-12-31", **LANGUAGE)
    assert shown.headline.endswith("giai đoạn 2016-2020 → Kế hoạch thực hiện Nghị quyết số 33/2016/NQ-HĐND.")
    assert "None" not in shown.headline


def test_a_deadline_stands_beside_its_recommendation():
    shown = supervision(place="194", edition="2024", as_of="2019-06-30", **LANGUAGE)
    assert [line[3] for line in lines(shown, "vi")] == ["31/12/2020", "–", "–"]


def test_reported_and_verified_status_are_kept_apart(workspace):
    reported = {"reported_status": pl.lit("done"), "verified_status": pl.lit("in_progress")}
    workspace(recommendations=lambda frame: frame.with_columns(**reported))
    shown = supervision(place="194", edition="2024", as_of="2019-06-30", **LANGUAGE)
    assert {line[4:6] for line in lines(shown, "vi")} == {("đã thực hiện", "đang thực hiện")}


def test_the_counts_stand_on_the_rows_they_count():
    counted = supervision(**TUYEN_QUANG, as_of="2021-07-31", **LANGUAGE).figures
    assert [(figure.value, len(figure.rows)) for figure in counted] == [(6, 6), (4, 4)]
    assert all(row.startswith("findings:f_tq_") for row in counted[0].rows)
