"""The shapes of a page and the points of its zones on them."""

from __future__ import annotations

import geopandas as gpd
import pytest

from icanalysis.geography.shapes import METRES
from icanalysis.views.zone_rows import estate, units_of
from icanalysis.views.zone_shapes import drawn, points


def placed(place: str, edition: str) -> dict[str, tuple[float, float, str]]:
    return points(estate(place, edition=edition, as_of="2026-12-31"), place, edition)


@pytest.mark.parametrize(
    ("place", "edition", "around"), [("08", "2024", "08"), ("076", "2024", "08"), ("02536", "2025", "08")]
)
def test_a_district_or_commune_is_drawn_with_those_of_its_province(place, edition, around):
    found = drawn(place, edition)
    assert found.shapes.crs == METRES
    units = units_of(around, edition=edition).collect()["unit_code"]
    assert sorted(found.shapes["place_code"]) == sorted(units)


@pytest.mark.parametrize(
    ("place", "edition", "names"),
    [
        ("VN", "2024", {"48": "Hoàng Sa", "56": "Trường Sa"}),
        ("VN", "2025", {"48": "Hoàng Sa", "56": "Trường Sa"}),
        ("48", "2024", {"498": "Hoàng Sa"}),
        ("56", "2025", {"22736": "Trường Sa"}),
        ("08", "2024", {}),
    ],
)
def test_an_archipelago_is_known_by_the_unit_that_it_belongs_to(place, edition, names):
    assert drawn(place, edition).archipelagos == names


def test_provinces_are_made_of_all_their_land():
    whole = drawn("VN", "2024").shapes.set_index("place_code").geometry
    districts = drawn("08", "2024").shapes.geometry
    assert whole["08"].area == pytest.approx(districts.area.sum(), rel=1e-6)


@pytest.mark.parametrize(("place", "edition"), [("08", "2024"), ("076", "2024"), ("08", "2025")])
def test_every_zone_stands_in_its_unit(place, edition):
    units = drawn(place, edition).shapes.set_index("place_code").geometry
    homes = dict(estate(place, edition=edition, as_of="2026-12-31").zones.select("zone_id", "unit_code").rows())
    found = placed(place, edition)
    assert set(found) == {zone for zone, unit in homes.items() if unit is not None}
    for zone, (x, y, _) in found.items():
        assert gpd.points_from_xy([x], [y])[0].within(units[homes[zone]]), zone


def test_a_zone_of_known_commune_stands_in_it_in_both_editions():
    old, new = placed("08", "2024"), placed("08", "2025")
    exact = {zone for zone, (*_, how) in old.items() if how == "commune"}
    assert exact == {"phuc_ung", "phuc_ung_3", "phuc_son", "son_nam", "tam_da", "khuon_phuon"}
    assert {old[zone][:2] for zone in exact} == {new[zone][:2] for zone in exact}


def test_a_zone_of_known_district_stands_at_its_district():
    found = placed("08", "2024")
    assert found["long_binh_an"] == found["tan_long"]
    assert found["long_binh_an"][2] == "district"
