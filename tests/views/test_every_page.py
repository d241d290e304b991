"""Every section, for every place and its first and last day, holds together in both languages."""

from __future__ import annotations

import re
from html import escape

import pytest

from icanalysis.runs.display import section_html, svg
from icanalysis.sources.tables import load
from icanalysis.views import attainment, audit, start_here
from icanalysis.views.shown import Figure, Shown
from tests.views.pages import (
    LANGUAGES,
    SECTIONS,
    is_chart,
    known_rows,
    numbers_in,
    numeric_cells,
    page_text,
    places_and_days,
    told,
)

PLACES = sorted({(edition, place) for edition, place, _ in places_and_days()} | {("2024", "all")})
UNFINISHED = re.compile(r"\bNone\b|\bnan\b|\binf\b|[{}]")
WITHOUT_FIGURES = {"documents", "sources"}
"""Their headlines hold numbers of documents, and their tables no figures."""


def sections(edition: str, place: str, day: str, language: str) -> dict[str, Shown]:
    where = {"place": place, "edition": edition, "as_of": day, "language": language}
    return {name: getattr(attainment, name)(**where) for name in SECTIONS[attainment]}


def hold_together(found: dict[str, Shown], language: str) -> None:
    for name, shown in found.items():
        if shown.body is None:
            is_a_sentence(name, shown)
        else:
            is_whole(name, shown, language)
    have_one_value_per_key([figure for shown in found.values() for figure in shown.figures])


def is_a_sentence(name: str, shown: Shown) -> None:
    assert re.fullmatch(r"[^\s].{15,}\.", shown.headline), name
    assert (shown.figures, shown.alt_text, shown.notes) == ((), "", ()), name


def is_whole(name: str, shown: Shown, language: str) -> None:
    text = page_text(shown, language)
    assert shown.headline.endswith("."), name
    assert shown.headline in text, name
    assert not UNFINISHED.search(text), name
    if is_chart(shown):
        assert shown.alt_text == shown.headline == shown.body.to_dict()["description"], name
        assert f'role="img" aria-label="{escape(shown.headline)}"' in section_html(shown, language), name
    if name not in WITHOUT_FIGURES:
        counted = numbers_in(without_names(shown.headline, language))
        numeric = {number for cell in numeric_cells(shown, language) for number in numbers_in(cell)}
        assert counted | numeric <= told(shown.figures), name
    for figure in shown.figures:
        stands_on_rows(figure)


def without_names(headline: str, language: str) -> str:
    """The headline without the date and without what data names, nor the window told behind a name."""
    names = load("indicators").collect()[f"name_{language}"].to_list()
    for name in sorted(names, key=len, reverse=True):
        headline = re.sub(re.escape(name) + r"( \([^()]*\d{4}\))?", "", headline)
    return re.sub(r"\d\d/\d\d/\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}", "", headline)


def stands_on_rows(figure: Figure) -> None:
    assert figure.value is not None, figure
    assert set(figure.rows) <= known_rows(), figure
    assert figure.rows or figure.unit == "count", figure


def have_one_value_per_key(figures: list[Figure]) -> None:
    seen: dict[str, Figure] = {}
    for figure in figures:
        first = seen.setdefault(figure.key, figure)
        assert (first.value, first.unit) == (figure.value, figure.unit), figure.key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("edition", "place", "day"), places_and_days())
def test_the_attainment_page_holds_together(edition, place, day, language):
    found = sections(edition, place, day, language)
    hold_together(found, language)
    assert found["overview"].body is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("edition", "place"), PLACES)
def test_the_audit_page_holds_together(edition, place, language):
    where = {"place": place, "edition": edition, "language": language}
    hold_together({name: getattr(audit, name)(**where) for name in SECTIONS[audit]}, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_holds_together(language):
    hold_together({name: getattr(start_here, name)(language=language) for name in SECTIONS[start_here]}, language)


@pytest.mark.parametrize("name", ["bullets", "pace"])
def test_the_same_data_gives_the_same_chart(name):
    def drawn() -> dict:
        view = getattr(attainment, name)
        return view(place="08", edition="2024", as_of="2021-07-31", language="vi").body

    assert drawn().to_dict() == drawn().to_dict()
    assert svg(drawn(), "vi") == svg(drawn(), "vi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_tell_the_same_values(language):
    def values(of: str) -> list[tuple]:
        found = sections("2024", "08", "2021-07-31", of)
        return [(figure.key, figure.value) for shown in found.values() for figure in shown.figures]

    assert values(language) == values("vi")
