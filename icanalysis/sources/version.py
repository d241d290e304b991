"""The tables of a workspace as they stood at one moment.

Files are read together and looked at afterwards: when one changed meanwhile, all are read again. So a reader never
mixes two versions, and the hashes are those of the bytes that the figures come from. A writer who replaces the tables
one after the other with a pause between cannot be told from two versions; references that lead nowhere then say so.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import NamedTuple

import polars as pl

from icanalysis.errors import BadWorkspace, Phrase, did_you_mean, nearest
from icanalysis.schemas import TABLES, terms
from icanalysis.schemas.collect import checked, of_its_types
from icanalysis.sources.price_bases import hold_to_one_basis, mixed_claims, mixed_targets
from icanalysis.sources.reading import in_types, raw_table, typed
from icanalysis.sources.references import CLAIMED, REFERENCES, figures_printed, first_dangling
from icanalysis.sources.workspace import files

HELD = "ICANALYSIS_TABLES_HELD"
"""The digest of tables that whoever started this process has held to all rules already."""

TRIES = 5
PAUSE_S = 0.1


class Stamp(NamedTuple):
    """A file as the system tells of it: another file, size or time of change is another version."""

    file: Path
    inode: int
    size: int
    changed_ns: int


Stamps = tuple[Stamp, ...]


def stamps() -> Stamps:
    """The state of all tables of the workspace: changes when any file does.

    Raises:
        BadWorkspace: when a table is missing.
    """
    return tuple(_stamp(file) for file in files().values())


def read_version() -> Version:
    """All tables of the workspace as they stand now.

    Raises:
        BadWorkspace: when a table is missing, or the files keep changing while they are read.
    """
    for _ in range(TRIES):
        found = files()
        before = tuple(_stamp(file) for file in found.values())
        contents = {table: _bytes(file) for table, file in found.items()}
        if stamps() == before:
            return Version(before, contents)
        time.sleep(PAUSE_S)
    raise BadWorkspace(Phrase("The tables are being written right now. Try again when that is done."))


class Version:
    """Tables of one moment. Each is parsed and checked when it is first asked for, and then kept."""

    def __init__(self, stamps: Stamps, contents: Mapping[str, bytes]) -> None:
        self.stamps = stamps
        self.hashes = {table: hashlib.sha256(content).hexdigest() for table, content in contents.items()}
        self._files = {table: stamp.file for table, stamp in zip(contents, stamps, strict=True)}
        self._contents = dict(contents)
        self._frames: dict[str, pl.DataFrame] = {}
        self._whole: set[str] = set()
        self._lock = RLock()

    @property
    def folder(self) -> Path:
        """Where the files stand, or stood."""
        return self.stamps[0].file.parent

    @cached_property
    def digest(self) -> str:
        """One SHA-256 for all tables: two pages with the same one were made from the same rows."""
        return hashlib.sha256("".join(self.hashes.values()).encode()).hexdigest()

    @cached_property
    def _held(self) -> bool:
        """Whether these very bytes were held to all rules by whoever started this process."""
        return os.environ.get(HELD) == self.digest

    @cached_property
    def simulated(self) -> bool:
        """Whether a source is simulated; one is enough, for figures of any source may stand in one sum."""
        classes = self.load("sources").select(pl.col("source_class").cast(pl.String))
        return not classes.filter(pl.col("source_class") == terms.SIMULATED).collect().is_empty()

    def load(self, table: str) -> pl.LazyFrame:
        """A table, checked against its schema and against the tables it refers to.

        Raises:
            BadWorkspace: when a column is missing, a value has the wrong type or breaks a rule, or an identifier
                refers to nothing.
            MixedPriceBases: when a row sets figures at different prices against each other.
        """
        with self._lock:
            frame = self._frame(table)
            if table not in self._whole and not self._held:
                self._hold(table, frame)
                self._whole.add(table)
        return frame.lazy()

    def _hold(self, table: str, frame: pl.DataFrame) -> None:
        """Holds a table to the others."""
        for column, other, key in REFERENCES.get(table, ()):
            within = ("edition",) if other == "places" else ()
            lost = first_dangling(frame, column, self._frame(other), key, within=within)
            _hold_reference(table, column, other, lost)
        if table == "observations":
            mixed = mixed_targets(frame, targets=self._frame("targets"))
            hold_to_one_basis(mixed, table=table, column="target_id")
        if table == "claims":
            self._hold_claims(frame)

    def _hold_claims(self, claims: pl.DataFrame) -> None:
        """Holds claims to figures that exist and stand at the same prices as their bases."""
        observations, targets = self._frame("observations"), self._frame("targets")
        known = figures_printed(claims, observations=observations, targets=targets)
        for column in CLAIMED:
            lost = first_dangling(claims, column, known, "figure_id")
            _hold_reference("claims", column, Phrase("observations, targets or claims"), lost)
        mixed = mixed_claims(claims, observations=observations, targets=targets)
        hold_to_one_basis(mixed, table="claims", column="base_id")

    def _frame(self, table: str) -> pl.DataFrame:
        """A table held to its own schema; once parsed, its bytes are let go."""
        if table not in self._frames:
            self._frames[table] = _parsed(table, self._files[table].name, self._contents[table], held=self._held)
            del self._contents[table]
        return self._frames[table]


def _parsed(table: str, name: str, content: bytes, *, held: bool) -> pl.DataFrame:
    schema = TABLES[table]
    raw = raw_table(content, where=name)
    twice = [column for column in schema.column_names() if f"{column}_duplicated_0" in raw.columns]
    if twice:
        said = Phrase("{where}: column '{column}' stands there twice. Keep one of them.", where=name, column=twice[0])
        raise BadWorkspace(said)
    missing = [column for column in schema.column_names() if column not in raw.columns]
    if missing:
        near = nearest(missing[0], raw.columns)
        said = Phrase(
            "{where}: column '{column}' is missing.{near} The table needs: {needed}.",
            where=name,
            column=missing[0],
            near=did_you_mean(f"{column!r}" for column in near),
            needed=", ".join(schema.column_names()),
        )
        raise BadWorkspace(said)
    raw = raw.select(schema.column_names())
    known = of_its_types(in_types(raw, schema), schema) if held else None
    return checked(typed(raw, schema, where=name), schema, where=name) if known is None else known


def _hold_reference(table: str, column: str, other: str, lost: str | None) -> None:
    if lost is not None:
        said = Phrase(
            "{table}: column '{column}' refers to {lost}, which table '{other}' does not have. "
            "Add the row to {other} or correct the identifier.",
            table=table,
            column=column,
            other=other,
            lost=lost,
        )
        raise BadWorkspace(said)


def _stamp(file: Path) -> Stamp:
    try:
        found = file.stat()
    except FileNotFoundError:  # it is being replaced
        return Stamp(file, 0, 0, 0)
    return Stamp(file, found.st_ino, found.st_size, found.st_mtime_ns)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
