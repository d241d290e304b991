"""No English on a Vietnamese page and no Vietnamese on an English one, but for what sources and places are called."""

from __future__ import annotations

import re
from functools import lru_cache

import nbformat
import pytest

from icanalysis.runs.export import in_language
from icanalysis.runs.heading import heading_html
from icanalysis.runs.notebooks import notebooks
from icanalysis.schemas import TABLES
from icanalysis.sources.tables import load
from icanalysis.views import attainment, audit, clusters, controls, leadership, start_here
from icanalysis.views.shown import Shown
from icanalysis.wording.language import catalogue
from tests.views.pages import SECTIONS, page_text

MAIN = [("08", "2021-07-31"), ("08", "2025-03-31"), ("194", "2019-12-31"), ("58", "2023-12-31"), ("58", "2020-12-31")]
CLUSTERS = [
    ("2024", "08", "2025-06-30"),
    ("2024", "58", "2024-02-29"),
    ("2024", "076", "2025-12-28"),
    ("2025", "08", "2025-12-28"),
]
NAMES = {
    "sources": ("title", "publisher"),
    "places": ("full_name", "name"),
    "indicators": ("name_vi", "name_en"),
    "documents": ("number", "title_vi", "title_en"),
    "zones": ("name",),
    "projects": ("name",),
}
"""What stands on a page as it is called, in whichever language."""
DECREE = re.compile(r"(?:NĐ|QĐ) \d+/\d{4}/(?:NĐ-CP|QĐ-TTg)")
PLACEHOLDER = re.compile(r"\{\w*\}")
VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ]|[\u1ea0-\u1ef9]|[àáãèéêìíòóôõùúýÀÁÃÈÉÊÌÍÒÓÔÕÙÚÝ]")
WORD = re.compile(r"[A-Za-z]{4,}")


@lru_cache
def names() -> tuple[str, ...]:
    """Names and titles of the workspace, the longest first."""
    found = {
        text
        for table, columns in NAMES.items()
        for name in columns
        for text in load(table).collect()[name].drop_nulls()
    }
    return tuple(sorted(found - {""}, key=len, reverse=True))


def said(text: str) -> str:
    """The text without names and titles of the workspace."""
    for name in names():
        if name in text:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "·", text)
    return text


def attainment_page(place: str, day: str, language: str) -> str:
    where = {"place": place, "edition": "2024", "as_of": day, "language": language}
    shown = [getattr(attainment, name)(**where) for name in SECTIONS[attainment]]
    return said("\n".join([heading_html(where), *(page_text(one, language) for one in shown)]))


def audit_page(place: str, language: str) -> str:
    where = {"place": place, "edition": "2024", "language": language}
    shown = [getattr(audit, name)(**where) for name in SECTIONS[audit]]
    return said("\n".join([heading_html(where), *(page_text(one, language) for one in shown)]))


def page_of_the_clusters(edition: str, place: str, day: str, language: str) -> str:
    where = {"place": place, "edition": edition, "as_of": day, "measure": "leased_share", "language": language}
    return with_a_map({name: getattr(clusters, name)(**where) for name in SECTIONS[clusters]}, where)


def page_for_leadership(place: str, day: str, language: str) -> str:
    where = {"place": place, "edition": "2024", "as_of": day, "language": language}
    return with_a_map({name: getattr(leadership, name)(**where) for name in SECTIONS[leadership]}, where)


def with_a_map(shown: dict[str, Shown], where: dict[str, str]) -> str:
    """The page without the names on its map, which are broken into lines."""
    language = where["language"]
    texts = [page_text(one, language) for name, one in shown.items() if name != "cluster_map"]
    drawn = page_text(shown["cluster_map"], language).splitlines()
    on_map = " ".join(line for line in drawn if line not in pieces_of_names())
    return DECREE.sub("·", said("\n".join([heading_html(where), on_map, *texts])))


@lru_cache
def pieces_of_names() -> frozenset[str]:
    """What a line of a name on a map may hold: a word of it, or several in a row."""
    split = [name.split() for name in load("places").collect()["name"]]
    return frozenset(
        " ".join(words[start:end])
        for words in split
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )


def first_page(language: str) -> str:
    shown = [getattr(start_here, name)(language=language) for name in SECTIONS[start_here]]
    return said("\n".join(page_text(one, language) for one in shown))


def english_on(text: str) -> list[str]:
    """Messages of the code (or the fixed pieces of one) that stand on the page untranslated."""
    translated = [message for message, own in catalogue("vi").items() if own != message]
    pieces = {piece.strip(" .:;,()") for message in translated for piece in PLACEHOLDER.split(message)}
    return [p for p in pieces if WORD.search(p) and re.search(rf"(?<!\w){re.escape(p)}(?!\w)", text)]


@pytest.mark.parametrize(("place", "day"), MAIN)
def test_a_vietnamese_attainment_page_holds_no_english_message(place, day):
    assert english_on(attainment_page(place, day, "vi")) == []


@pytest.mark.parametrize("place", ["08", "all"])
def test_a_vietnamese_audit_page_holds_no_english_message(place):
    assert english_on(audit_page(place, "vi")) == []


@pytest.mark.parametrize(("edition", "place", "day"), CLUSTERS)
def test_a_vietnamese_page_of_the_clusters_holds_no_english_message(edition, place, day):
    assert english_on(page_of_the_clusters(edition, place, day, "vi")) == []


@pytest.mark.parametrize(("edition", "place", "day"), CLUSTERS)
def test_an_english_page_of_the_clusters_holds_no_vietnamese_letter(edition, place, day):
    assert VIETNAMESE.findall(page_of_the_clusters(edition, place, day, "en")) == []


@pytest.mark.parametrize(("place", "day"), MAIN)
def test_a_vietnamese_page_for_leadership_holds_no_english_message(place, day):
    assert english_on(page_for_leadership(place, day, "vi")) == []


@pytest.mark.parametrize(("place", "day"), MAIN)
def test_an_english_page_for_leadership_holds_no_vietnamese_letter(place, day):
    assert VIETNAMESE.findall(page_for_leadership(place, day, "en")) == []


def test_a_vietnamese_first_page_holds_no_english_message_but_names_of_files():
    assert set(english_on(first_page("vi"))) <= set(TABLES)


@pytest.mark.parametrize(("place", "day"), MAIN)
def test_an_english_attainment_page_holds_no_vietnamese_letter(place, day):
    assert VIETNAMESE.findall(attainment_page(place, day, "en")) == []


@pytest.mark.parametrize("place", ["08", "all"])
def test_an_english_audit_page_holds_no_vietnamese_letter(place):
    assert VIETNAMESE.findall(audit_page(place, "en")) == []


def test_an_english_first_page_holds_no_vietnamese_letter():
    assert VIETNAMESE.findall(first_page("en")) == []


def test_an_english_message_on_a_page_is_found():
    assert set(english_on("a\nFurthest behind: ·, −5,3 points.\nb")) == {"Furthest behind", "points"}
    assert english_on("a\nChậm nhất là ·, chênh lệch −5,3 điểm phần trăm.\nb") == []


@pytest.mark.parametrize("name", sorted(notebooks()))
def test_the_markdown_of_a_notebook_is_english_on_an_english_page(name):
    cells = nbformat.read(notebooks()[name], as_version=4).cells
    texts = [in_language(cell.source, "en") for cell in cells if cell.cell_type == "markdown"]
    assert texts
    assert [text for text in texts if VIETNAMESE.search(text)] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_choices_of_the_bar_are_in_the_language(language):
    asked = {"language": language, "edition": "2024", "place": "08"}
    editions = list(controls.editions(asked).values())
    days = list(controls.dates(asked).values())
    assert editions[0] == {"vi": "2024: còn cấp huyện", "en": "2024: with districts"}[language]
    assert days[0] == {"vi": "31/12/2025", "en": "31 December 2025"}[language]
