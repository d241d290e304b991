from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from icanalysis.errors import BadBoundaries
from icanalysis.geography.reading import legacy_font, read
from icanalysis.sources.workspace import PUBLISHED

LAND = [shapely.box(round(105 + n / 10, 1), 21, round(105.1 + n / 10, 1), 21.1) for n in range(40)]


def rows(file: Path, **given):
    return read(file, tell=print, **({"layer": None, "crs": None, "encoding": None} | given))


@pytest.fixture
def made() -> gpd.GeoDataFrame:
    numbers = range(40)
    return gpd.GeoDataFrame(
        {"ten": [f"Xã {n}" for n in numbers], "so": list(numbers), "le": [n / 2 for n in numbers]},
        geometry=LAND,
        crs=4326,
    )


@pytest.mark.parametrize("name", ["made.gpkg", "made.geojson", "made.fgb", "made.shp"])
def test_rows_of_several_pieces_stay_in_order_with_every_cell_as_text(
    made: gpd.GeoDataFrame, tmp_path: Path, name: str
):
    options = {"SPATIAL_INDEX": "NO"} if name.endswith("fgb") else {}
    made.to_file(tmp_path / name, **options)
    found = rows(tmp_path / name)
    assert found.texts["ten"].to_list() == made["ten"].to_list()
    assert found.texts["so"].to_list() == [str(n) for n in range(40)]
    assert shapely.equals(shapely.normalize(found.shapes), shapely.normalize(made.geometry.to_numpy())).all()
    assert set(found.kinds) == {"Polygon"}


def test_centres_are_those_of_the_file(made: gpd.GeoDataFrame, tmp_path: Path):
    made.to_crs(3405).to_file(tmp_path / "made.gpkg")
    assert rows(tmp_path / "made.gpkg").centres[:, 0].min() > 400_000


def test_height_is_left_out(made: gpd.GeoDataFrame, tmp_path: Path):
    made.set_geometry(shapely.force_3d(made.geometry.to_numpy(), 7.0), crs=4326).to_file(tmp_path / "made.gpkg")
    assert not shapely.has_z(rows(tmp_path / "made.gpkg").shapes).any()


def test_lists_and_blank_cells_are_no_texts(tmp_path: Path):
    (tmp_path / "made.geojson").write_text(
        '{"type": "FeatureCollection", "features": ['
        '{"type": "Feature", "properties": {"ten": null, "ds": [1, 2], "so": 1.5}, "geometry": null},'
        '{"type": "Feature", "properties": {"ten": "Xã", "ds": [3], "so": 2}, "geometry": null}]}'
    )
    found = rows(tmp_path / "made.geojson")
    assert found.texts["ten"].to_list() == [None, "Xã"]
    assert found.texts["so"].to_list() == ["1.5", "2.0"]
    assert "ds" not in found.texts.columns
    assert found.shapes.tolist() == [None, None]


@pytest.mark.parametrize(
    ("texts", "font"),
    [
        (["HuyÖn Yªn S¬n"], "TCVN3 (ABC)"),
        (["TØnh Tuyªn Quang"], "TCVN3 (ABC)"),
        (["Huyeän Yeân Sôn"], "VNI"),
        (["Tænh Tuyeân Quang"], "VNI"),
        (["Huyện Yên Sơn", "Đắk Lắk", "Âu Cơ", "Ô Loan"], None),
        (["Ha Giang", "M'Drak", "Bà Rịa - Vũng Tàu"], None),
        ([], None),
    ],
)
def test_letters_of_old_fonts_are_known(texts: list[str], font: str | None):
    assert legacy_font(texts) == font


def test_no_published_name_looks_typed_for_an_old_font():
    import polars as pl

    names = pl.read_csv(PUBLISHED / "places.csv", infer_schema=False)["full_name"].to_list()
    assert [name for name in names if legacy_font([name])] == []


def test_an_archive_of_several_files_asks_which(made: gpd.GeoDataFrame, tmp_path: Path):
    import zipfile

    for name in ("huyen", "xa"):
        made.to_file(tmp_path / f"{name}.geojson")
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as archive:
        for name in ("huyen", "xa"):
            archive.write(tmp_path / f"{name}.geojson", f"{name}.geojson")
    with pytest.raises(BadBoundaries, match=r"it holds huyen\.geojson, xa\.geojson\. Choose one with --layer\."):
        rows(tmp_path / "made.zip")
    assert len(rows(tmp_path / "made.zip", layer="xa").shapes) == 40
