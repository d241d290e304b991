"""What processes take: memory counted by its share, and time of the processor."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> set[int]:
    """A process and all below it."""
    below: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (found := _stat(int(entry.name))):
            below.setdefault(int(found[1]), []).append(int(entry.name))
    grown, left = set(), [root]
    while left:
        one = left.pop()
        grown.add(one)
        left += below.get(one, [])
    return grown


def pss_mb(process: int) -> float:
    """Memory of a process in MB; what it shares with others counts by its share (PSS)."""
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def cpu_s(process: int) -> float:
    """Seconds of the processor that a process has used."""
    found = _stat(process)
    return (int(found[11]) + int(found[12])) / TICKS if found else 0.0


def _stat(process: int) -> list[str]:
    """What the system tells of a process, from its state on; nothing once it has gone."""
    try:
        return (PROC / str(process) / "stat").read_text("utf-8", errors="replace").rpartition(") ")[2].split()
    except OSError:
        return []
