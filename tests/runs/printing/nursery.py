"""Processes that run jobs at the same time, or are killed while they do: forked from one that has imported everything.

python -m tests.runs.printing.nursery OUT FILE kill ROUNDS SEED     kills a runner of several jobs, again and again
python -m tests.runs.printing.nursery OUT FILE race ROUNDS ASKERS   lets several ask for the same job at once

The process itself reads no table, so it has no threads that a fork would lose. Attempts are without a notebook.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from icanalysis.runs.printing import inputs
from icanalysis.runs.printing import runner as running
from tests.runs.printing.orders import at_once, job, runner

JOBS = 6
TAKES_S = 0.01
LONGEST_S = 0.5
"""About how long a runner of all jobs takes: a kill comes at any moment of it."""


def asked(out: Path, file: Path, numbers: range) -> None:
    """Runs jobs, and writes down which process made what."""
    for outcome in runner(out).run_all(job(file, language="vi", number=str(number)) for number in numbers):
        told = {"stem": outcome.job.stem, "run": outcome.run, "new": outcome.is_new, "error": str(outcome.error or "")}
        with open(out.parent / "told.jsonl", "a", encoding="utf-8") as file_of_all:
            file_of_all.write(json.dumps(told) + "\n")


def forked(work: Callable[[], None]) -> int:
    """A process that does this work."""
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def kill(out: Path, file: Path, rounds: int, seed: int) -> None:
    """Kills a runner at a random moment, as often as asked, and then lets one finish."""
    chance = random.Random(seed)
    for _ in range(rounds):
        pid = forked(partial(asked, out, file, range(JOBS)))
        time.sleep(chance.uniform(0, LONGEST_S))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    os.waitpid(forked(partial(asked, out, file, range(JOBS))), 0)


def race(out: Path, file: Path, rounds: int, askers: int) -> None:
    """Lets several processes ask for one job at the same moment; each round is another job."""
    for number in range(rounds):
        gate, opened = os.pipe()

        def through(number: int = number, gate: int = gate, opened: int = opened) -> None:
            os.close(opened)
            os.read(gate, 1)
            asked(out, file, range(number, number + 1))

        pids = [forked(through) for _ in range(askers)]
        os.close(opened)
        os.close(gate)
        for pid in pids:
            os.waitpid(pid, 0)


def main(out: str, file: str, what: str, rounds: str, further: str) -> None:
    """Does what the command line says."""
    inputs.of_code()  # once: all processes here are of this code, whatever happens to its files meanwhile
    running.attempt = partial(at_once, takes_s=TAKES_S)
    running.LOOK_AGAIN_S = 0.005
    {"kill": kill, "race": race}[what](Path(out), Path(file), int(rounds), int(further))


if __name__ == "__main__":
    main(*sys.argv[1:])
