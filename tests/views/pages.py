"""What a reader sees of a section: its tables as rows of texts, its charts as the texts in them."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html.parser import HTMLParser
from types import ModuleType
from typing import Any

import altair as alt

from icanalysis.runs.display import section_html
from icanalysis.schemas import TABLES
from icanalysis.sources.tables import load
from icanalysis.views import attainment, audit, clusters, controls, leadership, start_here, zone_controls
from icanalysis.views.shown import Figure, Shown
from icanalysis.wording.unbroken import NO_BREAK

LANGUAGES = ("vi", "en")
SECTIONS: dict[ModuleType, tuple[str, ...]] = {
    attainment: (
        "overview",
        "bullets",
        "pace",
        "run_rates",
        "shortfall",
        "districts",
        "documents",
        "supervision",
        "sources",
    ),
    audit: ("summary", "contradictions", "zones", "unchecked", "consistent", "sources"),
    clusters: (
        "cluster_map",
        "areas",
        "zones",
        "occupancy",
        "tenants",
        "land",
        "founding",
        "expansion",
        "reform",
        "provinces",
        "series",
        "sources",
    ),
    leadership: ("status", "bullets", "late", "contradictions", "cluster_map", "sources"),
    start_here: ("contents", "coverage", "sources"),
}
NUMBER = re.compile(r"\d[\d.,]*\d|\d")

Row = dict[str, str]


class _Reader(HTMLParser):
    """Collects the rows of tables (texts and classes of each cell) and all other texts.

    A no-break space reads as a space: where lines may break is a matter of `wording.unbroken`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.rows: list[list[str]] = []
        self.right: list[list[bool]] = []
        self.texts: list[str] = []
        self.links: list[str] = []
        self.inside: str = ""
        self.skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.skipping = self.skipping or tag == "style"
        if tag == "tr":
            self.rows.append([])
            self.right.append([])
        elif tag == "td":
            self.rows[-1].append("")
            self.right[-1].append("gt_right" in (given.get("class") or ""))
            self.inside = "td"
        elif tag == "th":
            self.headings.append("")
            self.inside = "th"
        elif tag == "br":
            self.handle_data(" / ")
        elif tag == "a":
            self.links.append(given.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self.skipping = self.skipping and tag != "style"
        if tag in ("td", "th"):
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.skipping:
            return
        data = data.replace(NO_BREAK, " ")
        if self.inside == "td":
            self.rows[-1][-1] += data
        elif self.inside == "th":
            self.headings[-1] += data
        elif data.strip():
            self.texts.append(data.strip())


def read(shown: Shown, language: str) -> _Reader:
    return read_html(section_html(shown, language))


def read_html(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def rows(shown: Shown, language: str) -> list[Row]:
    """The body rows of a table with those of its fold, which repeats the headings, by heading."""
    found = read(shown, language)
    headings = list(dict.fromkeys(found.headings))
    return [dict(zip(headings, row, strict=True)) for row in found.rows if len(row) == len(headings)]


def lines(shown: Shown, language: str) -> list[tuple[str, ...]]:
    """The body rows of a table, without their headings."""
    return [tuple(row.values()) for row in rows(shown, language)]


def row_of(shown: Shown, language: str, **begins: str) -> Row:
    """The one row whose first cell begins so."""
    (start,) = begins.values()
    found = [row for row in rows(shown, language) if next(iter(row.values())).startswith(start)]
    assert len(found) == 1, f"{len(found)} rows begin with {start!r}"
    return found[0]


def notes(shown: Shown, language: str) -> list[str]:
    """What stands below a table."""
    found = read(shown, language)
    return [row[0] for row in found.rows if len(row) == 1]


def page_text(shown: Shown, language: str) -> str:
    """Everything there is to read, one piece a line."""
    return text_of(read(shown, language))


def text_of(found: _Reader) -> str:
    """Everything that was read, one piece a line."""
    return "\n".join([*found.texts, *found.headings, *(cell for row in found.rows for cell in row)])


def numeric_cells(found: _Reader) -> list[str]:
    """The cells that stand right-aligned: numbers."""
    pairs = zip(found.rows, found.right, strict=True)
    return [cell for row, right in pairs for cell, is_right in zip(row, right, strict=True) if is_right]


def is_chart(shown: Shown) -> bool:
    return isinstance(shown.body, alt.TopLevelMixin)


def numbers_in(text: str) -> set[str]:
    return set(NUMBER.findall(text))


def told(figures: tuple[Figure, ...]) -> set[str]:
    """Every number that the figures tell."""
    return {number for figure in figures for number in numbers_in(figure.text)}


@lru_cache
def known_rows() -> frozenset[str]:
    """`table:id` of every row of the published workspace."""
    keyed = {
        name: schema.column_names()[0]
        for name, schema in TABLES.items()
        if name not in ("places", "place_changes", "former_names")
    }
    return frozenset(f"{name}:{key}" for name, column in keyed.items() for key in load(name).collect()[column])


@lru_cache
def places_and_days() -> tuple[tuple[str, str, str], ...]:
    """Edition, place and day: every place that has observations, at its first and its last day."""
    found = []
    for edition in ("2024", "2025"):
        asked = {"edition": edition, "language": "vi"}
        for place in controls.places(asked):
            days = list(controls.dates(asked | {"place": place}))
            found += [(edition, place, day) for day in dict.fromkeys((days[-1], days[0]))]
    return tuple(found)


@lru_cache
def places_and_days_of_zones() -> tuple[tuple[str, str, str], ...]:
    """Edition, place and day: every place that has zones, at its first and its last day; the country at its last."""
    found = []
    for edition in ("2024", "2025"):
        asked = {"edition": edition, "language": "vi"}
        for place in zone_controls.places(asked):
            days = list(zone_controls.dates(asked | {"place": place}))
            chosen = (days[-1], days[0]) if place != controls.WHOLE_COUNTRY else (days[0],)
            found += [(edition, place, day) for day in dict.fromkeys(chosen)]
    return tuple(found)


def drawn_shapes(shown: Shown) -> list[dict[str, Any]]:
    """The shapes of a map with what they say: place_code, tip, fill."""
    return json.loads(shown.body.to_dict()["datasets"]["shapes"])
