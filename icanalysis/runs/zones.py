"""What `icanalysis zones` lists: the zones of a place, what is known of each, and its occupancy with both figures."""

from __future__ import annotations

import json

import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from icanalysis.errors import Phrase, UnknownPlace
from icanalysis.runs.parameters import within_choices
from icanalysis.runs.simulated import tell
from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.transforms.occupancy import latest_occupancies
from icanalysis.views import controls, zone_controls
from icanalysis.views.cells import Row
from icanalysis.views.zone_rows import estate
from icanalysis.wording import units
from icanalysis.wording.language import marked, words

SHOWN = {
    "total_area_ha": marked("Total area, ha"),
    "industrial_land_ha": marked("Industrial land, ha"),
    "leased_land_ha": marked("Leased land, ha"),
    "project_count": marked("Projects"),
}
"""Fact → its heading."""


def listing(place: str, *, edition: str, as_of: str | None, language: str, as_json: bool) -> None:
    """Prints the zones as a table of what is known of each, or everything that is known of each as JSON.

    Raises:
        UnknownPlace: for a place without zones, with the nearest ones.
        BadParameter: for another edition or language, or a day that is none.
    """
    asked = {"edition": edition, "place": place, "language": language}
    within_choices(asked, {"edition": controls.editions, "place": zone_controls.places, "language": controls.languages})
    day = as_of or next(iter(zone_controls.dates(asked)), None)
    if day is None:
        raise UnknownPlace(
            Phrase("No statement about a zone of {place} has a day. See the other edition.", place=place)
        )
    within_choices(asked | {"as_of": day}, {"as_of": _up_to})
    found = estate(place, edition=edition, as_of=day).zones
    pairs = _pairs(found, day)
    tell(aside=as_json)
    if as_json:
        rows = [row | {"occupancies": pairs.get(row["zone_id"], [])} for row in found.iter_rows(named=True)]
        print(json.dumps(rows, ensure_ascii=False, default=str, indent=1))
        return
    _ = words(language)
    headings = (_("Zone"), _("Land and projects"), _("Occupancy with its base"))
    shown = Table(*(Column(heading, overflow="fold") for heading in headings), show_lines=True)
    for row in found.iter_rows(named=True):
        shown.add_row(*(escape(cell) for cell in _cells(row, pairs.get(row["zone_id"], []), language)))
    Console().print(shown)


def _up_to(parameters: controls.Parameters) -> controls.Choices:
    """Any day: what was known up to it is asked for."""
    try:
        return {parameters["as_of"]: numbers.day(controls.as_day(parameters["as_of"]), parameters["language"])}
    except ValueError:
        return zone_controls.dates(parameters)


def _pairs(zones: pl.DataFrame, day: str) -> dict[str, list[Row]]:
    """zone_id → the shares of the latest statement that prints both figures of one."""
    here = load("zone_status").join(zones.lazy().select("zone_id"), on="zone_id", how="semi")
    found: dict[str, list[Row]] = {}
    for row in latest_occupancies(here, as_of=controls.as_day(day), sources=load("sources")).collect().to_dicts():
        found.setdefault(row["zone_id"], []).append(row)
    return found


def _cells(row: Row, pairs: list[Row], language: str) -> list[str]:
    """Three cells of lines, which 80 columns have room for: what it is, what is known of it, its occupancy."""
    _ = words(language)
    where = row["district_code"] or row["commune_code_there"] or row["province_code"] or numbers.NOTHING
    what = f"{units.word(units.ONE_ZONE, row['zone_kind'], language)}, {where}"
    known = [f"{_(label)}: {_fact(row, name, language)}" for name, label in SHOWN.items() if row[name] is not None]
    cells = (
        [row["name"], what, units.word(units.ZONE_STAGES, row["stage"], language)],
        known,
        [_share(pair, language) for pair in pairs],
    )
    return ["\n".join(lines) or numbers.NOTHING for lines in cells]


def _fact(row: Row, name: str, language: str) -> str:
    return units.qualified(numbers.number(row[name], language), row[f"{name}_qualifier"], language)


def _share(pair: Row, language: str) -> str:
    """76,7%: đất đã cho thuê 13,52 ÷ đất công nghiệp 17,63 ha."""
    taken = units.word(units.NUMERATORS, pair["numerator_kind"], language)
    of = units.word(units.DENOMINATORS, pair["denominator_kind"], language)
    areas = [
        units.qualified(numbers.number(pair[f"{side}_ha"], language), pair[f"{side}_qualifier"], language)
        for side in ("numerator", "denominator")
    ]
    share = units.qualified(numbers.percent(pair["share"], language), pair["share_qualifier"], language)
    return f"{share}: {taken} {areas[0]} ÷ {of} {areas[1]} ha"
