"""The table that a report carries: every indicator against its plan, in the official order of the columns."""

from __future__ import annotations

from collections.abc import Iterator

from icanalysis.style import numbers
from icanalysis.tables.plain import Total, table
from icanalysis.transforms.attainment import BASICALLY_MET_SHARE
from icanalysis.transforms.printed import QUALIFIER_SLACK_SHARE
from icanalysis.views import controls
from icanalysis.views.cells import (
    Row,
    computed_cell,
    counted_cell,
    gap_cell,
    is_percentage_alone,
    label_cell,
    name_cell,
    plan_cell,
    rows_of,
    share_cell,
    value_cell,
)
from icanalysis.views.periods import apart, windows_told
from icanalysis.views.plan_statements import quoted
from icanalysis.views.progress import named_rows
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence, sentences
from icanalysis.wording import units
from icanalysis.wording.language import marked, words

Told = tuple[str, tuple[Figure, ...]]

OF_THE_DAY, OF_BEFORE = "overview", "overview.earlier"
"""How the keys of the counts begin, for figures of the date and for those of earlier periods."""

PLANNED = {
    OF_THE_DAY: (marked("With a plan, up to this day: {planned}."), marked("With a plan, up to this day: none.")),
    OF_BEFORE: (
        marked("With a plan, of the earlier period: {planned}."),
        marked("With a plan, of the earlier period: none."),
    ),
}
PACED = {
    OF_THE_DAY: marked("At or ahead of the linear pace: {ahead}; behind it: {behind}."),
    OF_BEFORE: marked("At or ahead of the linear pace of that period: {ahead}; behind it: {behind}."),
}

WITHOUT_PLAN = marked("Situation of industrial development")
"""What a report is about whose figures have no plan."""

PRINTED = ("value", "printed_attainment_pct", "printed_growth_pct", "printed_index_pct")
"""What makes a row of the official table; a row with a label alone stands in the shortfall."""


def overview(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """The table that a report carries, in the official order of its columns.

    Values and plans are in the unit of the indicator; % of plan is computed, or as printed where the plan is implied
    or not given; % of same period is the index (100 = last year). A figure that ends before the date is marked with its
    period, and figures of the date and of earlier periods are counted apart.
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
        totals=[Total("name", "rows", len(measured))],
    )
    return Shown(
        headline, body, figures=counted + figures, subject="" if _speaks_of_plans(measured) else _(WITHOUT_PLAN)
    )


def _speaks_of_plans(found: list[Row]) -> bool:
    """Whether any indicator has a plan, or a percentage of one."""
    return any(row["plan_value"] is not None or is_percentage_alone(row) for row in found)


def _headline(found: list[Row], *, place: str, edition: str, as_of: str, language: str) -> Told:
    """How many indicators, how many with a plan, ahead and behind, and which is furthest behind; each period apart."""
    now, before = apart(found)
    parts = {
        "place": controls.place_name(edition, place, language),
        "day": numbers.day(controls.as_day(as_of), language),
        "count": counted_cell("overview.indicators", found, language),
    }
    has_plan = before and _planned(found)
    return sentences(
        *_counted(now, before, parts, language),
        *_of_pace(now, OF_THE_DAY, language),
        *(_with_plan(before, OF_BEFORE, language) if has_plan else ()),
        *_of_pace(before, OF_BEFORE, language),
        *quoted(place, edition=edition, as_of=as_of, language=language),
    )


def _counted(now: list[Row], before: list[Row], parts: dict[str, str | Figure], language: str) -> Iterator[Told]:
    """The indicators with a figure, by period where they are of several, and those of the date that have a plan."""
    _ = words(language)
    found = [*now, *before]
    if before:
        yield sentence(
            _(
                "{place}, {day}. Indicators with a figure: {count}; up to this day: {now}; "
                "only of an earlier period ({windows}): {before}."
            ),
            **parts,
            now=counted_cell("overview.of_the_day", now, language),
            before=counted_cell("overview.earlier", before, language),
            windows=windows_told(before, language),
        )
    elif _planned(found):
        planned = counted_cell("overview.planned", _planned(now), language)
        yield sentence(
            _("{place}, {day}. Indicators with a figure: {count}; with a plan: {planned}."), **parts, planned=planned
        )
        yield from _of_bare_percentages(now, OF_THE_DAY, language)
        return
    else:
        yield sentence(_("{place}, {day}. Indicators with a figure: {count}."), **parts)
    if _planned(found):
        yield from _with_plan(now, OF_THE_DAY, language)
    else:
        yield _("The data hold no plan of these indicators."), ()
        yield from _of_bare_percentages(found, OF_THE_DAY, language)


def _with_plan(found: list[Row], period: str, language: str) -> Iterator[Told]:
    """Those of one period that have a plan, and those of which only a percentage of some plan is published."""
    _ = words(language)
    some, none = PLANNED[period]
    planned = _planned(found)
    if planned:
        yield sentence(_(some), planned=counted_cell(f"{period}.planned", planned, language))
    else:
        yield _(none), ()
    yield from _of_bare_percentages(found, period, language)


def _of_bare_percentages(found: list[Row], period: str, language: str) -> Iterator[Told]:
    _ = words(language)
    bare = [row for row in found if is_percentage_alone(row)]
    if bare:
        template = _("Only a published percentage of a plan that is not given: {count}.")
        yield sentence(template, count=counted_cell(f"{period}.percentages", bare, language))


def _of_pace(found: list[Row], period: str, language: str) -> Iterator[Told]:
    """Those of one period that keep their pace and those that do not, and which is furthest behind."""
    _ = words(language)
    paced = [row for row in found if row["pace_gap_pct_points"] is not None]
    if not paced:
        return
    behind = [row for row in paced if row["pace_gap_pct_points"] < 0]
    ahead = [row for row in paced if row["pace_gap_pct_points"] >= 0]
    yield sentence(
        _(PACED[period]),
        ahead=counted_cell(f"{period}.ahead", ahead, language),
        behind=counted_cell(f"{period}.behind", behind, language),
    )
    if behind:
        worst = min(behind, key=lambda row: row["pace_gap_pct_points"])
        template = _("Furthest behind: {name}, {gap} points.")
        yield sentence(template, name=worst["told_name"], gap=gap_cell(worst, language))


def _planned(found: list[Row]) -> list[Row]:
    return [row for row in found if row["plan_value"] is not None]


def _overview_row(order: int, row: Row, language: str) -> dict[str, Cell]:
    return {
        "indicator_id": row["indicator_id"],
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
            _(
                "≈ plan not printed: implied by value and printed percentage, with the interval that its digits and "
                "words such as “over” (read as within {share}) allow."
            ).format(share=numbers.percent(QUALIFIER_SLACK_SHARE, language, decimals=0))
        )
    if any(row["status"] == "estimate" for row in found):
        notes.append(_("Estimates may change when preliminary and final figures appear."))
    if any(_differs(row, language) for row in found):
        notes.append(_("A published percentage differs from the computed one: see the check of the published ones."))
    notes.append(
        _(
            "Assessment: the label that the source prints, then the one computed "
            "(basically met from {share} of the plan)."
        ).format(share=numbers.percent(BASICALLY_MET_SHARE, language, decimals=0))
    )
    return notes


def _differs(row: Row, language: str) -> bool:
    """Whether a percentage is printed that is not the computed one, to the digits that were printed."""
    said, share = row["printed_attainment_pct"], row["attainment_share"]
    if said is None or share is None or row["plan_is_implied"]:
        return False
    return numbers.printed(said, language) != numbers.number(
        share * 100, language, decimals=len(said.partition(".")[2])
    )
