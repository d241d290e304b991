"""The shapes that a page about a place draws, and the points of its zones on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
import polars as pl

from icanalysis.geography import shapes as geometry
from icanalysis.geography import store
from icanalysis.sources.tables import boundaries, load, stamps
from icanalysis.views import controls
from icanalysis.views.zone_rows import Estate, level_of, unit_level, units_of


@dataclass(frozen=True)
class Drawn:
    """Shapes in metres with what a map must say of them."""

    shapes: gpd.GeoDataFrame
    """place_code, geometry (EPSG:3405)."""
    approximate: bool
    """Whether one of them at least is approximate."""
    archipelagos: dict[str, str]
    """Code of the shape → name, for Hoàng Sa and Trường Sa where they belong to the place."""


def state(edition: str) -> tuple:
    """Changes when boundaries of the edition or a table of the workspace does."""
    return store.stamp(edition, imported=boundaries()), stamps()


def drawn(place: str, edition: str) -> Drawn:
    """The units of a place; around a district or a commune those of its province, so that it can be found."""
    return _drawn(place, edition, state(edition))


def points(estate: Estate, place: str, edition: str) -> dict[str, tuple[float, float, str]]:
    """zone_id → x_m, y_m, and whether that is its commune or only its district; zones of neither are left out.

    The commune is that of 2025 even on a map of districts, as the boundaries of 2024 end at the district; where its
    inner point lies in another district, the zone stands at its district.
    """
    units = drawn(place, edition).shapes.set_index("place_code").geometry
    centres = _inner(place, edition, state(edition))
    communes = _communes(state("2025"))
    found = {}
    for row in estate.zones.select("zone_id", "unit_code", "commune_2025").iter_rows(named=True):
        unit, commune = row["unit_code"], communes.get(row["commune_2025"])
        if unit not in centres:
            continue
        inside = commune is not None and gpd.points_from_xy([commune[0]], [commune[1]])[0].within(units[unit])
        found[row["zone_id"]] = (*commune, "commune") if inside else (*centres[unit], "district")
    return found


@lru_cache(maxsize=16)
def _drawn(place: str, edition: str, now: tuple) -> Drawn:
    loaded = store.load(edition, imported=boundaries())
    shapes = loaded.shapes
    around = controls.parent_of(edition, place) if level_of(place) in ("district", "commune") else place
    into = _units_by_shape(around, edition, loaded.level)
    here = shapes[shapes["place_code"].isin(into)]
    units = geometry.dissolved(here, into=into) if unit_level(around, edition) != loaded.level else here
    return Drawn(
        geometry.projected(units[["place_code", "geometry"]]),
        bool(here["is_approximate"].any()),
        {into[code]: name for code, name in geometry.ARCHIPELAGOS[edition].items() if code in into},
    )


@lru_cache(maxsize=16)
def _inner(place: str, edition: str, now: tuple) -> dict[str, tuple[float, float]]:
    return _by_code(geometry.inner_points(drawn(place, edition).shapes))


@lru_cache(maxsize=2)
def _communes(now: tuple) -> dict[str, tuple[float, float]]:
    return _by_code(geometry.inner_points(geometry.projected(store.load("2025", imported=boundaries()).shapes)))


def _by_code(found: pl.DataFrame) -> dict[str, tuple[float, float]]:
    return {code: (x_m, y_m) for code, x_m, y_m in found.select("place_code", "x_m", "y_m").rows()}


def _units_by_shape(place: str, edition: str, shape_level: str) -> dict[str, str]:
    """Code of every shape of a place → code of the unit that it belongs to."""
    units = units_of(place, edition=edition).collect()["unit_code"].to_list()
    if unit_level(place, edition) == shape_level:
        return dict(zip(units, units, strict=True))
    below = load("places").filter(pl.col("edition") == edition, pl.col("level").cast(pl.String) == shape_level)
    return dict(below.select("place_code", "parent_code").collect().rows())
