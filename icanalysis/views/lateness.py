"""What is late and by how much: plans behind their pace, recommendations overdue, projects behind schedule."""

from __future__ import annotations

from html import escape

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.tables.plain import table
from icanalysis.transforms.followup import with_follow_up
from icanalysis.transforms.freshness import age_days, age_months
from icanalysis.transforms.lateness import with_lateness
from icanalysis.views import controls
from icanalysis.views.cells import (
    Row,
    computed_cell,
    counted_cell,
    fitting_decimals,
    gap_cell,
    joined_names,
    keyed,
    rows_of,
    telling_decimals,
)
from icanalysis.views.periods import apart, windows_told
from icanalysis.views.progress import named_rows, paced_rows, rows
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence, sentences
from icanalysis.views.zone_rows import estate
from icanalysis.wording import units
from icanalysis.wording.ages import age_words
from icanalysis.wording.language import words

SHOWN = 8
"""So many rows are shown: a wall has room for no more."""

OF_PLANS = (
    "pace_shortfall",
    "pace_shortfall_low",
    "pace_shortfall_high",
    "pace_shortfall_months",
    "extra_effort_share",
)


def late(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """What is late and by how much, each kind by the size of its gap.

    Plans behind the linear pace in points, in their unit and in months of their own output (`transforms.lateness`);
    recommendations past the deadline that was set (`transforms.followup`); projects past their planned completion and
    not known to be finished (`transforms.project_facts`), those that a later statement still finds unfinished first.
    """
    _ = words(language)
    plans = late_plans(place, edition, as_of, language)
    asked = [row for row in recommendations(place, edition, as_of) if row["is_overdue"]]
    projects = late_projects(place, edition, as_of)
    if not (plans or asked or projects):
        return Shown(_("Nothing of this place is known to be late at this date."))
    headline, counted = _headline(plans, asked, projects, language)
    cells = [
        *(_plan_row(row, language) for row in plans),
        *(_recommendation_row(row, language) for row in asked),
        *(_project_row(row, language) for row in projects),
    ]
    frame, figures = laid_out(cells[:SHOWN])
    labels = {
        "what": _("What is late"),
        "gap": _("By how much"),
        "shortfall": _("Short of the pace"),
        "months": _("In months of output"),
        "effort": _("A month: so far → required"),
    }
    notes = _notes(plans, projects, left=len(cells) - SHOWN, language=language)
    notes += _named_low(named_rows(place, edition, as_of, language), language)
    if not plans:
        labels = {name: labels[name] for name in ("what", "gap")}
    body = table(frame, labels=labels, numbers=tuple(labels)[1:], wide=("what",), notes=notes)
    return Shown(headline, body, figures=counted + figures)


def late_plans(place: str, edition: str, as_of: str, language: str) -> list[Row]:
    """The attainment rows that are behind their pace, the furthest first, with what `transforms.lateness` adds."""
    behind = rows([place], edition=edition, as_of=as_of).lazy().filter(pl.col("pace_gap_pct_points") < 0)
    added = (
        behind.pipe(with_lateness)
        .select("observation_id", *OF_PLANS)
        .collect()
        .rows_by_key("observation_id", named=True)
    )
    found = [
        row | added[row["observation_id"]][0]
        for row in paced_rows(place, edition, as_of, language)
        if row["observation_id"] in added
    ]
    return sorted(found, key=lambda row: row["pace_gap_pct_points"])


def late_projects(place: str, edition: str, as_of: str) -> list[Row]:
    """The projects past their planned completion, the confirmed ones first, then the longest overdue."""
    day, end = controls.as_day(as_of), pl.col("planned_end")
    return (
        estate(place, edition=edition, as_of=as_of)
        .projects.filter(pl.col("is_late"))
        .with_columns(months_late=age_months(end, as_of=day), days_late=age_days(end, as_of=day))
        .sort("late_is_confirmed", "days_late", "project_id", descending=[True, True, False])
        .to_dicts()
    )


def recommendations(place: str, edition: str, as_of: str) -> list[Row]:
    """The recommendations about any period that began by the date, followed up, the longest overdue first.

    Not only those about the year: what was asked for stays open until it is done.
    """
    day = controls.as_day(as_of)
    return (
        load("recommendations")
        .filter(pl.col("edition") == edition, pl.col("place_code") == place, pl.col("period_start") <= day)
        .pipe(with_follow_up, as_of=day)
        .with_columns(days_overdue=age_days(pl.col("due_on"), as_of=day))
        .sort(pl.col("is_overdue"), "days_overdue", "sort_order", descending=[True, True, False], nulls_last=True)
        .collect()
        .to_dicts()
    )


def project_rows(row: Row) -> tuple[str, ...]:
    """The statements that the lateness of a project stands on."""
    return keyed("projects", (row["planned_completion_row"], row["project_status_row"], row["name_row"]))


def recommendation_rows(row: Row) -> tuple[str, ...]:
    """The row that a recommendation is."""
    return keyed("recommendations", [row["recommendation_id"]])


def _headline(plans: list[Row], asked: list[Row], projects: list[Row], language: str) -> tuple[str, tuple[Figure, ...]]:
    """How many of each kind, and which plan is furthest behind; plans by figures of an earlier period apart."""
    _ = words(language)
    now, before = apart(plans)
    confirmed = [row for row in projects if row["late_is_confirmed"]]
    counted = sentence(
        _(
            "Plans behind the linear pace: {plans}; recommendations overdue: {asked}; "
            "projects past their planned completion: {projects}, confirmed by a later statement: {confirmed}."
        ),
        plans=counted_cell("late.plans", now, language),
        asked=counted_cell("late.recommendations", asked, language, rows=recommendation_rows),
        projects=counted_cell("late.projects", projects, language, rows=project_rows),
        confirmed=counted_cell("late.projects.confirmed", confirmed, language, rows=project_rows),
    )
    furthest = _("Furthest behind: {name}, {gap} points.")
    of_before = _("Plans behind the linear pace by figures of an earlier period ({windows}): {plans}.")
    windows, earlier = windows_told(before, language), counted_cell("late.plans.earlier", before, language)
    return sentences(
        counted,
        *(sentence(furthest, name=row["told_name"], gap=gap_cell(row, language)) for row in now[:1]),
        *([sentence(of_before, windows=windows, plans=earlier)] if before else []),
    )


def _plan_row(row: Row, language: str) -> dict[str, Cell]:
    _ = words(language)
    implied = f"<br><small>{_('the plan is implied')}</small>" if row["plan_is_implied"] else ""
    return {
        "what": escape(row["told_name"]) + implied,
        "gap": (gap_cell(row, language), f" {_('points')}"),
        "shortfall": _shortfall(row, language),
        "months": _months(row, language),
        "effort": _effort(row, language),
    }


def _shortfall(row: Row, language: str) -> Cell:
    """What is missing to the pace in the unit of the indicator, with its interval where the plan is implied."""
    if row["pace_shortfall"] is None:
        return numbers.NOTHING
    unit = units.word(units.UNITS, row["unit"], language)
    if row["pace_shortfall_low"] is None:
        return (_figure(row, "pace_shortfall", language, fitting_decimals(row["pace_shortfall"])), f" {unit}")
    least = fitting_decimals(row["pace_shortfall"])
    places = telling_decimals(row["pace_shortfall_low"], row["pace_shortfall_high"], at_least=least)
    middle, low, high = (
        _figure(row, name, language, places) for name in ("pace_shortfall", "pace_shortfall_low", "pace_shortfall_high")
    )
    return ("≈ ", middle, f" {unit}<br><small>(", low, "–", high, ")</small>")


def _figure(row: Row, name: str, language: str, places: int) -> Figure:
    return computed_cell(row, name, language, decimals=places)


def _months(row: Row, language: str) -> Cell:
    value = row["pace_shortfall_months"]
    text = numbers.number(value, language, decimals=1)
    return Figure(f"{row['observation_id']}.pace_shortfall_months", value, "months", text, rows_of(row))


def _effort(row: Row, language: str) -> Cell:
    """The average a month so far and what each remaining month must bring, with the change between them."""
    so_far, required = (computed_cell(row, name, language) for name in ("average_per_month", "required_per_month"))
    extra = row["extra_effort_share"]
    if extra is None:
        return (so_far, " → ", required)
    text = f"{numbers.signed(extra * 100, language)}%"
    more = Figure(f"{row['observation_id']}.extra_effort_share", extra, "share", text, rows_of(row))
    return (so_far, " → ", required, "<br><small>", more, "</small>")


def _recommendation_row(row: Row, language: str) -> dict[str, Cell]:
    _ = words(language)
    due = _("recommendation, due {day}").format(day=numbers.day(row["due_on"], language))
    whom = f"; {escape(row[f'addressee_{language}'])}" if row[f"addressee_{language}"] else ""
    key = f"{row['recommendation_id']}.months_overdue"
    late_by = _span(key, row["months_overdue"], row["days_overdue"], language, recommendation_rows(row))
    return _late_by(f"{escape(row[f'text_{language}'])}<br><small>{due}{whom}</small>", late_by)


def _project_row(row: Row, language: str) -> dict[str, Cell]:
    """A project with its planned completion, its latest status, and whether a later statement confirms the delay."""
    _ = words(language)
    planned = _("project, completion planned by {day}").format(day=numbers.day(row["planned_end"], language))
    status = units.word(units.PROJECT_STATUSES, row["project_status"], language)
    said_on = row["project_status_on"]
    when = numbers.day(said_on, language) if said_on else _("undated")
    confirmed = "" if row["late_is_confirmed"] else f"; {_('not confirmed since')}"
    small = f"{planned}; {status} ({when}){confirmed}"
    late_by = _span(
        f"{row['project_id']}.months_late", row["months_late"], row["days_late"], language, project_rows(row)
    )
    return _late_by(f"{escape(row['name'])}<br><small>{small}</small>", late_by)


def _late_by(what: str, late_by: Figure) -> dict[str, Cell]:
    """A row of something that has a due day and no pace."""
    return {"what": what, "gap": late_by} | dict.fromkeys(("shortfall", "months", "effort"), numbers.NOTHING)


def _span(key: str, months: int, days: int, language: str, rows: tuple[str, ...]) -> Figure:
    return Figure(key, months, "months", age_words(months, days, language), rows)


def _notes(plans: list[Row], projects: list[Row], *, left: int, language: str) -> list[str]:
    _ = words(language)
    notes = [_("And {count} more.").format(count=left)] if left > 0 else []
    if plans:
        notes.append(
            _(
                "Short of the pace: pace × plan − value; in months of output: that ÷ the average a month so far. "
                "The linear pace knows no season."
            )
        )
    if any(not row["late_is_confirmed"] for row in projects):
        notes.append(
            _("Not confirmed since: no source after the planned completion speaks of the project; it may be finished.")
        )
    return notes


def _named_low(found: tuple[Row, ...], language: str) -> list[str]:
    """Products that a source names as low without a quantity: late by an amount that nobody printed."""
    _ = words(language)
    low = [row for row in found if row["is_product"] and row["official_label"] == "low" and row["value"] is None]
    said = _("Named as low against the plan without a quantity, so not measured here: {names}.")
    return [said.format(names=joined_names(low))] if low else []
