"""Made clusters as the legal tests take them: a test names only what matters to it."""

from __future__ import annotations

from typing import Any

import polars as pl

from icanalysis.transforms.cluster_law import verdicts
from icanalysis.transforms.cluster_tests import AREAS, FLAGS
from tests.transforms.frames import Row, only

USUAL = {
    "zone_kind": "cluster",
    "stage": "operating",
    "district_code": "070",
    "province_code": "08",
    "zone_status_id": "s1",
    "total_area_ha": 60.0,
}
TYPES = dict.fromkeys([*USUAL, "zone_id", "leased_land_ha_row", "industrial_land_ha_row"], pl.String)
TYPES |= dict.fromkeys(AREAS, pl.Float64) | dict.fromkeys(FLAGS, pl.Boolean)
TYPES |= {"total_area_ha_qualifier": pl.String}
LATER = ("leased_land_ha_row", "industrial_land_ha_row", "total_area_ha_qualifier")
"""Columns that are there only where a test gives them."""


def zones(*rows: Row) -> pl.LazyFrame:
    """Operating clusters of 60 ha in one district, unless a row says otherwise."""
    given = [USUAL | {"zone_id": f"z{number}"} | row for number, row in enumerate(rows, start=1)]
    named = {name for row in given for name in row}
    return pl.LazyFrame(
        given, schema={name: kind for name, kind in TYPES.items() if name in named or name not in LATER}
    )


def settled(conditions: pl.LazyFrame) -> dict[str | None, str]:
    """The verdict of every subject."""
    return dict(verdicts(conditions).select("subject_id", "verdict").collect().rows())


def verdict(conditions: pl.LazyFrame) -> str:
    return only(verdicts(conditions))["verdict"]


def of(conditions: pl.LazyFrame, condition: str, **cells: Any) -> Row:
    """The one row of a condition."""
    return only(conditions.filter(pl.col("condition") == condition, *(pl.col(n) == c for n, c in cells.items())))
