"""Where the zones are, how full and of what, what land can be leased, what the law lets, what the reform changed."""

from __future__ import annotations

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.views import controls, zone_controls
from icanalysis.views.cluster_map import areas, cluster_map
from icanalysis.views.merged import provinces
from icanalysis.views.reform import reform, series
from icanalysis.views.shown import Shown
from icanalysis.views.sourcing import sources_of
from icanalysis.views.zone_land import land
from icanalysis.views.zone_law import expansion, founding
from icanalysis.views.zone_list import tenants, zones
from icanalysis.views.zone_occupancy import occupancy
from icanalysis.views.zone_rows import estate, statistics_of
from icanalysis.wording.language import marked, words

__all__ = [
    "CHAPTERS",
    "CONTROLS",
    "MUST_SHOW",
    "SUBJECT",
    "areas",
    "cluster_map",
    "expansion",
    "founding",
    "land",
    "occupancy",
    "provinces",
    "reform",
    "series",
    "sources",
    "tenants",
    "zones",
]

CONTROLS: dict[str, controls.Control] = {
    "edition": controls.editions,
    "place": zone_controls.places,
    "as_of": zone_controls.dates,
    "measure": zone_controls.measures,
    "language": controls.languages,
}
MUST_SHOW = ("cluster_map",)
"""Sections without which the report is not delivered."""

SUBJECT = marked("Situation of industrial parks and clusters")
"""What a document of this page is about."""

CHAPTERS = {
    "cluster_map": "results",
    "areas": "results",
    "zones": "results",
    "occupancy": "results",
    "tenants": "results",
    "land": "results",
    "founding": "results",
    "expansion": "results",
    "reform": "results",
    "provinces": "results",
    "series": "results",
}
"""Section → chapter of a document (`documents.content.Chapter`); what is left out stands in an annex only."""


def sources(*, place: str, edition: str, as_of: str, measure: str, language: str) -> Shown:
    """Where the statements about zones and projects of this page come from."""
    _ = words(language)
    here, day = estate(place, edition=edition, as_of=as_of), controls.as_day(as_of)
    known = pl.col("known_on").is_null() | (pl.col("known_on") <= day)
    used = [
        load("zone_status").join(here.zones.lazy().select("zone_id"), on="zone_id", how="semi"),
        load("projects").join(here.projects.lazy().select("project_id"), on="project_id", how="semi"),
        statistics_of(place, edition=edition).filter(known),
        here.zones.lazy(),
    ]
    found = pl.concat(frame.select("source_id") for frame in used).unique().collect()["source_id"].to_list()
    return sources_of(
        sorted(found),
        language,
        headline=_("Sources of the statements about parks, clusters and projects."),
    )
