"""How a place stands at a date, in tiles: few figures with their age, their status and what is not known."""

from __future__ import annotations

import polars as pl

from icanalysis.style import numbers
from icanalysis.tables.tiles import Tiles, tiles
from icanalysis.tables.twin import twin
from icanalysis.views import controls
from icanalysis.views.audit import counted_checks
from icanalysis.views.cells import Row, counted_cell, filled, gap_cell, share_cell, value_cell
from icanalysis.views.contradicting import contradicting, known_checks
from icanalysis.views.headlines import headline_rows
from icanalysis.views.periods import apart, windows_told
from icanalysis.views.progress import named_rows, paced_rows, short_products
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence, sentences
from icanalysis.views.status_counts import (
    blank_tile,
    contradictions_tile,
    coverage_tile,
    late_projects_tile,
    occupancy_tile,
    plan_statement_tile,
    products_tile,
    recommendations_tile,
)
from icanalysis.wording import units
from icanalysis.wording.ages import age_words
from icanalysis.wording.language import words
from icanalysis.wording.windows import window_words

LINES = ("plan", "pace", "scope", "age")


def status(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """Few figures in tiles: the leading indicators against plan and pace, then what is short, late, open or unknown.

    Each figure says its window, how it is meant to change (estimate, preliminary, final) and how old it is at the
    date (`transforms.freshness`); the last tile says how much of what has a plan, and of the places below, has a
    figure at all (`transforms.coverage`).
    """
    _ = words(language)
    found = named_rows(place, edition, as_of, language)
    if not found:
        return Shown(_("No figure of this place is known at this date."))
    leading = headline_rows(place, edition, as_of, language)
    counts = (
        products_tile(found, language),
        late_projects_tile(place, edition, as_of, language),
        occupancy_tile(place, edition, as_of, language),
        recommendations_tile(place, edition, as_of, language),
        contradictions_tile(place, edition, as_of, language),
        plan_statement_tile(place, edition, as_of, language),
        coverage_tile(place, edition, as_of, language),
    )
    cells = [_indicator_tile(row, language) for row in leading] + [tile for tile in counts if tile is not None]
    headline, counted = _headline(place, edition, as_of, language)
    frame, figures = laid_out(cells)
    labels = {"label": _("Indicator"), "value": _("Value"), "unit": _("Unit"), "mark": _("Status")}
    labels |= {"plan": _("Against the plan"), "pace": _("Against the pace"), "scope": _("Of what"), "age": _("How old")}
    return Shown(
        headline,
        _drawn(frame),
        figures=counted + figures,
        twin=twin(frame, labels=labels, numbers=("value",)),
    )


def _drawn(frame: pl.DataFrame) -> Tiles:
    return tiles(frame, label="label", value="value", unit="unit", mark="mark", tone="tone", lines=LINES)


def _headline(place: str, edition: str, as_of: str, language: str) -> tuple[str, tuple[Figure, ...]]:
    """How many plans are behind, how many products short, how many printed figures contradict each other.

    Plans and products by figures of earlier periods are counted in a sentence of their own.
    """
    said = _of_the_day(place, edition, as_of, language)
    before = _of_before(place, edition, as_of, language)
    return sentences(said, before) if before else said


def _of_before(place: str, edition: str, as_of: str, language: str) -> tuple[str, tuple[Figure, ...]] | None:
    _ = words(language)
    _now, paced = apart(paced_rows(place, edition, as_of, language))
    _now, short = apart(short_products(named_rows(place, edition, as_of, language)))
    if not (paced or short):
        return None
    behind = [row for row in paced if row["pace_gap_pct_points"] < 0]
    return sentence(
        _(
            "By figures of an earlier period ({windows}): plans behind the linear pace {behind} of {paced}, "
            "products in shortfall {short}."
        ),
        windows=windows_told([*paced, *short], language),
        behind=counted_cell("status.earlier.behind", behind, language),
        paced=counted_cell("status.earlier.paced", paced, language),
        short=counted_cell("status.earlier.short", short, language),
    )


def _of_the_day(place: str, edition: str, as_of: str, language: str) -> tuple[str, tuple[Figure, ...]]:
    _ = words(language)
    found, _before = apart(named_rows(place, edition, as_of, language))
    paced = [row for row in found if row["pace_gap_pct_points"] is not None]
    behind = [row for row in paced if row["pace_gap_pct_points"] < 0]
    bad = contradicting(known_checks(place, edition, as_of, language))
    parts = {
        "place": controls.place_name(edition, place, language),
        "day": numbers.day(controls.as_day(as_of), language),
        "short": counted_cell("status.short", short_products(found), language),
        "contradictions": counted_checks("status.contradictions", bad, language),
    }
    if not paced:
        return sentence(
            _(
                "{place}, {day}. No plan can be paced; products in shortfall: {short}; "
                "contradictions in printed figures: {contradictions}."
            ),
            **parts,
        )
    return sentence(
        _(
            "{place}, {day}. Plans behind the linear pace: {behind} of {paced}; products in shortfall: {short}; "
            "contradictions in printed figures: {contradictions}."
        ),
        **parts,
        behind=counted_cell("status.behind", behind, language),
        paced=counted_cell("status.paced", paced, language),
    )


def _indicator_tile(row: Row, language: str) -> dict[str, Cell]:
    return blank_tile(row["figure_name"]) | {
        "value": value_cell(row, language),
        "unit": units.word(units.UNITS, row["unit"], language),
        "mark": units.word(units.STATUSES, row["status"], language),
        "tone": _tone(row),
        "plan": _plan_line(row, language),
        "pace": _pace_line(row, language),
        "scope": _window_line(row, language),
        "age": _age_line(row, language),
    }


def _tone(row: Row) -> str:
    gap = row["pace_gap_pct_points"]
    return "plain" if gap is None else "behind" if gap < 0 else "ahead"


def _plan_line(row: Row, language: str) -> Cell:
    """The share of the plan; nothing where there is none, as for an indicator without a plan or a rank."""
    _ = words(language)
    if row["attainment_share"] is None:
        return ""
    template = _("{share} of an implied plan") if row["plan_is_implied"] else _("{share} of the plan")
    return filled(template, share=share_cell(row, "attainment_share", language))


def _pace_line(row: Row, language: str) -> Cell:
    """The linear pace and the gap to it, with an arrow that says in shape what the edge says in colour."""
    _ = words(language)
    gap = row["pace_gap_pct_points"]
    if gap is None:
        return ""
    template = (
        _("▼ behind the linear pace of {pace}: {gap} points")
        if gap < 0
        else _("▲ at or ahead of the linear pace of {pace}: {gap} points")
    )
    return filled(template, pace=share_cell(row, "pace_share", language), gap=gap_cell(row, language))


def _window_line(row: Row, language: str) -> str:
    marks = [
        window_words(row["window_start"], row["window_end"], language),
        units.word(units.PRICE_BASES, row["price_basis"], language),
    ]
    return "; ".join(mark for mark in marks if mark)


def _age_line(row: Row, language: str) -> Cell:
    """Up to which day the figure goes, and how long before the day of the page that is."""
    _ = words(language)
    day = numbers.day(row["window_end"], language)
    if row["age_days"] == 0:
        return _("figure up to {day}, the day of the report").format(day=day)
    text = age_words(row["age_months"], row["age_days"], language)
    key, rows = f"{row['observation_id']}.age_days", (f"observations:{row['observation_id']}",)
    age = Figure(key, row["age_days"], "days", text, rows)
    return filled(_("figure up to {day}, {age} before the day of the report"), day=day, age=age)
