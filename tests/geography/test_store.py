from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from icanalysis.errors import BadBoundaries, CannotWrite, UnknownBoundaries
from icanalysis.geography import store

ORIGIN = store.Origin("official", "2024", "district", approximate=True, feature_count=0, sha256="", official_count=1)


@pytest.fixture
def made() -> gpd.GeoDataFrame:
    shapes = [shapely.box(105.2, 21, 105.3, 21.1), shapely.box(105.1, 21, 105.2, 21.1)]
    return gpd.GeoDataFrame({"place_code": ["072", "070"], "is_approximate": [True, False]}, geometry=shapes, crs=4326)


@pytest.fixture
def imported(tmp_path: Path, made: gpd.GeoDataFrame) -> Path:
    """A folder with one set of two shapes."""
    store.write(made, ORIGIN, imported=tmp_path / "boundaries", replace=False)
    return tmp_path / "boundaries"


@pytest.mark.parametrize(("edition", "level", "count"), [("2024", "district", 696), ("2025", "commune", 3321)])
def test_without_a_choice_the_embedded_set_is_used(tmp_path: Path, edition: str, level: str, count: int):
    for imported in (None, tmp_path / "nowhere"):
        known = store.load(edition, imported=imported)
        assert (known.name, known.edition, known.level, known.approximate) == ("approximate", edition, level, True)
        assert known.shapes.columns.to_list() == ["place_code", "is_approximate", "geometry"]
        assert (len(known.shapes), known.shapes["is_approximate"].all(), known.shapes.crs) == (count, True, "EPSG:4326")


def test_what_is_written_is_loaded_sorted_with_its_hash(imported: Path, made: gpd.GeoDataFrame):
    known = store.load("2024", imported=imported, name="official")
    assert known.shapes["place_code"].to_list() == ["070", "072"]
    assert known.shapes["is_approximate"].to_list() == [False, True]
    assert (known.origin.feature_count, len(known.origin.sha256)) == (2, 64)
    assert [file.name for file in sorted((imported / "2024").iterdir())] == ["official.json", "official.parquet"]


def test_the_same_shapes_are_the_same_bytes(imported: Path, made: gpd.GeoDataFrame, tmp_path: Path):
    store.write(made.iloc[::-1], ORIGIN, imported=tmp_path / "again", replace=False)
    first, again = (folder / "2024" / "official.parquet" for folder in (imported, tmp_path / "again"))
    assert first.read_bytes() == again.read_bytes()


def test_a_choice_holds_for_its_edition_only(imported: Path):
    store.use("2024", "official", imported=imported)
    assert store.load("2024", imported=imported).name == "official"
    assert store.load("2025", imported=imported).name == "approximate"
    assert store.load("2024", imported=None).name == "approximate"


def test_sets_are_listed_the_embedded_one_first(imported: Path):
    assert [origin.name for origin in store.available("2024", imported=imported)] == ["approximate", "official"]
    assert [origin.name for origin in store.available("2025", imported=imported)] == ["approximate"]


def test_a_set_that_is_not_there_is_answered_with_those_that_are(imported: Path):
    with pytest.raises(UnknownBoundaries, match="Did you mean 'official'\\? There are: approximate, official"):
        store.load("2024", imported=imported, name="oficial")
    with pytest.raises(UnknownBoundaries, match="no boundaries 'approximate' of edition 1975"):
        store.load("1975", imported=imported)


def test_a_set_that_is_in_use_and_was_taken_away_is_told(imported: Path):
    store.use("2024", "official", imported=imported)
    (imported / "2024" / "official.parquet").unlink()
    with pytest.raises(UnknownBoundaries, match=r"official\.parquet of edition 2024 is missing"):
        store.load("2024", imported=imported)


def test_a_file_that_was_changed_is_told(imported: Path):
    file = imported / "2024" / "official.parquet"
    file.write_bytes(file.read_bytes() + b"\0")
    with pytest.raises(UnknownBoundaries, match="was changed since it was written"):
        store.use("2024", "official", imported=imported)
    assert not (imported / "active.json").exists()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"name": "x"}', "null"])
def test_a_note_that_cannot_be_read_is_told(imported: Path, text: str):
    (imported / "2024" / "official.json").write_text(text)
    with pytest.raises(UnknownBoundaries, match=r"official\.json of edition 2024 cannot be read"):
        store.load("2024", imported=imported, name="official")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"2024": "../../x"}', '{"2024": 1}'])
def test_a_choice_that_cannot_be_read_is_told(imported: Path, text: str):
    (imported / "active.json").write_text(text)
    with pytest.raises(UnknownBoundaries, match=r"active\.json cannot be read"):
        store.load("2024", imported=imported)


def test_a_name_is_not_taken_twice_unless_replaced(imported: Path, made: gpd.GeoDataFrame):
    with pytest.raises(BadBoundaries, match="There is a set 'official' of edition 2024"):
        store.write(made, ORIGIN, imported=imported, replace=False)
    assert store.write(made.iloc[:1], ORIGIN, imported=imported, replace=True).feature_count == 1


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", "A", "đ", "a.b", "approximate"])
def test_only_plain_names_are_taken(tmp_path: Path, made: gpd.GeoDataFrame, name: str):
    with pytest.raises(BadBoundaries):
        store.write(made, replace(ORIGIN, name=name), imported=tmp_path / "new", replace=True)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, made: gpd.GeoDataFrame):
    (tmp_path / "file").write_text("kept")
    with pytest.raises(CannotWrite, match=r"Nothing was changed\."):
        store.write(made, ORIGIN, imported=tmp_path / "file" / "boundaries", replace=False)
    assert (tmp_path / "file").read_text() == "kept"


def test_a_stamp_changes_with_the_choice_and_the_files(imported: Path):
    first = store.stamp("2024", imported=imported)
    store.use("2024", "official", imported=imported)
    second = store.stamp("2024", imported=imported)
    os.utime(imported / "2024" / "official.json", ns=(1, 1))
    third = store.stamp("2024", imported=imported)
    assert len({first, second, third}) == 3
    assert store.stamp("2024", imported=imported) == third
    assert hash(third)


def test_what_came_from_a_file_is_kept_beside_the_shapes(imported: Path):
    told = json.loads((imported / "2024" / "official.json").read_text("utf-8"))
    assert {"name", "edition", "level", "approximate", "feature_count", "sha256", "imported_at", "crs"} <= told.keys()
