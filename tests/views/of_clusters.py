"""The sections of the page of the clusters for a place at a day, and their rows, worked out once for all tests."""

from __future__ import annotations

from functools import lru_cache

from icanalysis.views import clusters
from icanalysis.views.shown import Shown
from tests.views.pages import lines

TUYEN_QUANG = ("08", "2024", "2025-06-30")
NINH_THUAN = ("58", "2024", "2018-12-31")
SON_DUONG = ("076", "2024", "2025-06-30")


@lru_cache
def section(name: str, where: tuple[str, str, str], language: str, measure: str = "zone_count") -> Shown:
    place, edition, as_of = where
    view = getattr(clusters, name)
    return view(place=place, edition=edition, as_of=as_of, measure=measure, language=language)


def lines_of(name: str, where: tuple[str, str, str], language: str) -> list[tuple[str, ...]]:
    return lines(section(name, where, language), language)


def line_about(name: str, where: tuple[str, str, str], language: str, *begins: str) -> tuple[str, ...]:
    """The one row whose first cells begin so."""
    found = [
        line
        for line in lines_of(name, where, language)
        if all(cell.startswith(start) for cell, start in zip(line, begins, strict=False))
    ]
    assert len(found) == 1, f"{len(found)} rows begin with {begins}"
    return found[0]
