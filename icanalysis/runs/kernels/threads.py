"""A process may fork only while it has no other thread: a lock that one holds stays locked in the child for ever.

Polars and Arrow start threads of their allocator when they are imported, and OpenBLAS its workers; `QUIET` keeps all of
them from starting. One remains, `polars-ooc-cleaner` (Polars 2.1): it sleeps until a query that spilled to disk drops a
file. A sleeping one holds no lock. Its lack in a kernel means that files spilled there are removed by the next process
that imports Polars, not at once.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

LEAN = "narenas:1,dirty_decay_ms:0,muzzy_decay_ms:0,tcache:false"
"""How Polars' allocator gives back what a query no longer needs: at once, for there is one kernel per visitor."""

QUIET = {
    "_RJEM_MALLOC_CONF": f"background_thread:false,{LEAN}",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_TRIM_THRESHOLD_": "65536",
}
"""Variables under which the libraries start no thread when they are imported, and kernels hold little memory."""

ASLEEP = frozenset({"polars-ooc-clea"})
"""Threads, by the 15 letters the system keeps of their names, that may be there while they sleep."""

TASKS = Path("/proc/self/task")


def in_the_way() -> list[str]:
    """Names of the threads that forbid a fork now, of Python and of libraries.

    Raises:
        OSError: where the system does not list its threads; then nobody knows, and nothing may be forked.
    """
    python = [one.name for one in threading.enumerate() if one is not threading.main_thread()]
    native = [task for task in TASKS.iterdir() if task.name != str(os.getpid())]
    return python + [name for task in native if (name := _name(task)) not in ASLEEP or not _sleeps(task)]


def _name(task: Path) -> str:
    return (task / "comm").read_text("utf-8", errors="replace").strip()


def _sleeps(task: Path) -> bool:
    return (task / "stat").read_text("utf-8", errors="replace").rpartition(") ")[2][:1] == "S"
