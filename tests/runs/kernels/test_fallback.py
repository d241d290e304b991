"""Where kernels cannot be forked they start the usual way, and that is said once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from icanalysis.runs.kernels import client, folder, spec
from icanalysis.runs.kernels.folder import VARIABLE
from icanalysis.runs.kernels.process import Forked
from tests.runs.kernels.live import kernel


@pytest.fixture(autouse=True)
def nothing_said_yet(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(folder, "_said", set())


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the provisioner warned of."""
    return [record.getMessage() for record in caplog.records if "not warm" in record.getMessage()]


def test_on_another_system_kernels_start_the_usual_way_which_is_said_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(client.sys, "platform", "darwin")
    for _ in range(2):
        with kernel() as live:
            assert isinstance(live.manager.provisioner.process, subprocess.Popen)
            assert live.run("print(1)") == "1"
    assert warnings(caplog) == ["Kernels start the usual way, not warm: processes cannot be forked safely on darwin."]


def test_turned_off_they_start_the_usual_way_and_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setenv(VARIABLE, "off")
    with kernel() as live:
        assert isinstance(live.manager.provisioner.process, subprocess.Popen)
    assert warnings(caplog) == []


def test_a_folder_open_to_others_is_not_used(
    own_server: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    own_server.chmod(0o755)
    with kernel() as live:
        assert isinstance(live.manager.provisioner.process, subprocess.Popen)
    own_server.chmod(0o700)
    assert "not a folder of this user alone" in warnings(caplog)[0]


def test_a_server_that_never_answers_is_given_up(
    own_server: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(client, "_launch", lambda where, name, env: True)
    with kernel() as live:
        assert isinstance(live.manager.provisioner.process, subprocess.Popen)
        assert live.run("print(1)") == "1"
    assert "no fork server answers" in warnings(caplog)[0]


def test_output_asked_for_as_a_pipe_comes_from_a_usual_kernel():
    with kernel(stderr=subprocess.PIPE) as live:
        assert isinstance(live.manager.provisioner.process, subprocess.Popen)


def test_output_goes_where_it_is_asked_for(tmp_path: Path):
    with (tmp_path / "said.txt").open("wb") as file, kernel(stdout=file) as live:
        assert isinstance(live.manager.provisioner.process, Forked)
        live.run("import sys; print('from below', file=sys.__stdout__, flush=True)")
    assert "from below" in (tmp_path / "said.txt").read_text("utf-8")


def test_without_the_kernelspec_reports_use_the_usual_kernel(monkeypatch: pytest.MonkeyPatch):
    def missing(self, name: str):
        raise NoSuchKernel(name)

    assert spec.kernel_name() == spec.NAME
    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", missing)
    assert spec.kernel_name() == spec.USUAL


def test_the_spec_stands_in_for_the_usual_one_where_it_is_put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JUPYTER_PATH", str(spec.put_in(tmp_path)))
    with kernel("python3") as live:
        assert isinstance(live.manager.provisioner.process, Forked)


WITHOUT = """
import os, sys
import psutil  # it has a module of its own for each system; here that of Linux, which needs them
sys.modules["fcntl"] = sys.modules["resource"] = None
del os.pidfd_open
from icanalysis.__main__ import main
main()
"""
"""The command line on a system that has neither forks with handles nor the modules of UNIX."""


def test_commands_work_where_the_modules_of_unix_are_missing(tmp_path: Path):
    page = tmp_path / "page.html"
    command = [sys.executable, "-c", WITHOUT, "report", "start_here", "--out", str(page)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, str(page)), done.stderr
    assert done.stderr.count("processes cannot be forked safely") == 1
