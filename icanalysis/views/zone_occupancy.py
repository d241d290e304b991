"""Occupancy with its numerator and its denominator: every pair that a statement prints, beside what it prints."""

from __future__ import annotations

from datetime import date
from html import escape

import polars as pl

from icanalysis.schemas import terms
from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.tables.plain import table
from icanalysis.transforms.figures import qualifier_of
from icanalysis.transforms.occupancy import occupancies
from icanalysis.transforms.statements import DAYS, dated
from icanalysis.views import controls
from icanalysis.views.cells import Row, count_cell, counted_cell
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence
from icanalysis.views.sourcing import source_names
from icanalysis.views.zone_rows import statistics_of, zones_of
from icanalysis.wording import units
from icanalysis.wording.language import words
from icanalysis.wording.windows import window_words

KEYS = {"zone_statistics": "zone_statistic_id", "zone_status": "zone_status_id"}
STATED = ("printed_occupancy_pct", "occupancy_numerator", "occupancy_denominator", "occupancy_scope")


def occupancy(*, place: str, edition: str, as_of: str, measure: str, language: str) -> Shown:
    """Every statement up to the date that prints an occupancy or both figures of one: numerator ÷ denominator.

    share = numerator ha ÷ denominator ha, both of the same statement (`transforms.occupancy`). Beside each stands what
    is printed; a printed share without any denominator cannot be checked.
    """
    _ = words(language)
    found = _statements(place, edition, as_of, language)
    if not found:
        return Shown(_("No occupancy of this place is printed or can be worked out up to this day."))
    printed = [row for row in found if row["printed_occupancy_pct"] is not None]
    bare = [row for row in printed if not row["pairs"]]
    headline, counted = sentence(
        _(
            "Occupancies printed: {printed}; with land to divide: {checked}, without: {bare}. "
            "Shares worked out from printed land, one for each base, also where none is printed: {worked_out}."
        ),
        printed=counted_cell("occupancy.printed", printed, language, rows=_rows),
        checked=counted_cell("occupancy.checked", [row for row in printed if row["pairs"]], language, rows=_rows),
        bare=counted_cell("occupancy.bare", bare, language, rows=_rows),
        worked_out=count_cell("occupancy.worked_out", sum(len(row["pairs"]) for row in found), language),
    )
    frame, figures = laid_out(_row(row, language) for row in found)
    labels = {
        "what": _("Statement about"),
        "day": _("Date"),
        "printed": _("Printed"),
        **{kind: f"÷ {units.word(units.DENOMINATORS, kind, language)}" for kind in terms.DENOMINATORS},
        "source": _("Source"),
    }
    used = {kind for row in found for kind in row["pairs"]}
    of_country = [_("Statements about the whole country; those about its zones stand in the reports on provinces.")]
    notes = of_country if place == controls.WHOLE_COUNTRY else []
    notes = [
        *notes,
        _("Leased land divided, where nothing else is said; small letters name another numerator. Areas in ha."),
    ]
    body = table(
        frame,
        labels={name: label for name, label in labels.items() if name not in terms.DENOMINATORS or name in used},
        numbers=("printed", *(kind for kind in terms.DENOMINATORS if kind in used)),
        notes=notes,
    )
    return Shown(headline, body, figures=counted + figures)


def _statements(place: str, edition: str, as_of: str, language: str) -> list[Row]:
    """The statements with their pairs by denominator: those about all zones of the place first, then zone by zone."""
    day, sources = controls.as_day(as_of), load("sources")
    here = zones_of(place, edition=edition).select("zone_id", "name")
    frames = {
        "zone_statistics": statistics_of(place, edition=edition).with_columns(name=pl.lit(None, pl.String)),
        "zone_status": load("zone_status").join(here, on="zone_id").pipe(dated, sources=sources),
    }
    if place == controls.WHOLE_COUNTRY:
        frames.pop("zone_status")
    rows = [row for name, frame in frames.items() for row in _of_table(frame, name, day)]
    names = source_names(language)
    return [row | {"source": names[row["source_id"]]} for row in rows]


def _of_table(frame: pl.LazyFrame, name: str, day: date) -> list[Row]:
    key = KEYS[name]
    known = frame.filter(pl.col("known_on").is_null() | (pl.col("known_on") <= day)).with_columns(
        qualifier_of("printed_occupancy_pct").alias("printed_qualifier"),
        pl.lit(name).alias("table"),
        pl.col(key).alias("statement_id"),
    )
    pairs: dict[str, dict[str, list[Row]]] = {}
    for pair in known.pipe(occupancies, key=key).collect().iter_rows(named=True):
        pairs.setdefault(pair[key], {}).setdefault(pair["denominator_kind"], []).append(pair)
    have = known.collect_schema().names()
    kept = ["table", "statement_id", "name", "zone_kind", "known_on", *DAYS, "source_id", "printed_qualifier"]
    said = known.select(*kept, *(name for name in STATED if name in have))
    found = said.sort("name", "known_on", "statement_id", nulls_last=True).collect().to_dicts()
    rows = [row | {"pairs": pairs.get(row["statement_id"], {})} for row in found]
    return [row for row in rows if row["pairs"] or row["printed_occupancy_pct"] is not None]


def _row(row: Row, language: str) -> dict[str, Cell]:
    _ = words(language)
    kind = units.word(units.ZONE_KINDS if row["name"] is None else units.ONE_ZONE, row["zone_kind"], language)
    what = f"{escape(row['name'])}<br><small>{kind}</small>" if row["name"] else kind.capitalize()
    return {
        "what": what,
        "day": _said_of(row, language),
        "printed": _printed(row, language),
        **{denominator: _pairs(row, denominator, language) for denominator in terms.DENOMINATORS},
        "source": row["source"],
    }


def _said_of(row: Row, language: str) -> str:
    """The day of a statement, or the days between which it lies."""
    if row["as_of"]:
        return numbers.day(row["as_of"], language)
    return window_words(row["as_of_not_before"], row["as_of_not_after"], language)


def _printed(row: Row, language: str) -> Cell:
    """The printed share, with the base that the source names for it."""
    _ = words(language)
    if row["printed_occupancy_pct"] is None:
        return numbers.NOTHING
    text = units.qualified(
        f"{numbers.printed(row['printed_occupancy_pct'], language)}%", row["printed_qualifier"], language
    )
    figure = Figure(f"{row['statement_id']}.printed", row["printed_occupancy_pct"], "pct", text, _rows(row))
    said = [
        units.word(units.NUMERATORS, row["occupancy_numerator"], language) if row["occupancy_numerator"] else "",
        f"÷ {units.word(units.DENOMINATORS, row['occupancy_denominator'], language)}"
        if row["occupancy_denominator"]
        else "",
        units.word(units.SCOPES, row.get("occupancy_scope"), language) if row.get("occupancy_scope") else "",
    ]
    small = " ".join(piece for piece in said if piece)
    return (figure, f"<br><small>{small or _('base not said')}</small>")


def _pairs(row: Row, denominator: str, language: str) -> Cell:
    """Every numerator over this denominator: share, and the two areas under it."""
    found = row["pairs"].get(denominator, [])
    pieces = [piece for pair in found for piece in ("<br>", *_pair(row, pair, language))]
    return tuple(pieces[1:]) if pieces else numbers.NOTHING


def _pair(row: Row, pair: Row, language: str) -> list[str | Figure]:
    key = f"{row['statement_id']}.{pair['numerator_kind']}.{pair['denominator_kind']}"

    def area(side: str) -> Figure:
        text = units.qualified(numbers.number(pair[f"{side}_ha"], language), pair[f"{side}_qualifier"], language)
        return Figure(f"{key}.{side}_ha", pair[f"{side}_ha"], "ha", text, _rows(row))

    _ = words(language)
    text = units.qualified(numbers.percent(pair["share"], language), pair["share_qualifier"], language)
    share = Figure(f"{key}.share", pair["share"], "share", text, _rows(row))
    kind = units.word(units.NUMERATORS, pair["numerator_kind"], language)
    if pair["is_derived"]:
        kind = _("leased: industrial less what is still to be leased")
    small = "" if pair["numerator_kind"] == "leased" and not pair["is_derived"] else f"<br>{kind}"
    return [share, "<br><small>", area("numerator"), " ÷ ", area("denominator"), f"{small}</small>"]


def _rows(row: Row) -> tuple[str, ...]:
    return (f"{row['table']}:{row['statement_id']}",)
