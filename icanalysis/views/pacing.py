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
from icanalysis.views.progress import paced_rows
from icanalysis.views.shown import PICKED, Cell, Shown, laid_out, sentence
from icanalysis.wording import units
from icanalysis.wording.language import words
from icanalysis.wording.windows import window_words


def pace(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """How many points ahead of the linear pace each plan is, or behind it.

    (attainment − pace) × 100 in percentage points, for flows with a plan (`transforms.pace`).
    """
    _ = words(language)
    paced = paced_rows(place, edition, as_of, language)
    if not paced:
        return Shown(_("No plan of this place can be paced at this date: pace needs a flow and a plan."))
    texts, figures = laid_out(
        {"indicator_id": row["indicator_id"], "name": row["told_name"], "label": gap_cell(row, language)}
        for row in paced
    )
    worst = min(paced, key=lambda row: row["pace_gap_pct_points"])
    behind = worst["pace_gap_pct_points"] < 0
    headline, named = sentence(
        _("Furthest behind the linear pace: {name}, {gap} points.")
        if behind
        else _("Every plan is at or ahead of the linear pace; least ahead: {name}, {gap} points."),
        name=worst["told_name"],
        gap=gap_cell(worst, language),
    )
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


def run_rates(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """What each month brought so far and what each remaining month must bring.

    value ÷ months covered against (plan − value) ÷ months that remain, in the unit a month (`transforms.pace`).
    """
    _ = words(language)
    paced = paced_rows(place, edition, as_of, language)
    if not paced:
        return Shown(_("No plan of this place can be paced at this date: pace needs a flow and a plan."))
    harder = [row for row in paced if (row["required_per_month"] or 0) > row["average_per_month"]]
    headline, counted = sentence(
        _("Plans whose remaining months must bring more than the months so far: {harder} of {all}."),
        harder=counted_cell("run_rates.harder", harder, language),
        all=counted_cell("run_rates.all", paced, language),
    )
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
    body = table(frame, labels=labels, numbers=numeric, notes=notes, totals=[Total("name", "rows", len(paced))])
    return Shown(headline, body, figures=counted + figures)


def _run_rate_row(row: Row, language: str) -> dict[str, Cell]:
    return {
        "indicator_id": row["indicator_id"],
        "name": escape(row["figure_name"]) + f"<br><small>{units.word(units.UNITS, row['unit'], language)}</small>",
        "period": window_words(row["period_start"], row["period_end"], language),
        "plan": plan_cell(row, language),
        "share": share_cell(row, "attainment_share", language),
        "pace": share_cell(row, "pace_share", language),
        "gap": gap_cell(row, language),
        "average": computed_cell(row, "average_per_month", language),
        "required": computed_cell(row, "required_per_month", language),
    }
