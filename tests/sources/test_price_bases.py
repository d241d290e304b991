"""Figures at different stated prices are never set against each other."""

from __future__ import annotations

import polars as pl
import pytest

from icanalysis.errors import MixedPriceBases
from icanalysis.schemas.terms import PRICE_BASES
from icanalysis.sources.price_bases import UNSTATED, mixed_claims, mixed_targets
from icanalysis.sources.tables import load
from tests.conftest import DONE, PLAN
from tests.workspaces import Workspace

STATED = [basis for basis in PRICE_BASES if basis not in UNSTATED]
PAIRS = [(one, other) for one in PRICE_BASES for other in PRICE_BASES]


def observed(**bases: str) -> pl.DataFrame:
    return pl.DataFrame({"observation_id": list(bases), "price_basis": list(bases.values())})


def planned(**bases: str) -> pl.DataFrame:
    schema = {"target_id": pl.String, "price_basis": pl.String}
    return pl.DataFrame({"target_id": list(bases), "price_basis": list(bases.values())}, schema=schema)


def claimed(**pairs: tuple[str, str | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [{"claim_id": name, "figure_id": figure, "base_id": base} for name, (figure, base) in pairs.items()],
        schema={"claim_id": pl.String, "figure_id": pl.String, "base_id": pl.String},
    )


def test_a_target_at_other_prices_is_refused_with_row_bases_and_what_to_do(target_at_other_prices: Workspace):
    with pytest.raises(MixedPriceBases) as refused:
        load("observations")
    assert str(refused.value) == (
        f"observations: row '{DONE}' is at prices 'constant_2010', but its 'target_id' is '{PLAN}' at 'current' "
        "(1 such rows). Figures at different price bases are never compared: correct price_basis, "
        "or name a 'target_id' at the same prices."
    )
    assert refused.value.exit_code == 6


def test_a_claim_at_other_prices_is_refused_with_row_and_bases(claim_at_other_prices: Workspace):
    complaint = (
        "claims: row 'c_o_nt_2015_gross_output_compound_growth.*' is at prices 'constant_1994', "
        "but its 'base_id' is 'o_nt_2011_gross_output' at 'current'"
    )
    with pytest.raises(MixedPriceBases, match=complaint):
        load("claims")


def test_other_tables_still_load(claim_at_other_prices: Workspace):
    assert load("observations").collect().height


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_target_is_mixed_exactly_where_both_bases_are_stated_and_differ(one: str, other: str):
    frame = observed(o=one).with_columns(target_id=pl.lit("t"))
    mixed = mixed_targets(frame, targets=planned(t=other))
    assert bool(mixed.height) == (one != other and {one, other} <= set(STATED))


def test_an_observation_that_names_no_target_is_never_mixed():
    frame = observed(o="current").with_columns(target_id=pl.lit(None, pl.String))
    assert mixed_targets(frame, targets=planned(t="constant_2010")).is_empty()


def test_a_claim_about_a_claim_has_the_prices_of_its_figure():
    seen = observed(now="current", then="constant_2010")
    claims = claimed(times=("now", None), yearly=("times", "then"))
    mixed = mixed_claims(claims, observations=seen, targets=planned())
    assert mixed.rows() == [("yearly", "current", "then", "constant_2010")]


def test_a_claim_may_hold_an_observation_against_a_target_at_the_same_prices():
    claims = claimed(share=("now", "plan"))
    assert mixed_claims(claims, observations=observed(now="current"), targets=planned(plan="current")).is_empty()
    assert mixed_claims(claims, observations=observed(now="current"), targets=planned(plan="constant_1994")).height == 1
