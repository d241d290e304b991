from __future__ import annotations

import pytest

from icanalysis.transforms.lineage import UNITS, pieces
from tests.transforms.editions import CHANGES, PLACES


@pytest.fixture(scope="module")
def made() -> list[dict]:
    return pieces(CHANGES, places=PLACES).collect().to_dicts()


def test_a_piece_names_its_unit_on_every_level_of_both_editions(made: list[dict]):
    assert made[0] == {
        "country_2024": "VN",
        "province_2024": "01",
        "district_2024": "011",
        "commune_2024": "01101",
        "country_2025": "VN",
        "province_2025": "01",
        "commune_2025": "11101",
        "estimated_area_km2": 10.0,
    }
    assert set(UNITS.values()) <= made[0].keys()


def test_every_change_is_one_piece(made: list[dict]):
    assert len(made) == CHANGES.collect().height
    assert all(None not in piece.values() for piece in made)


def test_a_district_without_communes_stands_for_the_commune_it_never_had(made: list[dict]):
    island = next(piece for piece in made if piece["commune_2024"] == "019")
    assert (island["district_2024"], island["province_2024"], island["commune_2025"]) == ("019", "01", "11109")
