"""The benchmark of maps compares the same work: the same shapes, classes and colours on every side."""

import re

import pytest

from benchmarks import picture_by_geopandas, picture_by_geopandas_simplified, picture_by_suite
from benchmarks.pictures import CASES, simulated
from icanalysis.style.colours import NO_DATA

COUNTS = dict(zip(CASES, (7, 63, 696, 3_321), strict=True))
BY_GEOPANDAS = (picture_by_geopandas, picture_by_geopandas_simplified)


def shapes(case):
    edition, level, province = CASES[case]
    return simulated(edition, level, province=province)


@pytest.fixture(scope="module")
def districts(tmp_path_factory):
    """The districts of Tuyên Quang as every contender reads them, one of them without a value."""
    made = shapes("districts of Tuyên Quang, 2024").sort_values("place_code", ignore_index=True)
    made.loc[0, ["class_index", "class_label", "colour"]] = None
    file = tmp_path_factory.mktemp("made") / "shapes.parquet"
    made.to_parquet(file)
    return picture_by_suite.load(file)


@pytest.mark.parametrize("case", CASES)
def test_every_place_has_one_shape_and_one_in_twenty_no_class(case):
    made = shapes(case)
    assert len(made) == made["place_code"].nunique() == COUNTS[case]
    assert made["name"].notna().all()
    assert (made["class_index"].isna() == made["colour"].isna()).all()
    assert made["class_index"].isna().mean() < 0.12
    assert made["archipelago"].notna().sum() == (0 if len(made) == 7 else 2)


def test_the_same_seed_gives_the_same_classes():
    one, other = (shapes("provinces, 2024") for _ in range(2))
    assert one.drop(columns="geometry").equals(other.drop(columns="geometry"))


def test_the_suite_draws_every_shape(districts):
    told = picture_by_suite.told(picture_by_suite.work(districts))
    assert told["shapes"] == len(districts)
    assert told["spec_kb"] > 1
    assert told["svg_kb"] > 1


@pytest.mark.parametrize("other", BY_GEOPANDAS)
def test_both_sides_use_the_colours_of_the_same_classes(districts, other):
    ours, theirs = picture_by_suite.work(districts).svg, other.work(districts)
    for colour in [*districts["colour"].dropna().unique(), NO_DATA]:
        assert colour in ours.lower()
        assert colour in theirs.lower()


@pytest.mark.parametrize("other", BY_GEOPANDAS)
def test_both_sides_write_names_and_ranges(districts, other):
    ours, theirs = texts(picture_by_suite.work(districts).svg), texts(other.work(districts))
    for words in [*districts["name"], *districts["class_label"].dropna().unique(), "no data"]:
        assert "".join(words.split()) in ours
        assert "".join(words.split()) in theirs


def test_the_same_map_has_the_same_size_twice(districts):
    assert picture_by_geopandas.work(districts) == picture_by_geopandas.work(districts)


def texts(svg):
    """Every text of a page without its spaces, entities as signs."""
    joined = "".join(re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL))
    return "".join(re.sub(r"<[^>]+>", "", joined).replace("&lt;", "<").replace("&gt;", ">").split())
