"""Names of places matched: the suite's matcher beside a pandas merge on the name in small letters."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from rich.table import Table

from benchmarks import contest
from benchmarks.spellings import MANNERS, ROWS, typed
from icanalysis.sources.tables import load

SUITE = "icanalysis"
MODULES = {SUITE: "names_by_suite", "pandas merge": "names_by_pandas"}
CASES = {"with their province": ["province"], "without": []}
GOAL, GOAL_S = "with their province", 1.0
TOLD = {"found": "found", "wrong": "wrong", "several": "ambiguous", "none": "lost"}
CAPTION = """\
Edition and level are known. The merge is on full or bare name in small letters (and the province), and takes what \
it finds once. Wrong: found, but not the place that the name was made from. Several: more than one place fits, \
left to a person."""


def compared(*, repeats: int, tell: Callable[[str], None]) -> list[Table]:
    """The table of times and of what was found, and that of manners of writing; says whether the goal is met."""
    shown = contest.table(told=TOLD, title="10,000 names of places, in a fresh process", caption=CAPTION)
    with TemporaryDirectory(prefix="icanalysis-bench-") as folder:
        for case, columns in CASES.items():
            file = simulated(Path(folder), columns)
            tell(f"{ROWS:,} simulated names {case}: {repeats} rounds of {', '.join(MODULES)}")
            results = contest.measured(MODULES, file, repeats=repeats)
            contest.add_rows(shown, f"{ROWS:,} {case}", results, told=TOLD)
            if case == GOAL:
                tell(contest.verdict(f"{ROWS:,} names", results[SUITE]["first_s"], goal_s=GOAL_S))
        return [shown, by_manner(simulated(Path(folder), CASES[GOAL]))]


def simulated(folder: Path, columns: list[str], *, rows: int = ROWS) -> Path:
    """A file of names with the columns asked for beside edition, level and name; beside it the tables of places."""
    file = folder / f"names_{'_'.join(columns)}.parquet"
    load("places").sink_parquet(folder / "places.parquet")
    load("former_names").sink_parquet(folder / "former_names.parquet")
    names = typed(load("places"), rows=rows)
    names.select("edition", "level", *columns, "name", "manner", "meant_code").sink_parquet(file)
    return file


def answers(module: str, file: Path) -> pl.DataFrame:
    """What a contender answers to each row of a file: meant_code, manner, place_code, candidate_count."""
    contender = import_module(f"benchmarks.{module}")
    return contender.as_polars(contender.work(contender.load(file)))


def by_manner(file: Path) -> Table:
    """How many names of each manner were found, and rightly."""
    shown = Table("written", "names", *MODULES, title=f"Found rightly, by manner of writing, {GOAL}")
    right = (pl.col("place_code") == pl.col("meant_code")).sum()
    found = {
        words: dict(answers(module, file).group_by("manner").agg(right).rows()) for words, module in MODULES.items()
    }
    counts = dict(pl.scan_parquet(file).group_by("manner").len().collect().rows())
    for manner in MANNERS:
        shown.add_row(manner, f"{counts[manner]:,}", *(f"{of[manner]:,}" for of in found.values()))
    return shown


def told(answered: pl.DataFrame) -> dict[str, float]:
    """Found, wrong, may be several, not found."""
    found, several = pl.col("place_code").is_not_null(), pl.col("candidate_count") > 1
    return answered.select(
        found=found.sum(),
        wrong=(pl.col("place_code") != pl.col("meant_code")).sum(),
        ambiguous=(~found & several).sum(),
        lost=(~found & ~several).sum(),
    ).row(0, named=True)
