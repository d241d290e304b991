"""A command runs warm as it would run by itself: arguments, streams, folder, signals and exit code are the caller's."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from icanalysis.runs.kernels import client, commands
from tests.runs.kernels.live import until

COMMAND = [sys.executable, "-m", "icanalysis"]
REPORT = ["report", "start_here", "--language", "en", "--out"]
PATIENT = 60
"""Seconds that a loaded machine may take."""


@pytest.fixture
def warm() -> int:
    """The server, once it has imported all; its process id."""
    client.start()
    assert until(lambda: client.state().get("loaded"), seconds=PATIENT)
    return client.state()["pid"]


@pytest.fixture
def running(warm: int, tmp_path: Path) -> Iterator[subprocess.Popen]:
    """A report that has begun."""
    command = [*COMMAND, "report", "attainment", "--out", "x.html"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr.readline() == "01_attainment.ipynb: 9 sections\n"
            yield process
        finally:
            process.kill()


def ran(*arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess:
    """A command of the suite as a user types it."""
    given = {"cwd": cwd, "env": os.environ | env, "capture_output": True, "text": True, "timeout": PATIENT}
    return subprocess.run([*COMMAND, *arguments], check=False, **given)


def here(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess:
    """The same command, run by itself."""
    return ran(*arguments, cwd=tmp_path, ICANALYSIS_KERNELS="off")


@pytest.mark.usefixtures("warm")
def test_a_report_is_delivered_into_the_folder_of_the_caller_and_is_the_same(tmp_path: Path):
    done, alone = ran(*REPORT, "warm.html", cwd=tmp_path), here(tmp_path, *REPORT, "alone.html")
    assert (done.returncode, done.stdout) == (0, "warm.html\n"), done.stderr
    assert (alone.returncode, alone.stdout) == (0, "alone.html\n"), alone.stderr
    warm, alone = (json.loads((tmp_path / f"{name}.manifest.json").read_text("utf-8")) for name in ("warm", "alone"))
    differ = {key for key in warm if warm[key] != alone[key]}
    assert differ <= {"run", "started", "duration_s", "files_sha256"}


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("arguments", [["report", "nothing"], ["report"], ["report", "attainment", "--place", "8"]])
def test_a_refusal_says_the_same_with_the_same_exit_code(arguments: list[str], tmp_path: Path):
    done, alone = ran(*arguments, cwd=tmp_path), here(tmp_path, *arguments)
    assert done.returncode == alone.returncode != 0
    assert (done.stdout, done.stderr) == (alone.stdout, alone.stderr)


def test_nothing_is_imported_by_the_caller(warm: int):
    asked = (
        "import sys; from icanalysis.runs.kernels.commands import run_warm; print(run_warm(['report', '--help']),"
        "sorted(set(sys.modules).intersection(['polars', 'typer', 'papermill'])), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, timeout=PATIENT, check=True)
    assert "Print a notebook as one self-contained HTML file" in done.stdout
    assert done.stderr == "0 []\n"
    assert client.state()["pid"] == warm


def test_other_commands_are_run_by_the_caller(warm: int):
    assert commands.run_warm(["places"]) is None
    assert commands.run_warm([]) is None


def test_without_a_server_nothing_is_run_and_none_is_started(own_server: Path):
    assert commands.run_warm(["report", "--help"]) is None
    assert list(own_server.iterdir()) == []


def test_turned_off_nothing_is_run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ICANALYSIS_KERNELS", "off")
    assert commands.run_warm(["report", "--help"]) is None


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 128 + signal.SIGTERM), (signal.SIGINT, 130)])
def test_a_signal_ends_the_report_and_its_kernel_and_nothing_is_delivered(
    running: subprocess.Popen, number: int, code: int, tmp_path: Path
):
    running.send_signal(number)
    assert running.wait(timeout=PATIENT) == code
    assert until(lambda: client.state()["kernels"] == 0, seconds=PATIENT)
    assert list(tmp_path.iterdir()) == []


def test_a_report_ends_with_the_one_who_asked_for_it(running: subprocess.Popen, tmp_path: Path):
    running.kill()
    running.wait(timeout=PATIENT)
    assert until(lambda: client.state()["kernels"] == 0, seconds=PATIENT)
    assert list(tmp_path.iterdir()) == []
