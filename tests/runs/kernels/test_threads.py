"""What forbids a fork is found."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from icanalysis.runs.kernels import threads

SAYS = "from icanalysis.runs.kernels.threads import in_the_way; print(in_the_way())"


def said(code: str, env: dict[str, str]) -> str:
    """What a new process prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | env, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_thread_of_python_is_in_the_way():
    stop = threading.Event()
    one = threading.Thread(target=stop.wait, name="made")
    one.start()
    try:
        assert "made" in threads.in_the_way()
    finally:
        stop.set()
        one.join()


def test_libraries_imported_quietly_leave_nothing_in_the_way():
    assert (
        said(
            f"from icanalysis.runs.kernels import preload; preload.first(); list(preload.rest()); {SAYS}", threads.QUIET
        )
        == "[]"
    )


def test_the_threads_of_the_first_query_are_in_the_way():
    query = "import polars as pl; pl.LazyFrame({'a': [1]}).sum().collect();"
    assert "polars" in said(f"{query} {SAYS}", threads.QUIET)


def test_threads_of_an_allocator_are_in_the_way():
    assert "jemalloc" in said(f"import polars; {SAYS}", {"_RJEM_MALLOC_CONF": "background_thread:true"})
