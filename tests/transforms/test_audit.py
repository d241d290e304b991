"""The verdicts on hand-worked and on published figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.schemas import terms
from icanalysis.transforms.audit import distance, judged
from icanalysis.transforms.checks import of_attainment, of_claims, of_growth, of_occupancy, of_parts
from icanalysis.transforms.figures import figures_of
from icanalysis.transforms.targets import with_targets
from tests.transforms.frames import (
    Row,
    audited,
    claims,
    laws,
    measured,
    observations,
    only,
    sources,
    targets,
    verdict_of,
    zone_statuses,
)

YEAR_BEFORE = {"window_start": date(2020, 1, 1), "window_end": date(2020, 12, 31)}
NO_TARGETS = targets({"value": 1.0}).clear()
qualifiers = st.sampled_from(terms.QUALIFIERS)
percentages = st.decimals(-300, 900, places=1).map(str)
any_figures = st.floats(-1e9, 1e9).map(lambda figure: round(figure, 1)) | st.integers(-20, 20).map(float)


def attainment(value: float, plan: float, printed: str) -> pl.LazyFrame:
    seen = measured(observations({"value": value, "printed_attainment_pct": printed}))
    planned = targets({"value": plan, "document_id": "d1"})
    return seen.pipe(with_targets, targets=planned, sources=sources()).pipe(of_attainment)


def year_on_year(column: str, now: float, before: float, printed: str) -> pl.LazyFrame:
    rows = {"value": now, column: printed}, YEAR_BEFORE | {"value": before}
    return measured(observations(*rows)).pipe(of_growth, sources=sources())


def growth(now: float, before: float, printed: str) -> pl.LazyFrame:
    return year_on_year("printed_growth_pct", now, before, printed)


def index(now: float, before: float, printed: str) -> pl.LazyFrame:
    return year_on_year("printed_index_pct", now, before, printed)


def parts(total: float, *values: float, unit: str = "vnd_bn") -> pl.LazyFrame:
    rows = [{"value": total}, *({"value": value, "part_of_id": "o1"} for value in values)]
    return measured(observations(*rows), unit=unit).pipe(of_parts)


def claim(kind: str, figure: float | None, base: float | None, printed: str, **said: Any) -> pl.LazyFrame:
    measure = {"unit": "rank"} if kind == "rank_change" else {}
    seen = measured(observations({"value": figure}, YEAR_BEFORE | {"value": base}), **measure)
    known = figures_of(seen, targets=measured(NO_TARGETS, **measure))
    held = {"base_id": None if base is None else "o2", "claim_kind": kind, "printed": printed}
    return claims(held | said).pipe(of_claims, figures=known)


def rate_of_a_multiple(multiple: str, rate: str) -> pl.LazyFrame:
    """A yearly rate over five years, held against a multiple that is printed without its base."""
    known = figures_of(measured(observations({"value": 57_450.0})), targets=measured(NO_TARGETS))
    times = {"claim_kind": "multiple", "printed": multiple}
    yearly = {"claim_kind": "compound_growth", "printed": rate, "figure_id": "c1", "years": 5.0}
    return claims(times, yearly).pipe(of_claims, figures=known).filter(pl.col("check_id") == "claim:c2")


def occupancy(leased: float | None, land: float | None, printed: str, **said: Any) -> pl.LazyFrame:
    row = {"leased_land_ha": leased, "industrial_land_ha": land, "printed_occupancy_pct": printed} | said
    return zone_statuses(row).pipe(of_occupancy, table="zone_status", key="zone_status_id")


PUBLISHED = {
    "Móng Cái: 23,098 of 25,000 are 92.4 %": attainment(23_098, 25_000, "92.4"),
    "Móng Cái: 7,699 a year for three years": claim("average_per_year", 23_098, None, "7699", years=3.0),
    "Tuyên Quang, May 2024: 9,332.3 of 23,730 are 39.3 %": attainment(9_332.3, 23_730, "39.3"),
    "Tuyên Quang 2022: 17,670 on 15,156 are up 16.6 %": growth(17_670, 15_156, "16.6"),
    "Ninh Thuận: 42 = 32 + 3 + 7 projects": parts(42, 32, 3, 7, unit="project"),
    "Ninh Thuận: 2,745 = 2,223 + 229 + 293 MW": parts(2_745, 2_223, 229, 293, unit="mw"),
    "Ninh Thuận 2011-2015: 17 % a year": claim("compound_growth", 3_180, 1_701, "17", years=4.0),
    "3.17 times in five years is 26 % a year": rate_of_a_multiple("3.17", "26"),
    "Sơn Dương: industry is 39.85 % of output": claim("share", 5_341, 13_404.5, "39.85"),
    "Tháp Chàm: 13.52 of 17.63 ha are leased": occupancy(13.52, 17.63, "76.69"),
    "Hiếu Thiện: 6.23 of 30.5 ha are registered": occupancy(None, 30.5, "20.4", registered_land_ha=6.23),
    "Tháp Chàm, 2024: 18.27 of 18.27 ha": occupancy(18.27, None, "100", industrial_and_service_land_ha=18.27),
    "Đắk Lắk: about 241 of about 310 ha in all": occupancy(
        241, None, "78", total_area_ha=310.0, qualifiers="leased_land_ha:about; total_area_ha:about"
    ),
    "parks of the country: 101,600 less 47,500 of 101,600 ha": occupancy(
        None, 101_600, "53.2", unleased_land_ha=47_500.0
    ),
    "clusters of the country: 968 of 1,704": claim("share", 968, 1_704, "56.8"),
    "clusters of the country: 30,912 of 58,123 ha": claim("share", 30_912, 58_123, "53.2"),
}
CONTRADICTED = {
    "Tuyên Quang, first quarter 2025: 5,447 of 27,700 are 19.7 %, not 24.3": attainment(5_447, 27_700, "24.3"),
    "clusters of Tuyên Quang: 108.7 of 196 ha are 55.5 %, not 51.6": occupancy(108.7, 196, "51.6"),
    "nor are they of the 300 ha in all": occupancy(108.7, 196, "51.6", total_area_ha=300.0),
    "a stated base that does not meet, though another would": occupancy(
        108.7, 196, "36.2", total_area_ha=300.0, occupancy_denominator="industrial"
    ),
    "Ninh Thuận 2025: 3.17 times in five years is not 17.1 % a year": rate_of_a_multiple("3.17", "17.1"),
}
SHARP = {
    "attainment": (attainment(23_098, 25_000, "92.5"), attainment(23_098, 25_000, "92.3")),
    "growth": (growth(1_164.6, 1_138.1, "2.4"), growth(1_164.6, 1_138.1, "2.2")),
    "index": (index(1_164.6, 1_138.1, "102.4"), index(1_164.6, 1_138.1, "102.2")),
    "counted parts": (parts(43, 32, 3, 7, unit="project"), parts(41, 32, 3, 7, unit="project")),
    "parts": (parts(2_748, 2_223, 229, 293), parts(2_742, 2_223, 229, 293)),
    "share": (claim("share", 5_341, 13_404.5, "39.86"), claim("share", 5_341, 13_404.5, "39.83")),
    "multiple": (claim("multiple", 3_170.3, 1_000.3, "3.18"), claim("multiple", 3_170.3, 1_000.3, "3.16")),
    "compound growth": (
        claim("compound_growth", 3_180, 1_701, "17.1", years=4.0),
        claim("compound_growth", 3_180, 1_701, "16.8", years=4.0),
    ),
    "average": (
        claim("average_per_year", 23_098, None, "7701", years=3.0),
        claim("average_per_year", 23_098, None, "7698", years=3.0),
    ),
    "rank change": (claim("rank_change", 32, 37, "6"), claim("rank_change", 32, 37, "4")),
    "occupancy": (occupancy(13.52, 17.63, "76.9"), occupancy(13.52, 17.63, "76.5")),
}


@pytest.mark.parametrize("checks", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_published_figures_that_agree(checks: pl.LazyFrame):
    assert verdict_of(checks) == "consistent"


@pytest.mark.parametrize("checks", CONTRADICTED.values(), ids=CONTRADICTED.keys())
def test_published_figures_that_contradict(checks: pl.LazyFrame):
    assert verdict_of(checks) == "contradicts"


def test_a_figure_of_another_source_that_does_not_meet_is_no_contradiction():
    rows = {"value": 119.8, "printed_growth_pct": "14"}, YEAR_BEFORE | {"value": 101.3, "source_id": "authority"}
    check = only(measured(observations(*rows)).pipe(of_growth, sources=sources()).pipe(judged))
    assert (check["verdict"], check["reason"]) == ("cannot_be_checked", "other_source_differs")
    assert check["computed"] == pytest.approx(18.262586)


def test_a_figure_of_another_source_that_meets_confirms():
    rows = {"value": 119.8, "printed_growth_pct": "18.3"}, YEAR_BEFORE | {"value": 101.3, "source_id": "authority"}
    check = only(measured(observations(*rows)).pipe(of_growth, sources=sources()).pipe(judged))
    assert (check["verdict"], check["reason"]) == ("consistent", None)


@pytest.mark.parametrize("above_and_below", SHARP.values(), ids=SHARP.keys())
def test_a_few_units_in_the_last_digit_are_enough_to_contradict(above_and_below: tuple[pl.LazyFrame, pl.LazyFrame]):
    assert [verdict_of(checks) for checks in above_and_below] == ["contradicts"] * 2


def test_the_base_that_would_explain_51_6_percent_is_210_7_ha():
    row = only(audited(occupancy(108.7, 196, "51.6")))
    assert round(row["computed"], 1) == 55.5
    assert [round(row[f"implied_base{end}"], 1) for end in ("", "_low", "_high")] == [210.7, 210.5, 210.9]


def test_5_447_of_27_700_are_19_7_percent_between_the_ends_that_rounding_allows():
    row = only(audited(attainment(5_447, 27_700, "24.3")))
    assert round(row["computed"], 1) == 19.7
    assert row["computed_low"] < row["computed"] < row["computed_high"] < row["printed_low"] < 24.3
    assert row["reason"] is None


def test_the_wording_of_a_figure_widens_what_it_allows():
    assert verdict_of(occupancy(35, 70, "48")) == "contradicts"
    assert verdict_of(occupancy(35, 70, "48", qualifiers="leased_land_ha:nearly")) == "consistent"
    assert verdict_of(occupancy(35, 70, "52", qualifiers="leased_land_ha:nearly")) == "contradicts"


def test_a_rank_of_32_that_was_37_is_up_five_places_and_one_that_was_27_is_down():
    assert verdict_of(claim("rank_change", 32, 37, "5")) == "consistent"
    assert verdict_of(claim("rank_change", 32, 27, "-5")) == "consistent"
    assert verdict_of(claim("rank_change", 32, 27, "5")) == "contradicts"


UNCHECKABLE = {
    "an implied plan": (
        attainment(9_200, 15_726, "58.5").with_columns(base=pl.lit(None, pl.Float64)),
        "base_not_printed",
    ),
    "a rise in rank without the earlier rank": (claim("rank_change", 32, None, "5"), "base_not_printed"),
    "almost 3.5 times of nobody knows what": (
        claim("multiple", 4_000, None, "3.5", qualifier="nearly"),
        "base_not_printed",
    ),
    "a percentage of unprinted land": (occupancy(None, 196, "51.6"), "figure_not_printed"),
    "a percentage that is not of the whole area, with no other base printed": (
        occupancy(40, None, "55", total_area_ha=100.0),
        "base_not_printed",
    ),
    "a percentage that is not of registered land, with no leased land printed": (
        occupancy(None, 100, "55", registered_land_ha=40.0),
        "figure_not_printed",
    ),
    "a percentage of a base that is stated and not printed": (
        occupancy(40, 100, "40", occupancy_denominator="with_infrastructure"),
        "base_not_printed",
    ),
    "a share of nothing": (claim("share", 5, 0, "50"), "no_positive_base"),
    "growth from a loss": (growth(5, -2, "350"), "no_positive_base"),
    "a share of about 1, which may be next to nothing": (
        occupancy(5, 1, "833", qualifiers="industrial_land_ha:about"),
        "no_positive_base",
    ),
    "prices that differ": (
        growth(116, 100, "16").with_columns(hindrance=pl.lit("price_bases_differ")),
        "price_bases_differ",
    ),
}


@pytest.mark.parametrize(("checks", "reason"), UNCHECKABLE.values(), ids=UNCHECKABLE.keys())
def test_what_cannot_be_checked_says_why(checks: pl.LazyFrame, reason: str):
    row = only(audited(checks))
    assert (row["verdict"], row["reason"]) == ("cannot_be_checked", reason)
    assert (row["computed_low"], row["computed_high"]) == (None, None)


def test_what_cannot_be_checked_still_implies_a_base():
    row = only(audited(claim("share", 40, None, "25")))
    assert row["implied_base"] == 160.0
    assert row["implied_base_low"] < 160 < row["implied_base_high"]


IMPLIED = {
    "share": (claim("share", 40, None, "25"), 160.0),
    "growth": (growth(116, 90, "16"), 100.0),
    "index": (index(116, 90, "116"), 100.0),
    "multiple": (claim("multiple", 6, None, "2"), 3.0),
    "compound growth": (claim("compound_growth", 121, None, "10", years=2.0), 100.0),
    "rank change": (claim("rank_change", 32, None, "5"), 37.0),
    "occupancy": (occupancy(108.7, None, "51.6"), 108.7 / 0.516),
}


@pytest.mark.parametrize(("checks", "base"), IMPLIED.values(), ids=IMPLIED.keys())
def test_figure_and_printed_relation_imply_the_base_between_its_ends(checks: pl.LazyFrame, base: float):
    row = only(audited(checks))
    assert row["implied_base"] == pytest.approx(base)
    assert row["implied_base_low"] < base < row["implied_base_high"]


@pytest.mark.parametrize("checks", [parts(42, 42), claim("average_per_year", 6, None, "2", years=3.0)])
def test_sums_and_averages_have_no_base_to_imply(checks: pl.LazyFrame):
    row = only(audited(checks))
    assert (row["implied_base"], row["implied_base_low"], row["implied_base_high"]) == (None, None, None)


def test_a_share_that_may_be_nothing_leaves_the_implied_base_open_above():
    row = only(audited(claim("share", 5, None, "1", qualifier="about")))
    assert (row["implied_base"], row["implied_base_low"], row["implied_base_high"]) == (500.0, 250.0, None)


def test_a_fall_below_nothing_implies_no_base():
    row = only(audited(claim("compound_growth", 5, 3, "-300", years=2.5)))
    assert (row["verdict"], row["implied_base"]) == ("contradicts", None)


def test_contradictions_come_first_and_what_cannot_be_checked_last():
    mixed = pl.concat(
        [claim("share", 40, None, "25"), growth(116, 100, "16"), attainment(5_447, 27_700, "24.3")],
        how="vertical_relaxed",
    )
    found = mixed.pipe(judged).collect()
    assert found["verdict"].to_list() == ["contradicts", "consistent", "cannot_be_checked"]


def test_no_check_is_lost_or_doubled():
    every = pl.concat([*PUBLISHED.values(), *CONTRADICTED.values()], how="vertical_relaxed")
    assert every.pipe(judged).collect().height == len(PUBLISHED) + len(CONTRADICTED)


@laws
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(terms.CLAIM_KINDS), any_figures, any_figures, percentages, qualifiers, st.floats(0.5, 50)
        ),
        min_size=1,
        max_size=20,
    )
)
def test_every_verdict_is_one_of_three_and_the_computed_figure_lies_in_its_interval(rows: list[tuple]):
    seen: list[Row] = []
    said: list[Row] = []
    for number, (kind, figure, base, printed, word, years) in enumerate(rows):
        seen.append({"observation_id": f"f{number}", "value": figure, "qualifier": word})
        seen.append({"observation_id": f"b{number}", "value": base})
        held = {"claim_kind": kind, "printed": printed, "qualifier": word, "years": years}
        said.append(held | {"figure_id": f"f{number}", "base_id": f"b{number}"})
    known = figures_of(measured(observations(*seen)), targets=measured(NO_TARGETS))
    found = audited(claims(*said).pipe(of_claims, figures=known))
    assert found.height == len(rows)
    checked = found.filter(pl.col("verdict") != "cannot_be_checked")
    inside = pl.col("computed").is_between(pl.col("computed_low"), pl.col("computed_high"))
    assert checked.select((inside & pl.col("reason").is_null()).all()).item()
    assert found.filter(pl.col("verdict") == "cannot_be_checked")["reason"].null_count() == 0


def apart(checks: pl.LazyFrame) -> float | None:
    """How far a check is from what was printed."""
    return audited(checks).select(distance()).item()


def test_what_meets_within_its_rounding_is_nothing_apart():
    assert apart(attainment(5447, 27700, "19.7")) == 0


def test_24_3_percent_are_4_6_points_from_what_the_figures_give():
    assert apart(attainment(5447, 27700, "24.3")) == pytest.approx(24.25 - 19.67, abs=0.02)


def test_too_little_is_as_far_apart_as_too_much():
    assert apart(attainment(5447, 27700, "15.0")) == pytest.approx(19.66 - 15.05, abs=0.02)


def test_a_sum_is_apart_by_a_share_of_itself_whatever_its_unit():
    assert apart(parts(203.0, 51.0, 51.0)) == pytest.approx(0.49, abs=0.01)
    assert apart(parts(20.3, 5.1, 5.1)) == pytest.approx(0.49, abs=0.01)


def test_where_nothing_can_be_recomputed_nothing_is_apart():
    assert apart(claim("share", 5.0, None, "50")) is None
