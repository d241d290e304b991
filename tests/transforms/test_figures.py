from __future__ import annotations

import polars as pl
import pytest

from icanalysis.transforms.figures import figures_of, multiples_of, qualifier_of, qualifier_of_sum
from tests.transforms.frames import claims, measured, observations, only, targets


def planned(**said: object) -> dict:
    """The figure of one target, beside an observation that does not matter."""
    known = figures_of(measured(observations({"value": 1.0})), targets=measured(targets(said)))
    return only(known.filter(pl.col("table") == "targets"))


def test_observations_and_targets_stand_in_one_list_by_their_identifiers():
    known = figures_of(measured(observations({"value": 9_200.0})), targets=measured(targets({"value": 15_700.0})))
    assert known.select("figure_id", "figure", "table").collect().rows() == [
        ("o1", 9_200.0, "observations"),
        ("t1", 15_700.0, "targets"),
    ]


@pytest.mark.parametrize(("value", "unit"), [(9_200.0, 100.0), (7_699.0, 1.0), (108.7, 0.1)])
def test_a_value_may_have_been_rounded_to_its_trailing_zeros(value: float, unit: float):
    known = figures_of(measured(observations({"value": value})), targets=measured(targets({"value": 1.0})))
    assert only(known.filter(pl.col("figure_id") == "o1"))["figure_unit"] == pytest.approx(unit)


def test_a_plan_that_a_named_document_sets_is_exact_to_its_last_digit():
    assert planned(value=25_000.0, document_id="d1")["figure_unit"] == 1.0


def test_a_plan_known_from_a_text_alone_may_have_been_rounded():
    assert planned(value=25_000.0)["figure_unit"] == 1_000.0


def test_a_plan_of_about_so_much_is_rounded_whoever_sets_it():
    assert planned(value=25_000.0, document_id="d1", qualifier="about")["figure_unit"] == 1_000.0


def test_a_printed_multiple_and_a_printed_growth_are_figures_of_their_own():
    said = claims({"claim_kind": "multiple", "printed": "3.17"}, {"claim_kind": "growth", "printed": "39.5"})
    known = figures_of(measured(observations({"value": 100.0})), targets=measured(targets({"value": 1.0})))
    times = said.pipe(multiples_of, figures=known).select("figure_id", "figure", "figure_unit").collect()
    assert times.rows() == [("c1", 3.17, pytest.approx(0.01)), ("c2", pytest.approx(1.395), pytest.approx(0.001))]


def test_other_claims_are_no_multiples():
    said = claims({"claim_kind": "share", "printed": "50"})
    known = figures_of(measured(observations({"value": 100.0})), targets=measured(targets({"value": 1.0})))
    assert said.pipe(multiples_of, figures=known).collect().is_empty()


@pytest.mark.parametrize(
    ("qualifiers", "word"),
    [
        (None, "exact"),
        ("leased_land_ha:nearly", "nearly"),
        ("workers:about; leased_land_ha:over", "over"),
        ("not_leased_land_ha:over", "exact"),
    ],
)
def test_a_list_of_qualifiers_names_each_column(qualifiers: str | None, word: str):
    frame = pl.DataFrame({"qualifiers": [qualifiers]}, schema={"qualifiers": pl.String})
    assert frame.select(qualifier_of("leased_land_ha")).item() == word


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (["exact", "exact"], "exact"),
        (["over"], "over"),
        (["exact", "over", "over"], "over"),
        (["nearly", "exact"], "nearly"),
        (["over", "nearly"], "about"),
        (["about", "over"], "about"),
    ],
)
def test_a_sum_has_the_word_of_its_parts_where_they_agree(words, word):
    frame = pl.DataFrame({"qualifier": words})
    assert frame.select(qualifier_of_sum(pl.col("qualifier"))).item() == word
