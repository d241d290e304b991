"""The map of zones by district, and its twin: the same figures as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

import polars as pl

from icanalysis.maps.choropleth import WIDTH, choropleth
from icanalysis.maps.classes import Classes, classed
from icanalysis.maps.labels import FEW
from icanalysis.style import numbers
from icanalysis.tables.plain import number_of, table
from icanalysis.tables.plain import unit_of as column_unit
from icanalysis.tables.twin import twin
from icanalysis.transforms.by_place import enters
from icanalysis.views import controls
from icanalysis.views.cells import Row, count_cell, keyed
from icanalysis.views.old_figures import told_of_old
from icanalysis.views.old_provinces import zones_of_some_only
from icanalysis.views.shown import PICKED, Cell, Figure, Shown, laid_out, sentence
from icanalysis.views.zone_cells import rows_behind, said_of, sum_cell, unit_of
from icanalysis.views.zone_controls import MEASURES
from icanalysis.views.zone_rows import Estate, estate, level_of
from icanalysis.views.zone_shapes import drawn, points
from icanalysis.wording import units
from icanalysis.wording.language import words

BEHIND = {
    "zone_count": ("zones", ()),
    "total_area_ha": ("zone_status", ("total_area_ha",)),
    "economic_zone_area_ha": ("zone_status", ("total_area_ha",)),
    "leased_share": ("zone_status", ("leased_land_ha", "industrial_land_ha")),
    "project_count": ("projects", ()),
    "late_project_count": ("projects", ("planned_completion", "project_status")),
    "registered_capital_vnd_bn": ("projects", ("registered_capital_vnd_bn",)),
    "capital_vnd_bn_per_ha": ("projects", ("registered_capital_vnd_bn", "land_ha")),
}
"""Measure → the table and the facts that it is worked out from."""

OBJECTS = ("zone_count", "economic_zone_count", "project_count")
"""What may lie in a unit."""

SIZES = (1, 2, 5)
TIES = 3
NARROW_PX = 480
"""A map of few units is laid out narrow, so that its names stay legible on a telephone."""
OF_THE_COUNTRY = "country"


def cluster_map(*, place: str, edition: str, as_of: str, measure: str, language: str) -> Shown:
    """Units of the place by the measure, in classes that map, legend and table share; zones as symbols by area.

    Solid symbols stand in their commune, hollow ones are known by their district only (`transforms.placing`); those
    without a printed area are diamonds, solid and hollow as well. Alt text and twin say how many there are of either.
    """
    _ = words(language)
    found = _measured(place, edition, as_of, measure)
    shapes = drawn(place, edition)
    headline, figures = _headline(place, edition, as_of, measure, language)
    symbols = _symbols(found.estate, place, edition, language)
    frame, texts = laid_out(_value_row(row, measure, language, found.around) for row in found.drawn)
    areas = pl.DataFrame(
        {
            "place_code": [row["unit_code"] for row in found.drawn],
            "name": [row["name"] for row in found.drawn],
            "class_index": pl.Series(found.classes.indices, dtype=pl.Int64),
            "value_text": frame["value"] if found.drawn else [],
            **_beside(frame, "value", "value_text"),
        }
    )
    of_country = level_of(place) == OF_THE_COUNTRY
    islands = {code: _("{name} islands").format(name=name) for code, name in shapes.archipelagos.items()}
    exactness = _exactness(symbols, language)
    alt_text = f"{headline} {exactness}" if exactness else headline
    body = choropleth(
        shapes.shapes,
        areas=areas,
        points=symbols,
        colours=found.classes.colours,
        class_labels=_class_labels(found.classes, measure, language),
        title=_title(place, edition, as_of, measure, language),
        legend_title=words(language)(MEASURES[measure]).capitalize(),
        no_data_label=_("no figure"),
        point_labels=_symbol_words(language),
        size_legend=_sizes(symbols, language),
        notes=_map_notes(found.estate, approximate=shapes.approximate, edition=edition, language=language),
        north_word=_("N"),
        inset_titles={} if of_country else islands,
        archipelagos=islands if of_country else {},
        emphasised=place if level_of(place) in ("district", "commune") else None,
        alt_text=alt_text,
        width_px=NARROW_PX if len(shapes.shapes) <= FEW else WIDTH,
        pick=PICKED,
    )
    labels, left_out = _twin_labels(found, measure, language), _left_out(found.estate, language)
    as_table = twin(
        areas, labels=labels, numbers=("value_text",), notes=[exactness, *left_out] if exactness else left_out
    )
    return Shown(
        headline,
        body,
        alt_text=alt_text,
        figures=figures + texts,
        picks="place",
        twin=as_table if found.drawn else None,
    )


def areas(*, place: str, edition: str, as_of: str, measure: str, language: str) -> Shown:
    """Zones, land, capital and projects per unit (`transforms.by_place`); units without zones stay in the table."""
    _ = words(language)
    found = _measured(place, edition, as_of, measure)
    here = found.estate
    if not here.zones.height and not here.projects.height:
        return Shown(_("No zone and no project of this place is recorded up to this day."))
    headline, counted = sentence(
        _("{with_zones} of {all} {units} have a zone; {land} zones print their area, {both} both figures of a share."),
        with_zones=count_cell("areas.with_zones", sum(row["zone_count"] > 0 for row in found.rows), language),
        all=count_cell("areas.units", len(found.rows), language),
        units=units.word(units.LEVELS, here.level, language),
        land=count_cell("areas.with_area", sum(row["zones_with_area_count"] for row in here.areas), language),
        both=count_cell("areas.with_both", sum(row["zones_with_both_count"] for row in here.areas), language),
    )
    classes = dict(zip((row["unit_code"] for row in found.drawn), found.classes.indices, strict=True))
    frame, figures = laid_out(
        _area_row(row, classes.get(row["unit_code"]), found, measure, language) for row in _listed(here)
    )
    labels = {
        "unit": units.word(units.ONE_PLACE, here.level, language),
        "zones": _("Zones"),
        "land": _("Land of parks and clusters, ha"),
        "economic": _("Land of economic zones, ha"),
        "share": _("Leased ÷ industrial land"),
        "projects": _("Projects found"),
        "late": _("Behind schedule"),
        "capital": _("Registered capital, billion VND"),
        "per_ha": _("Capital per hectare, billion VND"),
        "class": _("Class on the map"),
    }
    notes = [
        _(
            "A sum is that of the figures that were printed; a dash: none was, or something is not placed. Shares come "
            "from sums over the same zones. Projects are those that were found, not the numbers that sources print."
        )
    ]
    if here.level == "commune":
        notes.append(_("Communes in which nothing is recorded are left out of this table; the map draws them."))
    vast = here.economic_zones
    if vast.is_empty():
        labels.pop("economic")
    else:
        notes.append(
            _("An economic zone is neither park nor cluster; its land stands apart: {names}.").format(
                names=escape(", ".join(vast["name"]))
            )
        )
    if of_some := zones_of_some_only(place, edition, as_of, language):
        notes.append(of_some)
    if any(row["unit_code"] is None for row in here.areas):
        notes.append(_("Not placed: known for the province only, or lying in several of its units."))
    body = table(
        frame, labels=labels, numbers=tuple(name for name in labels if name not in ("unit", "class")), notes=notes
    )
    return Shown(headline, body, figures=counted + figures)


@dataclass(frozen=True)
class _Measured:
    """The units of a place, those that its map draws, and the classes of these."""

    estate: Estate
    around: Estate
    """The estate whose units are drawn: around a district or a commune that of its province."""
    rows: tuple[Row, ...]
    """Those of the units of the place, without the row of what is not placed."""
    drawn: tuple[Row, ...]
    classes: Classes


def _measured(place: str, edition: str, as_of: str, measure: str) -> _Measured:
    here = estate(place, edition=edition, as_of=as_of)
    is_unit = level_of(place) in ("district", "commune")
    around = estate(controls.parent_of(edition, place), edition=edition, as_of=as_of) if is_unit else here
    rows, drawn_rows = (tuple(row for row in one.areas if row["unit_code"] is not None) for one in (here, around))
    classes = classed([_value(row, measure, around) for row in drawn_rows])
    return _Measured(here, around, rows, drawn_rows, classes)


def _value(row: Row, measure: str, here: Estate) -> float | None:
    """The measure of a unit; no figure rather than a zero where nothing is recorded or something is not placed."""
    nothing = here.level == "province" and not any(row[name] for name in OBJECTS)
    return None if nothing or _may_be_more(row, measure, here) else row[measure]


def _beside(frame: pl.DataFrame, column: str, name: str) -> dict[str, pl.Series]:
    """The numbers and the units beside a column (`laid_out`), for a column of that name."""
    return {of(name): frame[of(column)] for of in (number_of, column_unit) if of(column) in frame.columns}


def _twin_labels(found: _Measured, measure: str, language: str) -> dict[str, str]:
    """The columns of the map as a table: each unit that is drawn, with its figure."""
    level = units.word(units.ONE_PLACE, found.around.level, language)
    return {"name": level, "value_text": words(language)(MEASURES[measure]).capitalize()}


def _may_be_more(row: Row, measure: str, here: Estate) -> bool:
    """Whether a count of zero is no zero: some zones or projects of the place lie in a unit that nobody printed."""
    if unit_of(measure) != "count" or row[measure] or row["unit_code"] is None:
        return False
    return any(one[measure] for one in here.areas if one["unit_code"] is None)


def _headline(place: str, edition: str, as_of: str, measure: str, language: str) -> tuple[str, tuple[Figure, ...]]:
    """The unit that is highest for the measure, the economic zones besides, and what parts have nothing on record."""
    said, figures = _highest(place, edition, as_of, measure, language)
    apart = estate(place, edition=edition, as_of=as_of).economic_zones
    if not apart.is_empty():
        count = count_cell("map.economic_zones", apart.height, language, keyed("zones", apart["zone_id"]))
        more, counted = sentence(words(language)("Economic zones besides: {count}."), count=count)
        said, figures = f"{said} {more}", figures + counted
    of_some = zones_of_some_only(place, edition, as_of, language)
    return (f"{said} {of_some}" if of_some else said), figures


def _highest(place: str, edition: str, as_of: str, measure: str, language: str) -> tuple[str, tuple[Figure, ...]]:
    _ = words(language)
    found = _measured(place, edition, as_of, measure)
    zones = found.estate.parks_and_clusters
    parts = {
        "place": controls.place_name(edition, place, language),
        "day": numbers.day(controls.as_day(as_of), language),
        "count": count_cell("map.zones", zones.height, language, keyed("zones", zones["zone_id"])),
        "measure": _(MEASURES[measure]),
    }
    known = [row for row in found.rows if _value(row, measure, found.around) is not None]
    if not known:
        return sentence(_("{place}, {day}. Zones recorded: {count}; no figure for “{measure}”."), **parts)
    if not any(row[measure] for row in known):
        return sentence(_("{place}, {day}. Zones recorded: {count}; “{measure}” is zero everywhere."), **parts)
    first = max(known, key=lambda row: row[measure])
    ties = [row["full_name"] for row in known if row[measure] == first[measure]]
    said, figures = sentence(
        _("{place}, {day}. Zones recorded: {count}. Highest for “{measure}”: {unit} ({value})."),
        **parts,
        unit=", ".join(ties[:TIES]) + (" …" if len(ties) > TIES else ""),
        value=_cell(first, measure, language, found.estate),
    )
    return said + told_of_old(_days(first, measure, found.estate), as_of=as_of, language=language), figures


def _cell(row: Row, measure: str, language: str, here: Estate) -> Figure:
    return sum_cell(f"areas.{row['unit_code'] or 'not_placed'}", row, measure, language, rows=_rows(row, measure, here))


def _days(row: Row, measure: str, here: Estate) -> list[date | None]:
    """The days of the printed figures behind a measure of a unit; what is counted has none."""
    if unit_of(measure) == "count":
        return []
    known = _behind(row, measure, here)
    return [day for fact in BEHIND[measure][1] for day in known[f"{fact}_on"]]


def _rows(row: Row, measure: str, here: Estate) -> tuple[str, ...]:
    """The table rows behind a measure of a unit."""
    name, facts = BEHIND[measure]
    inside = _behind(row, measure, here)
    if name == "projects" and not facts:
        return rows_behind(inside, ("name",), table="projects")
    return rows_behind(inside, facts, table=name) if facts else keyed(name, inside["zone_id"])


def _behind(row: Row, measure: str, here: Estate) -> pl.DataFrame:
    """The zones or projects of a unit that enter a measure: a sum or a ratio those with every figure of it."""
    name, facts = BEHIND[measure]
    objects = here.projects if name == "projects" else here.zones
    inside = objects.filter(pl.col("unit_code").eq_missing(row["unit_code"]))
    if name != "projects":
        return inside.filter(enters(measure))
    return inside if unit_of(measure) == "count" else inside.filter(pl.col(fact).is_not_null() for fact in facts)


def _value_row(row: Row, measure: str, language: str, here: Estate) -> dict[str, Cell]:
    _ = words(language)
    if _value(row, measure, here) is None:
        return {"value": _("no figure")}
    return {"value": _cell(row, measure, language, here)}


def _class_labels(classes: Classes, measure: str, language: str) -> list[str]:
    share = unit_of(measure) == "share"
    places = max(0, classes.decimals - 2) if share else classes.decimals

    def text(value: float) -> str:
        return (numbers.percent if share else numbers.number)(value, language, decimals=places)

    return classes.labels(text)


def _title(place: str, edition: str, as_of: str, measure: str, language: str) -> str:
    _ = words(language)
    said = _("{measure}, {place}, up to {day}").format(
        measure=_(MEASURES[measure]),
        place=controls.place_in_words(edition, place, language),
        day=numbers.day(controls.as_day(as_of), language),
    )
    return said[:1].upper() + said[1:]


def _symbols(here: Estate, place: str, edition: str, language: str) -> pl.DataFrame:
    """One symbol per zone that has a place on the map; none on a map of the whole country, which shows sums."""
    schema = {
        "label": pl.String,
        "name": pl.String,
        "x_m": pl.Float64,
        "y_m": pl.Float64,
        "size": pl.Float64,
        "placed_by": pl.String,
    }
    at = {} if level_of(place) == OF_THE_COUNTRY else points(here, place, edition)
    rows = [
        {
            "label": str(row["number"]),
            "name": f"{row['number']}. {row['name']}",
            "x_m": at[row["zone_id"]][0],
            "y_m": at[row["zone_id"]][1],
            "size": row["total_area_ha"],
            "placed_by": at[row["zone_id"]][2],
        }
        for row in here.zones.iter_rows(named=True)
        if row["zone_id"] in at
    ]
    return pl.DataFrame(rows, schema=schema)


def _symbol_words(language: str) -> dict[str, str]:
    _ = words(language)
    return {
        "commune": _("zone, in its commune"),
        "district": _("zone, known by its district only"),
        "unsized_commune": _("area not printed, in its commune"),
        "unsized_district": _("area not printed, known by its district only"),
    }


def _exactness(symbols: pl.DataFrame, language: str) -> str:
    """How many zones stand in their commune and how many in their district only, and of how many the area is known."""
    if symbols.is_empty():
        return ""
    _ = words(language)
    counts = {kind: symbols.filter(pl.col("placed_by") == kind).height for kind in ("commune", "district")}
    return _(
        "Zones drawn in their commune: {commune}, somewhere in their district: {district}; of these without a printed "
        "area: {unsized}."
    ).format(unsized=symbols["size"].null_count(), **counts)


def _sizes(symbols: pl.DataFrame, language: str) -> list[tuple[float, str]]:
    """Two round areas for the legend: the largest that a zone reaches, and a fifth of it."""
    largest = symbols["size"].max()
    if largest is None:
        return []
    power = 10 ** (len(str(int(largest))) - 1)
    top = max(step * power for step in SIZES if step * power <= largest) if largest >= 1 else largest
    return [(value, f"{numbers.number(value, language)} ha") for value in (top, top / 5)]


def _map_notes(here: Estate, *, approximate: bool, edition: str, language: str) -> list[str]:
    """Under the map: which edition, what the boundaries are, what is not drawn, where the figures come from."""
    _ = words(language)
    sources = _("Figures: the sources at the end of the report. Projection: VN-2000 / UTM zone 48N.")
    boundaries = (
        _("Approximate boundaries, map of {edition}: not for measuring areas, nor for what borders on what.")
        if approximate
        else _("Boundaries, map of {edition}, as taken into this workspace.")
    ).format(edition=edition)
    if here.level == "province":
        return [boundaries, sources]
    number = _("Numbers in the symbols: those of the list of zones.")
    return [boundaries, " ".join([number, *_left_out(here, language)]), sources]


def _left_out(here: Estate, language: str) -> list[str]:
    """How many zones are in no unit of the map, so that its figures add up to all."""
    _ = words(language)
    lost = here.zones.filter(pl.col("unit_code").is_null()).height
    if not lost or here.level == "province":
        return []
    return [_("Zones known for the province only and not drawn: {count}.").format(count=lost)]


def _listed(here: Estate) -> list[Row]:
    """The rows of the table: all districts and provinces; of communes those in which something is recorded."""
    if here.level != "commune" or len(here.units) == 1:
        return list(here.areas)
    return [row for row in here.areas if any(row[name] for name in OBJECTS)]


def _area_row(row: Row, index: int | None, found: _Measured, measure: str, language: str) -> dict[str, Cell]:
    _ = words(language)
    here = found.estate

    def cell(name: str) -> Cell:
        value = _value(row, name, found.around)
        return numbers.NOTHING if value is None else _cell(row, name, language, here)

    name = _("Not placed") if row["unit_code"] is None else f"{escape(row['full_name'])} ({row['unit_code']})"
    label = numbers.NOTHING if index is None else _class_labels(found.classes, measure, language)[index]
    return {
        "unit": name,
        "zones": cell("zone_count"),
        "land": cell("total_area_ha"),
        "economic": cell("economic_zone_area_ha"),
        "share": _share_cell(row, here, cell("leased_share"), language),
        "projects": cell("project_count"),
        "late": cell("late_project_count"),
        "capital": cell("registered_capital_vnd_bn"),
        "per_ha": _per_ha_cell(row, here, cell("capital_vnd_bn_per_ha"), language),
        "class": escape(label),
    }


def _share_cell(row: Row, here: Estate, share: Cell, language: str) -> Cell:
    """The share with the two sums that it is worked out from, and the years that they are said of."""
    if row["leased_share"] is None:
        return share
    inside = _behind(row, "leased_share", here)
    years = sorted({said_of(day, language) for day in inside["leased_land_ha_on"]})
    key, rows = f"areas.{row['unit_code'] or 'not_placed'}", _rows(row, "leased_share", here)
    sums = [sum_cell(key, row, name, language, rows=rows) for name in ("leased_land_ha", "industrial_land_ha")]
    return (share, "<br><small>", sums[0], " ÷ ", sums[1], f"<br>{'<br>'.join(years)}</small>")


def _per_ha_cell(row: Row, here: Estate, quotient: Cell, language: str) -> Cell:
    """The capital per hectare with the two sums that it is worked out from: of the projects that print both."""
    if row["capital_vnd_bn_per_ha"] is None:
        return quotient
    key, inside = f"areas.{row['unit_code'] or 'not_placed'}", _behind(row, "capital_vnd_bn_per_ha", here)
    sums = {"capital_with_land_vnd_bn": "registered_capital_vnd_bn", "project_land_ha": "land_ha"}
    capital, land = (
        sum_cell(key, row, name, language, rows=rows_behind(inside, (fact,), table="projects"))
        for name, fact in sums.items()
    )
    billion, ha = (units.word(units.UNITS, unit, language) for unit in ("vnd_bn", "ha"))
    return (quotient, "<br><small>", capital, f" {billion} ÷ ", land, f" {ha}</small>")
