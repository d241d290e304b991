"""What each table of a workspace holds. The docstring of a schema says what one row is."""

from __future__ import annotations

import dataframely as dy

from icanalysis.schemas.documents import Document
from icanalysis.schemas.indicators import Claim, Indicator, Observation, Target
from icanalysis.schemas.places import FormerName, Place, PlaceChange
from icanalysis.schemas.projects import Project
from icanalysis.schemas.sources import Source
from icanalysis.schemas.supervision import Finding, Recommendation
from icanalysis.schemas.zones import Zone, ZoneStatistic, ZoneStatus

TABLES: dict[str, type[dy.Schema]] = {
    "sources": Source,
    "places": Place,
    "place_changes": PlaceChange,
    "former_names": FormerName,
    "documents": Document,
    "indicators": Indicator,
    "targets": Target,
    "observations": Observation,
    "claims": Claim,
    "zones": Zone,
    "zone_status": ZoneStatus,
    "zone_statistics": ZoneStatistic,
    "projects": Project,
    "findings": Finding,
    "recommendations": Recommendation,
}
"""Every table of a workspace by file name, in the order in which one refers to another."""

__all__ = [
    "TABLES",
    "Claim",
    "Document",
    "Finding",
    "FormerName",
    "Indicator",
    "Observation",
    "Place",
    "PlaceChange",
    "Project",
    "Recommendation",
    "Source",
    "Target",
    "Zone",
    "ZoneStatistic",
    "ZoneStatus",
]
