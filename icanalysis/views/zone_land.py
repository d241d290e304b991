"""From plan to production: how many hectares of each zone stand at which stage, and what is still to be leased."""

from __future__ import annotations

from html import escape

import polars as pl

from icanalysis.style import numbers
from icanalysis.tables.plain import Total, table
from icanalysis.transforms.figures import qualifier_of_sum
from icanalysis.transforms.land_funnel import STAGES, funnel, idle_leased, leasable_now, occupancy_printed_since
from icanalysis.views import controls
from icanalysis.views.cells import Row, count_cell, keyed
from icanalysis.views.old_figures import told_of_old
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence
from icanalysis.views.zone_cells import said_of
from icanalysis.views.zone_rows import Estate, estate
from icanalysis.wording import units
from icanalysis.wording.language import marked, words

BASES = {
    "leasable_less_leased": marked("land with infrastructure − leased"),
    "unleased": marked("as printed"),
    "industrial_less_leased": marked("industrial − leased land, with or without infrastructure"),
    "industrial_and_service_less_leased": marked(
        "industrial and service − leased land, with or without infrastructure"
    ),
}
"""The bases of `land_funnel.LEASABLE_BASES` in words."""


NAMED = 3
"""So many zones are named in the headline."""


def land(*, place: str, edition: str, as_of: str, measure: str, language: str) -> Shown:
    """Hectares of each zone from planned to operating, what is still to be leased, and what lies idle.

    Planned → established → cleared → with infrastructure → leased → built → operating (`transforms.land_funnel`). A
    stage that is larger than an earlier one is marked: its figures do not fit together. The headline names the years
    of old figures, and the zones of which another occupancy was printed since. Economic zones are left out.
    """
    _ = words(language)
    here = estate(place, edition=edition, as_of=as_of)
    zones = here.parks_and_clusters
    steps = _steps(zones)
    shown = [row for row in zones.to_dicts() if steps.get(row["zone_id"])]
    if not shown:
        return Shown(_("No area of a zone of this place is recorded up to this day."))
    free = {row["zone_id"]: row for row in zones.lazy().pipe(leasable_now).collect().iter_rows(named=True)}
    known = [row for row in free.values() if row["leasable_now_ha"] is not None]
    headline, counted = sentence(
        _("Land still to be leased, known of {known} of {all} zones: {total} ha.")
        if known
        else _("Of none of the {all} zones is it known how much land is still to be leased."),
        known=count_cell("land.known", len(known), language, _rows_of(known)),
        all=count_cell("land.zones", zones.height, language),
        total=_total(known, language),
    )
    since, printed_since = _printed_since(zones, language)
    days = [row[name] for row in known for name in ("whole_on", "taken_on") if row[name.replace("_on", "_row")]]
    headline += told_of_old(days, as_of=as_of, language=language) + since
    frame, figures = laid_out(_land_row(row, steps[row["zone_id"]], free[row["zone_id"]], language) for row in shown)
    used = {row["stage"] for found in steps.values() for row in found.values() if row["area_ha"] is not None}
    labels = {"zone": _("Zone")}
    labels |= {stage: _(units.LAND_STAGES[stage]).capitalize() for stage in STAGES if stage in used}
    labels |= {"free": _("Still to be leased")}
    unused = [_(units.LAND_STAGES[stage]) for stage in STAGES if stage not in used]
    notes = [_("Areas in ha, the small year is the one they are said of.")]
    if unused:
        notes.append(_("No source prints for any zone: {stages}.").format(stages=", ".join(unused)))
    if here.economic_zones.height:
        left_out = escape(", ".join(here.economic_zones["name"]))
        notes.append(_("An economic zone is neither park nor cluster; left out: {names}.").format(names=left_out))
    idle, ages = _idle(here, as_of, language)
    body = table(
        frame,
        labels=labels,
        numbers=tuple(name for name in labels if name != "zone"),
        notes=[*notes, idle],
        totals=[Total("free", "numbers", len(known)), Total("free", "sum", _hectares(known))] if known else (),
    )
    return Shown(headline, body, figures=counted + printed_since + figures + ages)


def _steps(zones: pl.DataFrame) -> dict[str, dict[str, Row]]:
    """zone_id → stage → its row of the funnel, for zones of which an area is known."""
    found: dict[str, dict[str, Row]] = {}
    for row in zones.lazy().pipe(funnel).collect().iter_rows(named=True):
        found.setdefault(row["zone_id"], {})[row["stage"]] = row
    return {
        zone: stages for zone, stages in found.items() if any(row["area_ha"] is not None for row in stages.values())
    }


def _land_row(row: Row, stages: dict[str, Row], free: Row, language: str) -> dict[str, Cell]:
    return {
        "zone": f"{row['number']}. {escape(row['name'])}",
        **{stage: _step_cell(found, language) for stage, found in stages.items()},
        "free": _free_cell(free, language),
    }


def _step_cell(step: Row, language: str) -> Cell:
    _ = words(language)
    if step["area_ha"] is None:
        return numbers.NOTHING
    text = units.qualified(numbers.number(step["area_ha"], language), step["area_qualifier"], language)
    rows = (f"zone_status:{step['area_row']}",)
    figure = Figure(f"land.{step['zone_id']}.{step['stage']}", step["area_ha"], "ha", text, rows)
    fault = f"<br>{_('more than before')}" if step["exceeds_previous"] else ""
    return (figure, f"<br><small>{said_of(step['area_on'], language)}{fault}</small>")


def _free_cell(free: Row, language: str) -> Cell:
    _ = words(language)
    if free["is_overdrawn"]:
        return f"<small>{_('more leased than there is')}</small>"
    if free["leasable_now_ha"] is None:
        return numbers.NOTHING
    said = said_of(free["whole_on"], language)
    return (_free(free, language), f"<br><small>{said}<br>{_(BASES[free['basis']])}</small>")


def _free(free: Row, language: str) -> Figure:
    value = free["leasable_now_ha"]
    text = units.qualified(numbers.number(value, language), free["leasable_now_ha_qualifier"], language)
    return Figure(f"land.{free['zone_id']}.leasable_now", value, "ha", text, _rows_of([free]))


def _total(known: list[Row], language: str) -> Figure | str:
    if not known:
        return numbers.NOTHING
    total = _hectares(known)
    word = pl.DataFrame(known).select(qualifier_of_sum(pl.col("leasable_now_ha_qualifier"))).item()
    text = units.qualified(numbers.number(total, language), word, language)
    return Figure("land.leasable_now", total, "ha", text, _rows_of(known))


def _printed_since(zones: pl.DataFrame, language: str) -> tuple[str, tuple[Figure, ...]]:
    """The occupancies that later statements print and that are not those of these areas, as a sentence; or nothing."""
    _ = words(language)
    found = zones.lazy().pipe(occupancy_printed_since).filter(pl.col("is_another")).select("zone_id").collect()
    others = zones.join(found, on="zone_id", how="semi").to_dicts()
    if not others:
        return "", ()
    figures = tuple(_printed_occupancy(zone, language) for zone in others)
    told = [f"{zone['name']} {figure.text}" for zone, figure in zip(others, figures, strict=True)]
    more = " …" if len(told) > NAMED else ""
    return f" {_('A later printed occupancy differs: {zones}.').format(zones='; '.join(told[:NAMED]) + more)}", figures


def _printed_occupancy(zone: Row, language: str) -> Figure:
    value = zone["printed_occupancy_pct"]
    text = units.qualified(f"{numbers.printed(value, language)}%", zone["printed_occupancy_pct_qualifier"], language)
    rows = (f"zone_status:{zone['printed_occupancy_pct_row']}",)
    return Figure(f"land.{zone['zone_id']}.printed_since", value, "pct", text, rows)


def _hectares(known: list[Row]) -> float:
    return sum(row["leasable_now_ha"] for row in known)


def _rows_of(found: list[Row]) -> tuple[str, ...]:
    return keyed("zone_status", (row[name] for row in found for name in ("whole_row", "taken_row")))


def _idle(here: Estate, as_of: str, language: str) -> tuple[str, tuple[Figure, ...]]:
    """How much land of projects that do not operate is known, by age of the lease; or that none is."""
    _ = words(language)
    inside = here.projects.lazy().filter(pl.col("zone_id").is_not_null())
    idle = inside.pipe(idle_leased, as_of=controls.as_day(as_of), by="land_ha_row").collect()
    if idle.is_empty():
        return _("Leased land on which no project operates yet: no source prints the land and the day of a lease."), ()
    bounds = ["age_from_months", "age_to_months"]
    ages = (
        idle.group_by(bounds)
        .agg(
            pl.col("land_ha").sum(),
            qualifier_of_sum(pl.col("land_ha_qualifier")).alias("land_ha_qualifier"),
            pl.col("land_ha_row").sort(),
        )
        .sort(bounds[0], nulls_last=True)
        .to_dicts()
    )
    parts = {_age(row, language): _idle_land(row, language) for row in ages}
    said = "; ".join(f"{age}: {figure.text} ha" for age, figure in parts.items())
    note = _("Land of projects that do not operate yet, by the age of the lease: {ages}.").format(ages=said)
    return note, tuple(parts.values())


def _idle_land(row: Row, language: str) -> Figure:
    """The idle land of one age, with the statements that print the land of its projects."""
    text = units.qualified(numbers.number(row["land_ha"], language), row["land_ha_qualifier"], language)
    rows = keyed("projects", row["land_ha_row"])
    return Figure(f"land.idle.{row['age_from_months']}", row["land_ha"], "ha", text, rows)


def _age(row: Row, language: str) -> str:
    _ = words(language)
    least, most = row["age_from_months"], row["age_to_months"]
    if least is None:
        return _("day of the lease not printed")
    if most is None:
        return _("{months} months and more").format(months=least)
    return _("{least}–{most} months").format(least=least, most=most)
