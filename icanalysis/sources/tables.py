"""Reads the tables of the workspace, held to their schemas.

Outside a page, each `load` gives the tables as they stand; a page keeps one version, so that its sections and whatever
is drawn later from its controls agree with each other while tables are replaced.
"""

from __future__ import annotations

import contextlib
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

import polars as pl

from icanalysis.errors import BadWorkspace, CannotReach, UserError
from icanalysis.schemas import TABLES
from icanalysis.sources import version, workspace
from icanalysis.sources.version import Stamps, Version, read_version

AHEAD_BYTES = 16_000_000
"""Tables that take more are read by those who need them alone."""

_process = SimpleNamespace(kept=None)
"""The version that this process keeps; none in a command or a test."""


def load(table: str) -> pl.LazyFrame:
    """A table of the workspace, checked against its schema and against the tables it refers to.

    Raises:
        BadWorkspace: when a table or a column is missing, a value has the wrong type or breaks a rule, or an
            identifier refers to nothing.
        MixedPriceBases: when a row sets figures at different prices against each other.
    """
    return now().load(table)


def load_all() -> None:
    """Loads every table once, so that a fault in any of them shows before work begins.

    Raises:
        BadWorkspace: as `load`, for the first table that has a fault.
    """
    tables_now = now()
    for table in TABLES:
        tables_now.load(table)


def for_another() -> dict[str, str]:
    """Variables for a process that is to read the very files that this one sees now.

    Raises:
        BadWorkspace: when there is no workspace.
    """
    return workspace.local() | held()


def held() -> dict[str, str]:
    """The variable that tells another process which bytes obey all rules; none of a faulty or a large workspace.

    That is found out here, once for all processes that are started so; a fault shows there.
    """
    try:
        if not _are_small():
            return {}
        load_all()
        return {version.HELD: now().digest}
    except UserError:
        return {}


def stamps() -> Stamps:
    """The state of the tables that `load` gives: changes when any of them does."""
    return version.stamps() if _process.kept is None else _process.kept.stamps


def boundaries() -> Path:
    """Where the boundaries stand that belong to the tables that `load` gives; it may not exist yet."""
    return workspace.boundaries() if _process.kept is None else _process.kept.folder / workspace.BOUNDARIES


def now() -> Version:
    """The version that is kept, else the tables as they stand.

    Raises:
        BadWorkspace: when a table is missing.
    """
    return _version(version.stamps()) if _process.kept is None else _process.kept


def simulated() -> bool:
    """Whether a source of the tables is simulated: everything made from them then says so.

    Raises:
        BadWorkspace: when the table of sources cannot be read.
    """
    return now().simulated


def keep() -> None:
    """From now on every `load` of this process gives the tables as they stand now, until it is called again.

    Raises:
        BadWorkspace: when a table is missing.
    """
    let_go()
    _process.kept = now()


def let_go() -> None:
    """Every `load` gives the tables as they then stand, as in a process that never kept a version."""
    _process.kept = None


def newer() -> bool:
    """Whether the tables have changed since the version that is kept; false when none is.

    While tables are being replaced and one is missing, they have changed; when their store cannot be reached, nobody
    knows of a change.
    """
    if _process.kept is None:
        return False
    try:
        return version.stamps() != _process.kept.stamps
    except CannotReach:
        return False
    except BadWorkspace:
        return True


def read_ahead() -> None:
    """Reads and checks all tables before anyone asks for them, unless they are large; a fault shows to who asks."""
    with contextlib.suppress(UserError):
        if _are_small():
            load_all()


def _are_small() -> bool:
    """Whether all tables together may be read by a process that shows none of them."""
    return sum(stamp.size for stamp in version.stamps()) <= AHEAD_BYTES


def hold_ahead() -> None:
    """Forgets what was read ahead, unless the files hold the very same bytes now."""
    with contextlib.suppress(UserError):
        if _version.cache_info().currsize and read_version().hashes != now().hashes:
            _version.cache_clear()


@lru_cache(maxsize=4)
def _version(state: Stamps) -> Version:
    return read_version()
