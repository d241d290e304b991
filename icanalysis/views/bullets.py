"""Attainment as bullets: what was reached beside what was planned, with the mark of the linear pace."""

from __future__ import annotations

import polars as pl

from icanalysis.charts.bullets import MOST_SHOWN
from icanalysis.charts.bullets import bullets as bullet_chart
from icanalysis.tables.twin import twin
from icanalysis.views.cells import Row, share_cell
from icanalysis.views.progress import named_rows
from icanalysis.views.shown import PICKED, Cell, Figure, Shown, laid_out, sentence
from icanalysis.wording.language import words


def bullets(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """Attainment of each indicator as a share of its plan, with the mark of the linear pace.

    Every kind of indicator with a value and a plan but ranks; the mark is there for flows only.
    """
    _ = words(language)
    drawn = drawable(named_rows(place, edition, as_of, language))
    if not drawn:
        return Shown(_("No indicator of this place has a value and a plan at this date."))
    headline, named = _furthest(drawn, language)
    return drawn_bullets(drawn, headline=headline, figures=named, language=language)


def drawable(rows: tuple[Row, ...]) -> list[Row]:
    """The rows that a bullet can show: those with a share of their plan."""
    return [row for row in rows if row["attainment_share"] is not None]


def drawn_bullets(
    drawn: list[Row],
    *,
    headline: str,
    figures: tuple[Figure, ...],
    language: str,
    notes: tuple[str, ...] = (),
) -> Shown:
    """The section of the rows, in their order, under a headline that tells the figures given."""
    _ = words(language)
    texts, told = laid_out(_bullet_row(row, language) for row in drawn)
    shares = pl.DataFrame(drawn, infer_schema_length=None).select("attainment_share", "pace_share")
    body = bullet_chart(
        shares.hstack(texts.select("indicator_id", "name", "label")),
        name="name",
        share="attainment_share",
        pace="pace_share",
        label="label",
        x_title=_("Share of the plan; outline: plan, solid: reached, blue mark: linear pace")
        if any(row["pace_share"] is not None for row in drawn)
        else _("Share of the plan; outline: plan, solid: reached"),
        alt_text=headline,
        key="indicator_id",
        pick=PICKED,
    )
    labels = {"name": _("Indicator"), "label": _("% of plan"), "pace": _("Linear pace")}
    as_table = twin(texts, labels=labels, numbers=("label", "pace"))
    broken = (_("A broken bar is longer than it is drawn."),) if _is_broken(drawn) else ()
    return Shown(
        headline,
        body,
        alt_text=headline,
        figures=told + figures,
        notes=broken + notes,
        picks="indicator_id",
        twin=as_table,
    )


def _bullet_row(row: Row, language: str) -> dict[str, Cell]:
    return {
        "indicator_id": row["indicator_id"],
        "name": row["told_name"],
        "label": share_cell(row, "attainment_share", language),
        "pace": share_cell(row, "pace_share", language),
    }


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


def _is_broken(drawn: list[Row]) -> bool:
    """Whether a bar is longer than the chart draws it."""
    return any(row["attainment_share"] > MOST_SHOWN for row in drawn)
