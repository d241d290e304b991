"""Which folder of tables is used, and which file of it is which table."""

from __future__ import annotations

import os
from pathlib import Path

from icanalysis.errors import BadWorkspace, Phrase, did_you_mean, nearest
from icanalysis.schemas import TABLES

VARIABLE = "ICANALYSIS_DATA"
PUBLISHED = Path(__file__).resolve().parents[2] / "data" / "published"
SUFFIXES = (".csv", ".parquet")


def folder() -> Path:
    """The folder that `ICANALYSIS_DATA` names, else the published facts of the project.

    Raises:
        BadWorkspace: when the folder does not exist or holds no table.
    """
    given = Path(os.environ.get(VARIABLE) or PUBLISHED).expanduser()
    if not given.is_dir():
        said = Phrase(
            "There is no folder {folder!r}. Set {variable} to a folder of tables (CSV or Parquet).",
            folder=str(given),
            variable=VARIABLE,
        )
        raise BadWorkspace(said)
    if not any(path(name, given) for name in TABLES):
        said = Phrase(
            "The workspace {folder!r} holds no table. It needs {tables} as .csv or .parquet; "
            "docs/reference/tables.md says what each holds.",
            folder=str(given),
            tables=", ".join(TABLES),
        )
        raise BadWorkspace(said)
    return given


def boundaries() -> Path:
    """Where the boundaries stand that were taken into the workspace: beside its tables; it may not exist yet."""
    return folder() / "boundaries"


def path(table: str, where: Path) -> Path | None:
    """The file of a table in a folder, CSV before Parquet, or None."""
    return next((file for suffix in SUFFIXES if (file := where / f"{table}{suffix}").is_file()), None)


def file_of(table: str) -> Path:
    """The file of a table in the workspace.

    Raises:
        BadWorkspace: when it is missing, with the nearest file name that is there.
    """
    where = folder()
    found = path(table, where)
    if found is None:
        others = {file.stem for file in where.iterdir() if file.suffix in SUFFIXES} - set(TABLES)
        near = nearest(table, sorted(others))
        said = Phrase(
            "The workspace {folder!r} has no table '{table}' ({table}.csv or {table}.parquet)."
            "{near} A table may be empty, but its header must be there.",
            folder=str(where),
            table=table,
            near=did_you_mean(f"{name!r}" for name in near),
        )
        raise BadWorkspace(said)
    return found


def files() -> dict[str, Path]:
    """The file of every table.

    Raises:
        BadWorkspace: as `file_of`, for the first table that is missing.
    """
    return {table: file_of(table) for table in TABLES}
