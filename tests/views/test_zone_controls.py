"""What the page of the clusters offers: places with zones, days of statements, measures in words."""

from __future__ import annotations

import nbformat
import pytest

from icanalysis.runs.notebooks import notebooks
from icanalysis.runs.parameters import parameters_of
from icanalysis.transforms.by_place import by_place
from icanalysis.views import clusters, zone_controls
from icanalysis.views.cluster_map import BEHIND
from icanalysis.views.zone_rows import estate

TUYEN_QUANG = {"edition": "2024", "place": "08", "language": "vi"}


def test_the_country_comes_first_then_provinces_and_districts_with_zones():
    codes = list(zone_controls.places(TUYEN_QUANG))
    assert codes == [
        *("VN", "02", "08", "22", "58"),
        *("030", "070", "071", "072", "073", "074", "075", "076", "194"),
    ]
    assert list(zone_controls.places(TUYEN_QUANG | {"edition": "2025"})) == ["VN", "08", "22", "56"]


def test_a_place_is_offered_by_its_name_and_code():
    assert zone_controls.places(TUYEN_QUANG)["194"] == "Thành phố Móng Cái (194)"


@pytest.mark.parametrize(("language", "words"), [("vi", "30/06/2025"), ("en", "30 June 2025")])
def test_days_are_offered_in_the_language_the_latest_first(language, words):
    days = zone_controls.dates(TUYEN_QUANG | {"language": language})
    assert days["2025-06-30"] == words
    assert list(days) == sorted(days, reverse=True)


def test_a_place_without_a_statement_has_no_day():
    assert zone_controls.dates(TUYEN_QUANG | {"place": "04"}) == {}


def test_every_measure_is_a_column_of_the_units_and_names_what_it_is_worked_out_from():
    (first, *_) = estate("08", edition="2024", as_of="2025-06-30").areas
    assert set(zone_controls.MEASURES) <= set(first)
    assert set(BEHIND) == {*zone_controls.MEASURES, "economic_zone_area_ha"}
    assert all(name in (by_place.__doc__ or "") for name in ("leased_share", "capital_vnd_bn_per_ha"))


def test_every_measure_has_a_word_of_its_own_in_both_languages():
    offered = [list(zone_controls.measures({"language": language}).values()) for language in ("vi", "en")]
    assert all(len(set(words)) == len(zone_controls.MEASURES) for words in offered)
    assert not set(offered[0]) & set(offered[1])
    assert offered[0][:3] == [
        "Số khu, cụm công nghiệp",
        "Diện tích khu, cụm công nghiệp (ha)",
        "Đất đã cho thuê ÷ đất công nghiệp",
    ]


def test_the_notebook_opens_with_what_can_be_chosen():
    notebook = nbformat.read(notebooks()["clusters"], as_version=4)
    declared = parameters_of(notebook, where="clusters")
    asked = {name: str(declared[name].default) for name in clusters.CONTROLS}
    assert [name for name, control in clusters.CONTROLS.items() if asked[name] not in control(asked)] == []
