"""Jobs: what varies, in an order that is always the same; what is asked for by name is right, or nothing is run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icanalysis.errors import BadParameter, UnknownPlace
from icanalysis.runs.printing.definitions import Each, Expected, definition
from icanalysis.runs.printing.inputs import Inputs, key_of
from icanalysis.runs.printing.jobs import jobs_of
from icanalysis.runs.printing.varying import within
from icanalysis.sources.tables import load
from tests.runs.printing import orders

PLACES = ["08", "22", "58", "070", "194"]
MADE_FROM = Inputs("t", {"2024": "b"}, "n", "o", "c", "0.1.0", "l")


def monthly(*each: Each, **changed: object):
    """A monthly report that varies over this."""
    return orders.definition("attainment", parameters={"edition": "2024", "language": "vi"}, each=each, **changed)


def stems(made, asked=None, **further) -> list[str]:
    """The names of its jobs."""
    return [job.stem for job in jobs_of("trial", made, asked or {}, **further)]


def parameters(made, asked=None, **further) -> set[tuple[str, str, str]]:
    """Edition, place and day of its jobs."""
    found = (job.parameters for job in jobs_of("trial", made, asked or {}, **further))
    return {(one["edition"], one["place"], one["as_of"]) for one in found}


def test_leading_zeros_reach_the_parameters():
    (job,) = jobs_of("monthly", definition("monthly"), {"place": ["08"], "as_of": ["2021-07-31"]})
    assert job.parameters == {"edition": "2024", "place": "08", "as_of": "2021-07-31", "language": "vi"}
    assert job.stem == "monthly_2024_08_2021-07-31_vi"


def test_all_places_with_figures_each_with_the_latest_day_of_its_own_map():
    seen = load("observations").drop_nulls("window_end").with_columns(pl.col("edition").cast(pl.String))
    is_old, day = pl.col("edition") == "2024", pl.col("window_end")
    in_time = seen.filter(is_old == (day < date(2025, 7, 1)))
    latest = in_time.group_by("edition", "place_code").agg(day.max().cast(pl.String)).collect()
    assert parameters(definition("monthly")) == set(latest.rows())


def test_a_period_is_reported_on_the_map_of_its_last_day_and_its_places():
    june = parameters(definition("monthly"), until=date(2025, 6, 30))
    december = parameters(definition("monthly"), until=date(2025, 12, 31))
    assert {edition for edition, _, _ in june} == {"2024"}
    assert {"08", "58", "075"} <= {place for _, place, _ in june}
    assert december == {("2025", "08", "2025-12-31")}


def test_figures_from_before_a_map_are_not_reported_on_it():
    (job,) = jobs_of("monthly", definition("monthly"), {}, until=date(2025, 7, 31))
    assert (job.parameters["edition"], job.parameters["place"]) == ("2025", "08")
    assert "has no figures of a day that the report may take" in str(job.refusal)


def test_a_half_year_is_reported_on_the_map_of_its_last_day():
    found = [stems(definition("clusters_half_year"), until=date(2025, *end))[0] for end in ((6, 14), (12, 14))]
    assert [stem.split("_")[1] for stem in found] == ["2024", "2025"]


def test_a_place_that_is_asked_for_by_name_is_that_of_the_newest_map_that_has_figures_of_it():
    assert parameters(definition("monthly"), {"place": ["08", "58"]}) == {
        ("2025", "08", "2025-12-31"),
        ("2024", "58", "2024-12-31"),
    }


def test_days_on_both_sides_of_the_reform_are_of_both_maps():
    asked = {"place": ["08"], "as_of": ["2021-07-31", "2025-12-31"]}
    assert parameters(definition("monthly"), asked) == {("2024", "08", "2021-07-31"), ("2025", "08", "2025-12-31")}


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("58", r"Tỉnh Ninh Thuận \(58\) lies in Tỉnh Khánh Hòa \(56\) since 2025-07-01\..* edition 2024\."),
        ("075", r"Huyện Yên Sơn \(075\) lies in Tỉnh Tuyên Quang \(08\) since 2025-07-01\."),
    ],
)
def test_a_place_that_was_abolished_is_refused_with_its_successor_unless_its_map_is_named(place: str, said: str):
    with pytest.raises(UnknownPlace, match=said):
        stems(definition("monthly"), {"place": [place], "as_of": ["2025-12-31"]})
    named = {"place": ["58"], "as_of": ["2025-12-31"], "edition": ["2024"]}
    assert stems(definition("monthly"), named) == ["trial_2024_58_2025-12-31_vi"]


def test_an_edition_that_is_asked_for_by_name_stands_in_for_the_map_in_force():
    assert {edition for edition, _, _ in parameters(definition("monthly"), {"edition": ["2024"]})} == {"2024"}
    assert ("2024", "58", "2025-12-31") in parameters(definition("monthly"), {"edition": ["2024"]})


def test_a_report_that_says_nothing_of_the_edition_is_of_the_map_in_force():
    made = orders.definition("attainment", each=(Each("place", below="08"), Each("as_of", latest=1)))
    assert parameters(made, until=date(2025, 12, 31)) == {("2025", "08", "2025-12-31")}


def test_only_a_day_that_was_named_is_refused_a_usual_one_gives_way():
    made = orders.definition("attainment", parameters={"edition": "2024", "place": "58"})
    assert stems(made) == ["trial_2024_58_2025-12-31_vi"]
    assert stems(monthly(), {"place": ["08"]}) == ["trial_2024_08_2021-07-31_vi"]
    with pytest.raises(BadParameter, match=r"'2021-07-31' is not a choice"):
        stems(made, {"as_of": ["2021-07-31"]})


def test_a_rule_that_finds_no_place_is_refused_in_a_sentence():
    (job,) = jobs_of("trial", monthly(Each("place", level="commune"), Each("as_of", latest=1)), {})
    assert str(job.refusal) == "No place that the report may take has figures in edition 2024."


def test_places_below_a_place_are_it_and_its_districts():
    found = stems(monthly(Each("place", below="08"), Each("as_of", latest=1)))
    codes = [stem.split("_")[2] for stem in found]
    assert codes[0] == "08"
    assert set(codes) <= within("2024", "08")
    assert len(codes) > 3


def test_of_places_below_a_place_those_of_a_level():
    found = stems(monthly(Each("place", below="08", level="district"), Each("as_of", latest=1)))
    assert {len(stem.split("_")[2]) for stem in found} == {3}


def test_periods_are_the_latest_days_of_a_place():
    made = monthly(Each("as_of", latest=3))
    found = jobs_of("trial", made, {"place": ["08"]})
    days = [job.parameters["as_of"] for job in found]
    assert len(days) == 3
    assert days == sorted(days, reverse=True)


def test_editions_vary_too():
    made = orders.definition("audit", parameters={"place": "all"}, each=(Each("edition", values=("2024", "2025")),))
    assert stems(made) == ["trial_2024_all_vi", "trial_2025_all_vi"]


def test_cases_are_jobs_of_their_own_and_one_can_be_asked_for():
    made = definition("midterm_review")
    assert len(stems(made)) == 2
    assert stems(made, {"place": ["194"]}) == ["trial_2024_194_2019-12-31_vi"]


def test_a_place_that_no_case_names_is_what_was_asked_for():
    asked = {"place": ["08"], "as_of": ["2021-07-31"]}
    assert stems(definition("midterm_review"), asked) == ["trial_2024_08_2021-07-31_vi"]


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"plase": ["08"]}, BadParameter, r"There is no parameter 'plase'\. Did you mean 'place'\?"),
        ({"place": ["8"]}, UnknownPlace, r"There is no place '8' with figures in edition 2025\. Did you mean '08'"),
        ({"place": ["08", "8"]}, UnknownPlace, r"There is no place '8'"),
        ({"place": ["08"], "as_of": ["2021-07-30"]}, BadParameter, r"'2021-07-30' is not a choice of 'as_of'"),
        ({"language": ["vn"]}, BadParameter, r"'vn' is not a choice of 'language'"),
        ({"edition": ["2023"]}, BadParameter, r"'2023' is not a choice of 'edition'"),
        ({"interactive": ["true"]}, BadParameter, r"There is no parameter 'interactive'"),
    ],
    ids=["name", "place", "one of two places", "day", "language", "edition", "mode"],
)
def test_what_is_asked_for_by_name_is_right_or_nothing_is_run(asked, error, said):
    with pytest.raises(error, match=said):
        jobs_of("monthly", definition("monthly"), asked)


def test_a_place_of_a_rule_without_the_day_is_refused_alone():
    jobs = {job.parameters["place"]: job for job in jobs_of("m", definition("monthly"), {"as_of": ["2021-07-31"]})}
    assert jobs["08"].refusal is None
    assert "'2021-07-31' is not a choice of 'as_of' (place 22, edition 2024)" in str(jobs["22"].refusal)


def test_until_takes_no_later_day():
    for job in jobs_of("trial", monthly(Each("place", all=True), Each("as_of", latest=1)), {}, until=date(2021, 7, 31)):
        assert job.parameters["as_of"] <= "2021-07-31"
        assert (job.refusal is None) == (job.parameters["place"] not in ("22", "VN"))  # these have later days only


def test_a_newest_day_that_is_too_far_back_is_refused():
    made = monthly(Each("as_of", latest=1), expected=Expected(oldest_days=31))
    (good,) = jobs_of("trial", made, {"place": ["08"]}, until=date(2021, 8, 31))
    (old,) = jobs_of("trial", made, {"place": ["08"]}, until=date(2021, 9, 1))
    assert good.refusal is None
    assert str(old.refusal).startswith(
        "There are no figures since 2021-07-31, and the report takes none that are older"
    )
    (older,) = jobs_of("trial", made, {"place": ["08"]}, until=date(2021, 9, 20))
    assert str(older.refusal) == str(old.refusal)


@settings(max_examples=12)
@given(st.lists(st.sampled_from(PLACES), min_size=1, unique=True), st.booleans())
def test_the_order_of_names_makes_no_difference_to_which_jobs_there_are(places, day_first):
    asked = {"place": places, "language": ["vi"]}
    turned = dict(reversed(asked.items())) if day_first else asked
    made = definition("monthly")
    assert stems(made, asked) == stems(made, turned)
    assert set(stems(made, asked)) == set(stems(made, asked | {"place": places[::-1]}))


@settings(max_examples=12)
@given(st.lists(st.sampled_from(PLACES), min_size=1))
def test_no_two_jobs_have_the_same_name(places):
    found = stems(definition("monthly"), {"place": places})
    assert len(found) == len(set(found)) == len(set(places))


@given(st.permutations(["edition", "place", "as_of"]), st.permutations(["html", "docx", "pdf"]))
def test_a_key_does_not_depend_on_the_order(order, formats):
    values = {"edition": "2024", "place": "08", "as_of": "2021-07-31"}
    turned = {name: values[name] for name in order}
    first = key_of("monthly", values, ("html", "docx", "pdf"), MADE_FROM)
    assert key_of("monthly", turned, tuple(formats), MADE_FROM) == first


@pytest.mark.parametrize("what", ["tables", "notebook", "office", "code"])
def test_a_key_is_another_when_what_a_run_is_made_from_is(what: str):
    other = replace(MADE_FROM, **{what: "x"})
    assert key_of("m", {}, ("html",), MADE_FROM) != key_of("m", {}, ("html",), other)
