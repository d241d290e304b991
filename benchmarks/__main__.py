"""`python -m benchmarks [all|report|transforms|maps|screens|bulk|help]`: measure, print, keep nothing."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from benchmarks import bulk, maps, report, screens, start, transforms
from benchmarks.machine import machine
from benchmarks.measure import Failed

LEAST_ROWS = 2_000
"""Fewer would not walk every path of the chain."""


class Part(StrEnum):
    """What can be measured."""

    ALL = "all"
    REPORT = "report"
    TRANSFORMS = "transforms"
    MAPS = "maps"
    SCREENS = "screens"
    BULK = "bulk"
    HELP = "help"


def main(
    part: Annotated[Part, typer.Argument(help="What to measure.")] = Part.ALL,
    rows: Annotated[str, typer.Option(help="Sizes of the simulated tables.")] = "1000000,10000000",
    repeats: Annotated[int, typer.Option(min=1, help="Rounds; medians are printed.")] = 3,
) -> None:
    """Measure the suite beside what one would use instead, in one run on this machine."""
    sizes = in_numbers(rows)
    console = Console(width=max(Console().width, 120))
    try:
        if part in (Part.ALL, Part.HELP):
            console.print(start.compared())
        if part is Part.REPORT:
            console.print(report.compared(repeats=repeats, tell=console.print))
        if part in (Part.ALL, Part.TRANSFORMS):
            console.print(transforms.compared(sizes, repeats=repeats, tell=console.print))
        if part in (Part.ALL, Part.MAPS):
            for table in maps.compared(repeats=repeats, tell=console.print):
                console.print(table)
        if part in (Part.ALL, Part.SCREENS):
            for table in screens.compared(repeats=repeats, tell=console.print):
                console.print(table)
        if part in (Part.ALL, Part.BULK):
            for table in bulk.compared(repeats=repeats, tell=console.print):
                console.print(table)
    except Failed as failure:
        console.print(f"{failure}", markup=False)
        sys.exit(1)
    console.print(f"Medians with least–most; ratios to the suite. {machine()}", highlight=False)


def in_numbers(rows: str) -> list[int]:
    """1000000,10000000 as numbers of rows."""
    sizes = [int(size) for size in rows.split(",") if size.strip().isdecimal()]
    if len(sizes) < len(rows.split(",")) or min(sizes) < LEAST_ROWS:
        raise typer.BadParameter(f"--rows {rows}: whole numbers from {LEAST_ROWS:,} on, parted by commas.")
    return sizes


if __name__ == "__main__":
    typer.run(main)
