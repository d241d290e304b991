"""Which place the rows behind figures are about, and which day."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

import polars as pl

from icanalysis.runs.printing.varying import within
from icanalysis.schemas import terms
from icanalysis.sources.tables import load

BY_ZONE = ("zone_status",)
"""Tables whose place is that of their zone."""

BY_FIGURE = ("claims",)
"""Tables whose place is that of the figure that they speak of."""

DAYS = {"observations": "window_end", "zone_status": "as_of", "zone_statistics": "as_of", "projects": "as_of"}
"""Table → the day that a row is of."""

Spot = tuple[str, str]
"""Edition and code of a place."""


@dataclass(frozen=True)
class Belonging:
    """A place with all that lies in it, and what is related to it.

    An object that was recorded in the other edition lies there in a place that shares a commune with it, or in the
    province of that: it is inside too. Related are the places that it lies in, with which a page compares it, and
    whatever those provinces of the other edition were made of: a page about the reform adds up their figures.
    """

    inside: frozenset[Spot]
    related: frozenset[Spot]

    @classmethod
    def of(cls, edition: str, place: str) -> Belonging:
        """What belongs to a place."""
        lying = within(edition, place)
        other = next(one for one in terms.EDITIONS if one != edition)
        crossed = _whole_provinces(other, _crossed(lying, edition))
        around = _whole_provinces(edition, _crossed(crossed, other)) | _above(edition, place)
        inside = {(edition, code) for code in lying} | {(other, code) for code in crossed}
        return cls(frozenset(inside), frozenset(inside | {(edition, code) for code in around}))

    def strangers(self, rows: Set[str], *, related: bool) -> list[str]:
        """The rows (`table:id`) that are about another place, or not there; rows without a place belong anywhere."""
        known = self.related if related else self.inside
        elsewhere = {row for row, spots in _spots(rows).items() if spots and not spots & known}
        return sorted(elsewhere | (rows - _there(rows)))

    @staticmethod
    def newest(rows: Set[str]) -> date | None:
        """The newest day that rows are of; None when none has a day."""
        days = []
        for table, keys in _by_table(rows).items():
            if table in DAYS:
                found = _rows(table, keys).select(pl.col(DAYS[table]).max()).collect().item()
                days += [found] if found else []
        return max(days, default=None)


def _above(edition: str, place: str) -> set[str]:
    """The codes of the places that a place lies in."""
    parents, found = _parents(edition), set()
    while (above := parents.get(place)) is not None:
        found.add(above)
        place = above
    return found


def _parents(edition: str) -> dict[str, str | None]:
    """Place → the place that it lies in."""
    places = load("places").filter(pl.col("edition") == edition)
    return dict(places.select("place_code", "parent_code").collect().rows())


def _crossed(codes: Set[str], edition: str) -> set[str]:
    """The communes of the other edition that share land with communes among these."""
    here, there = ("old_code", "new_code") if edition == terms.EDITIONS[0] else ("new_code", "old_code")
    return set(load("place_changes").filter(pl.col(here).is_in(codes)).select(there).collect()[there])


def _whole_provinces(edition: str, communes: Set[str]) -> set[str]:
    """The provinces in which communes lie, with all that lies in them."""
    parents = _parents(edition)
    above = set(communes)
    while any(len(code) != 2 for code in above):
        above = {code if len(code) == 2 else parents[code] for code in above}
    return {code for province in above for code in within(edition, province)}


def _there(rows: Set[str]) -> set[str]:
    """The rows that their tables have."""
    found = ((table, _rows(table, keys).select("key").collect()["key"]) for table, keys in _by_table(rows).items())
    return {f"{table}:{key}" for table, keys in found for key in keys}


def _spots(rows: Set[str]) -> dict[str, set[Spot]]:
    """Row → the places that it is about; a zone may lie in several."""
    found: dict[str, set[Spot]] = {}
    for table, keys in _by_table(rows).items():
        places = _placed(table, keys)
        if places is not None:
            for key, edition, codes in places.iter_rows():
                found[f"{table}:{key}"] = {(edition, code) for code in codes if code}
    return found


def _placed(table: str, keys: Set[str]) -> pl.DataFrame | None:
    """Key, edition and places of the rows of a table; None for a table that is about no place."""
    named = _rows(table, keys)
    if table in BY_ZONE:
        return _with_places(named.select("key", "zone_id").join(load("zones"), on="zone_id"))
    if table in BY_FIGURE:
        ids = {"observations": "observation_id", "targets": "target_id"}
        figures = [load(one).select("edition", "place_code", figure_id=name) for one, name in ids.items()]
        return _with_places(named.select("key", "figure_id").join(pl.concat(figures), on="figure_id"))
    if "place_code" not in named.collect_schema().names() or table == "places":
        return None
    return _with_places(named)


def _with_places(named: pl.LazyFrame) -> pl.DataFrame:
    others = "other_place_codes" in named.collect_schema().names()
    further = pl.col("other_place_codes").fill_null("") if others else pl.lit("")
    codes = pl.concat_str("place_code", further, separator=" ").str.split(" ")
    return named.select("key", pl.col("edition").cast(pl.String), codes).collect()


def _rows(table: str, keys: Set[str]) -> pl.LazyFrame:
    """The rows of a table with these identifiers; `key` is the identifier."""
    frame = load(table)
    return frame.with_columns(pl.col(frame.collect_schema().names()[0]).cast(pl.String).alias("key")).filter(
        pl.col("key").is_in(keys)
    )


def _by_table(rows: Set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        table, _, key = row.partition(":")
        found.setdefault(table, set()).add(key)
    return found
