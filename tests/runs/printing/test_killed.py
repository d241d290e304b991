"""Whatever moment a runner is killed at, and however many ask at once: nothing half, nothing twice, nothing lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

import psutil
import pytest

from icanalysis.runs.printing import sets
from icanalysis.runs.printing.ledger import DELIVERED
from tests.runs.papers import real, saved, with_cell
from tests.runs.printing.nursery import JOBS
from tests.runs.printing.orders import runner

KILLS = int(os.environ.get("ICANALYSIS_KILLS", "12"))
RACES = int(os.environ.get("ICANALYSIS_RACES", "12"))
"""How often; more than these for a night."""

PATIENCE_S = 120
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")

ONE_JOB = """
import sys
from pathlib import Path
from tests.runs.printing.orders import job, runner
outcome = runner(Path(sys.argv[1])).run(job(Path(sys.argv[2])))
print(outcome.run, outcome.is_new, outcome.error)
"""


def nursery(tmp_path: Path, *words: object) -> list[dict]:
    """What the processes of a nursery told."""
    file = saved(real("start_here"), tmp_path)
    command = [sys.executable, "-m", "tests.runs.printing.nursery", str(tmp_path / "out"), str(file), *map(str, words)]
    subprocess.run(command, check=True, timeout=PATIENCE_S + 3 * (KILLS + RACES))
    return [json.loads(line) for line in (tmp_path / "told.jsonl").read_text("utf-8").splitlines()]


def hold_whole(out: Path, jobs: int) -> None:
    """Every name leads to a set that is whole, letter by letter; nothing else is left."""
    ledger = runner(out).ledger
    links = sorted((out / "trial").iterdir())
    assert len(links) == jobs
    for link in links:
        told = ledger.run(Path(os.readlink(link)).name)
        assert told["state"] == DELIVERED
        found = {file.name: sha256(file.read_bytes()).hexdigest() for file in link.iterdir()}
        assert found == {one["file"]: one["sha256"] for one in told["outputs"]}
        assert told["run"] in (link / f"{told['stem']}.html").read_text("utf-8")
    assert {one.name for one in (out / sets.SETS).iterdir()} == {Path(os.readlink(link)).name for link in links}


def test_a_runner_that_is_killed_at_any_moment_goes_on_where_it_was(tmp_path: Path):
    seed = random.randrange(10**6)
    print(f"seed {seed}, {KILLS} kills")
    told = nursery(tmp_path, "kill", KILLS, seed)
    hold_whole(tmp_path / "out", JOBS)
    runs = runner(tmp_path / "out").ledger.runs()
    assert Counter(run["stem"] for run in runs if run["state"] == DELIVERED) == {one["stem"]: 1 for one in told}
    assert {run["state"] for run in runs} <= {"delivered", "abandoned"}
    assert [one["error"] for one in told if one["error"]] == []


def test_of_many_who_ask_at_once_one_makes_it_and_all_have_it(tmp_path: Path):
    told = nursery(tmp_path, "race", RACES, 4)
    hold_whole(tmp_path / "out", RACES)
    assert len(told) == RACES * 4
    assert [one["error"] for one in told if one["error"]] == []
    assert Counter(one["stem"] for one in told if one["new"]) == {one["stem"]: 1 for one in told}
    assert len({(one["stem"], one["run"]) for one in told}) == RACES
    assert len(runner(tmp_path / "out").ledger.runs()) == RACES


def test_with_a_killed_runner_its_run_and_its_kernel_end_and_the_next_one_makes_it(warm, tmp_path: Path):
    told = tmp_path / "pid"
    hangs = (
        f"import os, time\n\nif not os.path.exists({str(told)!r}):\n"
        f"    open({str(told)!r}, 'w').write(str(os.getpid()))\n    time.sleep(600)"
    )
    file = saved(with_cell(real("start_here"), hangs), tmp_path)
    command = [sys.executable, "-c", ONE_JOB, str(tmp_path / "out"), str(file)]
    first = subprocess.Popen(command)
    _until(lambda: told.exists() and told.read_text())
    kernel = int(told.read_text())
    first.send_signal(signal.SIGKILL)
    first.wait()
    _until(lambda: not psutil.pid_exists(kernel))
    (abandoned,) = runner(tmp_path / "out").ledger.runs()
    second = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE_S, check=True)
    run, is_new, error = second.stdout.split()
    assert (is_new, error) == ("True", "None")
    assert {one["run"]: one["state"] for one in runner(tmp_path / "out").ledger.runs()} == {
        abandoned["run"]: "abandoned",
        run: "delivered",
    }
    assert list(Path(tempfile.gettempdir()).glob(f"icanalysis-run-{abandoned['run']}-*")) == []


def _until(condition) -> None:
    """Waits until something is so."""
    until = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.05)
