"""Every word of the closed lists is said in both languages."""

from __future__ import annotations

import re

import polars as pl
import pytest

from icanalysis.schemas import results, terms
from icanalysis.sources.workspace import PUBLISHED
from icanalysis.transforms import land_funnel
from icanalysis.wording import units
from icanalysis.wording.language import LANGUAGES, catalogue

LEVELS_BELOW = ("province", "district", "commune")


def published_sectors() -> set[str]:
    """The sectors of the projects that come with the suite."""
    projects = pl.read_csv(PUBLISHED / "projects.csv", infer_schema=False)
    return set(projects["sector"].drop_nulls())


SHOWN = {
    "UNITS": (units.UNITS, terms.UNITS),
    "LABELS": (units.LABELS, {*terms.OFFICIAL_LABELS, *results.COMPUTED_LABELS}),
    "VERDICTS": (units.VERDICTS, results.VERDICTS),
    "REASONS": (units.REASONS, results.REASONS),
    "CHECK_KINDS": (units.CHECK_KINDS, results.CHECK_KINDS),
    "QUALIFIERS": (units.QUALIFIERS, terms.QUALIFIERS),
    "STATUSES": (units.STATUSES, terms.STATUSES),
    "PRICE_BASES": (units.PRICE_BASES, terms.PRICE_BASES),
    "SOURCE_CLASSES": (units.SOURCE_CLASSES, terms.SOURCE_CLASSES),
    "DOCUMENT_KINDS": (units.DOCUMENT_KINDS, terms.DOCUMENT_KINDS),
    "ZONE_KINDS": (units.ZONE_KINDS, terms.ZONE_KINDS),
    "ONE_ZONE": (units.ONE_ZONE, terms.ZONE_KINDS),
    "LEVELS_BELOW": (units.LEVELS, LEVELS_BELOW),
    "ONE_PLACE": (units.ONE_PLACE, LEVELS_BELOW),
    "PLACED_BY": (units.PLACED_BY, (*LEVELS_BELOW, "not_placed")),
    "ZONE_STAGES": (units.ZONE_STAGES, terms.ZONE_STAGES),
    "LAND_STAGES": (units.LAND_STAGES, land_funnel.STAGES),
    "NUMERATORS": (units.NUMERATORS, terms.NUMERATORS),
    "DENOMINATORS": (units.DENOMINATORS, terms.DENOMINATORS),
    "SCOPES": (units.SCOPES, terms.SCOPES),
    "SECTORS": (units.SECTORS, published_sectors()),
    "PROJECT_STATUSES": (units.PROJECT_STATUSES, terms.PROJECT_STATUSES),
    "RECOMMENDATION_STATUSES": (units.RECOMMENDATION_STATUSES, terms.RECOMMENDATION_STATUSES),
}
NEVER_SHOWN = {
    "EDITIONS",
    "LEVELS",
    "INDICATOR_KINDS",
    "DIRECTIONS",
    "AGGREGATIONS",
    "TOPICS",
    "COUNTED_UNITS",
    "TARGET_KINDS",
    "TARGET_VERSIONS",
    "CLOCKS",
    "OFFICIAL_LABELS",
    "CLAIM_KINDS",
    "DATE_BASES",
}
"""Lists that no page shows word by word; claim kinds and official labels are said through other lists."""
VIETNAMESE_TOO = {"trong", "may"}
"""English pieces that are Vietnamese words as well: "may" is to sew."""
LATIN_IN_VIETNAMESE = {"USD", "kWh", "MW", "ha"}


def test_every_closed_list_is_said_or_known_not_to_be():
    lists = {name for name, value in vars(terms).items() if name.isupper() and isinstance(value, tuple)}
    assert lists == (SHOWN.keys() & lists) | NEVER_SHOWN
    assert not SHOWN.keys() & NEVER_SHOWN


@pytest.mark.parametrize("name", SHOWN)
def test_every_member_has_a_word_and_no_word_is_left_over(name):
    table, members = SHOWN[name]
    assert set(table) == set(members)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_every_member_is_said_in_a_word_of_its_own(name, language):
    table, _ = SHOWN[name]
    said = [units.word(table, key, language) for key in table]
    assert len(set(said)) == len(said)
    assert [key for key, word in zip(table, said, strict=True) if not word] in ([], ["not_applicable"])


@pytest.mark.parametrize("name", SHOWN)
def test_no_code_word_reaches_a_reader(name):
    table, _ = SHOWN[name]
    said = [units.word(table, key, language) for key in table for language in LANGUAGES]
    assert [word for word in said if "_" in word] == []


@pytest.mark.parametrize("name", SHOWN)
def test_a_vietnamese_word_is_no_english_one(name):
    table, _ = SHOWN[name]
    english = {part for text in catalogue("vi") for part in re.findall(r"[A-Za-z]{3,}", text)} - VIETNAMESE_TOO
    found = {part for key in table for part in re.findall(r"[\wÀ-ỹ]+", units.word(table, key, "vi"))}
    assert (found & english) - LATIN_IN_VIETNAMESE == set()


def test_nothing_is_said_with_a_dash():
    assert units.word(units.LABELS, None, "vi") == "–"


@pytest.mark.parametrize(
    ("qualifier", "vi", "en"),
    [
        (None, "94", "94"),
        ("exact", "94", "94"),
        ("over", "trên 94", "over 94"),
        ("nearly", "gần 94", "nearly 94"),
        ("about", "khoảng 94", "about 94"),
    ],
)
def test_a_qualifier_stands_before_its_figure(qualifier, vi, en):
    assert (units.qualified("94", qualifier, "vi"), units.qualified("94", qualifier, "en")) == (vi, en)
