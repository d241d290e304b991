"""The approximate boundaries that come with the project, beside real polygons that are used for measuring alone."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import polars as pl
import pytest
import shapely

from icanalysis.geography.shapes import ARCHIPELAGOS, METRES, dissolved, without_archipelagos

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data" / "boundaries"
LEVELS = {"2024": "district", "2025": "commune"}
COUNTS = {"2024": 696, "2025": 3_321}
WEST, SOUTH, EAST, NORTH = 102.1, 8.3, 109.6, 23.5
"""Vietnam without the archipelagos, in degrees."""

STEP = 2.0**-14
EDITIONS = pytest.mark.parametrize("edition", ["2024", "2025"])


@pytest.fixture(scope="module")
def places() -> pl.DataFrame:
    codes = dict.fromkeys(["edition", "place_code", "parent_code"], pl.String)
    return pl.read_csv(ROOT / "data" / "published" / "places.csv", schema_overrides=codes, infer_schema_length=None)


@pytest.fixture(scope="module")
def drawn() -> dict[str, gpd.GeoDataFrame]:
    return {edition: gpd.read_parquet(_file(edition, "parquet")) for edition in LEVELS}


def _file(edition: str, ending: str) -> Path:
    return ROOT / "data" / "boundaries" / edition / f"approximate.{ending}"


def parents(places: pl.DataFrame, edition: str) -> dict[str, str]:
    found = places.filter(edition=edition, level=LEVELS[edition])
    return dict(found.select("place_code", "parent_code").iter_rows())


def overlaps(drawn: gpd.GeoDataFrame, real: str) -> pl.Series:
    """Intersection over union of the real shapes of a file and the approximate ones of the same code."""
    path = REAL / f"{real}.geojson"
    if not REAL.is_dir():
        pytest.skip(f"No real polygons beside this checkout to measure against ({REAL.name}/)")
    truth = gpd.read_file(path).to_crs(METRES).set_index("code").geometry
    guess = drawn.to_crs(METRES).set_index("place_code").geometry.reindex(truth.index)
    return pl.Series((guess.intersection(truth).area / guess.union(truth).area).to_numpy())


@EDITIONS
def test_every_place_of_the_level_has_land(drawn, places: pl.DataFrame, edition: str):
    shapes = drawn[edition]
    assert len(shapes) == COUNTS[edition]
    assert set(shapes["place_code"]) == set(parents(places, edition))
    assert not (shapes.is_empty | shapes.geometry.isna()).any()


@EDITIONS
def test_every_shape_is_valid_and_nothing_but_area(drawn, edition: str):
    assert drawn[edition].is_valid.all()
    assert set(drawn[edition].geom_type) <= {"Polygon", "MultiPolygon"}


@EDITIONS
def test_the_file_is_laid_out_as_a_boundary_set(drawn, edition: str):
    shapes = drawn[edition]
    assert list(shapes.columns) == ["place_code", "geometry"]
    assert shapes.crs == "EPSG:4326"
    assert shapes["place_code"].tolist() == sorted(shapes["place_code"])


@EDITIONS
def test_the_facts_beside_the_file_are_those_of_the_file(edition: str):
    facts = json.loads(_file(edition, "json").read_text(encoding="utf-8"))
    assert facts == {
        "name": "approximate",
        "edition": edition,
        "level": LEVELS[edition],
        "approximate": True,
        "feature_count": COUNTS[edition],
        "made_from": ["vietnamadminunits 1.0.4", "world-atlas 2.0.2"],
        "sha256": hashlib.sha256(_file(edition, "parquet").read_bytes()).hexdigest(),
    }


@EDITIONS
def test_the_file_is_small(edition: str):
    assert _file(edition, "parquet").stat().st_size < 600_000


@EDITIONS
def test_the_country_lies_where_it_lies(drawn, edition: str):
    west, south, east, north = without_archipelagos(drawn[edition]).total_bounds
    assert west > WEST
    assert south > SOUTH
    assert east < EAST
    assert north < NORTH


@EDITIONS
def test_the_archipelagos_are_there_as_several_islands(drawn, edition: str):
    shapes = drawn[edition].set_index("place_code").geometry
    boxes = {"Hoàng Sa": (111, 15.5, 113, 17.3), "Trường Sa": (111, 7, 116, 12)}
    for code, name in ARCHIPELAGOS[edition].items():
        assert len(shapes[code].geoms) >= 7
        assert shapely.box(*boxes[name]).contains(shapes[code])


@EDITIONS
def test_neighbours_share_every_point_of_their_border(drawn, edition: str):
    assert shapely.coverage_is_valid(drawn[edition].geometry.to_numpy())


@EDITIONS
def test_no_two_places_overlap(drawn, edition: str):
    shapes = drawn[edition].to_crs(METRES).geometry
    assert shapes.area.sum() == pytest.approx(shapely.union_all(shapes.to_numpy()).area, rel=1e-9)


@EDITIONS
def test_a_hole_in_a_province_is_land_of_another(drawn, places: pl.DataFrame, edition: str):
    provinces = dissolved(drawn[edition], into=parents(places, edition))
    assert len(provinces) == {"2024": 63, "2025": 34}[edition]
    land = shapely.union_all(drawn[edition].geometry.to_numpy())
    polygons = shapely.get_parts(provinces.geometry.to_numpy())
    holes = [shapely.Polygon(ring) for polygon in polygons for ring in polygon.interiors]
    assert [hole.wkt for hole in holes if hole.difference(land).area > 0] == []


@EDITIONS
def test_coordinates_stand_on_a_grid_that_compresses(drawn, edition: str):
    points = shapely.get_coordinates(drawn[edition].geometry.to_numpy()) / STEP
    assert np.array_equal(points, np.round(points))


def test_both_editions_cover_the_same_land(drawn):
    old, new = (shapely.union_all(drawn[edition].to_crs(METRES).geometry.to_numpy()) for edition in ("2024", "2025"))
    assert shapely.symmetric_difference(old, new).area < 1e-6 * old.area


def test_a_province_of_2025_covers_the_districts_that_became_it(drawn, places: pl.DataFrame):
    new = dissolved(drawn["2025"], into=parents(places, "2025")).to_crs(METRES).set_index("place_code").geometry
    old = dissolved(drawn["2024"], into=parents(places, "2024")).to_crs(METRES).set_index("place_code").geometry
    tuyen_quang = shapely.union_all([old["02"], old["08"]])
    assert shapely.intersection(tuyen_quang, new["08"]).area > 0.98 * shapely.union(tuyen_quang, new["08"]).area


@pytest.mark.parametrize(
    ("edition", "real", "count", "median"),
    [
        ("2024", "tuyen_quang_districts_2024", 7, 0.81),
        ("2024", "quang_ninh_districts_2024", 13, 0.69),
        ("2025", "tuyen_quang_communes_2025", 124, 0.69),
    ],
)
def test_the_shapes_are_near_the_real_ones(drawn, edition: str, real: str, count: int, median: float):
    found = overlaps(drawn[edition], real)
    assert len(found) == count
    assert found.min() > 0
    assert found.median() >= median
