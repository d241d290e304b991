"""Contradictions of a place and of all below it, as known at a day."""

from __future__ import annotations

from datetime import date

import pytest

from icanalysis.views import audit, controls
from icanalysis.views import contradicting as view
from icanalysis.views.contradicting import contradicting, contradictions, counts_of_all_days, known_checks
from icanalysis.views.shown import Shown
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


def counts(shown: Shown, *names: str) -> tuple[int, ...]:
    """The figures of these names without the section before them, in the order of the names; 0 for none."""
    told = {figure.key.partition(".")[2]: figure.value for figure in shown.figures}
    return tuple(told.get(name, 0) for name in names)


@pytest.mark.parametrize("edition", ["2024", "2025"])
def test_this_page_and_that_of_the_audit_count_alike_for_every_place(edition):
    for place in controls.places({"edition": edition, "language": "en"}):
        days = controls.dates({"edition": edition, "place": place, "language": "en"})
        by_audit = counts(audit.summary(place=place, edition=edition, language="en"), "contradicts", "all")
        for day in (min(days), max(days), "2060-12-31"):
            said = counts_of_all_days("said", place, edition, day, "en")
            here = known_checks(place, edition, day, "en")
            told = tuple(part.value for part in said.values()) or (len(contradicting(here)), len(here))
            assert told == by_audit, (place, day)


def test_the_last_day_has_every_contradiction_of_the_audit_and_an_earlier_one_says_how_many_more():
    listed = {row["check_id"] for row in contradicting(list(audit.checked_rows("08", "2024", "en")))}
    assert set(ids("08", "2025-03-31")) < listed == set(ids("08", "2060-12-31"))
    early = contradictions(**WHERE, language="en").headline
    assert ": 3 of 67. With those of later days, " in early
    assert early.endswith(": 4 of 74.")
    assert contradictions(**(WHERE | {"as_of": "2060-12-31"}), language="en").headline.endswith(": 4 of 74.")


@pytest.mark.parametrize("as_of", ["1990-12-31", "2005-12-31"])
def test_a_day_with_no_contradiction_says_so_of_the_days_up_to_it(as_of):
    shown = contradictions(**(WHERE | {"as_of": as_of}), language="en")
    assert "up to this day" in shown.headline.lower()
    assert shown == Shown(shown.headline)


def test_the_reader_is_led_to_the_page_of_the_audit():
    assert notes(contradictions(**WHERE, language="vi"), "vi") == [
        "Từng trường hợp, kèm khoảng do làm tròn, được nêu trong báo cáo kiểm tra các tỷ lệ đã công bố."
    ]
