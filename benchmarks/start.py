"""How quickly the command line answers: `--help`, beside what Python itself needs to start."""

from __future__ import annotations

import sys
from functools import partial

from rich.table import Table

from benchmarks.measure import in_turn, script, seconds, spread, times

ROUNDS = 5
SUITE = "icanalysis --help"


def compared() -> Table:
    """The table of starting times; medians of five."""
    commands = {
        SUITE: [*script("icanalysis", "icanalysis"), "--help"],
        "papermill --help": [sys.executable, "-m", "papermill", "--help"],
        "python, nothing else": [sys.executable, "-c", ""],
    }
    measured = in_turn({name: partial(seconds, command) for name, command in commands.items()}, repeats=ROUNDS)
    table = Table("command", "s", "ratio", title=f"Time to help, {ROUNDS} rounds")
    for name, values in measured.items():
        table.add_row(name, spread(values), times(values, measured[SUITE]))
    return table
