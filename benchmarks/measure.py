"""Measuring fairly: each contender in a fresh process, in turn (A B C A B C), medians with their spread."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

TIMEOUT_S = 1_800
T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[1]


class Failed(Exception):
    """A command that was to be measured did not work; the message shows its last words."""


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """Runs a command with all cores allowed to everyone, and returns what it printed; `env` adds to its variables.

    Raises:
        Failed: when the exit code is not 0, or after half an hour.
    """
    threads = str(os.cpu_count())
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    allowed = {"POLARS_MAX_THREADS": threads, "OMP_NUM_THREADS": threads, "PYTHONPATH": paths}
    words = " ".join(map(str, command))
    try:
        said = subprocess.run(
            command,
            cwd=cwd,
            env=os.environ | allowed | (env or {}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=TIMEOUT_S,
        )
    except subprocess.TimeoutExpired as late:
        raise Failed(f"{words}\nhad not ended after {TIMEOUT_S} s") from late
    if said.returncode:
        raise Failed(f"{words}\nended with exit code {said.returncode}:\n{said.stderr.strip()[-1500:]}")
    return said.stdout


def seconds(*commands: Sequence[str | Path], cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> float:
    """How long the commands take one after the other, by the clock on the wall."""
    start = time.perf_counter()
    for command in commands:
        run(command, cwd=cwd, env=env)
    return time.perf_counter() - start


def in_turn(contenders: Mapping[str, Callable[[], T]], *, repeats: int) -> dict[str, list[T]]:
    """Measures every contender once, then every one again, so that a busy moment hits all alike."""
    rounds = [{name: measure() for name, measure in contenders.items()} for _ in range(repeats)]
    return {name: [results[name] for results in rounds] for name in contenders}


def spread(values: Sequence[float]) -> str:
    """The median with the least and the most: 1.20 (1.10–1.45).

    >>> spread([1.1, 1.45, 1.2])
    '1.20 (1.10–1.45)'
    """
    return f"{median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def times(values: Sequence[float], base: Sequence[float]) -> str:
    """How many times the base, by medians: ×2.4.

    >>> times([2.4, 2.3, 9.0], [1.0, 1.0, 1.0])
    '×2.4'
    """
    return f"×{median(values) / median(base):.1f}"


def script(name: str, module: str) -> list[str | Path]:
    """The command beside this Python, or the module it stands for."""
    beside = Path(sys.executable).with_name(name)
    return [beside] if beside.exists() else [sys.executable, "-m", module]
