"""An occupancy never stands alone: numerator, denominator, scope and day are beside it."""

from __future__ import annotations

import pytest

from icanalysis.views.shown import Shown
from icanalysis.views.zone_occupancy import occupancy
from tests.views.changes import one_row_with
from tests.views.pages import lines

OF_2021 = "zt_tq_cluster_2021"


def found(place: str, as_of: str, edition: str = "2024", language: str = "vi") -> list[tuple[str, ...]]:
    where = {"place": place, "edition": edition, "as_of": as_of, "measure": "zone_count", "language": language}
    return lines(occupancy(**where), language)


def about(lines_found: list[tuple[str, ...]], *begins: str) -> tuple[str, ...]:
    (line,) = [one for one in lines_found if all(a.startswith(b) for a, b in zip(one, begins, strict=False))]
    return line


def test_a_share_of_the_operating_zones_says_so():
    assert about(found("58", "2024-02-29"), "Cụm công nghiệp") == (
        "Cụm công nghiệp",
        "tháng 2/2024",
        "100% / ÷ đất công nghiệp và dịch vụ khu, cụm đang hoạt động",
        "–",
        "100,0% / 18,27 ÷ 18,27",
        "77,8% / 18,27 ÷ 23,48",
        "DNSE, không ghi ngày",
    )


def test_both_readings_of_one_day_stand_side_by_side():
    whole = found("VN", "2022-07-04", language="en")
    assert [line[2] for line in whole if line[1] == "4 July 2022"] == [
        "53.5% / all zones",
        "76.1% / zones in operation",
    ]


def test_two_denominators_of_one_zone_are_two_rows():
    printed = [line[2] for line in found("22", "2026-12-31") if line[0].startswith("Cảng biển Hải Hà")]
    assert sorted(printed) == ["45% / ÷ tổng diện tích", "73% / ÷ đất đã có hạ tầng"]


def test_qualifiers_of_the_share_and_of_the_land_are_kept():
    assert about(found("58", "2024-02-29"), "Du Long")[2:6] == (
        "trên 10% / không nói mẫu số",
        "–",
        "–",
        "trên 9,8% / trên 40 ÷ 407,28",
    )


def test_land_that_was_registered_is_named_where_it_is_divided():
    assert about(found("58", "2018-12-31", language="en"), "Hiếu Thiện")[3] == "20.4% / 6.23 ÷ 30.5 / registered land"


def test_a_statement_of_a_later_day_is_not_shown_yet():
    days = [line[1] for line in found("58", "2018-12-31")]
    assert "tháng 2/2024" not in days
    assert "tháng 2/2024" in [line[1] for line in found("58", "2024-02-29")]


def test_the_country_shows_statements_about_the_country_only():
    kinds = {line[0] for line in found("VN", "2026-12-31")}
    assert kinds == {"Khu công nghiệp", "Cụm công nghiệp"}


def test_columns_are_those_of_the_denominators_that_are_known(workspace):
    workspace(zone_statistics=one_row_with(OF_2021, industrial_land_ha=None), zone_status=lambda frame: frame.clear())
    line = about(found("08", "2021-01-01"), "Cụm công nghiệp")
    assert line[2:4] == ("51,6% / không nói mẫu số", "36,2% / 108,7 ÷ 300")
    assert len(line) == 5


@pytest.mark.parametrize(("numerator", "said"), [("leased", "đất đã cho thuê"), ("registered", "đất đã đăng ký thuê")])
def test_a_base_that_the_source_names_stands_under_what_it_prints(workspace, numerator, said):
    workspace(zone_statistics=one_row_with(OF_2021, occupancy_numerator=numerator, occupancy_denominator="industrial"))
    assert about(found("08", "2021-01-01"), "Cụm công nghiệp")[2] == f"51,6% / {said} ÷ đất công nghiệp"


def test_a_place_without_any_occupancy_says_so(workspace):
    workspace(zone_statistics=lambda frame: frame.clear(), zone_status=lambda frame: frame.clear())
    where = {"place": "08", "edition": "2024", "as_of": "2025-06-30", "measure": "zone_count", "language": "en"}
    said = "No occupancy of this place is printed or can be worked out up to this day."
    assert occupancy(**where) == Shown(said)
