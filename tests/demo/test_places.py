"""Codes and parents are those of the register, names are made up, and the notebooks find what they open at."""

import polars as pl

from icanalysis.demo.places import FIRST_PROVINCE, MADE_UP, communes_of, grounds, most_places, register
from icanalysis.sources.published import published


def test_no_real_name_but_that_of_the_country_is_left():
    below = register().filter(pl.col("level").cast(pl.String) != "country")
    assert below.select((pl.col("name") == MADE_UP + " " + pl.col("place_code")).all()).item()
    assert below.select(pl.col("full_name").str.contains(f"{MADE_UP} ").all()).item()


def test_codes_levels_parents_and_areas_are_those_of_the_register():
    kept = ["edition", "place_code", "level", "place_type", "parent_code", "area_km2"]
    real = published("places").filter(pl.col("level").cast(pl.String) != "region").select(kept).collect()
    assert register().select(kept).equals(real)


def test_the_first_place_is_the_one_that_the_notebooks_open_at():
    alone = grounds(1)
    assert alone.provinces == [FIRST_PROVINCE]
    assert alone.chosen == {FIRST_PROVINCE}
    assert alone.merged == {}


def test_twenty_places_are_both_halves_of_the_merged_province():
    found = grounds(20)
    assert (found.provinces, len(found.districts)) == (["08", "02"], 18)
    assert found.merged == {"08": ["02", "08"]}
    assert len(found.new_communes["08"]) == 124


def test_communes_come_after_all_provinces_and_districts():
    found = grounds(760)
    assert (len(found.provinces), len(found.districts)) == (63, 696)
    chosen = [code for code in found.communes if code in found.chosen]
    assert len(chosen) == 1
    assert found.districts[found.commune_parents[found.communes.index(chosen[0])]] in communes_of()


def test_as_many_places_as_the_register_has():
    assert most_places() == 63 + 696 + 10_035
    assert len(grounds(most_places()).chosen) == most_places()
