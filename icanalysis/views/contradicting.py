"""Printed figures of a place and of all places below it that contradict each other, as known at a date.

The short form of the page of the audit: the same checks of the same places (`views.audit.checked_rows`), less those of
days after the date, which are counted beside them.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.tables.plain import table
from icanalysis.transforms.statements import dated
from icanalysis.views import controls
from icanalysis.views.audit import check_row, checked_rows, counted_checks
from icanalysis.views.cells import Row, count_cell
from icanalysis.views.shown import Figure, Shown, laid_out, sentence
from icanalysis.wording.language import marked, words

SHOWN = 8
"""So many are shown, the latest first: a wall has room for no more."""

UNDATED = date.min

OF_ALL_DAYS = marked("With those of later days, as in the check of the published percentages: {count} of {all}.")


def contradictions(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """Printed figures of the place and of all below it that no rounding of the figures around them explains.

    Those known at the date: whose window has ended or whose statement is of a day up to it, and undated ones
    (`transforms.audit`). The page of the audit shows each with the interval that rounding allows.
    """
    _ = words(language)
    known = known_checks(place, edition, as_of, language)
    bad = contradicting(known)
    if not known:
        return Shown(_("No printed relation of this place or below it is recorded up to this day."))
    if not bad:
        return Shown(_("Up to this day no printed figure of this place or below it contradicts the figures around it."))
    all_days = counts_of_all_days("contradictions", place, edition, as_of, language)
    later, counted_later = sentence(f" {_(OF_ALL_DAYS)}", **all_days) if all_days else ("", ())
    headline, counted = sentence(
        _("Printed figures of this place and below it that contradict the figures around them: {count} of {all}."),
        count=counted_checks("contradictions.count", bad, language),
        all=count_cell("contradictions.all", len(known), language),
    )
    cells = [check_row(row, language) for row in bad[:SHOWN]]
    frame, figures = laid_out({name: cell for name, cell in row.items() if name != "explanation"} for row in cells)
    labels = {
        "what": _("What was printed about"),
        "kind": _("Kind of relation"),
        "printed": _("Printed"),
        "arithmetic": _("Recomputed"),
        "source": _("Source"),
    }
    notes = [_("Each of them, with what rounding allows, stands in the check of the published percentages.")]
    if len(bad) > SHOWN:
        notes.insert(0, _("And {count} more.").format(count=len(bad) - SHOWN))
    body = table(frame, labels=labels, numbers=("printed",), wide=("what", "arithmetic"), notes=notes)
    return Shown(headline + later, body, figures=counted + counted_later + figures)


def counts_of_all_days(key: str, place: str, edition: str, as_of: str, language: str) -> dict[str, Figure]:
    """The parts of OF_ALL_DAYS, what the page of the audit counts; none where no check is of a later day."""
    every = list(checked_rows(place, edition, language))
    if len(every) == len(known_checks(place, edition, as_of, language)):
        return {}
    return {
        "count": counted_checks(f"{key}.of_all_days", contradicting(every), language),
        "all": count_cell(f"{key}.all_days", len(every), language),
    }


def known_checks(place: str, edition: str, as_of: str, language: str) -> list[Row]:
    """The checks of a place and of all below it that are known at the date, the latest first, undated ones last."""
    every = checked_rows(place, edition, language)
    days = _days_of_statements(every)
    known = [(days.get(row["source_rows"][0]) or row["window_end"] or UNDATED, row) for row in every]
    upto = [(day, row) for day, row in known if day <= controls.as_day(as_of)]
    return [row for _day, row in sorted(upto, key=lambda pair: pair[0], reverse=True)]


def contradicting(checks: list[Row]) -> list[Row]:
    """Those of the checks that contradict."""
    return [row for row in checks if row["verdict"] == "contradicts"]


def _days_of_statements(checks: tuple[Row, ...]) -> dict[str, date]:
    """`table:id` → the day that a statement about zones is of (`statements.dated`); undated ones are left out."""
    sources, days = load("sources"), {}
    for name, key in (("zone_status", "zone_status_id"), ("zone_statistics", "zone_statistic_id")):
        asked = [
            row["source_rows"][0].partition(":")[2] for row in checks if row["source_rows"][0].startswith(f"{name}:")
        ]
        said = load(name).filter(pl.col(key).is_in(asked)).pipe(dated, sources=sources)
        found = said.filter(pl.col("known_on").is_not_null()).select(key, "known_on").collect()
        days |= {f"{name}:{statement}": day for statement, day in found.rows()}
    return days
