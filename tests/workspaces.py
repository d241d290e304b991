"""Workspaces for tests: a copy of the published tables in a folder of its own, with one thing changed."""

from __future__ import annotations

import csv
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from icanalysis.sources.workspace import PUBLISHED


@dataclass(frozen=True)
class Workspace:
    """A folder of CSV tables that a test may change."""

    folder: Path

    def file(self, table: str) -> Path:
        """Where a table stands."""
        return self.folder / f"{table}.csv"

    def rows(self, table: str) -> list[dict[str, str]]:
        """The rows of a table as texts."""
        with self.file(table).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def keep(self, table: str, rows: list[dict[str, str]], columns: list[str] | None = None) -> Workspace:
        """The workspace with these rows in a table."""
        columns = columns or list(rows[0])
        with self.file(table).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return self

    def change(self, table: str, key: str, **values: str) -> Workspace:
        """The workspace with other values in the row that has the key in its first column."""
        rows = self.rows(table)
        row = next(row for row in rows if key == next(iter(row.values())))
        row.update(values)
        return self.keep(table, rows)

    def add(self, table: str, like: str, **values: str) -> Workspace:
        """The workspace with one more row: as the one with the key `like`, but for these values."""
        rows = self.rows(table)
        row = next(row for row in rows if like == next(iter(row.values())))
        return self.keep(table, [*rows, row | values])

    def rename(self, table: str, column: str, other: str) -> Workspace:
        """The workspace with another heading over a column."""
        header, rest = self.file(table).read_text("utf-8").split("\n", 1)
        names = [other if name == column else name for name in header.split(",")]
        self.file(table).write_text(",".join(names) + "\n" + rest, "utf-8")
        return self

    def line_of(self, table: str, key: str) -> int:
        """The line of the file on which the row with the key stands."""
        keys = [next(iter(row.values())) for row in self.rows(table)]
        return keys.index(key) + 2

    def digest(self) -> dict[str, str]:
        """What stands in each file, to see whether anything changed."""
        files = sorted(self.folder.iterdir())
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def copied(folder: Path) -> Workspace:
    """A copy of the published tables."""
    shutil.copytree(PUBLISHED, folder, ignore=lambda _, names: [name for name in names if not name.endswith(".csv")])
    return Workspace(folder)
