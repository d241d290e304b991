from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.zone_shares import zone_shares
from tests.transforms.frames import Row, laws, zone_statistics

NATIONAL = {
    "place_code": "VN",
    "planned_count": 1_704,
    "established_count": 968,
    "planned_area_ha": 58_123.0,
    "established_area_ha": 30_912.0,
}


def shares(*rows: Row) -> dict[str, float]:
    frame = zone_statistics(*rows).pipe(zone_shares).collect()
    return dict(frame.select("share_name", "share").rows())


def test_968_of_1_704_planned_clusters_are_established_and_30_912_of_58_123_ha():
    found = shares(NATIONAL)
    assert {name: round(share * 100, 1) for name, share in found.items()} == {
        "established_count_share": 56.8,
        "established_area_share": 53.2,
    }


def test_the_land_is_not_shared_out_here():
    assert shares({"leased_land_ha": 108.7, "industrial_land_ha": 196.0}) == {}


@pytest.mark.parametrize(
    "printed",
    [
        {"established_area_ha": 300.0},
        {"planned_area_ha": 375.0},
        {"established_count": 5, "planned_area_ha": 300.0},
        {"established_count": 5, "planned_count": 0},
    ],
    ids=["part only", "whole only", "count and area", "nothing planned"],
)
def test_no_share_without_both_figures_of_one_kind(printed: Row):
    assert shares(printed) == {}


@laws
@given(part=st.floats(0, 1e4), whole=st.floats(0.1, 1e4))
def test_the_share_times_the_whole_is_the_part(part: float, whole: float):
    found = shares({"established_area_ha": part, "planned_area_ha": whole})
    assert found["established_area_share"] * whole == pytest.approx(part)
