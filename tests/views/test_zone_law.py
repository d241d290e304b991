"""Verdicts by the decree of the day: strict where it is strict, open where a figure is missing."""

from __future__ import annotations

import pytest

from icanalysis.transforms.cluster_law import regime_at
from icanalysis.views.controls import as_day
from icanalysis.views.zone_law import expansion, founding
from tests.views.changes import one_row_with
from tests.views.pages import lines

WHERE = {"place": "072", "edition": "2024", "as_of": "2025-06-30", "measure": "zone_count"}
KHUON_PHUON = "zs_khuon_phuon_2016"
AVERAGE = "tỷ lệ lấp đầy bình quân, đã cho thuê ÷ đất công nghiệp"


@pytest.fixture
def with_land(workspace):
    """The one cluster of Na Hang with these areas, and no cluster of the province whose district is not known."""

    def made(industrial: str, leased: str) -> None:
        values = {"total_area_ha": "230", "industrial_land_ha": industrial, "leased_land_ha": leased}
        placed = one_row_with("woodsland_2", place_code="070")
        workspace(zone_status=one_row_with(KHUON_PHUON, **values), zones=placed)

    return made


def na_hang() -> tuple[str, str]:
    """Verdict and conditions."""
    ((_, verdict, conditions, missing),) = lines(founding(**WHERE, language="vi"), "vi")
    assert missing == "–"
    return verdict.partition(" / ")[0], conditions


@pytest.mark.parametrize(("leased", "share"), [("10", "66,7%"), ("7.51", "50,1%")])
def test_more_than_half_lets_found_by_both_averages(with_land, leased, share):
    with_land("15", leased)
    assert na_hang() == (
        "có",
        f"{AVERAGE} (bình quân giản đơn các cụm) (> 50%): {share} – đạt / "
        f"{AVERAGE} (có trọng số diện tích) (> 50%): {share} – đạt",
    )


def test_exactly_half_does_not_and_110_hectares_left_do_not_either(with_land):
    with_land("220", "110")
    assert na_hang() == (
        "không",
        f"{AVERAGE} (bình quân giản đơn các cụm) (> 50%): 50% – không đạt / "
        f"{AVERAGE} (có trọng số diện tích) (> 50%): 50% – không đạt / "
        "đất công nghiệp chưa cho thuê (≤ 100 ha): 110 ha – không đạt",
    )


def test_exactly_100_hectares_left_let_found(with_land):
    with_land("200", "100")
    assert na_hang() == ("có", "đất công nghiệp chưa cho thuê (≤ 100 ha): 100 ha – đạt")


def test_the_older_decree_asks_for_less_than_50_hectares_left(with_land):
    with_land("100", "50")
    ((_, verdict, conditions, _missing),) = lines(founding(**(WHERE | {"as_of": "2024-04-30"}), language="vi"), "vi")
    assert verdict.startswith("không")
    assert "đất công nghiệp chưa cho thuê (< 50 ha): 50 ha – không đạt" in conditions


@pytest.mark.parametrize("as_of", ["2016-12-31", "2018-12-31", "2023-12-31", "2025-06-30"])
def test_the_decree_is_the_one_in_force_on_the_day(as_of):
    decree = regime_at(as_day(as_of)).decree
    shown = founding(**(WHERE | {"place": "08", "as_of": as_of}), language="en")
    assert shown.headline.startswith(f"Districts that may found a further cluster under {decree}:")


def test_after_the_districts_nothing_is_decided_and_the_reason_is_given():
    (_, verdict, *_rest) = lines(founding(**(WHERE | {"as_of": "2025-12-28"}), language="en"), "en")[0]
    assert verdict == (
        "cannot be decided / the district level ended on 30 June 2025; no rule was seen on how the test goes on"
    )


def test_every_cluster_is_tested_once_and_parks_are_not():
    found = lines(expansion(**(WHERE | {"place": "08"}), language="vi"), "vi")
    assert [line[0] for line in found] == [
        "1. An Hòa - Long Bình An",
        "5. Phúc Sơn",
        "6. Khuôn Phươn",
        "7. An Thịnh",
        "9. Tân Thành",
        "11. Thắng Quân",
        "14. Ninh Lai - Thiện Kế",
        "15. Phúc Ứng",
        "18. Cụm chế biến gỗ thứ 2 (Woodsland)",
    ]


def test_the_figures_of_a_verdict_name_the_statements_that_they_stand_on():
    shown = founding(**WHERE, language="vi")
    figures = {figure.key.rpartition(".")[2]: figure for figure in shown.figures if figure.key.startswith("law.")}
    assert {(name, figures[name].value) for name in ("low", "high")} == {("low", 0.0), ("high", 20.54 + 29.4)}
    assert all(
        row.startswith(("zone_status:zs_khuon_phuon", "zone_status:zs_woodsland_2")) for row in figures["high"].rows
    )
