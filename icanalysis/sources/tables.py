"""Reads the tables of the workspace, held to their schemas."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import polars as pl

from icanalysis.errors import BadWorkspace, did_you_mean, nearest
from icanalysis.schemas import TABLES
from icanalysis.schemas.collect import checked
from icanalysis.sources.price_bases import hold_to_one_basis, mixed_claims, mixed_targets
from icanalysis.sources.reading import raw_table, typed
from icanalysis.sources.references import CLAIMED, REFERENCES, figures_printed, first_dangling
from icanalysis.sources.workspace import file_of


def load(table: str) -> pl.LazyFrame:
    """A table of the workspace, checked against its schema and against the tables it refers to.

    Raises:
        BadWorkspace: when the file is missing, a column is missing, a value has the wrong type or breaks a
            rule, or an identifier refers to nothing.
        MixedPriceBases: when a row sets figures at different prices against each other.
    """
    frame = _current(table)
    for column, other, key in REFERENCES.get(table, ()):
        within = ("edition",) if other == "places" else ()
        _hold_reference(table, column, other, first_dangling(frame, column, _current(other), key, within=within))
    if table == "observations":
        hold_to_one_basis(mixed_targets(frame, targets=_current("targets")), table=table, column="target_id")
    if table == "claims":
        _hold_claims(frame)
    return frame.lazy()


def load_all() -> None:
    """Loads every table once, so that a fault in any of them shows before work begins.

    Raises:
        BadWorkspace: as `load`, for the first table that has a fault.
    """
    for table in TABLES:
        load(table)


def stamps() -> tuple[tuple[Path, int], ...]:
    """The state of all tables of the workspace: changes when any file does."""
    return tuple(_stamp(table) for table in TABLES)


def _hold_claims(claims: pl.DataFrame) -> None:
    """Holds claims to figures that exist and stand at the same prices as their bases."""
    observations, targets = _current("observations"), _current("targets")
    known = figures_printed(claims, observations=observations, targets=targets)
    for column in CLAIMED:
        _hold_reference(
            "claims", column, "observations, targets or claims", first_dangling(claims, column, known, "figure_id")
        )
    mixed = mixed_claims(claims, observations=observations, targets=targets)
    hold_to_one_basis(mixed, table="claims", column="base_id")


def _hold_reference(table: str, column: str, other: str, lost: str | None) -> None:
    if lost is not None:
        raise BadWorkspace(
            f"{table}: column '{column}' refers to {lost}, which table '{other}' does not have. "
            f"Add the row to {other} or correct the identifier."
        )


def _current(table: str) -> pl.DataFrame:
    """A table as its file stands now, held to its own schema."""
    return _read(table, *_stamp(table))


def _stamp(table: str) -> tuple[Path, int]:
    file = file_of(table)
    return file, file.stat().st_mtime_ns


@lru_cache(maxsize=64)
def _read(table: str, file: Path, changed_ns: int) -> pl.DataFrame:
    schema = TABLES[table]
    raw = raw_table(file)
    twice = [name for name in schema.column_names() if f"{name}_duplicated_0" in raw.columns]
    if twice:
        raise BadWorkspace(f"{file.name}: column '{twice[0]}' stands there twice. Keep one of them.")
    missing = [name for name in schema.column_names() if name not in raw.columns]
    if missing:
        near = nearest(missing[0], raw.columns)
        raise BadWorkspace(
            f"{file.name}: column '{missing[0]}' is missing.{did_you_mean(f'{name!r}' for name in near)} "
            f"The table needs: {', '.join(schema.column_names())}."
        )
    return checked(typed(raw.select(schema.column_names()), schema, where=file.name), schema, where=file.name)
