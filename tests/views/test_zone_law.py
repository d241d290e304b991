"""Verdicts by the decree of the day: strict where it is strict, open where a figure is missing."""

from __future__ import annotations

import pytest

from icanalysis.transforms.cluster_law import VERDICTS, regime_at
from icanalysis.views.controls import as_day
from icanalysis.views.shown import Shown
from icanalysis.views.zone_law import expansion, founding
from tests.views.changes import one_row_with
from tests.views.of_clusters import NINH_THUAN, TUYEN_QUANG, line_about, lines_of, section
from tests.views.pages import LANGUAGES, lines, page_text, places_and_days_of_zones

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
    assert f"found a further cluster under {decree}:" in shown.headline


def test_after_the_districts_nothing_is_decided_and_the_reason_is_given():
    (_, verdict, *_rest) = lines(founding(**(WHERE | {"as_of": "2025-12-28"}), language="en"), "en")[0]
    assert verdict == (
        "cannot be decided / the district level ended on 30 June 2025; no rule was seen on how the test goes on"
    )


@pytest.mark.parametrize(("view", "test"), [(founding, "founding"), (expansion, "expansion")])
@pytest.mark.parametrize(("edition", "place", "day"), places_and_days_of_zones())
def test_every_subject_of_the_headline_is_in_one_of_its_counts(view, test, edition, place, day):
    shown = view(place=place, edition=edition, as_of=day, measure="zone_count", language="en")
    told = {figure.key: figure.value for figure in shown.figures if figure.key.startswith(f"{test}.")}
    assert sum(told.get(f"{test}.{verdict}", 0) for verdict in VERDICTS) == told.get(f"{test}.all", 0)
    assert bool(told) == (shown.body is not None)
    if told and view is expansion:
        assert told["expansion.all"] == len(lines(shown, "en"))


def test_clusters_of_no_known_district_are_counted_beside_the_averages_that_leave_them_out():
    def left_out(place: str) -> list[int]:
        figures = founding(**(WHERE | {"place": place}), language="vi").figures
        return [figure.value for figure in figures if figure.key == "founding.left_out"]

    assert (left_out("08"), left_out("072"), left_out("58"), left_out("02")) == ([1], [1], [4], [])


def test_an_area_of_over_28_hectares_stays_over_28_in_its_conditions():
    (found,) = [
        line for line in lines(expansion(**(WHERE | {"place": "08"}), language="en"), "en") if "Woodsland" in line[0]
    ]
    assert "area at most (≤ 75 ha): over 28 ha – holds" in found[3]
    assert found[3].endswith("room left below the limit, ha: nearly 47")


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


OF_ALL = {
    "vi": (
        "Tất cả cụm của Tỉnh Tuyên Quang, theo số liệu công bố / 6 cụm, 375 ha",
        "chưa xác định / luật xét từng huyện, không xét tỉnh",
        "tỷ lệ lấp đầy bình quân, đã cho thuê ÷ đất công nghiệp (theo nguồn) (> 50%): 48% – không đạt / "
        "đất công nghiệp chưa cho thuê (≤ 100 ha): chưa rõ – để ngỏ",
        "đất công nghiệp, đất đã cho thuê",
    ),
    "en": (
        "All clusters of Tuyên Quang Province, as printed / 6 clusters, 375 ha",
        "cannot be decided / the law asks each district, not the province",
        "average occupancy, leased ÷ industrial land (as printed) (> 50%): 48% – does not hold / "
        "industrial land not yet leased (≤ 100 ha): not known – left open",
        "industrial land, leased land",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_clusters_at_48_percent_fail_the_test_of_50_and_the_land_test_says_what_is_missing(language):
    assert lines_of("founding", TUYEN_QUANG, language)[-1] == OF_ALL[language]


@pytest.mark.parametrize(
    ("language", "verdict", "conditions"),
    [
        (
            "vi",
            "có / có thể còn cụm chưa rõ huyện",
            "đất công nghiệp chưa cho thuê (≤ 100 ha): 0 ha–72,44 ha – đạt",
        ),
        (
            "en",
            "yes / clusters of unknown district may belong here",
            "industrial land not yet leased (≤ 100 ha): 0 ha–72.44 ha – holds",
        ),
    ],
)
def test_a_district_may_found_where_no_value_of_its_land_says_otherwise(language, verdict, conditions):
    assert line_about("founding", TUYEN_QUANG, language, "Huyện Sơn Dương") == (
        "Huyện Sơn Dương",
        verdict,
        conditions,
        "–",
    )


@pytest.mark.parametrize(
    ("day", "decree", "limit"),
    [
        ("2018-12-31", "NĐ 68/2017/NĐ-CP", "< 50 ha"),
        ("2024-04-30", "NĐ 66/2020/NĐ-CP", "< 50 ha"),
        ("2024-05-01", "NĐ 32/2024/NĐ-CP", "≤ 100 ha"),
    ],
)
def test_the_decree_of_the_day_sets_the_limit_of_the_land(day, decree, limit):
    shown = section("founding", ("08", "2024", day), "vi")
    assert decree in shown.headline
    assert f"đất công nghiệp chưa cho thuê ({limit})" in page_text(shown, "vi")


PHUC_UNG_EXPANDED = {
    "vi": ("15. Phúc Ứng", "có", "không"),
    "en": ("15. Phúc Ứng", "yes", "no"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cluster_of_75_hectares_is_within_its_limits_and_may_not_grow(language):
    found = line_about("expansion", TUYEN_QUANG, language, "15. Phúc Ứng")
    assert found[:3] == PHUC_UNG_EXPANDED[language]
    held = {"vi": "diện tích tối đa (≤ 75 ha): 75 ha – đạt", "en": "area at most (≤ 75 ha): 75 ha – holds"}
    room = {"vi": "còn có thể mở rộng, ha: 0", "en": "room left below the limit, ha: 0"}
    assert found[3].startswith(held[language])
    assert found[3].endswith(room[language])


def test_the_test_of_the_districts_is_not_asked_in_the_edition_without_districts():
    asked = "Điều kiện này xét theo huyện, nên chỉ tính được cho tỉnh hoặc huyện theo địa giới năm 2024."
    assert section("founding", ("08", "2025", "2025-12-28"), "vi") == Shown(asked)
    assert section("founding", ("VN", "2024", "2025-06-30"), "vi") == Shown(asked)


@pytest.mark.parametrize("district", ["070", "071", "072", "073", "074", "075", "076"])
def test_a_district_gets_the_same_verdict_alone_as_among_the_others(district):
    (alone,) = lines_of("founding", (district, "2024", "2025-06-30"), "vi")
    assert alone in lines_of("founding", TUYEN_QUANG, "vi")


def test_no_district_has_its_first_cluster_where_the_district_of_a_cluster_is_not_known():
    found = lines_of("founding", NINH_THUAN, "en")
    assert {line[1] for line in found[:-1]} == {"cannot be decided / clusters of unknown district may belong here"}
