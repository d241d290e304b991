"""What can be chosen on the page of the clusters: places with zones, days of statements, measures of the map."""

from __future__ import annotations

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.style.numbers import day
from icanalysis.views.controls import WHOLE_COUNTRY, Choices, Parameters
from icanalysis.views.zone_rows import known_days, zones_of
from icanalysis.wording.language import marked, words

MEASURES = {
    "zone_count": marked("zones"),
    "total_area_ha": marked("land of parks and clusters, ha"),
    "leased_share": marked("leased ÷ industrial land"),
    "project_count": marked("number of projects"),
    "late_project_count": marked("projects behind schedule"),
    "registered_capital_vnd_bn": marked("registered capital, billion VND"),
    "capital_vnd_bn_per_ha": marked("capital per hectare, billion VND"),
}
"""Measure (`transforms.by_place`) → words."""


def places(parameters: Parameters) -> Choices:
    """The country, and the provinces and districts of the edition in which a zone is recorded: code → name."""
    edition = parameters["edition"]
    found = zones_of(WHOLE_COUNTRY, edition=edition).select("province_code", "district_code").collect()
    codes = [WHOLE_COUNTRY, *(sorted(set(found[name].drop_nulls())) for name in found.columns)]
    listed = [code for entry in codes for code in (entry if isinstance(entry, list) else [entry])]
    names = dict(load("places").filter(pl.col("edition") == edition).select("place_code", "full_name").collect().rows())
    return {code: f"{names[code]} ({code})" for code in listed}


def dates(parameters: Parameters) -> Choices:
    """The days that statements about the zones and projects of the place are of, latest first."""
    days = known_days(parameters["place"], edition=parameters["edition"])
    return {one.isoformat(): day(one, parameters["language"]) for one in days}


def measures(parameters: Parameters) -> Choices:
    """What the map can be coloured by."""
    _ = words(parameters["language"])
    return {name: _(words_of).capitalize() for name, words_of in MEASURES.items()}
