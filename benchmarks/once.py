"""One measured run of one implementation, in a process of its own: `python -m benchmarks.once pandas FILE`.

Prints what it took as JSON. Loading is timed by itself, and so is the first run: nothing is warm.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path

IMPLEMENTATIONS = ("suite", "pandas", "duckdb")


def measured(name: str, path: Path) -> dict[str, float]:
    """Seconds to load and to transform (by the clock and of all cores), and this process's peak MB."""
    implementation = import_module(f"benchmarks.by_{name}")
    start = time.perf_counter()
    loaded = implementation.load(path)
    ready, busy = time.perf_counter(), time.process_time()
    results = implementation.transform(loaded)
    done, rest = time.perf_counter(), time.process_time()
    del results
    return {
        "load_s": ready - start,
        "transform_s": done - ready,
        "transform_cpu_s": rest - busy,
        "peak_mb": peak_mb(),
    }


def peak_mb() -> float:
    """The most memory this process held; Linux tells it without what the parent process held before."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    bytes_per_unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * bytes_per_unit / 1024**2


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], Path(sys.argv[2]))))
