"""What was reached of what was planned, in one place at one date."""

from __future__ import annotations

from html import escape

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.tables.plain import Total, table
from icanalysis.views import controls
from icanalysis.views.below import districts
from icanalysis.views.bullets import bullets
from icanalysis.views.cells import (
    counted_cell,
    gap_cell,
    joined_names,
    value_cell,
)
from icanalysis.views.mandate import documents, of_period, supervision
from icanalysis.views.overview import overview
from icanalysis.views.pacing import pace, run_rates
from icanalysis.views.periods import apart
from icanalysis.views.progress import named_rows, rows, short_products, statement_rows
from icanalysis.views.shown import Shown, laid_out, sentence, sentences
from icanalysis.views.sourcing import sources_of
from icanalysis.wording import units
from icanalysis.wording.language import marked, words
from icanalysis.wording.windows import window_words

__all__ = [
    "CHAPTERS",
    "CONTROLS",
    "MUST_SHOW",
    "SUBJECT",
    "bullets",
    "districts",
    "documents",
    "overview",
    "pace",
    "run_rates",
    "shortfall",
    "sources",
    "supervision",
]

CONTROLS: dict[str, controls.Control] = {
    "edition": controls.editions,
    "place": controls.places,
    "as_of": controls.dates,
    "language": controls.languages,
}
MUST_SHOW = ("overview",)
"""Sections without which the report is not delivered."""

SUBJECT = marked("Implementation of the industrial development plan")
"""What a document of this page is about."""

CHAPTERS = {
    "overview": "results",
    "bullets": "results",
    "pace": "results",
    "districts": "results",
    "shortfall": "shortcomings",
    "run_rates": "tasks",
    "supervision": "recommendations",
}
"""Section → chapter of a document (`documents.content.Chapter`); what is left out stands in an annex only."""


def shortfall(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """Products that a source names as low, or whose figures are behind their pace.

    Low is the label of the source; behind is a pace gap below zero.
    """
    _ = words(language)
    now, before = apart(short_products(named_rows(place, edition, as_of, language)))
    low = [*now, *before]
    if not low:
        return Shown(_("No product of this place is named as low or is behind its pace at this date."))
    of_the_day = _("Products in shortfall: {count} ({names}).")
    of_before = _("Products in shortfall by figures of an earlier period: {count} ({names}).")
    headline, counted = sentences(
        *(
            sentence(template, count=counted_cell(f"{key}.count", found, language), names=joined_names(found))
            for key, found, template in (("shortfall", now, of_the_day), ("shortfall.earlier", before, of_before))
            if found
        )
    )
    frame, figures = laid_out(
        {
            "indicator_id": row["indicator_id"],
            "name": escape(row["figure_name"]),
            "window": window_words(row["window_start"], row["window_end"], language),
            "value": value_cell(row, language),
            "gap": gap_cell(row, language),
            "label": units.word(units.LABELS, row["official_label"], language),
        }
        for row in low
    )
    labels = {
        "name": _("Product"),
        "window": _("Window"),
        "value": _("To date"),
        "gap": _("Pace gap, points"),
        "label": _("As the source says"),
    }
    unsaid = any(row["value"] is None for row in low)
    notes = [_("A dash: the source names the product without printing a quantity.")] if unsaid else []
    totals = () if now and before else [Total("name", "rows", len(low))]
    body = table(frame, labels=labels, numbers=("value", "gap"), notes=notes, totals=totals)
    return Shown(headline, body, figures=counted + figures)


def sources(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """Where the figures of this page come from."""
    _ = words(language)
    of_the_plan = statement_rows(place, edition=edition, as_of=as_of)
    found = pl.concat([rows([place], edition=edition, as_of=as_of), of_the_plan])
    used = set(found["source_id"]) | set(
        load("targets")
        .filter(pl.col("target_id").is_in(found["target_id"].drop_nulls().to_list()))
        .collect()["source_id"]
    )
    for name in ("documents", "findings", "recommendations"):
        used |= set(of_period(name, place, edition, as_of).collect()["source_id"])
    several = found.filter(pl.col("other_source_count") > 0).height
    headline = (
        _("Some figures are printed by several sources; authority comes before press, press before academic texts.")
        if several
        else _("Each figure stands in one source.")
    )
    return sources_of(sorted(used), language, headline=headline)
