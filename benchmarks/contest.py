"""Contenders side by side in one table: each in a fresh process, in turn, medians with ratios to the first of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from rich.table import Table

from benchmarks.measure import Failed, in_turn, run, spread

Measured = dict[str, dict[str, list[float]]]
"""Contender → what was measured → its value in each round."""

NOTHING = "–"
TIMED = ("load_s", "first_s", "again_s", "peak_mb")


def table(*, told: Mapping[str, str], title: str, caption: str) -> Table:
    """An empty table: what is measured of everyone, and what these contenders tell (heading → key)."""
    shown = Table(title=title, caption=caption, caption_justify="left")
    for heading in ("with", "first s", "ratio", "again s", "load s", "peak MB", "ratio", *told):
        shown.add_column(heading, no_wrap=heading != "with")
    return shown


def measured(modules: Mapping[str, str], file: Path, *, repeats: int) -> Measured:
    """Every contender (its words → its module) in rounds with the same file.

    Raises:
        Failed: when one of them tells something else in another round, though it was given the same.
    """
    rounds = in_turn({words: partial(once, module, file) for words, module in modules.items()}, repeats=repeats)
    results = {words: {key: [one[key] for one in each] for key in each[0]} for words, each in rounds.items()}
    for words, of in results.items():
        hold_steady(words, of)
    return results


def hold_steady(words: str, of: Mapping[str, Sequence[float]]) -> None:
    """Holds a contender to one answer: what it tells may not change from round to round.

    Raises:
        Failed: names what changed.

    >>> hold_steady("a merge", {"found": [8, 8], "first_s": [0.1, 0.2]})
    """
    changed = {key: sorted(set(told)) for key, told in of.items() if key not in TIMED and len(set(told)) > 1}
    if changed:
        raise Failed(f"{words} gave different results for the same file: {changed}")


def once(module: str, file: Path) -> dict[str, float]:
    """One measured run in a process of its own."""
    return json.loads(run([sys.executable, "-m", "benchmarks.fresh", module, file]))


def add_rows(shown: Table, case: str, results: Measured, *, told: Mapping[str, str]) -> None:
    """The case over a row for each contender; ratios are to the first."""
    shown.add_row(case, style="bold")
    base = next(iter(results.values()))
    last = list(results)[-1]
    for words, of in results.items():
        shown.add_row(
            f"  {words}",
            spread(of["first_s"]),
            ratio(of["first_s"], base["first_s"]),
            f"{median(of['again_s']):.2f}",
            f"{median(of['load_s']):.2f}",
            f"{median(of['peak_mb']):,.0f}",
            ratio(of["peak_mb"], base["peak_mb"]),
            *(f"{median(of[key]):,.0f}" if key in of else NOTHING for key in told.values()),
            end_section=words == last,
        )


def ratio(values: Sequence[float], base: Sequence[float]) -> str:
    """How many times the base, by medians, with two decimals where it is less.

    >>> ratio([2.4], [1.0]), ratio([1.0], [20.0])
    ('×2.4', '×0.05')
    """
    share = median(values) / median(base)
    return f"×{share:.1f}" if share >= 0.95 else f"×{share:.2f}"


def verdict(what: str, values: Sequence[float], *, goal_s: float) -> str:
    """Whether a goal is met by the median, in words.

    >>> verdict("a map", [1.0, 1.2, 1.1], goal_s=1.5)
    'Goal for a map: 1.5 s. Met: 1.10 (1.00–1.20) s.'
    """
    return f"Goal for {what}: {goal_s:g} s. {'Met' if median(values) <= goal_s else 'NOT met'}: {spread(values)} s."
