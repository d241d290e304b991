"""What the law leaves of a stage that a text prints."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.schemas import terms
from icanalysis.transforms.founding_acts import by_law
from icanalysis.transforms.statements import dated
from icanalysis.transforms.zone_facts import latest
from tests.transforms.frames import Row, laws, only, sources, zone_statuses

AS_OF = date(2025, 6, 30)
UNDATED = {"as_of": None, "as_of_basis": "undated_source"}
DECISION = UNDATED | {"stage": "established", "decision_number": "08/QĐ-UBND"}
PRESS = {"stage": "planned", "as_of": date(2025, 2, 17)}
PLAN = {"stage": "planned", "as_of": date(2023, 3, 30), "as_of_basis": "decision_date"}


def stage_of(*rows: Row, as_of: date = AS_OF) -> tuple[str | None, str | None]:
    """The stage at a day, and what was said in vain."""
    row = only(zone_statuses(*rows).pipe(latest, as_of=as_of, sources=sources()))
    return row["stage"], row["outranked_stage"]


def test_an_undated_founding_decision_outranks_a_dated_press_text():
    assert stage_of(DECISION, PRESS) == ("established", "planned")


@pytest.mark.parametrize(
    "founding",
    [
        {"stage": "established", "as_of_basis": "decision_date"},
        {"stage": "operating", "decision_number": "08/QĐ-UBND"},
        {"stage": None, "established_on": date(2024, 1, 2)},
    ],
    ids=["the day of a decision", "a number", "a day of establishment"],
)
def test_a_founding_decision_is_known_by_its_number_or_its_day(founding: Row):
    stage = founding["stage"] or "established"
    assert stage_of({"as_of": date(2024, 1, 2)} | founding, PRESS) == (stage, "planned")


def test_a_text_without_a_decision_founds_nothing():
    assert stage_of(UNDATED | {"stage": "established"}, PRESS) == ("planned", None)


def test_a_plan_decided_before_does_not_undo_a_founding_decision_dated_or_not():
    assert stage_of(DECISION, PLAN) == ("established", "planned")
    assert stage_of(DECISION | {"as_of": date(2024, 5, 1)}, PLAN) == ("established", "planned")


def test_a_later_decision_that_plans_the_zone_again_undoes_its_founding():
    founded = {"stage": "established", "established_on": date(2020, 1, 1), "as_of": date(2020, 1, 1)}
    assert stage_of(founded, PLAN) == ("planned", None)
    assert stage_of(founded, PLAN, PRESS) == ("planned", None)


def test_a_zone_founded_again_after_that_is_founded():
    first, again = ({"stage": "established", "established_on": date(year, 1, 1)} for year in (2020, 2024))
    assert stage_of(first | {"as_of": date(2020, 1, 1)}, again | {"as_of": date(2024, 1, 1)}, PLAN, PRESS)[0] == (
        "established"
    )


def test_a_decision_of_a_later_day_founds_nothing_yet():
    founding = {"stage": "established", "established_on": date(2025, 3, 1), "as_of": date(2025, 1, 1)}
    assert stage_of(founding, PRESS, as_of=date(2025, 2, 28))[1] is None
    assert stage_of(founding, PRESS, as_of=date(2025, 3, 1)) == ("established", "planned")


def test_a_stage_beyond_the_founding_is_left_to_the_latest_text():
    at_work = {"stage": "operating", "as_of": date(2024, 1, 1)}
    assert stage_of(DECISION, at_work) == ("operating", None)


def test_the_decision_of_one_zone_says_nothing_of_another():
    frame = zone_statuses(DECISION | {"zone_id": "a"}, PRESS | {"zone_id": "b"})
    found = frame.pipe(latest, as_of=AS_OF, sources=sources()).collect()
    assert dict(found.select("zone_id", "stage").rows()) == {"a": "established", "b": "planned"}


@laws
@given(
    st.lists(
        st.builds(
            dict,
            stage=st.sampled_from([None, *terms.ZONE_STAGES]),
            as_of=st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1)),
            as_of_basis=st.sampled_from(terms.DATE_BASES),
            decision_number=st.none() | st.just("1/QĐ"),
        ),
        min_size=1,
    )
)
def test_only_a_plan_is_ever_outranked_and_every_other_stage_stays_as_printed(rows: list[Row]):
    printed = zone_statuses(*rows)
    left = printed.pipe(dated, sources=sources()).pipe(by_law, as_of=AS_OF).collect()
    for before, after, vain in zip(printed.collect()["stage"], left["stage"], left["outranked_stage"], strict=True):
        assert (after, vain) in ((before, None), (None, before)) and vain in (None, "planned")
