"""Zones and projects of a place at a date, placed in the units of an edition, worked out once per page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from icanalysis.sources.tables import load, stamps
from icanalysis.transforms.by_place import APART, by_place
from icanalysis.transforms.placing import placed
from icanalysis.transforms.project_facts import latest_projects
from icanalysis.transforms.statements import dated
from icanalysis.transforms.zone_facts import latest
from icanalysis.views import controls
from icanalysis.views.cells import Row

LEVELS = {2: "province", 3: "district", 5: "commune"}
COLUMNS = {"province": "province_code", "district": "district_code", "commune": "commune_code_there"}
BELOW = {"country": "province", "province": "district", "district": "district", "commune": "commune"}
NOTHING_BELOW = "2025"
"""The edition in which communes come right below provinces."""


@dataclass(frozen=True)
class Estate:
    """What is known of the zones and projects of a place at a date."""

    level: str
    """What its units are: province, district or commune."""
    units: tuple[Row, ...]
    """The units, whether or not anything lies in them: unit_code, full_name, name."""
    areas: tuple[Row, ...]
    """One row per unit (`transforms.by_place`); one more with a null unit_code for what lies in none of them."""
    zones: pl.DataFrame
    """One row per zone: its facts, unit_code, placed_by and the number under which a page lists it."""
    projects: pl.DataFrame
    """One row per project: its facts, unit_code and placed_by."""

    @property
    def economic_zones(self) -> pl.DataFrame:
        """The zones that are neither park nor cluster and whose land stands apart (`transforms.by_place`)."""
        return self.zones.filter(pl.col("zone_kind").cast(pl.String) == APART)

    @property
    def parks_and_clusters(self) -> pl.DataFrame:
        """All other zones, those of a kind that no source says too."""
        return self.zones.filter(pl.col("zone_kind").cast(pl.String).ne_missing(APART))


def estate(place: str, *, edition: str, as_of: str) -> Estate:
    """The zones and projects of a place, in its districts (edition 2024), communes (2025) or provinces (country)."""
    return _estate(place, edition, as_of, stamps())


def level_of(place: str) -> str:
    """The level of a place by its code.

    >>> level_of("VN"), level_of("08"), level_of("076")
    ('country', 'province', 'district')
    """
    return "country" if place == controls.WHOLE_COUNTRY else LEVELS[len(place)]


def unit_level(place: str, edition: str) -> str:
    """The level of the units that a page about the place shows.

    >>> unit_level("08", "2024"), unit_level("08", "2025"), unit_level("VN", "2025")
    ('district', 'commune', 'province')
    """
    level = BELOW[level_of(place)]
    return "commune" if (level, edition) == ("district", NOTHING_BELOW) else level


def zones_of(place: str, *, edition: str) -> pl.LazyFrame:
    """The zones that lie in a place of an edition, with where they are placed there (`transforms.placing`)."""
    return load("zones").pipe(_placed, edition=edition).pipe(_within, place=place)


def statistics_of(place: str, *, edition: str) -> pl.LazyFrame:
    """Statements about all zones of the place, with the day that they are of."""
    here = (pl.col("edition") == edition) & (pl.col("place_code") == place)
    return load("zone_statistics").filter(here).pipe(dated, sources=load("sources"))


def known_days(place: str, *, edition: str) -> list[date]:
    """The days that statements about the zones and projects of the place are of, latest first."""
    sources, here = load("sources"), zones_of(place, edition=edition)
    statements = [
        load("zone_status").join(here, on="zone_id", how="semi").pipe(dated, sources=sources),
        statistics_of(place, edition=edition),
        load("projects").pipe(_placed, edition=edition).pipe(_within, place=place).pipe(dated, sources=sources),
    ]
    days = pl.concat(frame.select("known_on") for frame in statements)
    return days.drop_nulls().unique().sort("known_on", descending=True).collect()["known_on"].to_list()


def units_of(place: str, *, edition: str) -> pl.LazyFrame:
    """The units of a place: unit_code, full_name, name; a district or commune is its own."""
    level = unit_level(place, edition)
    places = load("places").filter(pl.col("edition") == edition, pl.col("level").cast(pl.String) == level)
    above = {"country": pl.lit(True), "province": pl.col("parent_code") == place}
    chosen = places.filter(above.get(level_of(place), pl.col("place_code") == place))
    return chosen.sort("place_code").select(unit_code="place_code", full_name="full_name", name="name")


@lru_cache(maxsize=128)
def _estate(place: str, edition: str, as_of: str, state: tuple) -> Estate:
    day, sources, level = controls.as_day(as_of), load("sources"), unit_level(place, edition)
    unit = pl.col(COLUMNS[level]).alias("unit_code")
    facts = load("zone_status").pipe(latest, as_of=day, sources=sources).rename({"zone_kind": "latest_kind"})
    zones = (
        zones_of(place, edition=edition)
        .pipe(_with_commune_of_2025)
        .join(facts, on="zone_id", how="inner", maintain_order="left")
        .with_columns(unit, pl.coalesce("latest_kind", "zone_kind").alias("zone_kind"))
        .sort("unit_code", "name", "zone_id", nulls_last=True)
        .with_row_index("number", offset=1)
        .collect()
    )
    projects = (
        load("projects")
        .pipe(latest_projects, as_of=day, sources=sources)
        .pipe(_placed, edition=edition)
        .pipe(_within, place=place)
        .with_columns(unit)
        .sort("zone_id", "name", "project_id", nulls_last=True)
        .collect()
    )
    units = units_of(place, edition=edition)
    areas = units.pipe(by_place, zones=zones.lazy(), projects=projects.lazy()).collect()
    return Estate(level, tuple(units.collect().to_dicts()), tuple(areas.to_dicts()), zones, projects)


def _placed(objects: pl.LazyFrame, *, edition: str) -> pl.LazyFrame:
    return objects.pipe(placed, places=load("places"), changes=load("place_changes"), edition=edition)


def _within(objects: pl.LazyFrame, *, place: str) -> pl.LazyFrame:
    level = level_of(place)
    return objects if level == "country" else objects.filter(pl.col(COLUMNS[level]) == place)


def _with_commune_of_2025(zones: pl.LazyFrame) -> pl.LazyFrame:
    """Adds commune_2025, the commune of today in which a zone lies whatever the edition of the page."""
    homes = (
        load("zones")
        .pipe(_placed, edition="2025")
        .select("zone_id", pl.col("commune_code_there").alias("commune_2025"))
    )
    return zones.join(homes, on="zone_id", how="left", maintain_order="left")
