"""What sets the course and what supervision said of it: documents, findings, recommendations."""

from __future__ import annotations

from html import escape

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.tables.plain import table
from icanalysis.views import controls
from icanalysis.views.cells import Row, count_cell, keyed
from icanalysis.views.grounds import grounds
from icanalysis.views.shown import Shown, laid_out, sentence
from icanalysis.views.sourcing import source_names
from icanalysis.wording import units
from icanalysis.wording.language import words
from icanalysis.wording.windows import window_words


def documents(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """The chain of documents whose period runs in the year: resolution, then the plan that carries it out.

    Documents of the place itself, not of the places above it. A report cites as grounds those that had been issued by
    its date; what it is signed on later is a matter of the office, which names its own grounds.
    """
    _ = words(language)
    known = load("documents").collect()
    number = dict(known.select("document_id", pl.coalesce("number", f"title_{language}")).rows())
    running = of_period("documents", place, edition, as_of).sort("issued_on", "document_id", nulls_last=True).collect()
    if running.is_empty():
        return Shown(_("No document whose period runs in this year is recorded for this place."))
    carried = [row for row in running.iter_rows(named=True) if row["carries_out_id"]]
    chain = "; ".join(f"{number[row['carries_out_id']]} → {number[row['document_id']]}" for row in carried)
    every = "; ".join(number[key] for key in running["document_id"])
    headline = _("What sets the course: {chain}.").format(chain=chain or every)
    frame, figures = laid_out(
        {
            "kind": units.word(units.DOCUMENT_KINDS, row["document_kind"], language),
            "number": escape(row["number"] or numbers.NOTHING),
            "title": escape(row[f"title_{language}"]),
            "issued_on": numbers.day(row["issued_on"], language),
            "period": window_words(row["period_start"], row["period_end"], language),
            "carries_out": escape(number.get(row["carries_out_id"]) or numbers.NOTHING),
        }
        for row in running.iter_rows(named=True)
    )
    labels = {
        "kind": _("Kind"),
        "number": _("Number"),
        "title": _("Subject"),
        "issued_on": _("Issued"),
        "period": _("Period"),
        "carries_out": _("Carries out"),
    }
    body = table(frame, labels=labels, wide=("title",))
    issued = running.filter(pl.col("issued_on").is_null() | (pl.col("issued_on") <= controls.as_day(as_of)))
    return Shown(headline, body, figures=figures, grounds=tuple(grounds(issued, language)))


def supervision(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """Findings and recommendations of supervision whose period runs in the year, with their source.

    Reported and verified status stand side by side; a deadline only where the document states one.
    """
    _ = words(language)
    found = of_period("findings", place, edition, as_of).sort("sort_order").collect()
    asked = of_period("recommendations", place, edition, as_of).sort("sort_order").collect()
    if found.is_empty() and asked.is_empty():
        return Shown(_("No supervision of a period that runs in this year is recorded for this place."))
    headline, counted = sentence(
        _("Supervision of this period: {findings} findings, {recommendations} recommendations."),
        findings=count_cell("supervision.findings", found.height, language, keyed("findings", found.to_series(0))),
        recommendations=count_cell(
            "supervision.recommendations", asked.height, language, keyed("recommendations", asked.to_series(0))
        ),
    )
    names = source_names(language)
    texts = [_supervision_row(_("Finding"), row, names, language) for row in found.iter_rows(named=True)]
    texts += [_supervision_row(_("Recommendation"), row, names, language) for row in asked.iter_rows(named=True)]
    labels = {
        "kind": _("Kind"),
        "text": _("Content"),
        "addressee": _("Who must act"),
        "due_on": _("Due"),
        "reported": _("As reported"),
        "verified": _("As verified"),
        "source": _("Source"),
    }
    body = table(pl.DataFrame(texts), labels=labels, wide=("text",))
    return Shown(headline, body, figures=counted)


def of_period(name: str, place: str, edition: str, as_of: str) -> pl.LazyFrame:
    """Rows of a table about the place whose period meets the year of the date, up to the date."""
    day = controls.as_day(as_of)
    return load(name).filter(
        pl.col("edition") == edition,
        pl.col("place_code") == place,
        pl.col("period_start").is_null() | (pl.col("period_start") <= day),
        pl.col("period_end").is_null() | (pl.col("period_end") >= day.replace(month=1, day=1)),
        pl.col("period_start").is_not_null() | pl.col("period_end").is_not_null(),
    )


def _supervision_row(kind: str, row: Row, names: dict[str, str], language: str) -> dict[str, str]:
    def status(which: str) -> str:
        return units.word(units.RECOMMENDATION_STATUSES, row.get(which), language)

    return {
        "kind": kind,
        "text": escape(row[f"text_{language}"]),
        "addressee": escape(row.get(f"addressee_{language}") or numbers.NOTHING),
        "due_on": numbers.day(row.get("due_on"), language),
        "reported": status("reported_status"),
        "verified": status("verified_status"),
        "source": names[row["source_id"]],
    }
