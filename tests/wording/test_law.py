"""Every question, condition, verdict and figure of the legal tests is said in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from icanalysis.sources.tables import load
from icanalysis.sources.workspace import VARIABLE
from icanalysis.transforms import cluster_law
from icanalysis.transforms.cluster_law import REGIMES
from icanalysis.transforms.cluster_tests import expansion_tests, size_tests
from icanalysis.transforms.founding import founding_tests
from icanalysis.transforms.zone_facts import latest
from icanalysis.wording import law
from icanalysis.wording.language import LANGUAGES, words

TABLES = ("TESTS", "VERDICTS", "MET", "CONDITIONS", "READINGS", "RULE_NOTES", "FIGURES")


@pytest.fixture(scope="module")
def found() -> list[dict]:
    """Every condition that the tests make of the published zones, under every decree."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(VARIABLE, raising=False)
        days = [date(2008, 1, 1), *(regime.in_force_from for regime in REGIMES), date(2025, 12, 28)]
        return [row for day in days for row in conditions(day)]


def conditions(day: date) -> list[dict]:
    zones = load("zone_status").pipe(latest, as_of=day, sources=load("sources"))
    placed = zones.join(load("zones").select("zone_id", district="place_code"), on="zone_id")
    made = [size_tests(zones, as_of=day), expansion_tests(zones, as_of=day)]
    return [
        row
        for frame in [*made, founding_tests(placed, by="district", as_of=day)]
        for row in frame.collect().iter_rows(named=True)
    ]


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (law.VERDICTS, cluster_law.VERDICTS),
        (law.MET, cluster_law.VERDICTS),
        (law.SIGNS, set(cluster_law.OPERATORS) - {"is"}),
        (law.RULE_NOTES, cluster_law.RULE_NOTES),
    ],
)
def test_every_member_of_a_closed_list_has_a_word_and_no_word_is_left_over(table, members):
    assert set(table) == set(members)


def test_every_test_condition_and_missing_figure_of_the_published_zones_has_a_word(found):
    assert {row["test"] for row in found} == set(law.TESTS)
    assert {row["condition"] for row in found} <= set(law.CONDITIONS)
    assert {row["reading"] for row in found} - {None} <= set(law.READINGS)
    assert {name for row in found for name in row["missing"] or ()} <= set(law.FIGURES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_every_member_is_said_in_a_word_of_its_own(name, language):
    said = [words(language)(text) for text in vars(law)[name].values()]
    assert len(set(said)) == len(said)
    assert not [word for word in said if "_" in word or not word]


@pytest.mark.parametrize("name", TABLES)
def test_every_word_is_translated(name):
    assert [text for text in vars(law)[name].values() if words("vi")(text) == text] == []
