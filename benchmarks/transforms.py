"""The transforms on simulated observations: the suite's chain, pandas, and hand-written DuckDB SQL."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.table import Table

from benchmarks.generate import observations
from benchmarks.measure import in_turn, run, spread, times
from benchmarks.once import IMPLEMENTATIONS
from benchmarks.same import assert_same_results

CHECKED_ROWS = 1_000_000
WORDS = {"suite": "icanalysis", "pandas": "pandas", "duckdb": "hand-written DuckDB SQL"}


def compared(sizes: list[int], *, repeats: int, tell: Callable[[str], None]) -> Table:
    """The table of times and peak memory; before any timing the results are held against each other.

    Raises:
        AssertionError: when an implementation gives other results than the suite.
    """
    table = Table(
        *("simulated rows", "with", "transform s", "ratio", "CPU s", "load s", "peak MB", "ratio"),
        title="attainment → pace → same-period growth → roll-up, each run in a fresh process",
    )
    with TemporaryDirectory(prefix="icanalysis-bench-") as folder:
        checked = min(CHECKED_ROWS, *sizes)
        check_same(simulated(checked, Path(folder)))
        tell(f"{checked:,} simulated rows: all three give the same results to 1e-9")
        for rows in sizes:
            path = simulated(rows, Path(folder))
            tell(f"{rows:,} simulated rows: {repeats} rounds of {', '.join(IMPLEMENTATIONS)}")
            add_rows(table, rows, path, repeats)
            path.unlink()
    return table


def simulated(rows: int, folder: Path) -> Path:
    """The Parquet file that every implementation is given."""
    path = folder / f"simulated_{rows}.parquet"
    if not path.exists():
        observations(rows).sink_parquet(path)
    return path


def check_same(path: Path) -> None:
    """Holds the results of the others against those of the suite."""
    suite, *others = (import_module(f"benchmarks.by_{name}") for name in IMPLEMENTATIONS)
    ours = suite.transform(suite.load(path))
    for other in others:
        assert_same_results(ours, other.as_polars(other.transform(other.load(path))))


def once(name: str, path: Path) -> dict[str, float]:
    """One measured run in a process of its own."""
    return json.loads(run([sys.executable, "-m", "benchmarks.once", name, path]))


def add_rows(table: Table, rows: int, path: Path, repeats: int) -> None:
    """Measures one size and adds a row for each implementation."""
    measured = in_turn({name: partial(once, name, path) for name in IMPLEMENTATIONS}, repeats=repeats)
    column = {
        name: {key: [result[key] for result in results] for key in results[0]} for name, results in measured.items()
    }
    base = column["suite"]
    for name, of in column.items():
        table.add_row(
            f"{rows:,}",
            WORDS[name],
            spread(of["transform_s"]),
            times(of["transform_s"], base["transform_s"]),
            f"{median(of['transform_cpu_s']):.2f}",
            spread(of["load_s"]),
            f"{median(of['peak_mb']):,.0f}",
            times(of["peak_mb"], base["peak_mb"]),
            end_section=name == IMPLEMENTATIONS[-1],
        )
