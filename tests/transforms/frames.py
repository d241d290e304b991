"""Rows typed like the tables, with a default in every column: a test names only what matters to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import dataframely as dy
import polars as pl
from hypothesis import settings

from icanalysis.schemas import Claim, Observation, Source, Target, ZoneStatistic, ZoneStatus, terms
from icanalysis.schemas.collect import collect_as
from icanalysis.schemas.results import Check
from icanalysis.transforms.audit import judged

Row = dict[str, Any]

laws = settings(max_examples=50, deadline=None)
"""How often a law is tried."""

SHARED = {"edition": "2024", "place_code": "08"}
SERIES = SHARED | {"indicator_id": "gross_output", "clock": "calendar", "qualifier": "exact"}
OBSERVED = SERIES | {
    "window_start": date(2021, 1, 1),
    "window_end": date(2021, 12, 31),
    "status": "estimate",
    "price_basis": "constant_2010",
    "source_id": "press",
}
TARGETED = SERIES | {
    "period_start": date(2021, 1, 1),
    "period_end": date(2021, 12, 31),
    "target_kind": "point",
    "version": "original",
    "price_basis": "constant_2010",
    "source_id": "press",
}
CLAIMED = {"claim_kind": "share", "qualifier": "exact", "figure_id": "o1", "source_id": "press"}
PRINTED = {"publisher": "a publisher", "title": "a title", "language": "vi"}
STATED = {"zone_id": "z1", "as_of": date(2021, 12, 31), "as_of_basis": "stated", "source_id": "press"}

MEASURE = {
    "unit": ("vnd_bn", terms.UNITS),
    "kind": ("flow", terms.INDICATOR_KINDS),
    "direction": ("higher_is_better", terms.DIRECTIONS),
    "aggregation": ("sum", terms.AGGREGATIONS),
}


def observations(*rows: Row) -> pl.LazyFrame:
    return _table(Observation, OBSERVED, rows, key="observation_id", letter="o")


def targets(*rows: Row) -> pl.LazyFrame:
    """Targets; a lone `value` fills both ends, as for a point."""
    ends = ({"low_value": row.get("value"), "high_value": row.get("value")} | row for row in rows)
    plain = tuple({name: cell for name, cell in row.items() if name != "value"} for row in ends)
    return _table(Target, TARGETED, plain, key="target_id", letter="t")


def claims(*rows: Row) -> pl.LazyFrame:
    return _table(Claim, CLAIMED, rows, key="claim_id", letter="c")


def zone_statuses(*rows: Row) -> pl.LazyFrame:
    """Statements about zones, with the place and name that a view joins to them."""
    places = {name: pl.lit(cell) for name, cell in SHARED.items()}
    frame = _table(ZoneStatus, STATED, rows, key="zone_status_id", letter="s")
    return frame.with_columns(**places, figure_name=pl.lit("a cluster"))


def zone_statistics(*rows: Row) -> pl.LazyFrame:
    stated = SHARED | {"zone_kind": "cluster", "as_of_basis": "stated", "source_id": "press"}
    return _table(ZoneStatistic, stated, rows, key="zone_statistic_id", letter="s")


def sources(**classes: str | tuple[str, date]) -> pl.LazyFrame:
    """Sources by name with their class, or with class and day of publication: sources(press="press")."""
    given = classes or {"press": "press"}
    pairs = {name: (cell, None) if isinstance(cell, str) else cell for name, cell in given.items()}
    rows = tuple(
        {"source_id": name, "source_class": source_class, "published_on": day}
        for name, (source_class, day) in pairs.items()
    )
    return _table(Source, PRINTED, rows, key="source_id", letter="x")


def measured(frame: pl.LazyFrame, **measure: str) -> pl.LazyFrame:
    """The frame with what its indicator says: unit, kind, direction, aggregation and the name to show."""
    words = {
        name: pl.lit(measure.get(name, usual), dtype=pl.Enum(allowed))
        for name, (usual, allowed) in MEASURE.items()
        if name not in frame.collect_schema()
    }
    return frame.with_columns(**words, figure_name=pl.lit("gross output"))


def audited(checks: pl.LazyFrame) -> pl.DataFrame:
    """The verdicts as the audit view gets them, held to the schema of a check."""
    return collect_as(checks.pipe(judged), Check)


def verdict_of(checks: pl.LazyFrame) -> str:
    return only(audited(checks))["verdict"]


def only(frame: pl.LazyFrame | pl.DataFrame) -> Row:
    """The one row of the frame."""
    rows = frame.lazy().collect().rows(named=True)
    assert len(rows) == 1, f"one row expected, {len(rows)} found"
    return rows[0]


def value_of(expression: pl.Expr, **cells: Any) -> Any:
    """What an expression gives for one row of these cells."""
    return pl.DataFrame({name: [cell] for name, cell in cells.items()}).select(expression).item()


def _table(schema: type[dy.Schema], usual: Row, rows: tuple[Row, ...], *, key: str, letter: str) -> pl.LazyFrame:
    types = {name: column.dtype for name, column in schema.columns().items()}
    numbered = [usual | {key: f"{letter}{number}"} | row for number, row in enumerate(rows, start=1)]
    unknown = {name for row in numbered for name in row} - types.keys()
    assert not unknown, f"{schema.__name__} has no column {sorted(unknown)}"
    return pl.DataFrame(numbered, schema=types).lazy()
