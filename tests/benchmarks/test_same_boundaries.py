"""The benchmark of boundaries compares the same work: both ways give the same land to the same places."""

import geopandas as gpd
import pytest

from benchmarks import boundaries, boundaries_by_pandas, boundaries_by_suite
from benchmarks.pictures import BOUNDARIES
from icanalysis.geography import store
from icanalysis.sources import workspace

PROVINCE = "Tỉnh Tuyên Quang"


@pytest.fixture
def made(tmp_path, monkeypatch):
    """The 124 communes of one province with code, name and province; the workspace is put back afterwards."""
    monkeypatch.setenv(workspace.VARIABLE, str(workspace.PUBLISHED))
    shapes = boundaries.with_words(gpd.read_parquet(BOUNDARIES / boundaries.EDITION / "approximate.parquet"))
    return shapes[shapes[boundaries.PROVINCE] == PROVINCE].reset_index(drop=True)


@pytest.mark.parametrize("case", boundaries.CASES)
def test_both_ways_give_the_same_land_to_the_same_places(made, tmp_path, case):
    file = tmp_path / "communes.gpkg"
    made[[*boundaries.CASES[case], "geometry"]].to_file(file)
    origin = boundaries_by_suite.work(boundaries_by_suite.load(file))
    theirs = boundaries_by_pandas.work(boundaries_by_pandas.load(file))
    assert boundaries_by_suite.told(origin) == boundaries_by_pandas.told(theirs) == {"joined": 124}
    ours = store.load(boundaries.EDITION, imported=workspace.folder() / "boundaries").shapes
    ours = ours[~ours["is_approximate"]].set_index("place_code").geometry
    theirs = theirs.set_index("place_code").geometry
    assert ours.index.equals(theirs.index)
    assert (ours.symmetric_difference(theirs).to_crs(6933).area < 0.01 * theirs.to_crs(6933).area).all()


def test_the_file_by_name_has_no_codes():
    assert boundaries.CODE not in boundaries.CASES["by name"]
