"""How much memory a kernel holds alone: what the machine gets back when it ends."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")


def own_mb(pid: int) -> float:
    """Memory of a process that it shares with no other, in MB; 0 where the system does not tell, or when it has ended.

    Most of a forked kernel is shared with its server. The quick sum (resident without files) is never less than what
    is asked for, so the exact one, which walks all pages, is left out while the quick one is small.
    """
    try:
        pages = (PROC / str(pid) / "statm").read_text().split()
        quick = (int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGE_SIZE")
        if quick < SMALL:
            return quick / 1e6
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except (OSError, ValueError, IndexError):
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_", "Swap:"))) / 1e3


SMALL = 100_000_000
"""Bytes below which the quick sum is told."""
