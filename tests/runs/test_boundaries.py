"""Taking boundaries in: what fits is joined, every fault is one clear line and the store stays as it was."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from icanalysis.errors import BadBoundaries, BadParameter, CannotWrite, UnknownBoundaries
from icanalysis.geography import store
from icanalysis.runs import boundaries
from icanalysis.runs.joining import Columns
from icanalysis.sources import workspace as used
from icanalysis.sources.workspace import VARIABLE
from tests.house.tree import ROOT
from tests.runs.boundary_files import crossed, districts, in_bytes_of, in_tcvn3, row_of, swapped, with_land, with_rows
from tests.workspaces import copied

REAL = ROOT.parent / "shared" / "data" / "boundaries"
YEN_SON, HAM_YEN, NA_HANG = "075", "074", "072"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("tables") / "workspace").folder


@pytest.fixture
def shelf(tables: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of boundaries of a workspace; empty before and after."""
    monkeypatch.setenv(VARIABLE, str(tables))
    yield tables / "boundaries"
    shutil.rmtree(tables / "boundaries", ignore_errors=True)


@pytest.fixture
def made() -> gpd.GeoDataFrame:
    """The seven districts of Tuyên Quang."""
    return districts("08")


class Import:
    """The command with its usual answers; what it told while it worked."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def __call__(self, file: Path, *, edition: str = "2024", columns: Columns | None = None, **given) -> store.Origin:
        usual = {"layer": None, "crs": None, "encoding": None, "partial": False, "replace": False}
        usual |= {"name_of_set": "official", "columns": columns or Columns(None, None, None)}
        return boundaries.take_in(file, edition=edition, tell=self.told.append, **(usual | given))

    @property
    def said(self) -> str:
        return "\n".join(self.told)


@pytest.fixture
def take_in(shelf: Path) -> Import:
    return Import()


@pytest.fixture
def refused(take_in: Import, shelf: Path) -> Callable[..., str]:
    """The one line with which a file is refused; a set that stood there before still stands as it was."""

    def refuse(file: Path, kind: type = BadBoundaries, **given) -> str:
        shelf.mkdir(parents=True, exist_ok=True)
        (shelf / "kept.txt").write_text("kept")
        before = digest(shelf)
        with pytest.raises(kind) as said:
            take_in(file, **given)
        assert digest(shelf) == before
        assert len(str(said.value).splitlines()) == 1
        return str(said.value)

    return refuse


def digest(folder: Path) -> dict[str, str]:
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def saved(frame: gpd.GeoDataFrame, folder: Path, name: str = "made.geojson") -> Path:
    frame.to_file(folder / name)
    return folder / name


def official(edition: str = "2024") -> gpd.GeoDataFrame:
    shapes = store.load(edition, imported=used.boundaries()).shapes
    return shapes[~shapes["is_approximate"]]


REAL_FILES = [
    ("tuyen_quang_districts_2024", "2024", 7, "code", "district"),
    ("quang_ninh_districts_2024", "2024", 13, "code", "district"),
    ("tuyen_quang_communes_2025", "2025", 124, "code", "name"),
]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real polygons stand beside the checkout")
@pytest.mark.parametrize("real", REAL_FILES, ids=[name for name, *_ in REAL_FILES])
def test_real_files_are_joined_by_code_and_again_by_name(take_in: Import, tmp_path: Path, real: tuple):
    name, edition, count, code, column = real
    taken = take_in(REAL / f"{name}.geojson", edition=edition)
    assert taken.matched_by == {"code": count}
    codes = official(edition)["place_code"].to_list()
    bare = gpd.read_file(REAL / f"{name}.geojson").drop(columns=code)
    again = take_in(saved(bare, tmp_path), edition=edition, replace=True)
    assert (again.official_count, "code" in again.matched_by) == (count, False)
    assert official(edition)["place_code"].to_list() == codes
    named = take_in(saved(bare, tmp_path), edition=edition, columns=Columns(None, column, None), replace=True)
    assert named.official_count == count


def test_places_of_other_provinces_keep_their_approximate_shapes(
    take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path
):
    taken = take_in(saved(made, tmp_path))
    known = store.load("2024", imported=used.boundaries())
    assert (taken.official_count, taken.feature_count, taken.approximate) == (7, 696, True)
    assert known.shapes["is_approximate"].sum() == 696 - 7
    assert (known.name, known.edition, known.level) == ("official", "2024", "district")


def test_a_set_says_what_it_was_made_from(take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path):
    file = saved(made, tmp_path)
    taken = take_in(file)
    assert taken.made_from == ("made.geojson",)
    assert taken.file_sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert taken.imported_at[-6] in "+-"
    assert (taken.crs, taken.encoding, taken.repaired, taken.partial) == ("EPSG:4326", "utf-8", (), ())


@pytest.mark.parametrize("name", ["made.shp", "made.gpkg", "made.geojson", "made.json", "made.fgb"])
def test_every_kind_of_file_is_read(take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path, name: str):
    drivers = {"driver": "GeoJSON"} if name.endswith("json") else {}
    made.to_file(tmp_path / name, **drivers)
    assert take_in(tmp_path / name).matched_by == {"code": 7}


def test_a_geoparquet_file_is_read(take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path):
    made.to_crs(3405).to_parquet(tmp_path / "made.parquet")
    assert take_in(tmp_path / "made.parquet").crs == "EPSG:3405"


def test_a_zipped_shapefile_is_read_with_its_encoding(take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path):
    saved(made.drop(columns="MA"), tmp_path, "made.shp")
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as archive:
        for file in sorted(tmp_path.glob("made.*")):
            if file.suffix != ".zip":
                archive.write(file, f"sub/{file.name}")
    assert take_in(tmp_path / "made.zip").official_count == 7


@pytest.mark.parametrize("system", [3405, 3406, 9209, 9218, 32648, 4756])
def test_any_system_comes_to_lie_where_it_belongs(take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path, system: int):
    take_in(saved(made.to_crs(system), tmp_path, "made.gpkg"))
    both = official().geometry.to_numpy(), made.geometry.to_numpy()
    shared = shapely.area(shapely.intersection(*both)) / shapely.area(shapely.union(*both))
    assert shared.min() > 0.999


def test_neighbours_still_meet_after_they_were_rounded(take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path):
    assert shapely.coverage_is_valid(made.geometry.to_numpy())
    take_in(saved(made.to_crs(9209), tmp_path, "made.gpkg"))
    assert shapely.coverage_is_valid(official().geometry.to_numpy())


def test_codes_that_lost_their_zeros_are_named_and_the_names_decide(take_in: Import, made, tmp_path: Path):
    taken = take_in(saved(made.assign(MA=made["MA"].astype(int)), tmp_path), columns=Columns("MA", "TEN", None))
    assert taken.matched_by == {"full_name": 7}
    assert "7 codes are none of edition 2024 (70, 71, 72, 73, 74 and 2 more)" in take_in.said


def test_codes_that_lost_their_zeros_are_refused_without_names(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    bare = made.assign(MA=made["MA"].astype(int))[["MA", "geometry"]]
    assert "'MA' looks like codes that lost their zeros" in refused(saved(bare, tmp_path))


def test_unknown_codes_are_refused_with_the_rows(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    changed = made[["MA", "geometry"]].replace({"MA": {YEN_SON: "999"}})
    said = refused(saved(changed, tmp_path), columns=Columns("MA", None, None))
    assert "leaves 1 places of its provinces without land: 075 Huyện Yên Sơn." in said
    assert "'999' (unknown code)" in said


def test_a_code_beside_the_name_of_another_place_joins_nothing(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    changed = made.assign(TEN=made["TEN"].replace({"Huyện Yên Sơn": "Huyện Hàm Yên"}))
    said = refused(saved(changed, tmp_path))
    assert "(code and name differ: 074 Huyện Hàm Yên, 075 Huyện Yên Sơn)" in said


def test_an_ambiguous_name_is_listed_with_both_places(refused, tmp_path: Path):
    made = districts("42").drop(columns="MA")
    changed = made.assign(TEN=made["TEN"].replace({"Huyện Kỳ Anh": "Kỳ Anh"}))
    said = refused(saved(changed, tmp_path))
    assert "'Kỳ Anh' (ambiguous: 447 Huyện Kỳ Anh, 449 Thị xã Kỳ Anh)" in said


def test_a_file_that_leaves_a_district_without_land_is_refused_unless_partial(refused, take_in, made, tmp_path: Path):
    file = saved(made.drop(index=row_of(made, NA_HANG)), tmp_path)
    assert "without land: 072 Huyện Na Hang" in refused(file)
    taken = take_in(file, partial=True)
    assert (taken.official_count, taken.feature_count, taken.partial) == (6, 696, (NA_HANG,))
    assert "keep their approximate shape: 072 Huyện Na Hang" in take_in.said


def test_a_row_that_is_no_place_is_listed_and_left_out(take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path):
    lake = with_rows(made, 0)
    lake.loc[7, ["MA", "TEN"]] = ["", "Hồ thủy điện"]
    assert take_in(saved(lake, tmp_path), columns=Columns("MA", "TEN", None)).official_count == 7
    assert "row 8 'Hồ thủy điện' (unknown name)" in take_in.said


def test_duplicated_polygons_are_refused_with_their_rows(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    said = refused(saved(with_rows(made, row_of(made, YEN_SON)), tmp_path))
    assert f"{YEN_SON} in rows {row_of(made, YEN_SON) + 1} and 8" in said


def test_disjoint_parts_of_one_place_are_put_together(take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path):
    whole = made.geometry[row_of(made, YEN_SON)]
    west, south, east, north = whole.bounds
    half = shapely.box(west, south, (west + east) / 2, north)
    parts = with_land(with_rows(made, row_of(made, YEN_SON)), YEN_SON, whole.difference(half))
    parts.loc[7, "geometry"] = whole.intersection(half)
    assert take_in(saved(parts, tmp_path)).official_count == 7
    assert "075 of rows" in take_in.said


def test_self_intersections_are_repaired_and_named(take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path):
    land = shapely.get_parts(made.geometry[row_of(made, YEN_SON)])[0]
    taken = take_in(saved(with_land(made, YEN_SON, crossed(land)), tmp_path))
    assert taken.repaired == (YEN_SON,)
    assert "repaired: 075 Huyện Yên Sơn" in take_in.said
    assert shapely.is_valid(official().geometry.to_numpy()).all()


@pytest.mark.parametrize(
    "land", [None, shapely.Polygon(), shapely.from_wkt("POLYGON ((105 22, 105 22, 105 22, 105 22))")]
)
def test_empty_geometry_is_named(refused, take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path, land):
    said = refused(saved(with_land(made, YEN_SON, land), tmp_path, "made.gpkg"))
    assert "without land: 075 Huyện Yên Sơn" in said
    assert f"row {row_of(made, YEN_SON) + 1} 'Huyện Yên Sơn' (empty)" in take_in.said


def test_points_are_no_land(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    points = made.set_geometry(made.geometry.representative_point())
    assert "holds no polygon, only Point" in refused(saved(points, tmp_path))


def test_latitude_and_longitude_swapped_is_seen(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    said = refused(saved(swapped(made), tmp_path))
    assert "7 of 7 shapes lie outside Việt Nam" in said
    assert "Latitude and longitude look swapped" in said


def test_metres_that_say_they_are_degrees_are_seen(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    metres = made.to_crs(3405).set_crs(4326, allow_override=True)
    said = refused(saved(metres, tmp_path, "made.gpkg"))
    assert "outside Việt Nam" in said
    assert "EPSG:3405" in said.partition("would put them inside")[2] + said.partition("These systems")[2]


def test_the_zone_of_another_province_is_seen(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    said = refused(saved(made.to_crs(9211).set_crs(9215, allow_override=True), tmp_path, "made.gpkg"))
    assert "from where their places are. EPSG:9211 would put them" in said


def test_a_shapefile_without_prj_is_asked_about(refused, take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path):
    file = saved(made.to_crs(9211), tmp_path, "made.shp")
    file.with_suffix(".prj").unlink()
    assert "(no .prj). Say it with --crs" in refused(file)
    assert take_in(file, crs="EPSG:9211").crs == "EPSG:9211"


def test_an_unknown_system_is_refused(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    assert "There is no coordinate system 'EPSG:1'" in refused(saved(made, tmp_path), crs="EPSG:1")


def test_names_in_a_legacy_code_page_are_asked_about(refused, take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path):
    file = in_bytes_of(made.drop(columns="MA"), "cp1258", tmp_path / "made.shp")
    assert "Say it with --encoding (utf-8, cp1258, cp1252)" in refused(file)
    taken = take_in(file, encoding="cp1258")
    assert (taken.official_count, taken.encoding) == (7, "cp1258")


def test_utf_8_without_cpg_needs_no_question(take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path):
    file = saved(made.drop(columns="MA"), tmp_path, "made.shp")
    file.with_suffix(".cpg").unlink()
    assert take_in(file).encoding == "utf-8"


def test_an_unknown_encoding_is_refused(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    assert "There is no encoding 'tcvn'" in refused(saved(made, tmp_path, "made.shp"), encoding="tcvn")


def test_names_typed_for_an_old_font_are_told_how_to_be_converted(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    typed = made.drop(columns="MA").assign(TEN=[in_tcvn3(name) for name in made["TEN"]])
    said = refused(saved(typed, tmp_path))
    assert "the font TCVN3 (ABC): convert the column to Unicode first" in said


def test_markup_and_control_signs_of_a_name_reach_neither_the_store_nor_the_terminal(
    refused, take_in: Import, shelf: Path, made: gpd.GeoDataFrame, tmp_path: Path
):
    evil = "<script>alert(1)</script>\x1b[31m\nHuyện"
    said = refused(saved(made.assign(TEN=evil).drop(columns="MA"), tmp_path), columns=Columns(None, "TEN", None))
    assert "\x1b" not in said
    taken = take_in(saved(made.assign(TEN=evil), tmp_path), columns=Columns("MA", None, None))
    assert taken.official_count == 7
    assert not any(b"script" in file.read_bytes() for file in shelf.rglob("*.*") if file.is_file())


def test_columns_that_name_different_places_are_asked_about(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    two = made.drop(columns="MA").assign(KHAC=list(reversed(made["TEN"])))
    assert "the columns 'TEN', 'KHAC' name places, not the same ones. Choose one with --name." in refused(
        saved(two, tmp_path)
    )


def test_columns_that_say_nothing_are_shown_with_samples(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    other = made[["geometry"]].assign(GHI_CHU="trống", SO=range(1000, 1007))
    said = refused(saved(other, tmp_path))
    assert (
        "it has 'GHI_CHU' (trống, trống, trống), 'SO' (1000, 1001, 1002). Name the column with --code or --name."
        in said
    )


def test_a_column_that_is_not_there_is_answered_with_what_is_near(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    said = refused(saved(made, tmp_path), columns=Columns(None, "TENN", None))
    assert "has no column 'TENN'. Did you mean 'TEN'" in said


def test_a_file_of_the_other_edition_is_recognised(refused, tmp_path: Path):
    assert "They look like the communes of edition 2025: say --edition 2025." in refused(
        saved(districts("08", edition="2025"), tmp_path)
    )


def test_shapes_without_attributes_say_nothing(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    assert "has no column" in refused(saved(made[["geometry"]], tmp_path, "made.gpkg"))


def test_a_file_without_shapes_is_refused(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    assert "holds no shape" in refused(saved(made.iloc[:0], tmp_path, "made.gpkg"))


def test_several_layers_are_asked_about(refused, take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path):
    made.to_file(tmp_path / "made.gpkg", layer="huyen")
    made.iloc[:2].to_file(tmp_path / "made.gpkg", layer="xa")
    assert "has the layers huyen, xa. Choose one with --layer." in refused(tmp_path / "made.gpkg")
    assert "has the layers huyen, xa." in refused(tmp_path / "made.gpkg", layer="tinh")
    assert take_in(tmp_path / "made.gpkg", layer="huyen").official_count == 7


def test_what_is_no_file_of_boundaries_is_refused_in_one_line(refused, tmp_path: Path):
    (tmp_path / "empty.geojson").write_text("")
    (tmp_path / "words.geojson").write_text("Tuyên Quang")
    (tmp_path / "words.gpkg").write_text("Tuyên Quang")
    (tmp_path / "words.zip").write_text("Tuyên Quang")
    (tmp_path / "words.parquet").write_text("Tuyên Quang")
    (tmp_path / "words.docx").write_text("Tuyên Quang")
    assert "There is no file nowhere.shp." in refused(tmp_path / "nowhere.shp")
    assert "is a folder" in refused(tmp_path)
    assert "is no file of boundaries" in refused(tmp_path / "words.docx")
    for name in ("empty.geojson", "words.geojson", "words.gpkg", "words.parquet"):
        assert f"{name} cannot be read (" in refused(tmp_path / name)
    assert "words.zip cannot be unpacked (" in refused(tmp_path / "words.zip")


@pytest.mark.parametrize("name", ["made.geojson", "made.gpkg", "made.fgb", "made.shp"])
def test_a_file_that_was_cut_off_is_refused(refused, made: gpd.GeoDataFrame, tmp_path: Path, name: str):
    file = saved(made, tmp_path, name)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    refused(file)


def test_a_parquet_file_without_geometry_is_refused(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    made.drop(columns="geometry").to_parquet(tmp_path / "made.parquet")
    assert "is no GeoParquet file" in refused(tmp_path / "made.parquet")


@pytest.mark.parametrize("name", ["../x", "Official", "a b", "", "x" * 61, "approximate"])
def test_a_name_that_is_no_file_name_or_taken_is_refused(refused, made: gpd.GeoDataFrame, tmp_path: Path, name: str):
    refused(saved(made, tmp_path), name_of_set=name)


def test_a_set_is_replaced_only_when_asked(take_in: Import, refused, made: gpd.GeoDataFrame, tmp_path: Path):
    file = saved(made, tmp_path)
    take_in(file)
    assert "Add --replace" in refused(file)
    assert take_in(file, replace=True).official_count == 7


def test_an_edition_that_does_not_exist_is_refused(refused, made: gpd.GeoDataFrame, tmp_path: Path):
    refused(saved(made, tmp_path), BadParameter, edition="1975")


def test_a_store_that_cannot_be_written_keeps_what_it_has(take_in: Import, made, tmp_path: Path, monkeypatch):
    file = saved(made, tmp_path)
    take_in(file)
    before = digest(used.boundaries())
    real, calls = store.os.replace, []

    def fails_at_the_second(source, target):
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(store.os, "replace", fails_at_the_second)
    with pytest.raises(CannotWrite, match=r"No space left on device\)\. Nothing was changed\."):
        take_in(file, replace=True)
    assert digest(used.boundaries()) == before


def test_use_goes_back_to_the_embedded_set(take_in: Import, made: gpd.GeoDataFrame, tmp_path: Path):
    take_in(saved(made, tmp_path))
    assert store.in_use("2024", imported=used.boundaries()) == "official"
    boundaries.choose("approximate", edition="2024")
    assert store.in_use("2024", imported=used.boundaries()) == "approximate"
    assert json.loads((used.boundaries() / "active.json").read_text()) == {"2024": "approximate"}
    with pytest.raises(UnknownBoundaries, match="Did you mean 'official'"):
        boundaries.choose("offical", edition="2024")


def test_check_tells_overlaps_and_ends_with_an_error(take_in: Import, made, tmp_path: Path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    wider = made.geometry[row_of(made, YEN_SON)].buffer(0.01)
    take_in(saved(with_land(made, YEN_SON, wider), tmp_path))
    with pytest.raises(BadBoundaries, match=r"has \d+ overlaps and \d+ gaps"):
        boundaries.check(None, edition="2024", language="vi")
    assert "Huyện Yên Sơn (075)" in capsys.readouterr().out


def test_check_only_reports_the_approximate_set(shelf: Path, capsys):
    boundaries.check("approximate", edition="2024", language="vi")
    assert "696 hình; chồng lấn: 0" in capsys.readouterr().out
