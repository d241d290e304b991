"""The zones of a place one by one, and the projects that fill them."""

from __future__ import annotations

from collections import Counter
from functools import partial
from html import escape

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.tables.plain import Total, table
from icanalysis.views.cells import Row, counted_cell, keyed
from icanalysis.views.old_provinces import zones_of_some_only
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence
from icanalysis.views.sourcing import source_names
from icanalysis.views.zone_cells import fact_cell
from icanalysis.views.zone_rows import Estate, estate
from icanalysis.wording import units
from icanalysis.wording.language import words

AREAS = ("total_area_ha", "industrial_land_ha", "leased_land_ha")


def _of_zone(row: Row) -> tuple[str, ...]:
    return keyed("zones", [row["zone_id"]])


def _of_project(row: Row) -> tuple[str, ...]:
    """The latest statement about a project."""
    return keyed("projects", [row["name_row"]])


_counted = partial(counted_cell, rows=_of_zone)
_projects = partial(counted_cell, rows=_of_project)


def zones(*, place: str, edition: str, as_of: str, measure: str, language: str) -> Shown:
    """Every zone with what is known of it at the date; each fact may come from another statement.

    The number is the one that the zone has on the map.
    """
    _ = words(language)
    here = estate(place, edition=edition, as_of=as_of)
    if here.zones.is_empty():
        return Shown(_("No zone of this place is recorded up to this day."))
    found = here.zones.to_dicts()
    headline, counted = _headline(here, language)
    frame, figures = laid_out(_zone_row(row, here, language) for row in found)
    labels = {
        "number": _("No."),
        "zone": _("Zone"),
        "where": units.word(units.ONE_PLACE, here.level, language),
        "stage": _("Stage"),
        "total_area_ha": _("Total area, ha"),
        "industrial_land_ha": _("Industrial land, ha"),
        "leased_land_ha": _("Leased land, ha"),
        "project_count": _("Projects"),
    }
    notes = [_("The small year is the one the figure is said of; figures of one zone may come from several sources.")]
    if any(row["zone_kind"] is None for row in found):
        notes.append(_("Where the kind is a dash no source says whether it is a cluster or a park."))
    if of_some := zones_of_some_only(place, edition, as_of, language):
        notes.append(of_some)
    totals = [Total("zone", "rows", len(found))]
    body = table(frame, labels=labels, numbers=(*AREAS, "project_count"), notes=notes, totals=totals)
    return Shown(headline, body, figures=counted + figures)


def tenants(*, place: str, edition: str, as_of: str, measure: str, language: str) -> Shown:
    """The projects in zones, by zone: sector, capital, land and status by the latest statement about each."""
    _ = words(language)
    here = estate(place, edition=edition, as_of=as_of)
    inside = here.projects.filter(pl.col("zone_id").is_not_null())
    if inside.is_empty():
        return Shown(_("No project in a zone of this place is recorded up to this day."))
    found = inside.to_dicts()
    sector = Counter(row["sector"] for row in found).most_common(1)[0][0]
    headline, counted = sentence(
        _("Projects recorded in zones: {count}, outside zones: {outside}. Most in one sector: {sector} ({most})."),
        count=_projects("tenants.inside", found, language),
        outside=_projects("tenants.outside", here.projects.filter(pl.col("zone_id").is_null()).to_dicts(), language),
        sector=_sector(sector, language),
        most=_projects("tenants.most", [row for row in found if row["sector"] == sector], language),
    )
    numbered = here.zones.select("zone_id", pl.format("{}. {}", "number", "name")).rows()
    names = dict(load("zones").select("zone_id", "name").collect().rows()) | dict(numbered)
    sources = dict(load("projects").select("project_statement_id", "source_id").collect().rows())
    said = {row["project_id"]: source_names(language)[sources[row["name_row"]]] for row in found}
    frame, figures = laid_out(_project_row(row, names, said, language) for row in found)
    labels = {
        "zone": _("Zone"),
        "project": _("Project"),
        "sector": _("Sector"),
        "capital": _("Registered capital, billion VND"),
        "land": _("Land, ha"),
        "status": _("Status"),
        "source": _("Latest source"),
    }
    undated = [_("A statement without a day counts on every day.")]
    notes = [
        *undated,
        _("These are the projects that were found in published texts, not a register: a zone may have more."),
    ]
    totals = [Total("project", "rows", len(found))]
    body = table(frame, labels=labels, numbers=("capital", "land"), wide=("project",), notes=notes, totals=totals)
    return Shown(headline, body, figures=counted + figures)


def _headline(here: Estate, language: str) -> tuple[str, tuple[Figure, ...]]:
    """How many parks and clusters of each kind there are, which add up to all, and how many economic zones besides."""
    _ = words(language)
    found, apart = here.parks_and_clusters.to_dicts(), here.economic_zones.to_dicts()
    template = _("Economic zones besides: {count}.") if found else _("Economic zones: {count}; no park and no cluster.")
    besides, more = sentence(template, count=_counted("zones.economic", apart, language))
    if not found:
        return besides, more
    names = {kind: units.word(units.ZONE_KINDS, kind, language) for kind in units.ZONE_KINDS}
    names |= {None: _("of a kind that no source says")}
    of_kind = {kind: [row for row in found if row["zone_kind"] == kind] for kind in names}
    kinds = {kind: _counted(f"zones.{kind or 'of_no_kind'}", rows, language) for kind, rows in of_kind.items() if rows}
    said, counted = sentence(
        _("Zones: {all}, of which {kinds}; in operation {operating}."),
        all=_counted("zones.all", found, language),
        kinds=", ".join(f"{names[kind]} {figure.text}" for kind, figure in kinds.items()),
        operating=_counted("zones.operating", [row for row in found if row["stage"] == "operating"], language),
    )
    figures = counted + tuple(kinds.values())
    return (f"{said} {besides}", figures + more) if apart else (said, figures)


def _zone_row(row: Row, here: Estate, language: str) -> dict[str, Cell]:
    key = f"zones.{row['zone_id']}"
    return {
        "number": str(row["number"]),
        "zone": f"{escape(row['name'])}<br><small>{units.word(units.ONE_ZONE, row['zone_kind'], language)}</small>",
        "where": _where(row, here, language),
        "stage": _stage(row, language),
        **{name: fact_cell(row, name, language, table="zone_status", key=key) for name in (*AREAS, "project_count")},
    }


def _stage(row: Row, language: str) -> str:
    """The stage, the decision by which the zone is established, and what another statement says of it instead."""
    _ = words(language)
    stage = units.word(units.ZONE_STAGES, row["stage"], language)
    said = []
    if row["stage"] == "established" and row["decision_number"] is not None:
        said.append(_("Decision {number}").format(number=escape(row["decision_number"])))
    if row["outranked_stage"] is not None:
        other = units.word(units.ZONE_STAGES, row["outranked_stage"], language)
        said.append(_("another source: {stage}").format(stage=other))
    if row["stage"] == "planned" and row["established_area_ha"] is not None:
        said.append(_("another source: established"))
    return f"{stage}<br><small>{'<br>'.join(said)}</small>" if said else stage


def _where(row: Row, here: Estate, language: str) -> str:
    """The unit in which the zone stands, and how exactly it is placed."""
    _ = words(language)
    name = next((unit["full_name"] for unit in here.units if unit["unit_code"] == row["unit_code"]), None)
    how = units.word(units.PLACED_BY, row["placed_by"], language)
    if row["placed_by"] == "district" and row["commune_2025"]:
        how = _("placed in its commune of 2025")
    return f"{escape(name)}<br><small>{how}</small>" if name else f"<small>{how}</small>"


def _project_row(row: Row, names: dict[str, str], said: dict[str, str], language: str) -> dict[str, Cell]:
    _ = words(language)
    key = f"projects.{row['project_id']}"

    def fact(column: str) -> Cell:
        return fact_cell(row, column, language, table="projects", key=key)

    status = units.word(units.PROJECT_STATUSES, row["project_status"], language)
    late = f"<br><small>{_('behind schedule')}</small>" if row["is_late"] else ""
    return {
        "zone": escape(names.get(row["zone_id"], numbers.NOTHING)),
        "project": escape(row["name"]),
        "sector": escape(_sector(row["sector"], language)),
        "capital": fact("registered_capital_vnd_bn"),
        "land": fact("land_ha"),
        "status": status + late,
        "source": said[row["project_id"]],
    }


def _sector(sector: str | None, language: str) -> str:
    """The word of a sector; an office may have others, which stand as they are written."""
    _ = words(language)
    return units.word(units.SECTORS, sector, language) if sector in units.SECTORS else sector or _("sector not stated")
