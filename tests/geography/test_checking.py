from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from icanalysis.geography.checking import report

KM = 1 / 111.32


def land(**boxes: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
    """Boxes in kilometres east and north of 105° E, 0° N."""
    shapes = [shapely.box(105 + w * KM, s * KM, 105 + e * KM, n * KM) for w, s, e, n in boxes.values()]
    return gpd.GeoDataFrame({"place_code": list(boxes)}, geometry=shapes, crs=4326)


RING = {"west": (0, 0, 1, 3), "east": (2, 0, 3, 3), "south": (1, 0, 2, 1), "north": (1, 2, 2, 3)}


def test_neighbours_that_meet_are_clean():
    found = report(land(a=(0, 0, 1, 1), b=(1, 0, 2, 1)), printed_km2={})
    assert (found.clean, found.shape_count, found.unclean_count) == (True, 2, 0)


def test_shared_land_is_an_overlap_of_both():
    found = report(land(b=(0.8, 0, 2, 1), a=(0, 0, 1, 1), c=(5, 0, 6, 1)), printed_km2={})
    (overlap,) = found.overlaps
    assert (overlap.place_code, overlap.other_code) == ("a", "b")
    assert overlap.area_km2 == pytest.approx(0.2, rel=0.01)
    assert not found.clean
    assert found.unclean_count == 2


def test_a_hole_is_a_gap_between_the_places_around_it():
    (gap,) = report(land(**RING), printed_km2={}).gaps
    assert gap.around == ("east", "north", "south", "west")
    assert gap.area_km2 == pytest.approx(1, rel=0.01)


def test_a_hole_that_another_shape_fills_is_no_gap():
    assert report(land(**RING), beside=land(middle=(1, 1, 2, 2)), printed_km2={}).gaps == []


def test_less_than_a_hectare_is_rounding():
    assert report(land(a=(0, 0, 1, 1), b=(0.995, 0, 2, 1)), printed_km2={}).clean


def test_areas_stand_beside_the_printed_ones_the_largest_difference_first():
    found = report(land(a=(0, 0, 1, 1), b=(1, 0, 2, 1), c=(2, 0, 3, 1)), printed_km2={"a": 1.0, "b": 2.0, "z": 9.0})
    assert [one.place_code for one in found.differences] == ["b", "a"]
    assert [one.share for one in found.differences] == pytest.approx([-0.5, 0.0], abs=0.01)


def test_one_hectare_far_from_the_equator_is_measured_as_one():
    north = gpd.GeoDataFrame(
        {"place_code": ["n"]}, geometry=[shapely.box(600_000, 2_400_000, 601_000, 2_401_000)], crs=3405
    )
    (one,) = report(north, printed_km2={"n": 1.0}).differences
    assert one.share == pytest.approx(0, abs=0.001)
