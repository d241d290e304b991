"""What was reached of what was planned, in one place at one date."""

from __future__ import annotations

from html import escape

import polars as pl

from icanalysis.charts.bullets import MOST_SHOWN
from icanalysis.charts.bullets import bullets as bullet_chart
from icanalysis.sources.tables import load
from icanalysis.tables.plain import table
from icanalysis.views import controls
from icanalysis.views.below import districts
from icanalysis.views.cells import (
    Row,
    counted_cell,
    gap_cell,
    joined_names,
    share_cell,
    value_cell,
)
from icanalysis.views.mandate import documents, of_period, supervision
from icanalysis.views.overview import overview
from icanalysis.views.pacing import pace, run_rates
from icanalysis.views.progress import named_rows, rows
from icanalysis.views.shown import Figure, Shown, laid_out, sentence
from icanalysis.views.sourcing import sources_of
from icanalysis.wording import units
from icanalysis.wording.language import words
from icanalysis.wording.windows import window_words

__all__ = [
    "CONTROLS",
    "MUST_SHOW",
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


def bullets(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """Attainment of each indicator as a share of its plan, with the mark of the linear pace.

    Every kind of indicator with a value and a plan but ranks; the mark is there for flows only.
    """
    _ = words(language)
    drawn = [row for row in named_rows(place, edition, as_of, language) if row["attainment_share"] is not None]
    if not drawn:
        return Shown(_("No indicator of this place has a value and a plan at this date."))
    cells = [{"name": row["told_name"], "label": share_cell(row, "attainment_share", language)} for row in drawn]
    texts, figures = laid_out(cells)
    headline, named = _furthest(drawn, language)
    body = bullet_chart(
        pl.DataFrame(drawn, infer_schema_length=None).select("attainment_share", "pace_share").hstack(texts),
        name="name",
        share="attainment_share",
        pace="pace_share",
        label="label",
        x_title=_("Share of the plan; outline: plan, solid: reached, blue mark: linear pace")
        if any(row["pace_share"] is not None for row in drawn)
        else _("Share of the plan; outline: plan, solid: reached"),
        alt_text=headline,
    )
    notes = (_("A broken bar is longer than it is drawn."),) if _is_broken(drawn) else ()
    return Shown(headline, body, alt_text=headline, figures=figures + named, notes=notes)


def shortfall(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """Products that a source names as low, or whose figures are behind their pace.

    Low is the label of the source; behind is a pace gap below zero.
    """
    _ = words(language)
    low = [row for row in named_rows(place, edition, as_of, language) if row["is_product"] and _is_short(row)]
    if not low:
        return Shown(_("No product of this place is named as low or is behind its pace at this date."))
    headline, counted = sentence(
        _("Products in shortfall: {count} ({names})."),
        count=counted_cell("shortfall.count", low, language),
        names=joined_names(low),
    )
    frame, figures = laid_out(
        {
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
    body = table(frame, labels=labels, numbers=("value", "gap"), notes=notes)
    return Shown(headline, body, figures=counted + figures)


def sources(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """Where the figures of this page come from."""
    _ = words(language)
    found = rows([place], edition=edition, as_of=as_of)
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


def _furthest(drawn: list[Row], language: str) -> tuple[str, tuple[Figure, ...]]:
    """Which plan is furthest along and which least; one plan alone is neither."""
    _ = words(language)
    by_share = sorted(drawn, key=lambda row: row["attainment_share"])
    worst, best = by_share[0], by_share[-1]
    template = (
        _("Furthest along: {best} ({best_share} of the plan); least far: {worst} ({worst_share}).")
        if len(drawn) > 1
        else _("{best}: {best_share} of the plan.")
    )
    return sentence(
        template,
        best=best["told_name"],
        best_share=share_cell(best, "attainment_share", language),
        worst=worst["told_name"],
        worst_share=share_cell(worst, "attainment_share", language),
    )


def _is_short(row: Row) -> bool:
    return row["official_label"] == "low" or (row["pace_gap_pct_points"] or 0) < 0


def _is_broken(drawn: list[Row]) -> bool:
    """Whether a bar is longer than the chart draws it."""
    return any(row["attainment_share"] > MOST_SHOWN for row in drawn)
