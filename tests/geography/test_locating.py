from __future__ import annotations

import numpy as np
import pyproj
import pytest
import shapely

from icanalysis.errors import BadBoundaries
from icanalysis.geography.locating import USUAL, crs_of, hold_to_country, hold_to_places, in_degrees

TUYEN_QUANG, TRUONG_SA = shapely.box(105.1, 21.7, 105.3, 21.9), shapely.box(114.3, 9.9, 114.4, 10.0)


def centre_of(shape: object) -> np.ndarray:
    west, south, east, north = shapely.bounds(shape)
    return np.array([[(west + east) / 2, (south + north) / 2]])


def in_system(shape: object, system: str) -> object:
    turn = pyproj.Transformer.from_crs("EPSG:4326", system, always_xy=True)
    return shapely.transform(shape, lambda points: np.column_stack(turn.transform(points[:, 0], points[:, 1])))


def refusal(shape: object, *, raw: object, crs: str = "EPSG:4326") -> str:
    with pytest.raises(BadBoundaries) as said:
        hold_to_country(np.array([shape]), centres=centre_of(raw), crs=crs, name="made.shp")
    return str(said.value)


@pytest.mark.parametrize("system", USUAL)
def test_every_usual_system_is_known_and_comes_back_to_where_it_was(system: str):
    there = in_degrees(np.array([in_system(TUYEN_QUANG, system)]), crs_of(system, "made.shp"))
    assert shapely.hausdorff_distance(there[0], TUYEN_QUANG) < 1e-6


def test_the_mainland_and_the_archipelagos_lie_in_the_country():
    hold_to_country(
        np.array([TUYEN_QUANG, TRUONG_SA, None]), centres=np.zeros((3, 2)), crs="EPSG:4326", name="made.shp"
    )


def test_degrees_the_other_way_round_are_told():
    other = shapely.box(21.7, 105.1, 21.9, 105.3)
    assert "Latitude and longitude look swapped" in refusal(other, raw=other)


def test_metres_read_as_degrees_are_told_with_the_systems_that_fit():
    metres = in_system(TUYEN_QUANG, "EPSG:3405")
    said = refusal(metres, raw=metres)
    assert "EPSG:3405" in said
    assert "Say the right one with --crs." in said


def test_what_fits_no_system_is_told():
    nowhere = shapely.box(1e9, 1e9, 1e9 + 1, 1e9 + 1)
    assert "No usual system puts them inside" in refusal(nowhere, raw=nowhere)


def test_the_zone_of_another_province_is_told_with_the_right_one():
    raw = in_system(TUYEN_QUANG, "EPSG:9211")
    read_as = in_degrees(np.array([raw]), crs_of("EPSG:9215", "made.shp"))
    with pytest.raises(BadBoundaries, match=r"lie about 1\d\d km from .* say --crs EPSG:9211\."):
        hold_to_places(
            ["070"], read_as, centres=centre_of(raw), known={"070": TUYEN_QUANG}, crs="EPSG:9215", name="made.shp"
        )


def test_a_few_kilometres_are_no_fault_and_unknown_places_are_not_judged():
    near = shapely.affinity.translate(TUYEN_QUANG, 0.1, 0.0)
    for known in ({"070": TUYEN_QUANG}, {}):
        hold_to_places(
            ["070"], np.array([near]), centres=centre_of(near), known=known, crs="EPSG:4326", name="made.shp"
        )


@pytest.mark.parametrize("given", [None, ""])
def test_no_system_is_asked_for(given):
    with pytest.raises(BadBoundaries, match="does not say its coordinate system"):
        crs_of(given, "made.shp")
