"""The provinces of 2024 that a province of 2025 was made of, and which of them have anything on record.

A total of a merged province is one of the whole only where each of the old ones has a figure:

    parts known    old provinces with anything recorded of what is added up, by the day of the page
    partial        some of them, not all: the total is of these, and says so

Nothing recorded is not nothing: no table tells a province without clusters from one of which nothing was found.
"""

from __future__ import annotations

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.transforms.lineage import UNITS, pieces
from icanalysis.views import controls
from icanalysis.views.zone_rows import estate, level_of
from icanalysis.wording.language import words

NEW = "2025"
"""The edition in which provinces are merged."""


def merged_provinces(place: str, edition: str) -> list[tuple[str, list[str]]]:
    """New province → the old ones that it was made of, for the provinces that a place touches."""
    lines = _pieces().select(old=UNITS["2024", "province"], new=UNITS[NEW, "province"]).unique().collect()
    if level_of(place) != "country":
        column = UNITS[edition, level_of(place)]
        touched = _pieces().filter(pl.col(column) == place).select(UNITS[NEW, "province"]).unique().collect()
        lines = lines.filter(pl.col("new").is_in(touched.to_series().to_list()))
    merged = lines.group_by("new").agg(pl.col("old").sort()).sort("new")
    return [(new, olds) for new, olds in merged.rows() if level_of(place) != "country" or _has_zones(new)]


def zones_of_some_only(place: str, edition: str, as_of: str, language: str) -> str:
    """That no park and no cluster of some of the old provinces is on record; nothing where there are some of each.

    Said of a province of 2025 and of the country in the map of 2025: of a smaller place a figure is its own.
    """
    if edition != NEW or level_of(place) not in ("country", "province"):
        return ""
    _ = words(language)
    said = []
    for _new, olds in merged_provinces(place, edition):
        known = [old for old in olds if not estate(old, edition="2024", as_of=as_of).parks_and_clusters.is_empty()]
        if 0 < len(known) < len(olds):
            template = _(
                "No park or cluster of {silent} is on record: the number and the land are those of {known} only."
            )
            silent = [old for old in olds if old not in known]
            said.append(template.format(silent=old_names(silent, language), known=old_names(known, language)))
    return " ".join(said)


def old_names(olds: list[str], language: str) -> str:
    """The names of provinces of 2024, for a sentence: a new province may have the name of an old one."""
    _ = words(language)
    return ", ".join(_("the old {place}").format(place=controls.place_in_words("2024", old, language)) for old in olds)


def _has_zones(new: str) -> bool:
    return new in set(estate(controls.WHOLE_COUNTRY, edition=NEW, as_of="2060-12-31").zones["province_code"])


def _pieces() -> pl.LazyFrame:
    return pieces(load("place_changes"), places=load("places"))
