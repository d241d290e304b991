"""The ledger: every run with what it was made from, how it went and what it delivered, in one SQLite file.

A run is claimed before it begins. A job that is being worked on cannot be claimed again, whatever it is made from, so
what was made from newer inputs is delivered last; a key that is delivered need not be. The claim of a process that is
gone is taken over. What a person prints as a single page is written down when it is over, for it is always made. The
schema has a number (`PRAGMA user_version`), and an older ledger is brought up step by step.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tenacity import retry, retry_if_exception, stop_after_delay, wait_random

from icanalysis.errors import BadLedger, Phrase, RunFailed, UserError, did_you_mean, nearest
from icanalysis.runs.printing.carried import packed, unpacked
from icanalysis.runs.printing.facts import Facts
from icanalysis.runs.printing.inputs import Inputs
from icanalysis.runs.printing.owner import Owner
from icanalysis.wording.language import marked

PATIENCE_S = 30.0
"""How long a writer waits for another one."""

SINGLE = "report"
"""What asked for a page that no definition names; its job is its file."""

ENDED_BEFORE = marked("Its process ended before it did: {owner}.")

STARTED, DELIVERED, FAILED, ABANDONED = STATES = ("started", "delivered", "failed", "abandoned")

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE runs (
            run TEXT PRIMARY KEY, report TEXT NOT NULL, stem TEXT NOT NULL, parameters TEXT NOT NULL, key TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('started', 'delivered', 'failed', 'abandoned')),
            what TEXT NOT NULL, user TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL, born REAL NOT NULL,
            inputs TEXT NOT NULL, code_version TEXT NOT NULL, lock_sha256 TEXT NOT NULL,
            started TEXT NOT NULL, until TEXT NOT NULL, ended TEXT, why TEXT) STRICT""",
        "CREATE UNIQUE INDEX one_claim ON runs (report, stem) WHERE state = 'started'",
        "CREATE INDEX runs_by_job ON runs (report, stem, started)",
        """CREATE TABLE attempts (run TEXT NOT NULL REFERENCES runs, number INTEGER NOT NULL, started TEXT NOT NULL,
            ended TEXT, why TEXT, PRIMARY KEY (run, number)) STRICT""",
        """CREATE TABLE cells (run TEXT NOT NULL REFERENCES runs, number INTEGER NOT NULL, source TEXT NOT NULL,
            seconds REAL, PRIMARY KEY (run, number)) STRICT""",
        """CREATE TABLE checks (run TEXT NOT NULL REFERENCES runs, name TEXT NOT NULL, passed INTEGER NOT NULL,
            said TEXT NOT NULL, PRIMARY KEY (run, name)) STRICT""",
        """CREATE TABLE outputs (run TEXT NOT NULL REFERENCES runs, file TEXT NOT NULL, sha256 TEXT NOT NULL,
            bytes INTEGER NOT NULL, PRIMARY KEY (run, file)) STRICT""",
        "CREATE INDEX outputs_by_hash ON outputs (sha256)",
    ),
    (
        "ALTER TABLE runs ADD COLUMN said TEXT",
        "ALTER TABLE runs ADD COLUMN facts TEXT",
    ),
)
"""What each number of the schema adds to the one before it."""


@dataclass(frozen=True)
class Wish:
    """A run that somebody asks for. `until` is when it is given up if its process cannot be asked."""

    report: str
    stem: str
    parameters: Mapping[str, str]
    key: str
    inputs: Inputs
    owner: Owner
    lasts: timedelta


@dataclass(frozen=True)
class Claim:
    """The answer to a wish: `run` is to be made now (`mine`), is made already (`delivered`) or being made (`busy`)."""

    run: str
    state: str
    owner: Owner

    @property
    def is_mine(self) -> bool:
        """Whether who asked must now make it."""
        return self.state == "mine"


class Ledger:
    """The ledger in a file; it is made when it is not there.

    Raises:
        BadLedger: when the file is no ledger, is of a newer version, or cannot be written.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            template = marked(
                "The ledger {file!r} cannot be made ({said}). Choose another folder with --out or ICANALYSIS_OUT."
            )
            raise BadLedger(Phrase(template, file=str(file), said=error.strerror)) from error
        with self._connected() as connection:
            _write_ahead(connection)
            self._bring_up(connection)

    def claim(self, wish: Wish, *, again: bool, gone: Callable[[str], str], whole: Callable[[str], bool]) -> Claim:
        """Claims a run unless its key is delivered (and `whole`, and not asked `again`) or its job is being worked on.

        `gone` is asked about a claim whose process is gone: it says what became of the run.
        """
        with self._writing() as connection:
            held = connection.execute(
                "SELECT * FROM runs WHERE report = ? AND stem = ? AND state = ?", (wish.report, wish.stem, STARTED)
            ).fetchone()
            if held is not None:
                if _is_held(held):
                    return Claim(held["run"], "busy", _owner(held))
                why = RunFailed(Phrase(ENDED_BEFORE, owner=_owner(held).said))
                self._end(connection, held["run"], gone(held["run"]), why)
            if not again:
                made = connection.execute(
                    "SELECT * FROM runs WHERE key = ? AND state = ? ORDER BY ended DESC", (wish.key, DELIVERED)
                )
                for row in made:
                    if whole(row["run"]):
                        return Claim(row["run"], "delivered", _owner(row))
            run, now = new_run(), _now()
            self._begin(connection, wish, run=run, began=now)
            return Claim(run, "mine", wish.owner)

    def record(
        self,
        run: str,
        wish: Wish,
        *,
        began: datetime,
        why: UserError | None,
        outputs: Mapping[str, tuple[str, int]],
        facts: Facts | None,
    ) -> None:
        """Writes down, as a whole, a run that nobody claimed and that is over; `why` it failed, if it did."""
        with self._writing() as connection:
            self._begin(connection, wish, run=run, began=began)
            self._outputs(connection, run, outputs, facts)
            self._end(connection, run, FAILED if why else DELIVERED, why)

    def change_key(self, run: str, wish: Wish) -> None:
        """Gives a claim the key of its inputs as they are now."""
        with self._writing() as connection:
            values = (wish.key, json.dumps(asdict(wish.inputs)), run)
            connection.execute("UPDATE runs SET key = ?, inputs = ? WHERE run = ?", values)

    def attempt(self, run: str, number: int, started: datetime, why: str | None) -> None:
        """Writes down an attempt that has ended, and why it failed."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO attempts VALUES (?, ?, ?, ?, ?)", (run, number, _text(started), _text(_now()), why)
            )

    def told(
        self,
        run: str,
        *,
        cells: Sequence[Mapping[str, Any]] = (),
        checks: Sequence[Mapping[str, Any]] = (),
        outputs: Mapping[str, tuple[str, int]] | None = None,
        facts: Facts | None = None,
    ) -> None:
        """Writes down what a run tells: seconds per cell, checks, the hash and size of each file, what is in them."""
        with self._writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)",
                [(run, number, cell["source"], cell["seconds"]) for number, cell in enumerate(cells, start=1)],
            )
            connection.executemany(
                "INSERT OR REPLACE INTO checks VALUES (?, ?, ?, ?)",
                [(run, check["name"], int(check["passed"]), check["said"]) for check in checks],
            )
            self._outputs(connection, run, outputs or {}, facts)

    def end(self, run: str, state: str, why: UserError | str | None = None) -> None:
        """Writes down how a run ended; why it failed, as an error, can be said in any language later."""
        with self._writing() as connection:
            self._end(connection, run, state, why)

    def runs(
        self,
        *,
        report: str | None = None,
        stem: str | None = None,
        place: str | None = None,
        state: str | None = None,
        since: str | None = None,
    ) -> list[dict[str, Any]]:
        """The runs that fit, the newest first; `since` is a day or a moment as text.

        Raises:
            UserError: for a state that there is not.
        """
        if state is not None and state not in STATES:
            near = did_you_mean(f"'{word}'" for word in nearest(state, STATES))
            raise UserError(
                Phrase(
                    "There is no state '{state}'.{near} Known: {states}.",
                    state=state,
                    near=near,
                    states=", ".join(STATES),
                )
            )
        asked = {
            "report = ?": report,
            "stem = ?": stem,
            "json_extract(parameters, '$.place') = ?": place,
            "state = ?": state,
            "julianday(started) >= julianday(?)": _moment(since),
        }
        given = {clause: value for clause, value in asked.items() if value is not None}
        clauses = " AND ".join(given) or "1"
        with self._connected() as connection:
            rows = connection.execute(f"SELECT * FROM runs WHERE {clauses} ORDER BY rowid DESC", list(given.values()))
            return [_read(row) for row in rows]

    def run(self, run: str) -> dict[str, Any]:
        """A run with its attempts, cells, checks and outputs, by its id or the beginning of it.

        Raises:
            UserError: when no run, or more than one, has that id.
        """
        with self._connected() as connection:
            rows = connection.execute("SELECT * FROM runs WHERE run GLOB ? || '*'", (run.replace("*", ""),)).fetchall()
            if len(rows) != 1:
                known = [row["run"] for row in rows or connection.execute("SELECT run FROM runs ORDER BY rowid DESC")]
                near = known[:3] if rows else nearest(run, known)
                one = marked("There is no run '{run}'.{near} List them: icanalysis runs")
                more = marked("More than one run begins with '{run}'.{near} List them: icanalysis runs")
                raise UserError(Phrase(more if rows else one, run=run, near=did_you_mean(near)))
            found = _read(rows[0])
            for table in ("attempts", "cells", "checks", "outputs"):
                order = "file" if table == "outputs" else "rowid"
                parts = connection.execute(f"SELECT * FROM {table} WHERE run = ? ORDER BY {order}", (found["run"],))
                found[table] = [{name: value for name, value in dict(part).items() if name != "run"} for part in parts]
            return found

    def newest(self) -> list[dict[str, Any]]:
        """The newest run of every job of a definition that came to its end, good or not; one cut short says nothing."""
        last = "SELECT max(rowid) FROM runs WHERE state IN (?, ?) AND what != ? GROUP BY report, stem"
        with self._connected() as connection:
            rows = connection.execute(f"SELECT * FROM runs WHERE rowid IN ({last})", (DELIVERED, FAILED, SINGLE))
            return [_read(row) for row in rows]

    def known(self) -> tuple[set[str], set[str]]:
        """The names of the reports that have a run, and the codes of the places."""
        with self._connected() as connection:
            rows = connection.execute(
                "SELECT DISTINCT report, json_extract(parameters, '$.place') FROM runs"
            ).fetchall()
        return {report for report, _place in rows}, {place for _report, place in rows if place is not None}

    def those(self, runs: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Runs by their ids; one that is not there is left out."""
        with self._connected() as connection:
            asked = json.dumps(list(runs))
            rows = connection.execute("SELECT * FROM runs WHERE run IN (SELECT value FROM json_each(?))", (asked,))
            return {row["run"]: _read(row) for row in rows}

    def run_with(self, sha256: str) -> str | None:
        """The newest run that delivered a file with this hash."""
        with self._connected() as connection:
            found = connection.execute("SELECT run FROM outputs WHERE sha256 = ? ORDER BY rowid DESC", (sha256,))
            return next((row["run"] for row in found), None)

    def _begin(self, connection: sqlite3.Connection, wish: Wish, *, run: str, began: datetime) -> None:
        owner, made_from = wish.owner, wish.inputs
        connection.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)",
            (
                run,
                wish.report,
                wish.stem,
                json.dumps(dict(wish.parameters), ensure_ascii=False),
                wish.key,
                STARTED,
                *(owner.what, owner.user, owner.host, owner.pid, owner.born),
                *(json.dumps(asdict(made_from)), made_from.code_version, made_from.lock),
                *(_text(began), _text(began + wish.lasts)),
            ),
        )

    def _end(self, connection: sqlite3.Connection, run: str, state: str, why: UserError | str | None) -> None:
        said = json.dumps(packed(why), ensure_ascii=False) if isinstance(why, UserError) else None
        values = (state, _text(_now()), None if why is None else str(why), said, run)
        connection.execute("UPDATE runs SET state = ?, ended = ?, why = ?, said = ? WHERE run = ?", values)

    def _outputs(
        self, connection: sqlite3.Connection, run: str, outputs: Mapping[str, tuple[str, int]], facts: Facts | None
    ) -> None:
        connection.executemany(
            "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?)",
            [(run, file, sha256, size) for file, (sha256, size) in outputs.items()],
        )
        if facts is not None:
            connection.execute("UPDATE runs SET facts = ? WHERE run = ?", (facts.as_text, run))

    def _bring_up(self, connection: sqlite3.Connection) -> None:
        """Brings the schema to the number of now."""
        (number,) = connection.execute("PRAGMA user_version").fetchone()
        if number > len(STEPS):
            said = marked(
                "The ledger {file!r} was written by a newer version (schema {number}, known {known}). "
                "Upgrade icanalysis, or name another ledger."
            )
            raise BadLedger(Phrase(said, file=str(self.file), number=number, known=len(STEPS)))
        if number == len(STEPS):
            return
        connection.execute("BEGIN IMMEDIATE")
        (number,) = connection.execute("PRAGMA user_version").fetchone()  # another may have done it meanwhile
        for statement in (one for step in STEPS[number:] for one in step):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that no other writer comes between."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own for each piece of work: it may be asked from any thread or forked process.

        What was not committed when it is closed has not happened.
        """
        connection = None
        try:
            connection = sqlite3.connect(self.file, timeout=PATIENCE_S, isolation_level=None)
            connection.row_factory = sqlite3.Row
            yield connection
        except sqlite3.Error as error:
            said = Phrase("The ledger {file!r} cannot be used ({said}).", file=str(self.file), said=str(error))
            raise BadLedger(said) from error
        finally:
            if connection is not None:
                connection.close()


def kept(file: Path) -> Ledger | None:
    """The ledger in a file, to be read; None where none was ever begun: who only reads leaves nothing behind."""
    return Ledger(file) if file.exists() else None


def why_of(run: Mapping[str, Any]) -> UserError | None:
    """Why a run failed, as the error that it was; as its text where an older ledger has no more."""
    if run["said"]:
        return unpacked(run["said"])
    return UserError(run["why"]) if run["why"] else None


def new_run() -> str:
    """The id of a run that begins now; no other has it, and a later one sorts after it."""
    return f"{_now():%Y%m%dT%H%M%S}-{os.urandom(4).hex()}"


def _is_locked(error: BaseException) -> bool:
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


@retry(
    retry=retry_if_exception(_is_locked), stop=stop_after_delay(PATIENCE_S), wait=wait_random(0.01, 0.1), reraise=True
)
def _write_ahead(connection: sqlite3.Connection) -> None:
    """Readers and the writer do not stop each other. For this one change SQLite itself does not wait for others."""
    connection.execute("PRAGMA journal_mode = WAL")


def _is_held(row: sqlite3.Row) -> bool:
    """Whether a claim stands: its process lives, or it is of another machine and its time is not over."""
    owner = _owner(row)
    return owner.lives if owner.is_here else datetime.fromisoformat(row["until"]) > _now()


def _owner(row: sqlite3.Row) -> Owner:
    return Owner(*(row[name] for name in ("what", "user", "host", "pid", "born")))


def _read(row: sqlite3.Row) -> dict[str, Any]:
    """A run as plain data."""
    found = dict(row)
    plain = ("parameters", "inputs", "said", "facts")
    return found | {name: found[name] and json.loads(found[name]) for name in plain}


def _moment(since: str | None) -> str | None:
    """A day or moment as SQLite reads it; a day begins where the clock of this machine says.

    Raises:
        UserError: for a text that is neither.
    """
    if since is None:
        return None
    try:
        return _text(datetime.fromisoformat(since).astimezone())
    except ValueError as error:
        raise UserError(
            Phrase("{since!r} is no day. Write it as year-month-day, such as 2021-07-31.", since=since)
        ) from error


def _now() -> datetime:
    return datetime.now().astimezone()


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
