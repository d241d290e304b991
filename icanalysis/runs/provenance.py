"""What a report was made from: code, packages, tables, and the source behind every row it used."""

from __future__ import annotations

import platform
import subprocess
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

import polars as pl
from packaging.requirements import Requirement

from icanalysis.geography import store
from icanalysis.schemas import terms
from icanalysis.sources import workspace
from icanalysis.sources.version import Version

HOME = Path(__file__).resolve().parents[2]
PACKAGE = "icanalysis"


def code_version() -> str:
    """Version of the package and, in a checkout, the commit it stands at; a plus marks uncommitted changes."""
    commit = _git("rev-parse", "--short=12", "HEAD")
    if not commit:
        return version(PACKAGE)
    changed = "+" if _git("status", "--porcelain", "--untracked-files=no") else ""
    return f"{version(PACKAGE)} ({commit}{changed})"


@cache
def package_versions() -> dict[str, str]:
    """Python and the packages that the suite asks for, as installed."""
    names = sorted(Requirement(line).name for line in requires(PACKAGE) or () if "extra ==" not in line)
    return {"python": platform.python_version()} | {name: version(name) for name in names}


def boundaries_in_use() -> dict[str, dict[str, Any]]:
    """Edition → name, checksum and exactness of the boundaries that maps draw."""
    imported = workspace.boundaries()
    used = {edition: store.in_use(edition, imported=imported) for edition in terms.EDITIONS}
    return {
        edition: {"name": origin.name, "sha256": origin.sha256, "approximate": origin.approximate}
        for edition, name in used.items()
        for origin in store.available(edition, imported=imported)
        if origin.name == name
    }


def sources_behind(rows: set[str], *, tables: Version) -> dict[str, dict[str, Any]]:
    """`table:id` → source_id, publisher, title, date, address and class of its source."""
    keys = pl.DataFrame({"row": sorted(rows)}, schema={"row": pl.String}).with_columns(
        pl.col("row").str.split_exact(":", 1).struct.rename_fields(["table", "key"]).struct.unnest()
    )
    parts = keys.group_by("table", maintain_order=True)
    found = [_with_source(tables.load(table).collect(), part) for (table,), part in parts]
    known = pl.concat(found) if found else pl.DataFrame(schema={"row": pl.String, "source_id": pl.String})
    sources = tables.load("sources").with_columns(pl.col("source_class").cast(pl.String)).collect()
    told = known.join(sources, on="source_id", how="left").sort("row")
    return {row.pop("row"): row for row in told.iter_rows(named=True)}


def _with_source(rows: pl.DataFrame, part: pl.DataFrame) -> pl.DataFrame:
    return part.join(rows, left_on="key", right_on=rows.columns[0], how="inner").select("row", "source_id")


def _git(*words: str) -> str:
    try:
        done = subprocess.run(["git", *words], cwd=HOME, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
