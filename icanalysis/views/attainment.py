"""What was reached of what was planned, in one place at one date."""

from __future__ import annotations

from html import escape

import polars as pl

from icanalysis.charts.bullets import MOST_SHOWN
from icanalysis.charts.bullets import bullets as bullet_chart
from icanalysis.charts.gaps import pace_gaps
from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.tables.plain import table
from icanalysis.transforms.attainment import BASICALLY_MET_SHARE
from icanalysis.views import controls
from icanalysis.views.below import districts
from icanalysis.views.cells import (
    Row,
    computed_cell,
    counted_cell,
    gap_cell,
    label_cell,
    name_cell,
    plan_cell,
    rows_of,
    share_cell,
    value_cell,
)
from icanalysis.views.mandate import documents, of_period, supervision
from icanalysis.views.progress import named_rows, paced_rows, rows
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence
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

PRINTED = ("value", "printed_attainment_pct", "printed_growth_pct", "printed_index_pct")
"""What makes a row of the official table; a row with a label alone stands in the shortfall."""


def overview(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """The table that a report carries, in the official order of its columns.

    Values and plans are in the unit of the indicator; % of plan is computed, or as printed where the plan is
    implied; % of same period is the index (100 = last year).
    """
    _ = words(language)
    found = named_rows(place, edition, as_of, language)
    measured = [row for row in found if any(row[name] is not None for name in PRINTED)]
    if not measured:
        return Shown(_("No figure of this place is known at this date."))
    headline, counted = _headline(measured, place=place, edition=edition, as_of=as_of, language=language)
    frame, figures = laid_out(_overview_row(n, row, language) for n, row in enumerate(measured, start=1))
    labels = {
        "order": _("No."),
        "name": _("Indicator"),
        "unit": _("Unit"),
        "plan": _("Plan"),
        "month": _("In the month"),
        "value": _("To date"),
        "share": _("% of plan"),
        "index": _("% of same period"),
        "label": _("Assessment"),
    }
    body = table(
        frame,
        labels=labels,
        numbers=("plan", "month", "value", "share", "index"),
        short=("unit", "label"),
        wide=("name",),
        notes=_overview_notes(measured, language),
    )
    return Shown(headline, body, figures=counted + figures)


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


def pace(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """How many points ahead of the linear pace each plan is, or behind it.

    (attainment − pace) × 100 in percentage points, for flows with a plan (`transforms.pace`).
    """
    _ = words(language)
    paced = paced_rows(place, edition, as_of, language)
    if not paced:
        return Shown(_("No plan of this place can be paced at this date: pace needs a flow and a plan."))
    texts, figures = laid_out({"name": row["told_name"], "label": gap_cell(row, language)} for row in paced)
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
    )
    return Shown(headline, body, alt_text=headline, figures=figures + named)


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
            ).format(names=_joined(late))
        )
    numeric = ("plan", "share", "pace", "gap", "average", "required")
    body = table(frame, labels=labels, numbers=numeric, notes=notes)
    return Shown(headline, body, figures=counted + figures)


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
        names=_joined(low),
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


def _joined(found: list[Row]) -> str:
    """Names in one line; a semicolon, because names have commas of their own."""
    return "; ".join(row["told_name"] for row in found)


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


def _headline(found: list[Row], *, place: str, edition: str, as_of: str, language: str):
    """How many indicators, how many with a plan, ahead and behind, and which is furthest behind."""
    _ = words(language)
    paced = [row for row in found if row["pace_gap_pct_points"] is not None]
    behind = [row for row in paced if row["pace_gap_pct_points"] < 0]
    ahead = [row for row in paced if row["pace_gap_pct_points"] >= 0]
    first, figures = sentence(
        _("{place}, {day}. Indicators with a figure: {count}; with a plan: {planned}."),
        place=controls.place_name(edition, place),
        day=numbers.day(controls.as_day(as_of), language),
        count=counted_cell("overview.indicators", found, language),
        planned=counted_cell("overview.planned", [row for row in found if row["plan_value"] is not None], language),
    )
    if not paced:
        return first, figures
    second, counted = sentence(
        _("At or ahead of the linear pace: {ahead}; behind it: {behind}."),
        ahead=counted_cell("overview.ahead", ahead, language),
        behind=counted_cell("overview.behind", behind, language),
    )
    if not behind:
        return f"{first} {second}", figures + counted
    worst = min(behind, key=lambda row: row["pace_gap_pct_points"])
    third, named = sentence(
        _("Furthest behind: {name}, {gap} points."), name=worst["told_name"], gap=gap_cell(worst, language)
    )
    return f"{first} {second} {third}", figures + counted + named


def _overview_row(order: int, row: Row, language: str) -> dict[str, Cell]:
    return {
        "order": str(order),
        "name": name_cell(row, language),
        "unit": units.word(units.UNITS, row["unit"], language),
        "plan": plan_cell(row, language),
        "month": computed_cell(row, "month_value", language),
        "value": value_cell(row, language),
        "share": _attainment_cell(row, language),
        "index": _index_cell(row, language),
        "label": label_cell(row, language),
    }


def _attainment_cell(row: Row, language: str) -> Cell:
    """The computed share; the printed percentage beside it where the two differ, or alone without a value."""
    _ = words(language)
    said = row["printed_attainment_pct"]
    printed = Figure(
        f"{row['observation_id']}.printed_attainment_pct",
        said,
        "pct",
        f"{numbers.printed(said, language)}%",
        (f"observations:{row['observation_id']}",),
    )
    computed = share_cell(row, "attainment_share", language)
    if row["plan_is_implied"] or computed.value is None:
        return (printed, f"<br><small>{_('as printed')}</small>") if said else numbers.NOTHING
    if said is None or computed.text == printed.text:
        return computed
    return (computed, "<br><small>", _("printed") + " ", printed, "</small>")


def _index_cell(row: Row, language: str) -> Cell:
    """The index to the same period: computed where last year's value is known, else from what is printed.

    Flows and stocks only: a growth rate or a rank divided by last year's says nothing.
    """
    _ = words(language)
    if row["index_share"] is not None and row["kind"] in ("flow", "stock"):
        earlier = f"observations:{row['previous_observation_id']}"
        text = numbers.percent(row["index_share"], language)
        return Figure(
            f"{row['observation_id']}.index_share",
            row["index_share"],
            "share",
            text,
            (*rows_of(row), earlier),
        )
    key, here = row["observation_id"], rows_of(row)[:1]
    if said := row["printed_index_pct"]:
        text = f"{numbers.printed(said, language)}%"
        return (Figure(f"{key}.printed_index_pct", said, "pct", text, here), f"<br><small>{_('as printed')}</small>")
    said = row["printed_growth_pct"]
    if said is None:
        return numbers.NOTHING
    decimals = numbers.decimals_of(said)
    value = round(100 + float(said), decimals)
    index = Figure(
        f"{key}.index_from_growth", value, "pct", f"{numbers.number(value, language, decimals=decimals)}%", here
    )
    growth = Figure(
        f"{key}.printed_growth_pct", said, "pct", f"{numbers.signed(float(said), language, decimals=decimals)}%", here
    )
    return (index, f"<br><small>{_('printed')} ", growth, "</small>")


def _overview_notes(found: list[Row], language: str) -> list[str]:
    _ = words(language)
    notes = []
    if any(row["plan_is_implied"] for row in found):
        notes.append(
            _("≈ plan not printed: implied by value and printed percentage, with the interval that its digits allow.")
        )
    if any(row["status"] == "estimate" for row in found):
        notes.append(_("Estimates may change when preliminary and final figures appear."))
    if any(_differs(row, language) for row in found):
        notes.append(_("A printed percentage differs from the computed one: see the audit of this place."))
    notes.append(
        _(
            "Assessment: the label that the source prints, then the one computed "
            "(basically met from {share} of the plan)."
        ).format(share=numbers.percent(BASICALLY_MET_SHARE, language, decimals=0))
    )
    return notes


def _is_broken(drawn: list[Row]) -> bool:
    """Whether a bar is longer than the chart draws it."""
    return any(row["attainment_share"] > MOST_SHOWN for row in drawn)


def _differs(row: Row, language: str) -> bool:
    """Whether a percentage is printed that is not the computed one, to the digits that were printed."""
    said, share = row["printed_attainment_pct"], row["attainment_share"]
    if said is None or share is None or row["plan_is_implied"]:
        return False
    return numbers.printed(said, language) != numbers.number(
        share * 100, language, decimals=len(said.partition(".")[2])
    )


def _run_rate_row(row: Row, language: str) -> dict[str, Cell]:
    return {
        "name": escape(row["figure_name"]) + f"<br><small>{units.word(units.UNITS, row['unit'], language)}</small>",
        "period": window_words(row["period_start"], row["period_end"], language),
        "plan": plan_cell(row, language),
        "share": share_cell(row, "attainment_share", language),
        "pace": share_cell(row, "pace_share", language),
        "gap": gap_cell(row, language),
        "average": computed_cell(row, "average_per_month", language),
        "required": computed_cell(row, "required_per_month", language),
    }
