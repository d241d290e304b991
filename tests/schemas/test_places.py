from __future__ import annotations

import pytest

from tests.schemas.rows import broken

SOUND_CODES = [("country", "VN"), ("region", "VN-NAM"), ("province", "08"), ("district", "070"), ("commune", "02203")]
LENGTHS = {"province": 2, "district": 3, "commune": 5}


@pytest.mark.parametrize(("level", "code"), SOUND_CODES)
def test_a_code_as_long_as_its_level_asks_passes(level, code):
    parent = None if level == "country" else "VN"
    assert broken("places", level=level, place_code=code, parent_code=parent) == set()


@pytest.mark.parametrize("level", LENGTHS)
@pytest.mark.parametrize("code", ["08", "070", "02203"])
def test_a_code_of_another_length_fails(level, code):
    off = {"code_is_as_long_as_its_level_asks"} if len(code) != LENGTHS[level] else set()
    assert broken("places", level=level, place_code=code) == off


@pytest.mark.parametrize("code", ["8", "0", "1234", "123456", "O8", "vn", "VN-", "08 "])
def test_a_code_that_lost_a_zero_or_is_no_code_fails(code):
    assert "place_code|regex" in broken("places", place_code=code)


def test_only_the_country_has_no_parent():
    assert broken("places", parent_code=None) == {"only_the_country_has_no_parent"}
    assert "only_the_country_has_no_parent" in broken("places", level="country", place_code="VN", parent_code="VN")


@pytest.mark.parametrize("column", ["name", "full_name", "place_type"])
def test_a_name_is_never_empty(column):
    assert f"{column}|min_length" in broken("places", **{column: ""})
