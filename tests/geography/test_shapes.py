import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.geography.shapes import (
    ARCHIPELAGOS,
    METRES,
    dissolved,
    inner_points,
    projected,
    simplified,
    without_archipelagos,
)

ORIGIN = np.array([500_000.0, 2_400_000.0])
"""A place in the middle of the grid, in metres."""


def made(shapes: dict[str, shapely.Geometry | None]) -> gpd.GeoDataFrame:
    """Made shapes, in metres from `ORIGIN`."""
    moved = [None if shape is None else shapely.transform(shape, lambda at: at + ORIGIN) for shape in shapes.values()]
    return gpd.GeoDataFrame({"place_code": list(shapes)}, geometry=moved, crs=METRES)


def by_code(shapes: gpd.GeoDataFrame) -> dict[str, shapely.Geometry]:
    return dict(zip(shapes["place_code"], shapes.geometry, strict=True))


def bent(steps: list[float]) -> gpd.GeoDataFrame:
    """Two made places, one above the other, with a border between them that goes up and down."""
    border = [(100.0 * at, 1_000 + step) for at, step in enumerate(steps)]
    width = border[-1][0]
    below = shapely.Polygon([(0, 0), *border, (width, 0)])
    above = shapely.Polygon([(0, 2_000), *border, (width, 2_000)])
    return made({"001": below, "002": above})


NEIGHBOURS = {"001": shapely.box(0, 0, 10, 10), "002": shapely.box(10, 0, 20, 10), "003": shapely.box(0, 10, 20, 20)}
RAGGED = [0.0, 7, -4, 9, -8, 3, 0]


def test_a_degree_becomes_metres():
    shapes = gpd.GeoDataFrame({"place_code": ["001"]}, geometry=[shapely.box(105, 21, 105.001, 21.001)], crs=4326)
    in_metres = projected(shapes)
    assert in_metres.crs == METRES
    assert in_metres.area.item() == pytest.approx(103.8 * 110.7, rel=0.01)


def test_shapes_without_a_crs_are_refused():
    shapes = gpd.GeoDataFrame({"place_code": ["001"]}, geometry=[shapely.box(0, 0, 1, 1)])
    with pytest.raises(ValueError, match="naive geometries"):
        projected(shapes)


def test_a_shared_border_is_simplified_once_for_both():
    before = bent(RAGGED)
    after = simplified(before, tolerance_m=200)
    assert after.geometry.count_coordinates().sum() < before.geometry.count_coordinates().sum()
    assert shapely.coverage_is_valid(after.geometry.to_numpy())
    assert after.union_all().area == pytest.approx(before.union_all().area)


@given(st.lists(st.integers(-300, 300), min_size=3, max_size=30), st.floats(0, 2_000))
def test_no_tolerance_tears_neighbours_apart(steps: list[int], tolerance_m: float):
    after = simplified(bent([float(step) for step in steps]), tolerance_m=tolerance_m)
    assert shapely.coverage_is_valid(after.geometry.to_numpy())
    assert not after.is_empty.any()


def test_simplifying_keeps_codes_index_and_crs():
    before = bent(RAGGED).to_crs(4326).set_index(np.array([7, 3]))
    after = simplified(before, tolerance_m=200)
    assert (after.crs, list(after.index), list(after["place_code"])) == (before.crs, [7, 3], ["001", "002"])


def test_shapes_that_overlap_by_a_hair_are_made_to_meet():
    after = simplified(made({**NEIGHBOURS, "002": shapely.box(9.5, 0, 20, 10)}), tolerance_m=0)
    assert shapely.coverage_is_valid(after.geometry.to_numpy())
    assert after.union_all().area == pytest.approx(400)


def test_a_copy_of_another_place_stays_on_the_map():
    after = simplified(made({"001": shapely.box(0, 0, 10, 10), "002": shapely.box(0, 0, 10, 10)}), tolerance_m=1)
    assert after.area.min() == pytest.approx(100)


def test_a_place_without_land_stays_without_land():
    after = simplified(made({**NEIGHBOURS, "004": shapely.Polygon(), "005": None}), tolerance_m=1)
    assert after["place_code"].tolist() == ["001", "002", "003", "004", "005"]
    assert [shape is None or shape.is_empty for shape in after.geometry] == [False, False, False, True, True]


def test_parts_become_their_units_sorted_by_code():
    units = dissolved(made(NEIGHBOURS), into={"003": "08", "001": "22", "002": "22"})
    assert units["place_code"].tolist() == ["08", "22"]
    assert by_code(units)["22"].equals(shapely.box(*ORIGIN, *(ORIGIN + np.array([20, 10]))))
    assert units.crs == METRES


def test_a_part_of_no_unit_is_left_out():
    assert dissolved(made(NEIGHBOURS), into={"001": "22"})["place_code"].tolist() == ["22"]


def test_parts_that_overlap_are_merged_all_the_same():
    units = dissolved(
        made({"001": shapely.box(0, 0, 10, 10), "002": shapely.box(5, 0, 15, 10)}), into={"001": "22", "002": "22"}
    )
    assert units.area.item() == pytest.approx(150)


def test_the_point_of_a_crescent_lies_inside_of_it():
    crescent = shapely.difference(shapely.Point(0, 0).buffer(100), shapely.Point(40, 0).buffer(90))
    shapes = made({"001": crescent})
    point = inner_points(shapes).row(0, named=True)
    assert not crescent.contains(crescent.centroid)
    assert shapes.geometry.item().buffer(-15).contains(shapely.Point(point["x_m"], point["y_m"]))


def test_the_point_lies_in_the_largest_part():
    islands = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(50, 50, 60, 60), shapely.box(90, 0, 91, 1)])
    point = inner_points(made({"001": islands})).row(0)
    assert point[0] == "001"
    assert point[1:] == pytest.approx(tuple(ORIGIN + 55), abs=0.5)


def test_a_place_without_land_has_no_point():
    assert inner_points(made({"001": shapely.Polygon(), **NEIGHBOURS}))["place_code"].to_list() == list(NEIGHBOURS)


@pytest.mark.parametrize("edition", ["2024", "2025"])
def test_the_archipelagos_of_an_edition_leave_the_large_frame(edition: str):
    codes = [*ARCHIPELAGOS[edition], "070"]
    shapes = made({code: shapely.box(at, 0, at + 1, 1) for at, code in enumerate(codes)})
    assert without_archipelagos(shapes)["place_code"].tolist() == ["070"]
