"""Contradictions of a place and of all below it, as known at a day."""

from __future__ import annotations

from datetime import date

import pytest

from icanalysis.views import contradicting as view
from icanalysis.views.contradicting import contradicting, contradictions, known_checks
from tests.views.changes import one_row_with
from tests.views.pages import lines, notes

WHERE = {"place": "08", "edition": "2024", "as_of": "2025-03-31"}
OF_2025 = "attainment:o_tq_2025_03_gross_output"
OF_THE_TOWN = "occupancy:zs_long_binh_an_2011"
OF_CLUSTERS = "occupancy:zt_tq_cluster_2021"


def ids(place: str, as_of: str) -> list[str]:
    return [row["check_id"] for row in contradicting(known_checks(place, "2024", as_of, "en"))]


def test_the_latest_comes_first_and_those_below_the_place_are_there():
    assert ids("08", "2025-03-31") == [OF_2025, OF_CLUSTERS, OF_THE_TOWN]


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        ("2025-03-30", [OF_CLUSTERS, OF_THE_TOWN]),
        ("2020-12-31", [OF_THE_TOWN]),
        ("2011-12-31", [OF_THE_TOWN]),
        ("2011-12-30", []),
    ],
)
def test_what_is_of_a_later_day_is_not_known_yet(as_of, known):
    assert ids("08", as_of) == known


def test_a_district_has_its_own_and_not_those_of_its_province():
    assert ids("070", "2025-03-31") == [OF_THE_TOWN]


def test_the_country_has_those_of_all_its_provinces():
    assert {OF_THE_TOWN, OF_CLUSTERS} < set(ids("VN", "2024-06-14"))


def test_an_undated_statement_is_known_and_comes_last(workspace):
    undated = {"as_of_not_before": None, "as_of_not_after": None}
    workspace(zone_statistics=one_row_with("zt_tq_cluster_2021", **undated))
    assert ids("08", "2025-03-31") == [OF_2025, OF_THE_TOWN, OF_CLUSTERS]
    assert known_checks("08", "2024", str(date.min), "en") != []


def test_what_there_is_no_room_for_is_counted(monkeypatch):
    monkeypatch.setattr(view, "SHOWN", 2)
    shown = contradictions(**WHERE, language="en")
    assert len(lines(shown, "en")) == 2
    assert notes(shown, "en")[0] == "And 1 more."
    assert ": 3 of " in shown.headline


def test_the_reader_is_led_to_the_page_of_the_audit():
    assert notes(contradictions(**WHERE, language="vi"), "vi") == [
        "Từng trường hợp, kèm khoảng do làm tròn, có ở trang kiểm tra các tỷ lệ đã in."
    ]
