"""Memory and time are those of a process and all below it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from benchmarks import processes

pytestmark = pytest.mark.skipif(not processes.PROC.exists(), reason="the system has no /proc")


def test_a_tree_is_a_process_with_its_children_and_theirs():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        started.stdout.readline()
        found = processes.tree(started.pid)
        assert started.pid in found
        assert len(found) == 2
        assert found < processes.tree(os.getpid())
        started.stdin.close()


def test_what_is_held_alone_counts_whole():
    code = "print(0, flush=True); input(); held = bytearray(b'x' * 50_000_000); print(1, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        started.stdout.readline()
        before = processes.pss_mb(started.pid)
        started.stdin.write(b"\n")
        started.stdin.flush()
        started.stdout.readline()
        assert 40 < processes.pss_mb(started.pid) - before < 60
        started.stdin.close()


def test_a_process_that_has_gone_takes_nothing():
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    assert (processes.pss_mb(done.pid), processes.cpu_s(done.pid)) == (0.0, 0.0)
