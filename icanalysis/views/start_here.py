"""What this workspace holds and where to go next."""

from __future__ import annotations

from html import escape

import polars as pl

from icanalysis.schemas import TABLES
from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.tables.plain import table
from icanalysis.views import controls
from icanalysis.views.cells import Row, count_cell
from icanalysis.views.shown import Cell, Shown, laid_out, sentence
from icanalysis.views.sourcing import sources_of
from icanalysis.wording.language import marked, words

CONTROLS: dict[str, controls.Control] = {"language": controls.languages}
MUST_SHOW = ("contents",)
SUBJECT = marked("How far the published figures reach")
"""What a document of this page is about."""

CHAPTERS = {
    "contents": "results",
    "coverage": "results",
}
"""Section → chapter of a document (`documents.content.Chapter`); what is left out stands in an annex only."""
TABLE_WORDS = {
    "sources": marked("Sources"),
    "places": marked("Places"),
    "place_changes": marked("Changes of communes on 1 July 2025"),
    "former_names": marked("Former names of places"),
    "documents": marked("Documents"),
    "indicators": marked("Indicators"),
    "targets": marked("Targets"),
    "observations": marked("Observations"),
    "claims": marked("Printed relations"),
    "zones": marked("Zones"),
    "zone_status": marked("Statements about a zone"),
    "zone_statistics": marked("Statements about zones of a place"),
    "projects": marked("Statements about projects"),
    "findings": marked("Findings"),
    "recommendations": marked("Recommendations"),
}


def contents(*, language: str) -> Shown:
    """The tables of the workspace and how many rows each has."""
    _ = words(language)
    heights = {name: load(name).select(pl.len()).collect().item() for name in TABLES}
    frame, figures = laid_out(
        {"table": _(TABLE_WORDS[name]), "file": name, "rows": count_cell(f"contents.{name}", rows, language)}
        for name, rows in heights.items()
    )
    headline, counted = sentence(
        _("This workspace holds {observations} observations of {indicators} indicators from {sources} sources."),
        observations=count_cell("contents.observations", heights["observations"], language),
        indicators=count_cell("contents.indicators", heights["indicators"], language),
        sources=count_cell("contents.sources", heights["sources"], language),
    )
    labels = {"table": _("Table"), "file": _("File"), "rows": _("Rows")}
    return Shown(headline, table(frame, labels=labels, numbers=("rows",)), figures=counted + figures)


def coverage(*, language: str) -> Shown:
    """The places with figures, and from when to when."""
    _ = words(language)
    found = _coverage()
    if not found:
        return Shown(_("No observation has a date and a place yet."))
    frame, figures = laid_out(_coverage_row(row, language) for row in found)
    headline, counted = sentence(
        _("Places with figures: {places}; most figures: {most}."),
        places=count_cell("coverage.places", len(found), language),
        most=found[0]["full_name"],
    )
    labels = {
        "place": _("Place"),
        "code": _("Place code"),
        "edition": _("Edition"),
        "count": _("Observations"),
        "first": _("First window ends"),
        "last": _("Last window ends"),
    }
    body = table(frame, labels=labels, numbers=("count",))
    return Shown(headline, body, figures=counted + figures)


def sources(*, language: str) -> Shown:
    """Every source of the workspace."""
    _ = words(language)
    known = load("sources").select("source_id").collect()["source_id"].to_list()
    return sources_of(known, language, headline=_("Every figure and every statement names one of these sources."))


def _coverage() -> list[Row]:
    return (
        load("observations")
        .filter(pl.col("window_end").is_not_null())
        .group_by("edition", "place_code")
        .agg(
            pl.len().alias("count"),
            pl.col("window_end").min().alias("first"),
            pl.col("window_end").max().alias("last"),
        )
        .join(
            load("places").select("edition", "place_code", "full_name"),
            on=["edition", "place_code"],
            how="left",
        )
        .sort("count", "place_code", descending=[True, False])
        .collect()
        .to_dicts()
    )


def _coverage_row(row: Row, language: str) -> dict[str, Cell]:
    key = f"coverage.{row['edition']}.{row['place_code']}"
    return {
        "place": escape(row["full_name"]),
        "code": row["place_code"],
        "edition": row["edition"],
        "count": count_cell(key, row["count"], language),
        "first": numbers.day(row["first"], language),
        "last": numbers.day(row["last"], language),
    }
