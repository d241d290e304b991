"""Which folder of tables is used, and which file of it is which table.

`ICANALYSIS_DATA` names a folder, or an address in an object store. Of an address a copy is read (`sources.mirrors`);
the rest of the suite sees only its folder.
"""

from __future__ import annotations

import os
from pathlib import Path

from icanalysis.errors import BadWorkspace, CannotWrite, Phrase, did_you_mean, nearest
from icanalysis.schemas import TABLES
from icanalysis.sources import addresses
from icanalysis.sources.addresses import Address
from icanalysis.sources.stores import BOUNDARIES, SUFFIXES

VARIABLE = "ICANALYSIS_DATA"
PUBLISHED = Path(__file__).resolve().parents[2] / "data" / "published"


def folder() -> Path:
    """The folder that `ICANALYSIS_DATA` names, else the published facts of the project; of an address, its copy.

    Raises:
        BadWorkspace: when the folder does not exist or holds no table, and for an address that cannot be read.
    """
    named = _named()
    given = _copy_of(named) if isinstance(named, Address) else named
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
            folder=str(named),
            tables=", ".join(TABLES),
        )
        raise BadWorkspace(said)
    return given


def own_folder() -> Path:
    """The folder of the workspace, for a command that writes into it.

    Raises:
        BadWorkspace: as `folder`.
        CannotWrite: when it is an address, or the copy of one.
    """
    from icanalysis.sources.mirrors import is_copy

    named = _named()
    if isinstance(named, Address) or is_copy(named):
        said = Phrase(
            "The workspace {folder!r} is read-only. Work in a local folder, name it in {variable}, and copy it there.",
            folder=str(named),
            variable=VARIABLE,
        )
        raise CannotWrite(said)
    return folder()


def local() -> dict[str, str]:
    """The variable as a process gets it that shall read the very files that this one sees now, without credentials.

    Raises:
        BadWorkspace: as `folder`.
    """
    return {VARIABLE: str(folder().resolve())}


def whole(given: str) -> str:
    """A path or an address as a process can use it that works in another folder.

    >>> whole("s3://planning/figures")
    's3://planning/figures'

    Raises:
        BadWorkspace: for an address that can be none.
    """
    named = addresses.read(given)
    return str(named) if isinstance(named, Address) else str(named.absolute())


def boundaries() -> Path:
    """Where the boundaries stand that were taken into the workspace: beside its tables; it may not exist yet."""
    return folder() / BOUNDARIES


def path(table: str, where: Path) -> Path | None:
    """The file of a table in a folder, CSV before Parquet, or None."""
    return next((file for suffix in SUFFIXES if (file := where / f"{table}{suffix}").is_file()), None)


def file_of(table: str) -> Path:
    """The file of a table in the workspace.

    Raises:
        BadWorkspace: when it is missing, with the nearest file name that is there.
    """
    return _file_of(table, folder())


def files() -> dict[str, Path]:
    """The file of every table.

    Raises:
        BadWorkspace: as `file_of`, for the first table that is missing.
    """
    where = folder()
    return {table: _file_of(table, where) for table in TABLES}


def _file_of(table: str, where: Path) -> Path:
    """The file of a table in a folder of tables."""
    found = path(table, where)
    if found is None:
        others = {file.stem for file in where.iterdir() if file.suffix in SUFFIXES} - set(TABLES)
        near = nearest(table, sorted(others))
        said = Phrase(
            "The workspace {folder!r} has no table '{table}' ({table}.csv or {table}.parquet)."
            "{near} A table may be empty, but its header must be there.",
            folder=str(_named()),
            table=table,
            near=did_you_mean(f"{name!r}" for name in near),
        )
        raise BadWorkspace(said)
    return found


def _copy_of(address: Address) -> Path:
    """The copy of a store; what it takes is imported by those alone who name one."""
    from icanalysis.sources.looking import copy_of

    return copy_of(address)


def _named() -> Address | Path:
    """What `ICANALYSIS_DATA` names."""
    return addresses.read(os.environ.get(VARIABLE) or str(PUBLISHED))
