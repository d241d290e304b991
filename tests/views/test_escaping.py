"""A name that carries markup reaches the page as text, never as markup."""

from __future__ import annotations

import polars as pl
import pytest

from icanalysis.runs.display import section_html
from icanalysis.runs.heading import heading_html
from icanalysis.views import attainment, audit, clusters, leadership, start_here
from tests.views.pages import LANGUAGES, SECTIONS

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
NAMES = {
    "places": ("name", "full_name"),
    "indicators": ("name_vi", "name_en"),
    "sources": ("publisher", "title"),
    "documents": ("number", "title_vi", "title_en"),
    "findings": ("text_vi", "text_en"),
    "recommendations": ("text_vi", "text_en"),
    "zones": ("name",),
    "projects": ("name", "investor"),
    "zone_status": ("stage_note", "infrastructure_investor", "note"),
}
"""Free texts that a page shows, by table."""


def with_markup(*columns: str):
    """Every text of the columns with markup behind it, and a quote that would end an attribute."""
    return lambda frame: frame.with_columns(pl.col(columns) + f" {SCRIPT}{IMAGE}")


@pytest.fixture
def hostile(workspace):
    """The published workspace with markup in every free text, and in the addresses."""
    changes = {table: with_markup(*columns) for table, columns in NAMES.items()}
    plain = changes["sources"]
    changes["sources"] = lambda frame: plain(frame).with_columns(pl.col("address") + IMAGE)
    return workspace(**changes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", ["2021-07-31", "2025-03-31"])
def test_no_markup_of_the_data_reaches_the_attainment_page(hostile, language, day):
    where = {"place": "08", "edition": "2024", "as_of": day, "language": language}
    pages = {name: section_html(getattr(attainment, name)(**where), language) for name in SECTIONS[attainment]}
    pages["heading"] = heading_html(where)
    is_tame(pages)
    told = ("overview", "bullets", "pace", "documents", "sources", "heading")
    assert all("&lt;script&gt;" in pages[name] for name in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_markup_of_the_data_reaches_a_late_window_or_a_supervision(hostile, language):
    where = {"place": "194", "edition": "2024", "language": language}
    late = attainment.run_rates(**where, as_of="2019-12-31")
    asked = attainment.supervision(**where, as_of="2019-06-30")
    pages = {"run_rates": section_html(late, language), "supervision": section_html(asked, language)}
    is_tame(pages)
    assert all("&lt;script&gt;" in page for page in pages.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_markup_of_the_data_reaches_the_page_for_leadership(hostile, language):
    where = {"place": "08", "edition": "2024", "as_of": "2021-07-31", "language": language}
    pages = {name: section_html(getattr(leadership, name)(**where), language) for name in SECTIONS[leadership]}
    is_tame(pages)
    assert [name for name, page in pages.items() if "&lt;script&gt;" not in page] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_markup_of_the_data_reaches_an_overdue_recommendation(hostile, language):
    shown = leadership.late(place="194", edition="2024", as_of="2023-12-31", language=language)
    page = section_html(shown, language)
    is_tame({"late": page})
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_markup_of_the_data_reaches_the_audit_page(hostile, language):
    where = {"place": "all", "edition": "2024", "language": language}
    pages = {name: section_html(getattr(audit, name)(**where), language) for name in SECTIONS[audit]}
    is_tame(pages)
    assert all("&lt;script&gt;" in page for name, page in pages.items() if name != "summary")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_markup_of_the_data_reaches_the_first_page(hostile, language):
    pages = {
        name: section_html(getattr(start_here, name)(language=language), language) for name in SECTIONS[start_here]
    }
    is_tame(pages)
    assert all("&lt;script&gt;" in pages[name] for name in ("coverage", "sources"))


@pytest.mark.parametrize(
    ("language", "edition", "place"), [("vi", "2024", "08"), ("en", "2024", "08"), ("vi", "2025", "08")]
)
def test_no_markup_of_the_data_reaches_the_page_of_the_clusters(hostile, language, edition, place):
    where = {"place": place, "edition": edition, "as_of": "2025-12-28", "measure": "zone_count", "language": language}
    pages = {name: section_html(getattr(clusters, name)(**where), language) for name in SECTIONS[clusters]}
    pages["heading"] = heading_html(where)
    is_tame(pages)
    told = (
        "cluster_map",
        "areas",
        "zones",
        "tenants",
        "land",
        "expansion",
        "reform",
        "provinces",
        "sources",
        "heading",
    )
    assert [name for name in told if "&lt;script&gt;" not in pages[name]] == []


def is_tame(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert "<script" not in page, name
        assert "<img" not in page, name
