"""Every section, for every place and its first and last day, holds together in both languages."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

import pytest

from icanalysis.runs.display import record, section_html, svg
from icanalysis.schemas import terms
from icanalysis.sources.tables import load
from icanalysis.views import attainment, audit, clusters, leadership, start_here
from icanalysis.views.shown import Figure, Shown
from icanalysis.views.zone_controls import MEASURES
from tests.views.pages import (
    LANGUAGES,
    SECTIONS,
    is_chart,
    known_rows,
    numbers_in,
    numeric_cells,
    places_and_days,
    places_and_days_of_zones,
    read_html,
    text_of,
    told,
)

PLACES = sorted({(edition, place) for edition, place, _ in places_and_days()} | {("2024", "all")})
UNFINISHED = re.compile(r"\bNone\b|\bnan\b|\binf\b|[{}]")
YEAR = re.compile(r" / \d{4}(?= / |$)")
"""Under a figure, the year that it is said of."""
YEARS = re.compile(r"(Số liệu năm|Figures of) \d{4}(–\d{4})?")
"""After a headline, the years of old figures behind it."""
WINDOWS = re.compile(r"(kỳ trước đó|đạt và vượt|earlier periods?|met or exceeded) \([^()]*\d{4}[^()]*\)")
"""After what is said of another period than that of the page, its windows."""
WITHOUT_FIGURES = {"documents", "sources"}
"""Their headlines hold numbers of documents, and their tables no figures."""
BY_MEASURE = ("cluster_map", "areas")
"""The sections that the measure changes."""
OF_THE_PROVINCE = ("reform", "provinces", "series")
"""The sections that say the same of a district as of its province, or nothing."""


def sections(edition: str, place: str, day: str, language: str) -> dict[str, Shown]:
    where = {"place": place, "edition": edition, "as_of": day, "language": language}
    return {name: getattr(attainment, name)(**where) for name in SECTIONS[attainment]}


def leading_sections(edition: str, place: str, day: str, language: str) -> dict[str, Shown]:
    where = {"place": place, "edition": edition, "as_of": day, "language": language}
    return {name: getattr(leadership, name)(**where) for name in SECTIONS[leadership]}


def zone_sections(
    edition: str, place: str, day: str, language: str, *, without: tuple[str, ...] = ()
) -> dict[str, Shown]:
    where = {"place": place, "edition": edition, "as_of": day, "measure": "zone_count", "language": language}
    return {name: getattr(clusters, name)(**where) for name in SECTIONS[clusters] if name not in without}


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
    html = section_html(shown, language)
    found = read_html(html)
    text = text_of(found)
    assert shown.headline.endswith("."), name
    assert shown.headline in text, name
    assert not UNFINISHED.search(text), name
    if is_chart(shown):
        assert shown.alt_text == shown.body.to_dict(validate=False)["description"], name
        assert shown.alt_text.startswith(shown.headline), name
        assert f'role="img" aria-label="{escape(shown.alt_text)}"' in html, name
    if name not in WITHOUT_FIGURES:
        counted = numbers_in(without_names(shown.headline, language)) - set(terms.EDITIONS)
        numeric = {number for cell in numeric_cells(found) for number in numbers_in(YEAR.sub("", cell))}
        assert counted | numeric <= told(shown.figures), name
    for figure in shown.figures:
        stands_on_rows(figure)


def without_names(headline: str, language: str) -> str:
    """The headline without its dates and years and without what data names, nor the window told behind a name."""
    headline = WINDOWS.sub("", YEARS.sub("", headline))
    names = load("indicators").collect()[f"name_{language}"].to_list()
    for name in sorted([*names, *names_with_digits()], key=len, reverse=True):
        headline = re.sub(re.escape(name) + r"( \([^()]*\d{4}\))?", "", headline)
    return re.sub(r"\d\d/\d\d/\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}|\d+/\d{4}/(NĐ-CP|QĐ-TTg)", "", headline)


@lru_cache
def names_with_digits() -> tuple[str, ...]:
    """Names such as "Phúc Ứng 2" and "Phường Móng Cái 1", whose digit is no figure."""
    found = [*load("zones").collect()["name"], *load("places").collect()["full_name"]]
    return tuple({name for name in found if re.search(r"\d", name)})


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


@pytest.mark.parametrize(("edition", "place", "day"), places_and_days())
def test_the_page_for_leadership_holds_together(edition, place, day):
    found = leading_sections(edition, place, day, "vi")
    hold_together(found, "vi")
    assert found["status"].body is not None


@pytest.mark.parametrize(("place", "day"), [("08", "2021-07-31"), ("194", "2019-12-31")])
def test_the_page_for_leadership_holds_together_in_english(place, day):
    hold_together(leading_sections("2024", place, day, "en"), "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("edition", "place"), PLACES)
def test_the_audit_page_holds_together(edition, place, language):
    where = {"place": place, "edition": edition, "language": language}
    hold_together({name: getattr(audit, name)(**where) for name in SECTIONS[audit]}, language)


@pytest.mark.parametrize(("edition", "place", "day"), places_and_days_of_zones())
def test_the_page_of_the_clusters_holds_together(edition, place, day):
    found = zone_sections(edition, place, day, "vi", without=() if len(place) == 2 else OF_THE_PROVINCE)
    hold_together(found, "vi")
    assert found["cluster_map"].body is not None


@pytest.mark.parametrize(("edition", "place"), [("2024", "08"), ("2025", "08")])
def test_the_page_of_the_clusters_holds_together_in_english(edition, place):
    hold_together(zone_sections(edition, place, "2025-06-30", "en"), "en")


@pytest.mark.parametrize("measure", MEASURES)
def test_the_page_of_the_clusters_holds_together_by_every_measure(measure):
    where = {"place": "08", "edition": "2024", "as_of": "2025-06-30", "measure": measure, "language": "vi"}
    hold_together({name: getattr(clusters, name)(**where) for name in BY_MEASURE}, "vi")


@pytest.mark.parametrize("name", ["zones", "occupancy", "tenants", "land", "founding", "expansion"])
def test_what_is_no_map_is_the_same_by_every_measure(name):
    where = {"place": "08", "edition": "2024", "as_of": "2025-06-30", "language": "vi"}
    shown = [getattr(clusters, name)(**where, measure=measure) for measure in ("zone_count", "leased_share")]
    assert len({(one.headline, one.figures) for one in shown}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_holds_together(language):
    hold_together({name: getattr(start_here, name)(language=language) for name in SECTIONS[start_here]}, language)


@pytest.mark.parametrize("edition", terms.EDITIONS)
def test_the_same_data_gives_the_same_map(edition):
    def drawn() -> dict:
        where = {"place": "08", "edition": edition, "as_of": "2025-06-30", "measure": "zone_count", "language": "vi"}
        return clusters.cluster_map(**where).body

    assert drawn().to_dict() == drawn().to_dict()


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


@pytest.mark.parametrize("edition", terms.EDITIONS)
def test_both_languages_tell_the_same_values_of_the_clusters(edition):
    def values(of: str) -> list[tuple]:
        found = zone_sections(edition, "08", "2025-06-30", of)
        told = [figure for name, shown in found.items() for figure in record(name, shown, {})["figures"]]
        return [(figure["key"], figure["value"], figure["rows"]) for figure in told]

    assert values("en") == values("vi")
