"""The gaps that importing leaves in a heap, taken before a fork."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from icanalysis.runs.kernels import gaps

GAPPY = f"""
import runpy
gaps = runpy.run_path({gaps.__file__!r})
blocks = [bytes(size) for size in range(600, 60_000, 60) for _ in range(4)]
del blocks[::2]
"""
"""A process of one thread with a heap of blocks, of which every other one is free."""


def printed(code: str) -> list[int]:
    """The numbers that such a process prints."""
    env = os.environ | {"MALLOC_ARENA_MAX": "1"}
    done = subprocess.run([sys.executable, "-c", GAPPY + code], env=env, capture_output=True, text=True, check=True)
    return [int(number) for number in done.stdout.split()]


def test_nearly_nothing_stays_free_between_blocks():
    before, after = printed("print(gaps['gaps_bytes']()); gaps['fill'](); print(gaps['gaps_bytes']())")
    if not before:
        pytest.skip("this C library does not tell of its heap")
    assert before > 20_000_000
    assert after < before / 100


def test_where_the_c_library_does_not_tell_nothing_is_taken():
    blind = "names = gaps['fill'].__globals__; glibc = names['_glibc']; names['_glibc'] = lambda: None\n"
    seen = "tell = gaps['gaps_bytes']; print(tell())\n"
    before, unseen, after = printed(
        f"{seen}{blind}gaps['fill'](); print(tell())\nnames['_glibc'] = glibc; print(tell())"
    )
    assert unseen == 0
    assert after >= before / 2
