"""Attainment as bullets: what was reached beside what was planned, with the mark of the linear pace."""

from __future__ import annotations

import polars as pl

from icanalysis.charts.bullets import MOST_SHOWN
from icanalysis.charts.bullets import bullets as bullet_chart
from icanalysis.tables.twin import twin
from icanalysis.views.cells import Row, counted_cell, share_cell
from icanalysis.views.periods import apart, windows_told
from icanalysis.views.progress import named_rows
from icanalysis.views.shown import PICKED, Cell, Figure, Shown, laid_out, sentence, sentences
from icanalysis.wording.language import words


def bullets(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """Attainment of each indicator as a share of its plan, with the mark of the linear pace.

    Every kind of indicator with a value and a plan but ranks; the mark is there for flows only. Figures of the date
    come first; those of an earlier period follow under its name and are compared with none of the date.
    """
    _ = words(language)
    now, before = apart(drawable(named_rows(place, edition, as_of, language)))
    if not (now or before):
        return Shown(_("No indicator of this place has a value and a plan at this date."))
    said = (
        _furthest(now, language) if now else (_("Up to the day of the report no indicator has a value and a plan."), ())
    )
    headline, named = sentences(said, _of_before(before, language)) if before else said
    return drawn_bullets([*now, *before], headline=headline, figures=named, language=language)


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
    template = (
        _("Furthest along: {best} ({best_share} of the plan); least far: {worst} ({worst_share}).")
        if len(drawn) > 1
        else _("{best}: {best_share} of the plan.")
    )
    return sentence(template, **_ends(drawn, "told_name", language))


def _of_before(drawn: list[Row], language: str) -> tuple[str, tuple[Figure, ...]]:
    """What stands in the chart with a figure of an earlier period; ranked only where all are of one period."""
    _ = words(language)
    if len(drawn) == 1:
        return sentence(
            _("Of an earlier period: {best}, {best_share} of the plan."), **_ends(drawn, "told_name", language)
        )
    windows = windows_told(drawn, language)
    if len({(row["window_start"], row["window_end"]) for row in drawn}) > 1:
        count = counted_cell("bullets.earlier", drawn, language)
        return sentence(_("Of earlier periods ({windows}), not ranked: {count}."), windows=windows, count=count)
    ranked = _(
        "Of an earlier period ({windows}), furthest along: {best} ({best_share} of the plan); "
        "least far: {worst} ({worst_share})."
    )
    return sentence(ranked, windows=windows, **_ends(drawn, "figure_name", language))


def _ends(drawn: list[Row], name: str, language: str) -> dict[str, str | Figure]:
    """The plan that is furthest along and the one that is least, each with its share."""
    by_share = sorted(drawn, key=lambda row: row["attainment_share"])
    ends = {"worst": by_share[0], "best": by_share[-1]}
    named = {end: row[name] for end, row in ends.items()}
    return named | {f"{end}_share": share_cell(row, "attainment_share", language) for end, row in ends.items()}


def _is_broken(drawn: list[Row]) -> bool:
    """Whether a bar is longer than the chart draws it."""
    return any(row["attainment_share"] > MOST_SHOWN for row in drawn)
