"""Reads the tables of the workspace, held to their schemas."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import dataframely as dy
import polars as pl

from icanalysis.errors import BadWorkspace, did_you_mean, first_line, nearest
from icanalysis.schemas import TABLES
from icanalysis.schemas.collect import checked
from icanalysis.sources.price_bases import hold_to_one_basis, mixed_claims, mixed_targets
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
    raw = _raw(file)
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
    typed = _typed(raw.select(schema.column_names()), schema, where=file.name)
    return checked(typed, schema, where=file.name)


def _raw(file: Path) -> pl.DataFrame:
    try:
        if file.suffix == ".parquet":
            return pl.read_parquet(file)
        return pl.read_csv(file, infer_schema=False)
    except pl.exceptions.NoDataError as error:
        raise BadWorkspace(f"{file.name} is empty; a table without rows still needs its header line.") from error
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise BadWorkspace(
            f"{file.name} cannot be read as a table ({first_line(str(error))}). Save it as CSV UTF-8."
        ) from error


def _typed(raw: pl.DataFrame, schema: type[dy.Schema], *, where: str) -> pl.DataFrame:
    """Texts as the types of the schema; what does not fit is shown with its line, and nothing is dropped."""
    typed = raw.with_columns(
        _read_as(name, column.dtype, raw.schema[name]) for name, column in schema.columns().items()
    )
    for name in schema.column_names():
        misfit = (raw[name].is_not_null() & typed[name].is_null()).arg_true()
        if len(misfit):
            line = misfit[0]
            raise BadWorkspace(
                f"{where}, line {line + 2}: column '{name}' holds {raw[name][line]!r}, which is no "
                f"{_kind(schema.columns()[name])}. {len(misfit)} such values."
            )
    return typed


def _read_as(name: str, wanted: pl.DataType, given: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if given != pl.String or wanted == pl.String:
        return column.cast(wanted, strict=False)
    if wanted == pl.Date:
        return column.str.to_date("%Y-%m-%d", strict=False)
    if wanted == pl.Boolean:
        return column.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
    return column.cast(wanted, strict=False)


def _kind(column: dy.Column) -> str:
    """What a column holds, in a planner's words."""
    if isinstance(column, dy.Enum):
        return f"known word ({', '.join(column.categories)})"
    words = {
        pl.Date: "date (year-month-day)",
        pl.Boolean: "true or false",
        pl.Int64: "whole number",
        pl.Float64: "number",
    }
    return words.get(column.dtype, "text")
