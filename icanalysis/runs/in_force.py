"""Which edition of the map of the country is in force on a day, and in what a place lies that another edition has."""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.errors import Phrase, listed, told_day
from icanalysis.schemas import terms
from icanalysis.sources.tables import load
from icanalysis.transforms.lineage import UNITS, pieces
from icanalysis.wording.language import marked

LIES_IN = marked("{place} ({given}) lies in {others} since {day}. Ask for that, or for edition {edition}.")
LAY_IN = marked("{place} ({given}) is there since {day}; before, {others}. Ask for that, or for edition {edition}.")


def edition_on(day: date) -> str:
    """The edition that is in force on a day; before the first one there is none other than that.

    >>> edition_on(date(2025, 6, 30)), edition_on(date(2025, 7, 1)), edition_on(date(1999, 1, 1))
    ('2024', '2025', '2024')
    """
    return max((one for one in terms.EDITIONS if terms.IN_FORCE_FROM[one] <= day), key=terms.IN_FORCE_FROM.get)


def is_in_force(edition: str, day: str) -> bool:
    """Whether an edition is in force on a day, written as year-month-day.

    >>> is_in_force("2024", "2025-12-31")
    False
    """
    return edition_on(date.fromisoformat(day)) == edition


def heirs(place: str, *, edition: str) -> dict[str, str]:
    """In what the land of a place of an edition lies in the other one: code → name.

    Of a commune these are communes, of a district and a province provinces: there is no level below them in both.
    """
    other = next(one for one in terms.EDITIONS if one != edition)
    known = load("places").with_columns(pl.col("edition", "level").cast(pl.String))
    of_place = known.filter(pl.col("edition") == edition, pl.col("place_code") == place)
    level = next(iter(of_place.select("level").collect()["level"]), "")
    there = level if level in ("country", "commune") else "province"
    if (edition, level) not in UNITS:
        return {}
    land = pieces(load("place_changes"), places=load("places")).filter(pl.col(UNITS[edition, level]) == place)
    codes = land.select(place_code=pl.col(UNITS[other, there])).unique()
    found = known.filter(pl.col("edition") == other).join(codes, on="place_code", how="semi").sort("place_code")
    return dict(found.select("place_code", "full_name").collect().rows())


def elsewhere(place: str, *, edition: str) -> Phrase | None:
    """Where a place lies in an edition, when only the other one has it; else nothing."""
    other = next(one for one in terms.EDITIONS if one != edition)
    known = load("places").filter(pl.col("place_code") == place).select(pl.col("edition").cast(pl.String), "full_name")
    names = dict(known.collect().rows())
    others = heirs(place, edition=other) if set(names) == {other} else {}
    if not others:
        return None
    said = LIES_IN if terms.IN_FORCE_FROM[edition] > terms.IN_FORCE_FROM[other] else LAY_IN
    return Phrase(
        said,
        place=names[other],
        given=place,
        others=listed(f"{name} ({code})" for code, name in others.items()),
        day=told_day(max(terms.IN_FORCE_FROM.values()).isoformat()),
        edition=other,
    )
