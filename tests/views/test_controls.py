from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from icanalysis.views import attainment, audit, clusters, controls, leadership, start_here


def test_places_are_those_of_the_edition_with_figures_provinces_first():
    codes = list(controls.places({"edition": "2024", "language": "vi"}))
    assert codes == ["08", "22", "58", "070", "072", "073", "074", "075", "076", "194", "VN"]
    assert list(controls.places({"edition": "2025", "language": "vi"})) == ["08"]


def test_a_place_is_offered_by_its_name_and_code():
    assert controls.places({"edition": "2024", "language": "vi"})["08"] == "Tỉnh Tuyên Quang (08)"


def test_days_are_those_of_the_place_latest_first():
    days = controls.dates({"edition": "2024", "place": "194", "language": "vi"})
    assert list(days) == sorted(days, reverse=True)
    assert days["2019-12-31"] == "31/12/2019"


def test_a_place_without_figures_has_no_day():
    assert controls.dates({"edition": "2024", "place": "01", "language": "vi"}) == {}


def test_a_place_with_undated_observations_only_is_not_offered(workspace):
    undated = pl.when(pl.col("place_code") != "22").then(pl.col("window_start", "window_end"))
    workspace(observations=lambda frame: frame.with_columns(undated))
    assert "22" not in controls.places({"edition": "2024", "language": "vi"})


def test_the_same_code_names_other_land_in_each_edition():
    assert controls.place_name("2024", "194") == "Thành phố Móng Cái"
    assert controls.place_name("2024", "08") == controls.place_name("2025", "08") == "Tỉnh Tuyên Quang"


def test_a_place_lies_in_its_province_and_a_province_in_the_country():
    assert [controls.parent_of("2024", place) for place in ("076", "08")] == ["08", "VN"]
    assert controls.parent_of("2025", "02536") == "08"


def test_languages_are_offered_by_their_own_names():
    assert controls.languages({}) == {"vi": "Tiếng Việt", "en": "English"}


def test_a_day_is_read_as_written():
    assert controls.as_day("2021-07-31") == date(2021, 7, 31)


@pytest.mark.parametrize("module", [attainment, audit, clusters, leadership, start_here])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_control_of_a_page_offers_choices(module, language):
    asked = {"edition": "2024", "place": "08", "language": language}
    offered = {name: control(asked) for name, control in module.CONTROLS.items()}
    assert all(choices and all(choices.values()) for choices in offered.values())


@pytest.mark.parametrize("module", [attainment, audit, clusters, leadership, start_here])
def test_what_a_page_must_show_is_a_section_of_it(module):
    assert module.MUST_SHOW
    assert all(callable(getattr(module, name)) for name in module.MUST_SHOW)
