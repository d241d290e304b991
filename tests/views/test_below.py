from __future__ import annotations

import polars as pl
import pytest

from icanalysis.views.below import children_of, codes_above, codes_within, districts
from tests.views.pages import lines

WHERE = {"place": "08", "edition": "2024", "as_of": "2021-07-31", "language": "vi"}
SON_DUONG = "t_sd_2021_gross_output"
HAM_YEN = {
    "target_id": "t_hy_2021_gross_output",
    "place_code": "074",
    "low_value": "1000",
    "high_value": "1000",
}


@pytest.fixture
def two_districts(workspace):
    """Sơn Dương with 1,029 of 3,993 and Hàm Yên with 800 of 1,000, in the first quarter of 2021."""

    def observed(frame: pl.DataFrame) -> pl.DataFrame:
        known = frame.filter(pl.col("place_code") == "076", pl.col("indicator_id") == "gross_output")
        other = known.filter(pl.col("window_end") == "2021-03-31").with_columns(
            observation_id=pl.lit("o_hy_2021_03"), place_code=pl.lit("074"), value=pl.lit("800")
        )
        assert other.height == 1
        return pl.concat([frame, other])

    def planned(frame: pl.DataFrame) -> pl.DataFrame:
        other = frame.filter(pl.col("target_id") == SON_DUONG).with_columns(
            pl.lit(text).alias(name) for name, text in HAM_YEN.items()
        )
        return pl.concat([frame, other])

    workspace(observations=observed, targets=planned)


def test_the_joint_share_comes_from_sums_and_the_least_far_is_named(two_districts):
    name, unit, coverage, value, plan, share, worst = lines(districts(**WHERE), "vi")[0]
    assert name.startswith("Giá trị sản xuất công nghiệp")
    assert coverage == "2 / 7"
    assert (value, plan, unit) == ("1.829", "4.993", "tỷ đồng")
    assert share == "36,6%"  # (1,029 + 800) ÷ (3,993 + 1,000); the average of 25.8% and 80.0% would be 52.9%
    assert worst == "Huyện Sơn Dương (25,8%)"


def test_units_below_have_english_names_on_an_english_page(two_districts):
    shown = districts(**WHERE | {"language": "en"})
    assert "Sơn Dương District" in shown.headline
    assert lines(shown, "en")[0][-1] == "Sơn Dương District (25.8%)"


def test_shares_stand_on_the_rows_of_every_place_they_add_up(two_districts):
    figures = {figure.key.rpartition(".")[2]: figure for figure in districts(**WHERE).figures}
    assert {"observations:o_hy_2021_03", "targets:t_hy_2021_gross_output", f"targets:{SON_DUONG}"} <= set(
        figures["attainment_share"].rows
    )


def test_a_place_without_places_below_says_so():
    shown = districts(place="194", edition="2024", as_of="2019-12-31", language="vi")
    assert (shown.headline, shown.body) == (
        "Chưa đơn vị cấp dưới nào có cả giá trị và kế hoạch đến ngày báo cáo.",
        None,
    )


def test_the_places_within_a_province_are_its_districts_and_their_communes():
    within = codes_within("08", "2024")
    assert {"070", "076"} < set(within)
    assert "02569" in within
    assert "08" not in within
    assert len(within) == 7 + 137


def test_within_a_commune_there_is_nothing():
    assert codes_within("02569", "2024") == ()


def test_the_country_has_provinces_right_below_it_and_no_regions():
    assert set(children_of("VN", "2024")["place_code"].str.len_chars()) == {2}
    assert children_of("VN", "2024").height == 63


def test_above_a_place_is_all_that_it_lies_in_and_nothing_above_the_country():
    assert set(codes_above(["070", "194"], "2024")) == {"08", "22", "VN"}
    assert codes_above(["VN"], "2024") == codes_above([], "2024") == ()
