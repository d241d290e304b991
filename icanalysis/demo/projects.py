"""Projects in and beside the zones: what is planned, when it begins, and which of them are late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from icanalysis.demo.asked import Asked
from icanalysis.demo.chance import chance
from icanalysis.demo.places import OLD
from icanalysis.demo.sources import PROJECTS

MOST = 3
"""A zone has up to so many projects of its own."""
SECTORS = (
    "garment",
    "footwear",
    "wood",
    "building_materials",
    "agro_processing",
    "packaging",
    "steel",
    "tea",
    "hydropower",
)
CAPACITIES = {"hydropower": ("MW", 4, 40), "steel": ("tonne", 50_000, 300_000), "wood": ("m3", 20_000, 120_000)}
LATE, SOON = 0.3, 120
"""How likely a project is late; the days before the end of the figures on which the last list is drawn up."""


def projects_of(zones: list[dict], asked: Asked) -> list[dict]:
    """Rows of table `projects`: a statement when it is planned, and one near the end of the figures."""
    return [row for zone in zones for row in _of_zone(zone, asked)]


def _of_zone(zone: dict, asked: Asked) -> Iterator[dict]:
    luck = chance(asked.seed, f"projects of {zone['zone_id']}")
    listed_on = min(date(asked.last_year, 12, 31), date(2025, 6, 30)) - timedelta(days=SOON)
    for at in range(1, int(luck.integers(1, MOST + 1)) + 1):
        start = date(int(luck.integers(asked.first_year, asked.last_year + 1)), int(luck.integers(1, 13)), 1)
        planned = start + timedelta(days=int(luck.integers(400, 1_300)))
        if start >= listed_on:
            continue
        done = planned + timedelta(days=int(luck.integers(200, 900) if luck.random() < LATE else luck.integers(-60, 1)))
        said = _constants(zone, at, luck)
        yield _statement(zone, at, said, start, planned, on=start, status="planned")
        if done <= listed_on:
            yield _statement(zone, at, said, start, planned, on=listed_on, status="operating", done=done)
        else:
            status = "to_be_speeded_up" if planned < listed_on else "under_construction"
            yield _statement(zone, at, said, start, planned, on=listed_on, status=status)


def _constants(zone: dict, at: int, luck: np.random.Generator) -> dict:
    """What is the same in all statements about a project."""
    sector = SECTORS[int(luck.integers(len(SECTORS)))]
    unit, least, most = CAPACITIES.get(sector, (None, 0, 1))
    land = round(float(luck.uniform(0.8, 9)), 1)
    outside = sector == "hydropower"
    return {
        "name": f"Dự án mô phỏng {zone['place_code']}-{zone['zone_id'].rsplit('_', 1)[1]}-{at}",
        "investor": f"Công ty Mô phỏng {int(luck.integers(1, 200))}",
        "edition": OLD,
        "place_code": zone["place_code"],
        "commune_name": zone["commune_name"],
        "commune_code": zone["commune_code"],
        "zone_id": None if outside else zone["zone_id"],
        "sector": sector,
        "registered_capital_vnd_bn": round(land * float(luck.uniform(8, 60))),
        "land_ha": land,
        "capacity": None if unit is None else float(int(luck.integers(least, most))),
        "capacity_unit": unit,
    }


def _statement(
    zone: dict,
    at: int,
    said: dict,
    start: date,
    planned: date,
    *,
    on: date,
    status: str,
    done: date | None = None,
) -> dict:
    project = f"mp_project_{zone['zone_id'].removeprefix('mp_')}_{at}"
    begun = status != "planned"
    return said | {
        "project_statement_id": f"p_{project}_{'listed' if begun else 'planned'}",
        "project_id": project,
        "planned_start": f"{start:%Y-%m}",
        "planned_completion": f"{planned:%Y-%m}",
        "actual_start": f"{start:%Y-%m}" if begun else None,
        "actual_completion": f"{done:%Y-%m-%d}" if done else None,
        "project_status": status,
        "as_of": on,
        "as_of_basis": "stated",
        "source_id": PROJECTS,
    }
