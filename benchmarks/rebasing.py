"""A million rows shown in the units of the other edition: the suite beside a pandas merge and groupby."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from polars.testing import assert_frame_equal
from rich.table import Table

from benchmarks import contest
from benchmarks.same import TOLERANCE, plain
from benchmarks.series import by_place
from icanalysis.sources.tables import load
from icanalysis.transforms.rebasing import weights

ROWS = 1_000_000
MODULES = {"icanalysis": "rebasing_by_suite", "pandas merge + groupby": "rebasing_by_pandas"}
OLD, NEW = ("2024", "district"), ("2025", "commune")
CASES = {"district → commune": (OLD, NEW), "commune → district": (NEW, OLD)}
TOLD = {"rows out": "rows_out"}
KEYS = ["indicator_id", "window_end", "edition", "place_code", "not_placed_code"]
CAPTION = """\
Series and weights in memory; one join and one sum by indicator, month and place, with what is estimated, how many \
parts took part, and what could not be placed. Results were held against each other first, to 1e-9."""


def compared(*, repeats: int, tell: Callable[[str], None]) -> Table:
    """The table of times and peak memory; before any timing the results are held against each other.

    Raises:
        AssertionError: when pandas gives other results than the suite.
    """
    title = f"Re-basing of {ROWS:,} simulated rows, each run in a fresh process"
    shown = contest.table(told=TOLD, title=title, caption=CAPTION)
    for case, (start, end) in CASES.items():
        with TemporaryDirectory(prefix="icanalysis-bench-") as folder:
            file, took = simulated(Path(folder), start, end, rows=ROWS)
            check_same(file)
            tell(f"{ROWS:,} simulated rows, {case}: both give the same results to 1e-9; weights took {took:.2f} s")
            tell(f"{ROWS:,} simulated rows, {case}: {repeats} rounds of {', '.join(MODULES)}")
            contest.add_rows(shown, case, contest.measured(MODULES, file, repeats=repeats), told=TOLD)
    return shown


def simulated(folder: Path, start: tuple[str, str], end: tuple[str, str], *, rows: int) -> tuple[Path, float]:
    """The file of the series, the weights beside it, and the seconds that the weights took to work out."""
    file = folder / "series.parquet"
    edition, level = start
    units = pl.col("edition").cast(pl.String) == edition, pl.col("level").cast(pl.String) == level
    codes = load("places").filter(*units).sort("place_code").collect()["place_code"].to_list()
    by_place(codes, edition=edition, rows=rows).sink_parquet(file)
    changes, places = load("place_changes").collect().lazy(), load("places").collect().lazy()
    ends = {"from_edition": edition, "from_level": level, "to_edition": end[0], "to_level": end[1]}
    begun = time.perf_counter()
    shared = weights(changes, places=places, **ends).collect()
    took = time.perf_counter() - begun
    shared.write_parquet(file.with_stem("weights"))
    return file, took


def check_same(file: Path) -> None:
    """Holds the results of pandas against those of the suite.

    Raises:
        AssertionError: names the column and shows both.
    """
    ours, theirs = (results(module, file) for module in MODULES.values())
    assert_same(ours, theirs)


def results(module: str, file: Path) -> pl.DataFrame:
    """What a contender gives."""
    contender = import_module(f"benchmarks.{module}")
    return contender.as_polars(contender.work(contender.load(file)))


def assert_same(ours: pl.DataFrame, theirs: pl.DataFrame) -> None:
    """Every row and every column, numbers to 1e-9.

    Raises:
        AssertionError: names the column and shows both.
    """
    assert_frame_equal(
        *(plain(frame).sort(KEYS) for frame in (ours, theirs)),
        check_column_order=False,
        rel_tol=TOLERANCE,
        abs_tol=TOLERANCE,
    )
