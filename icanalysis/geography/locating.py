"""Where coordinates lie: in Việt Nam or not, and which coordinate system would put them there.

VN-2000 is the national system: UTM zones 48 and 49 (EPSG:3405, 3406) and a local 3° zone per group of provinces
(EPSG:9205 to 9218; EPSG registry). A file in one that says it is in another lies tens of kilometres off.
"""

from __future__ import annotations

import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError, ProjError

from icanalysis.errors import BadBoundaries, Phrase, listed, printable

WEST, SOUTH, EAST, NORTH = 102.0, 6.0, 118.0, 23.6
"""Degrees that hold all land of the country, Trường Sa with it."""

DEGREES = "EPSG:4326"
USUAL = (
    "EPSG:3405",
    "EPSG:3406",
    *(f"EPSG:{code}" for code in range(9205, 9219)),
    "EPSG:32648",
    "EPSG:32649",
    "EPSG:3857",
)
"""Systems in which Vietnamese files come."""

FAR_KM = 20.0
"""Shapes this far from where their places are known to be were read in the wrong system; zones lie 26 km apart."""

EARTH_KM = 6371.0088


def crs_of(given: str | None, name: str) -> pyproj.CRS:
    """The coordinate system by its name.

    Raises:
        BadBoundaries: when none is given, or it is not known.
    """
    if not given:
        raise BadBoundaries(
            Phrase(
                "{name} does not say its coordinate system (no .prj). Say it with --crs, such as EPSG:4326 "
                "(degrees), EPSG:3405 (VN-2000, UTM 48N) or EPSG:9205 to EPSG:9218 (VN-2000, zone of the "
                "province).",
                name=printable(name),
            )
        )
    try:
        return pyproj.CRS.from_user_input(given)
    except CRSError as error:
        raise BadBoundaries(
            Phrase("There is no coordinate system {given!r}. Write it as EPSG:9209.", given=printable(given))
        ) from error


def in_degrees(shapes: np.ndarray, system: pyproj.CRS) -> np.ndarray:
    """The shapes in longitude and latitude (EPSG:4326)."""
    turn = pyproj.Transformer.from_crs(system, DEGREES, always_xy=True)

    def turned(points: np.ndarray) -> np.ndarray:
        return np.column_stack(turn.transform(points[:, 0], points[:, 1]))

    return shapely.transform(shapes, turned)


def hold_to_country(shapes: np.ndarray, *, centres: np.ndarray, crs: str, name: str) -> None:
    """Holds all shapes to the land of the country.

    Raises:
        BadBoundaries: says what was seen, and what would put it right: axes the other way round, or another system.
    """
    bounds = shapely.bounds(shapes)
    there = ~np.isnan(bounds).any(axis=1)
    lost = there & ~_inside(bounds[:, :2], bounds[:, 2:])
    if not lost.any():
        return
    west, south, east, north = shapely.total_bounds(shapes[lost])
    seen = Phrase(
        "{name}: {lost} of {there} shapes lie outside Việt Nam: read as {crs}, at longitude {west} to {east}, "
        "latitude {south} to {north}.",
        name=printable(name),
        lost=int(lost.sum()),
        there=int(there.sum()),
        crs=_short(crs),
        west=f"{west:.6g}",
        east=f"{east:.6g}",
        south=f"{south:.6g}",
        north=f"{north:.6g}",
    )
    middle = centres[lost]
    if _inside(middle[:, ::-1], middle[:, ::-1]).all():
        raise BadBoundaries(Phrase("{seen} Latitude and longitude look swapped: write longitude first.", seen=seen))
    fitting = [system for system in USUAL if _inside(*[_turned(middle, system)] * 2).all()]
    if fitting:
        raise BadBoundaries(
            Phrase(
                "{seen} These systems would put them inside: {fitting}. Say the right one with --crs.",
                seen=seen,
                fitting=listed(fitting, most=20),
            )
        )
    raise BadBoundaries(
        Phrase(
            "{seen} No usual system puts them inside; see in the program that made the file which it used.", seen=seen
        )
    )


def hold_to_places(
    codes: list[str], shapes: np.ndarray, *, centres: np.ndarray, known: dict[str, object], crs: str, name: str
) -> None:
    """Holds shapes to where their places are known to be, give or take 20 km in the middle of all.

    Raises:
        BadBoundaries: says how far they lie, and which system would put them nearest.
    """
    pairs = [(index, known[code]) for index, code in enumerate(codes) if code in known]
    if not pairs:
        return
    own = np.array([index for index, _ in pairs])
    boxes = shapely.bounds(np.array([shape for _, shape in pairs], dtype=object))
    there = (boxes[:, :2] + boxes[:, 2:]) / 2
    here = shapely.bounds(shapes[own])
    far = _median_km((here[:, :2] + here[:, 2:]) / 2, there)
    if far <= FAR_KM:
        return
    distances = {system: _median_km(_turned(centres[own], system), there) for system in (DEGREES, *USUAL)}
    best = min(distances, key=distances.__getitem__)
    advice = (
        Phrase(" {best} would put them {far:.1f} km from there: say --crs {best}.", best=best, far=distances[best])
        if distances[best] <= FAR_KM
        else ""
    )
    raise BadBoundaries(
        Phrase(
            "{name}: read as {short}, the shapes lie about {far:.0f} km from where their places are.{advice}",
            name=printable(name),
            short=_short(crs),
            far=far,
            advice=advice,
        )
    )


def _inside(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Which boxes lie within the country; what cannot be told does not."""
    return (low >= (WEST, SOUTH)).all(axis=1) & (high <= (EAST, NORTH)).all(axis=1)


def _turned(points: np.ndarray, system: str) -> np.ndarray:
    """Points of a system in degrees; infinite where it cannot hold them."""
    turn = pyproj.Transformer.from_crs(system, DEGREES, always_xy=True)
    try:
        return np.column_stack(turn.transform(points[:, 0], points[:, 1]))
    except ProjError:
        return np.full_like(points, np.inf)


def _median_km(here: np.ndarray, there: np.ndarray) -> float:
    """The distance between points in degrees, in the middle of all."""
    with np.errstate(invalid="ignore"):
        (x, y), (a, b) = np.radians(here).T, np.radians(there).T
        flat = np.hypot((x - a) * np.cos((y + b) / 2), y - b) * EARTH_KM
    return float(np.median(np.where(np.isfinite(flat), flat, np.inf)))


def _short(crs: str) -> str:
    """EPSG:9209 rather than the page that describes it."""
    found = pyproj.CRS.from_user_input(crs).to_epsg()
    return f"EPSG:{found}" if found else printable(pyproj.CRS.from_user_input(crs).name)
