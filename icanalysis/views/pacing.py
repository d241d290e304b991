"""Ahead of the linear pace or behind it, and what the months that remain must bring."""

from __future__ import annotations

from html import escape

import polars as pl

from icanalysis.charts.gaps import pace_gaps
from icanalysis.tables.plain import Total, table
from icanalysis.tables.twin import twin
from icanalysis.views import controls
from icanalysis.views.cells import (
    Row,
    computed_cell,
    counted_cell,
    gap_cell,
    joined_names,
    plan_cell,
    share_cell,
)
from icanalysis.views.periods import apart, windows_told
from icanalysis.views.progress import paced_rows
from icanalysis.views.shown import PICKED, Cell, Figure, Shown, laid_out, sentence, sentences
from icanalysis.wording import units
from icanalysis.wording.language import words
from icanalysis.wording.windows import window_words


def pace(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """How many points ahead of the linear pace each plan is, or behind it.

    (attainment − pace) × 100 in percentage points, for flows with a plan (`transforms.pace`). Figures of the date come
    first; those of an earlier period follow under its name, and are told apart.
    """
    _ = words(language)
    now, before = apart(paced_rows(place, edition, as_of, language))
    paced = [*now, *before]
    if not paced:
        return Shown(_("No plan of this place can be paced at this date: pace needs a flow and a plan."))
    texts, figures = laid_out(
        {"indicator_id": row["indicator_id"], "name": row["told_name"], "label": gap_cell(row, language)}
        for row in paced
    )
    headline, named = _least_ahead(now, before, language)
    body = pace_gaps(
        pl.DataFrame(paced, infer_schema_length=None).select("pace_gap_pct_points").hstack(texts),
        name="name",
        gap="pace_gap_pct_points",
        label="label",
        x_title=_("Percentage points ahead of the linear pace (right) or behind it (left)"),
        alt_text=headline,
        key="indicator_id",
        pick=PICKED,
    )
    as_table = twin(texts, labels={"name": _("Indicator"), "label": _("Gap, points")}, numbers=("label",))
    return Shown(headline, body, alt_text=headline, figures=figures + named, picks="indicator_id", twin=as_table)


def _least_ahead(now: list[Row], before: list[Row], language: str) -> tuple[str, tuple[Figure, ...]]:
    """Which plan is furthest behind its pace or least ahead of it, by figures of the date and by those before it."""
    _ = words(language)
    behind = _("Furthest behind the linear pace: {name}, {gap} points.")
    ahead = _("Every plan is at or ahead of the linear pace; least ahead: {name}, {gap} points.")
    behind_before = _("By figures of an earlier period, furthest behind the linear pace: {name}, {gap} points.")
    ahead_before = _(
        "By figures of an earlier period every plan is at or ahead of the linear pace; "
        "least ahead: {name}, {gap} points."
    )
    told = [] if now else [(_("Up to the day of the report no plan has a figure that can be paced."), ())]
    for found, if_behind, if_ahead in ((now, behind, ahead), (before, behind_before, ahead_before)):
        for worst in sorted(found, key=lambda row: row["pace_gap_pct_points"])[:1]:
            template = if_behind if worst["pace_gap_pct_points"] < 0 else if_ahead
            told.append(sentence(template, name=worst["told_name"], gap=gap_cell(worst, language)))
    return sentences(*told)


def run_rates(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """What each month brought so far and what each remaining month must bring.

    value ÷ months covered against (plan − value) ÷ months that remain, in the unit a month (`transforms.pace`).
    """
    _ = words(language)
    now, before = apart(paced_rows(place, edition, as_of, language))
    paced = [*now, *before]
    if not paced:
        return Shown(_("No plan of this place can be paced at this date: pace needs a flow and a plan."))
    headline, counted = _harder(now, before, language)
    frame, figures = laid_out(_run_rate_row(row, language) for row in paced)
    labels = {
        "name": _("Indicator"),
        "period": _("Plan period"),
        "plan": _("Plan"),
        "share": _("% of plan"),
        "pace": _("Linear pace"),
        "gap": _("Gap, points"),
        "average": _("Average a month so far"),
        "required": _("Required a month"),
    }
    late = [row for row in paced if row["window_starts_late"]]
    notes = [_("Linear pace: months covered ÷ months of the plan period. It knows no season.")]
    if late:
        notes.append(
            _(
                "The window starts after the plan period began for: {names}. "
                "The pace counts the months that the window covers."
            ).format(names=joined_names(late))
        )
    over = [row for row in paced if row["window_end"] < row["period_end"] <= controls.as_day(as_of)]
    if over:
        notes.append(
            _(
                "The plan period is over on the day of the report, and the figures do not reach its end, for: {names}. "
                "No month remains."
            ).format(names=joined_names(over))
        )
    numeric = ("plan", "share", "pace", "gap", "average", "required")
    totals = () if now and before else [Total("name", "rows", len(paced))]
    body = table(frame, labels=labels, numbers=numeric, notes=notes, totals=totals)
    return Shown(headline, body, figures=counted + figures)


def _harder(now: list[Row], before: list[Row], language: str) -> tuple[str, tuple[Figure, ...]]:
    """How many plans ask for more a month than so far, by figures of the date and by those of earlier periods."""
    _ = words(language)
    of_the_day = _("Plans whose remaining months must bring more than the months so far: {harder} of {all}.")
    of_before = _(
        "By figures of an earlier period ({windows}), plans whose remaining months must bring more: {harder} of {all}."
    )
    return sentences(
        *(
            sentence(
                template,
                harder=counted_cell(f"{key}.harder", [row for row in found if _asks_for_more(row)], language),
                all=counted_cell(f"{key}.all", found, language),
                windows=windows_told(found, language),
            )
            for key, found, template in (
                ("run_rates", now, of_the_day),
                ("run_rates.earlier", before, of_before),
            )
            if found
        )
    )


def _asks_for_more(row: Row) -> bool:
    return (row["required_per_month"] or 0) > row["average_per_month"]


def _run_rate_row(row: Row, language: str) -> dict[str, Cell]:
    return {
        "indicator_id": row["indicator_id"],
        "name": escape(row["told_name"]) + f"<br><small>{units.word(units.UNITS, row['unit'], language)}</small>",
        "period": window_words(row["period_start"], row["period_end"], language),
        "plan": plan_cell(row, language),
        "share": share_cell(row, "attainment_share", language),
        "pace": share_cell(row, "pace_share", language),
        "gap": gap_cell(row, language),
        "average": computed_cell(row, "average_per_month", language),
        "required": computed_cell(row, "required_per_month", language),
    }
