"""One sound row per table, and what is wrong with it once something is changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import dataframely as dy
import polars as pl

from icanalysis.schemas import TABLES

Row = dict[str, Any]

HERE = {"edition": "2024", "place_code": "08"}
YEAR = {"period_start": date(2021, 1, 1), "period_end": date(2021, 12, 31)}
SAID = {"text_vi": "Chậm.", "text_en": "Slow.", "sort_order": 10, "source_id": "s"}
STATED = {"as_of": date(2021, 12, 31), "as_of_basis": "stated", "source_id": "s"}

SOUND: dict[str, Row] = {
    "sources": {
        "source_id": "s",
        "publisher": "Báo",
        "title": "Tin",
        "published_on": date(2021, 8, 13),
        "address": "https://example.vn/tin",
        "source_class": "press",
        "language": "vi",
    },
    "places": HERE
    | {
        "level": "province",
        "name": "Tuyên Quang",
        "full_name": "Tỉnh Tuyên Quang",
        "place_type": "Tỉnh",
        "parent_code": "VN",
    },
    "place_changes": {
        "old_code": "00001",
        "new_code": "00097",
        "changed_on": date(2025, 7, 1),
        "whole": True,
        "mostly": True,
        "estimated_area_km2": 12.5,
    },
    "former_names": {"edition": "2024", "place_code": "045", "former_key": "huyenthongnong"},
    "documents": HERE
    | YEAR
    | {"document_id": "d", "document_kind": "plan", "title_vi": "Kế hoạch", "title_en": "Plan", "source_id": "s"},
    "indicators": {
        "indicator_id": "gross_output",
        "name_vi": "Giá trị sản xuất",
        "name_en": "Gross output",
        "topic": "output",
        "unit": "vnd_bn",
        "kind": "flow",
        "direction": "higher_is_better",
        "aggregation": "sum",
        "price_basis": "constant_2010",
        "is_product": False,
        "sort_order": 10,
    },
    "targets": HERE
    | YEAR
    | {
        "target_id": "t",
        "indicator_id": "gross_output",
        "clock": "calendar",
        "target_kind": "point",
        "low_value": 25_000.0,
        "high_value": 25_000.0,
        "qualifier": "exact",
        "version": "original",
        "price_basis": "constant_2010",
        "source_id": "s",
    },
    "observations": HERE
    | {
        "observation_id": "o",
        "indicator_id": "gross_output",
        "window_start": date(2021, 1, 1),
        "window_end": date(2021, 7, 31),
        "clock": "calendar",
        "value": 9_200.0,
        "qualifier": "exact",
        "status": "estimate",
        "price_basis": "constant_2010",
        "printed_attainment_pct": "58.5",
        "source_id": "s",
    },
    "claims": {
        "claim_id": "c",
        "claim_kind": "share",
        "printed": "39.85",
        "qualifier": "exact",
        "figure_id": "o",
        "base_id": "o2",
        "source_id": "s",
    },
    "zones": HERE | {"zone_id": "z", "name": "Phúc Ứng", "zone_kind": "cluster", "source_id": "s"},
    "zone_status": STATED | {"zone_status_id": "zs", "zone_id": "z", "zone_kind": "cluster", "leased_land_ha": 108.7},
    "zone_statistics": HERE
    | STATED
    | {"zone_statistic_id": "zt", "zone_kind": "cluster", "land_scope": "all", "established_count": 5},
    "projects": HERE
    | STATED
    | {"project_statement_id": "ps", "project_id": "p", "name": "Thủy điện", "project_status": "operating"},
    "findings": HERE | YEAR | SAID | {"finding_id": "f"},
    "recommendations": HERE
    | YEAR
    | SAID
    | {"recommendation_id": "r", "reported_status": "open", "verified_status": "not_stated"},
}


def broken(table: str, **changes: Any) -> set[str]:
    """The rules that the sound row of a table breaks once it is changed."""
    return failures(table, SOUND[table] | changes)


def failures(table: str, *rows: Row) -> set[str]:
    """The rules that some of the rows break."""
    schema = TABLES[table]
    return set(schema.filter(framed(schema, rows), cast=True)[1].counts())


def framed(schema: type[dy.Schema], rows: tuple[Row, ...]) -> pl.DataFrame:
    """The rows with every column of the schema; words stay text, as they are read."""
    columns = schema.columns()
    unknown = {name for row in rows for name in row} - columns.keys()
    assert not unknown, f"{schema.__name__} has no column {sorted(unknown)}"
    types = {name: pl.String if isinstance(column, dy.Enum) else column.dtype for name, column in columns.items()}
    return pl.DataFrame([{name: row.get(name) for name in columns} for row in rows], schema=types)
