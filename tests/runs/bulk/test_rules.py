"""`--each`: what it says stands in for what the definition says; what it cannot say is told with the nearest."""

from __future__ import annotations

import pytest

from icanalysis.errors import BadParameter, UnknownPlace, UserError
from icanalysis.runs.bulk.making import Batch
from icanalysis.runs.bulk.rules import varied
from icanalysis.runs.printing.definitions import Definition, Each, definition
from icanalysis.sources import workspace
from icanalysis.sources.workspace import PUBLISHED
from tests.runs.printing import orders

MONTHLY = orders.definition(
    "attainment",
    parameters={"edition": "2024", "language": "vi"},
    each=(Each("place", all=True), Each("as_of", latest=1)),
)


def rules(*asked: str, made: Definition = MONTHLY) -> dict[str, Each]:
    """The rules of a report that varies as asked, by parameter."""
    return {one.parameter: one for one in varied(made, asked, {})[0].each}


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("place=all", Each("place", all=True)),
        ("place=below:08", Each("place", below="08")),
        ("place=level:commune", Each("place", level="commune")),
        ("place=below:08,level:district", Each("place", below="08", level="district")),
        ("as_of=latest:12", Each("as_of", latest=12)),
        ("edition=in-force", Each("edition", in_force=True)),
    ],
)
def test_a_rule_takes_the_place_of_that_of_the_definition(said: str, rule: Each):
    found = rules(said)
    assert found[rule.parameter] == rule
    assert set(found) == {"place", "as_of", rule.parameter}


def test_values_stand_in_for_a_fixed_parameter_and_keep_their_zeros():
    made, values = varied(MONTHLY, ["edition=2025", "place=08,194"], {"language": ["en"]})
    assert values == {"language": ["en"], "edition": ("2025",), "place": ("08", "194")}
    assert made == MONTHLY


def test_a_rule_stands_in_for_a_fixed_parameter():
    audit = definition("audit")
    made, _ = varied(audit, ["place=all"], {})
    assert (made.each, set(made.parameters)) == ((Each("place", all=True),), {"edition", "language"})


def test_rules_stand_in_for_cases_when_they_give_all_of_them():
    review = definition("midterm_review")
    made, _ = varied(review, ["place=all", "as_of=latest:1"], {})
    assert (made.cases, [one.parameter for one in made.each]) == ((), ["edition", "place", "as_of"])
    with pytest.raises(BadParameter, match=r"cases of this report give as_of, place together\. Ask for as_of too"):
        varied(review, ["place=all"], {})
    assert varied(review, ["place=194"], {})[0].cases == review.cases


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        ("place", BadParameter, r"--each 'place' says no rule\. Write place=all"),
        ("plase=all", BadParameter, r"There is no parameter 'plase'\. Did you mean 'place'\?"),
        ("place=belov:08", BadParameter, r"There is no rule 'belov'\. Did you mean 'below'\?"),
        ("place=level:comune", BadParameter, r"there is no level 'comune'\..*Did you mean 'commune' or"),
        ("place=latest:3", BadParameter, r"the rule 'latest' is for 'as_of', not for 'place'"),
        ("as_of=latest:few", BadParameter, r"'few' is no number of the latest days"),
        ("as_of=latest:0", BadParameter, r"'0' is no number of the latest days"),
        ("place=all,08", BadParameter, r"'place' needs values or a rule, not 'all,08'"),
        ("place=below:", BadParameter, r"'place' needs values or a rule, not 'below:'"),
        ("place=below:08,below:22", BadParameter, r"'place' is given the rule 'below' twice"),
        ("place=all,level:district", BadParameter, r"'place' needs one rule \(.*\), not all, level"),
        ("place=below:8", UnknownPlace, r"There is no place '8'\. Did you mean '08' \(Tỉnh Tuyên Quang\) or"),
    ],
)
def test_what_cannot_be_said_is_told_with_the_nearest(said: str, error: type[UserError], words: str):
    with pytest.raises(error, match=words):
        varied(MONTHLY, [said], {})


@pytest.mark.parametrize("asked", [(["place=all", "place=08"], {}), (["place=all"], {"place": ["08"]})])
def test_a_parameter_asked_for_twice_is_refused(asked):
    with pytest.raises(BadParameter, match=r"'place' is asked for twice\."):
        varied(MONTHLY, *asked)


def test_all_places_with_figures_of_the_published_tables():
    jobs = Batch.of("monthly", {}, ["place=all"]).jobs
    assert {job.parameters["place"] for job in jobs} >= {"08", "22", "58", "194", "VN"}
    assert [job.stem for job in jobs if job.refusal] == []


def test_all_communes_of_a_simulated_province_for_twelve_months(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(workspace.VARIABLE, str(PUBLISHED.parent / "demo"))
    jobs = Batch.of("monthly", {}, ["edition=2025", "place=below:08,level:commune", "as_of=latest:12"]).jobs
    assert len(jobs) == len({job.stem for job in jobs}) == 124 * 12
    assert {job.parameters["edition"] for job in jobs} == {"2025"}
    assert len({job.parameters["as_of"] for job in jobs}) == 12
    assert [job.stem for job in jobs if job.refusal] == []
