"""What befalls the server is not the kernels' business: they live on, and the next one comes from a new server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from icanalysis.runs.kernels import client, server, stamp
from icanalysis.runs.kernels.process import UNKNOWN
from tests.runs.kernels.live import is_running, kernel, parent_of, until


def ended(pid: int) -> bool:
    """Whether a server has ended."""
    return until(lambda: not is_running(pid))


def test_kernels_outlive_a_killed_server_and_new_ones_come_from_a_new_server(own_server: Path):
    with kernel() as old:
        old.run("x = 'kept'")
        before = client.state()["pid"]
        os.kill(before, signal.SIGKILL)
        assert ended(before)
        assert old.manager.is_alive()
        assert old.run("print(x)") == "kept"
        with kernel() as new:
            assert new.run("print(1)") == "1"
            assert parent_of(new.pid) == client.state()["pid"] != before
        process = old.manager.provisioner.process
        old.manager.interrupt_kernel()
        assert old.run("print(x)") == "kept"
        os.kill(old.pid, signal.SIGKILL)
        assert until(lambda: not old.manager.is_alive())
        assert process.poll() == UNKNOWN
        old.manager.restart_kernel(now=True)
        old.ready()
        assert parent_of(old.pid) == client.state()["pid"]


def test_of_two_servers_that_start_at_once_one_serves(own_server: Path):
    code = (
        "import os; from icanalysis.runs.kernels.client import ask;"
        "print(ask({'do': 'say'}, [], env=os.environ)[0]['pid'])"
    )
    askers = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(4)]
    said = {asker.communicate(timeout=60)[0] for asker in askers}
    assert len(said) == 1
    assert said == {f"{client.state()['pid']}\n".encode()}


@pytest.fixture
def own_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sources of the suite for servers of one test: where they change, those of other tests are not stale."""
    own = shutil.copytree(stamp.PACKAGE, tmp_path / stamp.PACKAGE.name)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(stamp, "PACKAGE", own)
    return own


def test_a_stale_server_is_replaced_and_leaves_with_its_last_kernel(own_server: Path, own_code: Path):
    fresh = own_code / "runs" / "kernels" / "made_for_a_test.txt"
    with kernel() as old:
        before = client.state()["pid"]
        fresh.write_text("another source file", "utf-8")
        with kernel() as new:
            after = client.state()["pid"]
            assert after != before
            assert parent_of(new.pid) == after
        assert old.run("print(1)") == "1"
        client.stop()
        fresh.unlink()
        client.stop()
        assert is_running(before)
    assert ended(before)
    assert ended(after)


def test_a_server_without_work_leaves(own_server: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(server.IDLE, "0.5")
    with kernel():
        pid = client.state()["pid"]
    assert ended(pid)
    assert client.state() == {}
    assert [file.suffix for file in own_server.iterdir() if file.suffix == ".sock"] == []


def test_a_server_leaves_when_its_folder_is_gone(own_server: Path):
    client.start()
    assert until(lambda: client.state().get("loaded"), seconds=60)
    pid = client.state()["pid"]
    shutil.rmtree(own_server)
    assert ended(pid)
    own_server.mkdir(mode=0o700)


def test_a_server_told_to_stop_keeps_its_kernels_and_makes_room_for_the_next(own_server: Path):
    with kernel() as old:
        before = client.stop()
        with kernel() as new:
            assert parent_of(new.pid) == client.state()["pid"] != before
        assert old.run("print(1)") == "1"
        assert is_running(before)
    assert ended(before)
