"""Series of the old provinces in the new one: added up where they add, and marked where a part is missing."""

from __future__ import annotations

import pytest

from icanalysis.views.merged import provinces
from icanalysis.views.shown import Shown
from tests.views.changes import one_more_row
from tests.views.pages import lines, notes

WHERE = {"place": "08", "edition": "2024", "as_of": "2025-06-30", "measure": "zone_count", "language": "vi"}
EXPORTS = "Kim ngạch xuất khẩu hàng hóa / triệu USD"


def line_about(name: str) -> tuple[str, ...]:
    (line,) = [line for line in lines(provinces(**WHERE), "vi") if line[1] == name]
    return line


def test_a_sum_of_one_province_of_two_is_incomplete():
    assert line_about(EXPORTS) == (
        "Tỉnh Tuyên Quang",
        EXPORTS,
        "năm 2024",
        "Tỉnh Tuyên Quang: 170",
        "170 / chưa đủ",
        "1 / 2",
    )
    assert notes(provinces(**WHERE), "vi") == [
        "Tổng của ít tỉnh hơn số tỉnh hợp thành là chưa đủ, không phải số của tỉnh mới."
    ]


def test_a_sum_of_both_provinces_is_whole(workspace):
    workspace(
        observations=one_more_row("o_tq_2024_goods_exports", observation_id="o_made", place_code="02", value="30")
    )
    assert line_about(EXPORTS)[3:] == ("Tỉnh Hà Giang: 30 / Tỉnh Tuyên Quang: 170", "200", "2 / 2")
    assert provinces(**WHERE).headline.endswith("; 1 chuỗi đủ số liệu cho tỉnh mới.")


@pytest.mark.parametrize(("place", "edition"), [("076", "2024"), ("02536", "2025"), ("02", "2024"), ("08", "2025")])
def test_every_place_shows_the_series_of_its_province_of_2025(place, edition):
    shown = provinces(**(WHERE | {"place": place, "edition": edition}))
    assert (shown.headline, shown.figures) == (provinces(**WHERE).headline, provinces(**WHERE).figures)


def test_a_province_that_stayed_as_it_was_is_always_whole():
    found = lines(provinces(**(WHERE | {"place": "22"})), "vi")
    assert [line[4:] for line in found] == [("trên 34.000", "1 / 1")]


def test_a_day_before_any_figure_says_so():
    said = "No series that can be added up is recorded for the old provinces up to this day."
    assert provinces(**(WHERE | {"as_of": "1990-12-31", "language": "en"})) == Shown(said)
