"""Memory that a process holds alone."""

from __future__ import annotations

import mmap
import os
import sys

import pytest

from icanalysis.runs.apps.memory import own_mb

MB = 1_000_000
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell")


def test_memory_that_was_written_is_held():
    before = own_mb(os.getpid())
    with mmap.mmap(-1, 300 * MB, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as taken:
        taken.write(b"x" * 300 * MB)
        assert own_mb(os.getpid()) - before == pytest.approx(300, abs=100)


def test_a_process_that_has_ended_holds_nothing():
    child = os.posix_spawn("/bin/true", ["true"], {})
    os.waitpid(child, 0)
    assert own_mb(child) == 0
