"""One measured run of one contender, in a process of its own: `python -m benchmarks.fresh MODULE FILE`.

A contender is a module of this package: `load(file)` reads what both sides are given, `work(loaded)` is what is
measured, `told(result)` counts what came out. It works twice: the first time nothing is warm, as in a command; the
second time is what the next one costs in the same notebook. Prints what it took as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from pathlib import Path

from benchmarks.once import peak_mb


def measured(module: str, file: Path) -> dict[str, float]:
    """Seconds to load, to work and to work again, this process's peak MB up to the first result, and what it told."""
    contender = import_module(f"benchmarks.{module}")
    start = time.perf_counter()
    loaded = contender.load(file)
    ready = time.perf_counter()
    result = contender.work(loaded)
    done, peak = time.perf_counter(), peak_mb()
    told = contender.told(result)
    del result
    again = time.perf_counter()
    contender.work(loaded)
    end = time.perf_counter()
    took = {"load_s": ready - start, "first_s": done - ready, "again_s": end - again, "peak_mb": peak}
    return took | told


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], Path(sys.argv[2]))))
