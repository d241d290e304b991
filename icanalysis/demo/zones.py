"""Parks and clusters of the districts, and what the two reports of each year (TT 14/2024) say of their land.

Land goes from stage to stage and never back: cleared ≥ with infrastructure ≥ leased ≥ built on ≥ in operation.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from icanalysis.demo.asked import Asked
from icanalysis.demo.chance import chance
from icanalysis.demo.places import OLD, Grounds, communes_of
from icanalysis.demo.relations import Mistakes
from icanalysis.demo.sources import ZONES

REPORTS = ((6, 30), (12, 31))
PARK_EVERY = 4
"""One district in so many has a park, all have one to three clusters."""
WHOLE_YEARS = 3
"""In the last so many years there are two reports, with every stage of the land; before them one, with the least."""
AUDITED_YEARS = 2
"""Occupancies, and projects by origin, are printed at the end of the last so many years."""
LEAST = ("leased_land_ha",)


def zones_of(asked: Asked, grounds: Grounds) -> list[dict]:
    """Rows of table `zones`."""
    communes, rows = communes_of(), []
    for number, district in enumerate(grounds.districts):
        if district not in grounds.chosen:
            continue
        luck = chance(asked.seed, f"zones of {district}")
        clusters = int(luck.integers(1, 4))
        kinds = ["park"] * (number % PARK_EVERY == 0) + ["cluster"] * clusters
        for at, kind in enumerate(kinds, start=1):
            commune = communes[district][int(luck.integers(len(communes[district])))] if district in communes else None
            rows.append(_zone(district, at, kind, commune, is_craft=bool(luck.random() < 0.15)))
    return rows


def _zone(district: str, at: int, kind: str, commune: str | None, *, is_craft: bool) -> dict:
    short = {"park": "KCN", "cluster": "CCN"}[kind]
    return {
        "zone_id": f"mp_{district}_{kind}_{at}",
        "name": f"{short} Mô phỏng {district}-{at}",
        "zone_kind": kind,
        "edition": OLD,
        "place_code": district,
        "other_place_codes": None,
        "commune_name": commune and f"Mô phỏng {commune}",
        "commune_code": commune,
        "is_craft_village": is_craft if kind == "cluster" else None,
        "is_mountainous": True,
        "source_id": ZONES,
    }


def statuses_of(zones: list[dict], asked: Asked, wrong: Mistakes) -> list[dict]:
    """Rows of table `zone_status`: one per zone and report from the year in which it was established."""
    return [row for zone in zones for row in _statuses(zone, asked, wrong)]


def _statuses(zone: dict, asked: Asked, wrong: Mistakes) -> Iterator[dict]:
    luck = chance(asked.seed, f"land of {zone['zone_id']}")
    is_park = zone["zone_kind"] == "park"
    total = float(luck.integers(80, 320) if is_park else luck.integers(12, 70))
    industrial = round(total * luck.uniform(0.62, 0.76), 1)
    founded = date(int(luck.integers(asked.first_year - 6, asked.last_year)), int(luck.integers(1, 13)), 15)
    speed, capital = luck.uniform(0.05, 0.16), luck.uniform(4, 14)
    for at in [day for day in _report_days(asked) if day >= founded]:
        age = (at - founded).days / 365.25
        land = _land(industrial, age, speed)
        projects = round(land["leased_land_ha"] / luck.uniform(2.4, 3.2))
        foreign = projects // (3 if is_park else 8)
        is_whole = at.year > asked.last_year - WHOLE_YEARS
        printed = at.month == 12 and at.year > asked.last_year - AUDITED_YEARS
        key = f"zs_{zone['zone_id']}_{at:%Y_%m}"
        works = age > 4
        yield {
            "zone_status_id": key,
            "zone_id": zone["zone_id"],
            "zone_kind": zone["zone_kind"],
            "stage": _stage(land),
            "established_on": founded,
            "decision_number": f"{founded:%m}/QĐ-MP",
            "total_area_ha": total,
            "industrial_land_ha": industrial,
            **{name: hectares for name, hectares in land.items() if is_whole or name in LEAST},
            "unleased_land_ha": round(industrial - land["leased_land_ha"], 1) if is_whole else None,
            "roads_in_use": works,
            "water_supply_in_use": works,
            "wastewater_in_use": age > 7,
            "printed_occupancy_pct": _occupancy(key, land["leased_land_ha"], industrial, wrong) if printed else None,
            "occupancy_numerator": "leased" if printed else None,
            "occupancy_denominator": "industrial" if printed else None,
            "project_count": projects,
            "domestic_project_count": projects - foreign if printed else None,
            "foreign_project_count": foreign if printed else None,
            "registered_capital_vnd_bn": round(land["leased_land_ha"] * capital),
            "as_of": at,
            "as_of_basis": "stated",
            "source_id": ZONES,
        }


def _report_days(asked: Asked) -> list[date]:
    """30 June and 31 December, of the years before the last ones December only."""
    days = [date(year, *day) for year in asked.years for day in REPORTS]
    return [day for day in days if day.month == 12 or day.year > asked.last_year - WHOLE_YEARS]


def _land(industrial: float, age: float, speed: float) -> dict[str, float]:
    """Hectares at each stage: each follows the one before it by a year or so."""
    reached = [float(np.clip(speed * 2 * (age - late), 0, 1)) for late in (0.5, 1.5)]
    leased = float(np.clip(speed * (age - 2), 0, 0.97))
    shares = [*reached, min(leased, reached[1]), leased * 0.8, leased * 0.7]
    names = ("cleared_land_ha", "leasable_land_ha", "leased_land_ha", "built_land_ha", "operating_land_ha")
    hectares = np.minimum.accumulate(np.round(np.array(shares) * industrial, 1))
    return {name: float(value) for name, value in zip(names, hectares, strict=True)}


def _stage(land: dict[str, float]) -> str:
    if land["operating_land_ha"] > 0:
        return "operating"
    return "infrastructure_under_way" if land["cleared_land_ha"] > 0 else "established"


def _occupancy(key: str, leased: float, industrial: float, wrong: Mistakes) -> str:
    return wrong.printed(f"occupancy:{key}", leased / industrial * 100, off=(8, 15))


def statistics_of(zones: list[dict], statuses: list[dict], grounds: Grounds) -> list[dict]:
    """Rows of table `zone_statistics`: the sums of a province by kind, at the end of each year."""
    province = dict(zip(grounds.districts, (grounds.provinces[at] for at in grounds.district_parents), strict=True))
    home = {zone["zone_id"]: province[zone["place_code"]] for zone in zones}
    groups: dict[tuple, list[dict]] = {}
    for row in statuses:
        if row["as_of"].month == 12:
            groups.setdefault((home[row["zone_id"]], row["zone_kind"], row["as_of"]), []).append(row)
    return [_statistic(*key, rows) for key, rows in sorted(groups.items())]


def _statistic(province: str, kind: str, at: date, rows: list[dict]) -> dict:
    def sum_of(column: str) -> float:
        return round(sum(row[column] for row in rows), 1)

    operating = [row for row in rows if row["stage"] == "operating"]
    return {
        "zone_statistic_id": f"zt_mp_{province}_{kind}_{at.year}",
        "edition": OLD,
        "place_code": province,
        "zone_kind": kind,
        "established_count": len(rows),
        "established_area_ha": sum_of("total_area_ha"),
        "operating_count": len(operating),
        "operating_area_ha": round(sum(row["total_area_ha"] for row in operating), 1),
        "land_scope": "all",
        "industrial_land_ha": sum_of("industrial_land_ha"),
        "leased_land_ha": sum_of("leased_land_ha"),
        "unleased_land_ha": round(sum_of("industrial_land_ha") - sum_of("leased_land_ha"), 1),
        "project_count": int(sum_of("project_count")),
        "registered_capital_vnd_bn": sum_of("registered_capital_vnd_bn"),
        "as_of": at,
        "as_of_basis": "stated",
        "source_id": ZONES,
    }
