"""A warm kernel from start to end, beside Jupyter's own: whoever uses one cannot tell."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from icanalysis.runs.kernels import client
from icanalysis.runs.kernels.process import Forked
from icanalysis.runs.kernels.spec import NAME
from tests.runs.kernels.live import is_running, kernel, parent_of, proportional_kb, until

BOTH = pytest.mark.parametrize("name", [NAME, "python3"])


def test_a_kernel_is_a_child_of_the_server():
    with kernel() as live:
        assert isinstance(live.manager.provisioner.process, Forked)
        assert parent_of(live.pid) == client.state()["pid"]


def test_the_server_has_no_threads_and_a_query_of_the_kernel_runs():
    with kernel() as live:
        assert client.state()["threads"] == []
        query = "import polars as pl; print(pl.LazyFrame({'a': range(100_000)}).sum().collect().item())"
        assert live.run(query) == "4999950000"
        assert client.state()["threads"] == []


def test_the_libraries_are_there_before_the_first_cell():
    with kernel() as live:
        assert live.run("import sys; print({'polars', 'altair', 'icanalysis.runs.page'} <= set(sys.modules))") == "True"


def test_sockets_are_files_in_a_folder_of_the_owner_alone_and_go_with_the_kernel(shared_server: Path):
    with kernel() as live:
        assert live.manager.transport == "ipc"
        sockets = Path(live.manager.ip).parent
        assert sockets.parent == shared_server
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    assert not sockets.exists()


@BOTH
def test_environment_folder_umask_and_limits_are_those_of_the_caller(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ICANALYSIS_DATA", "Tuyên Quang")
    before = os.umask(0o027)
    try:
        with kernel(name, cwd=str(tmp_path)) as live:
            said = live.run(
                "import os, resource; m = os.umask(0); os.umask(m);"
                "print(os.environ['ICANALYSIS_DATA'], os.getcwd(), oct(m),"
                "resource.getrlimit(resource.RLIMIT_NOFILE), os.environ['JPY_PARENT_PID'], os.getsid(0) == os.getpid())"
            )
    finally:
        os.umask(before)
    import resource

    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert said == f"Tuyên Quang {tmp_path} 0o27 {limit} {os.getpid()} True"


@BOTH
def test_the_folder_of_the_caller_is_the_first_that_is_imported_from(name: str, tmp_path: Path):
    (tmp_path / "made_here.py").write_text("X = 'here'", "utf-8")
    with kernel(name, cwd=str(tmp_path)) as live:
        assert (
            live.run("import made_here, sys; print(made_here.X, sys.path[-1] != '', __name__)") == "here True __main__"
        )


def test_an_environment_given_with_the_kernel_is_used_whole():
    with kernel(env=os.environ | {"MADE": "x", "TZ": "Asia/Ho_Chi_Minh"}) as live:
        assert live.run("import os, time; print(os.environ['MADE'], time.strftime('%z'))") == "x +0700"


@BOTH
def test_a_folder_that_is_not_there_is_the_same_error(name: str, tmp_path: Path):
    with pytest.raises(FileNotFoundError), kernel(name, cwd=str(tmp_path / "nowhere")):
        pass


def test_kernels_draw_different_random_numbers():
    draw = "import numpy, random, uuid; print(numpy.random.rand(), random.random(), uuid.uuid4())"
    with kernel() as one, kernel() as other:
        first, second = one.run(draw).split(), other.run(draw).split()
    assert len(set(first) | set(second)) == 6


@BOTH
def test_a_long_loop_is_interrupted_and_the_kernel_goes_on(name: str):
    with kernel(name) as live:
        live.run("x = 1")
        asked = live.client.execute("import time\nwhile True: time.sleep(0.05)")
        time.sleep(0.5)
        live.manager.interrupt_kernel()
        assert live.client.get_shell_msg(timeout=10)["content"]["ename"] == "KeyboardInterrupt", asked
        assert until(lambda: live.run("print(x)") == "1")  # what comes right behind an error may be aborted with it


@BOTH
def test_a_restart_is_another_process_with_nothing_of_the_old_and_the_same_connection(name: str):
    with kernel(name) as live:
        live.run("x = 1")
        before, file = live.pid, live.manager.connection_file
        live.manager.restart_kernel()
        live.ready()
        assert live.pid != before
        assert (live.manager.connection_file, live.manager.kernel_name) == (file, name)
        assert live.run("print('x' in globals())") == "False"
        assert until(lambda: not is_running(before))


@BOTH
@pytest.mark.parametrize("now", [True, False])
def test_a_shutdown_ends_the_process_and_its_children(name: str, now: bool):
    with kernel(name) as live:
        child = int(live.run("import subprocess; print(subprocess.Popen(['sleep', '60']).pid)"))
        pid, file = live.pid, Path(live.manager.connection_file)
        live.manager.shutdown_kernel(now=now)
        assert not live.manager.is_alive()
        assert not live.manager.has_kernel
        assert not file.exists()
        assert until(lambda: not is_running(pid) and not is_running(child))


@BOTH
@pytest.mark.parametrize(
    ("end", "code"),
    [("import os; os._exit(7)", 7), ("import os; os._exit(0)", 0), ("import os; os.kill(os.getpid(), 9)", -9)],
)
def test_a_crash_is_seen_with_its_exit_code(name: str, end: str, code: int):
    with kernel(name) as live:
        process = live.manager.provisioner.process
        assert process.poll() is None
        live.client.execute(end)
        assert until(lambda: not live.manager.is_alive())
        assert process.poll() == process.wait() == code


@BOTH
def test_a_killed_kernel_is_started_again_by_a_restart(name: str):
    with kernel(name) as live:
        os.kill(live.pid, signal.SIGKILL)
        assert until(lambda: not live.manager.is_alive())
        live.manager.restart_kernel(now=True)
        live.ready()
        assert live.run("print(1)") == "1"


def test_kernels_that_ended_leave_no_zombies():
    with kernel() as live:
        server, pid = client.state()["pid"], live.pid
    assert until(lambda: not Path(f"/proc/{pid}").exists())
    assert client.state() | {"loaded": True, "waiting": {}} == {
        "pid": server,
        "kernels": 0,
        "loaded": True,
        "threads": [],
        "waiting": {},
    }


@BOTH
@pytest.mark.parametrize("independent", [True, False])
def test_a_kernel_ends_with_its_owner_unless_it_is_independent(name: str, independent: bool, tmp_path: Path):
    owner = (
        "from jupyter_client.manager import KernelManager\n"
        f"m = KernelManager(kernel_name={name!r}); m.start_kernel(independent={independent})\n"
        "c = m.client(); c.start_channels(); c.wait_for_ready(timeout=60)\n"
        "import os; print(m.provisioner.pid, flush=True); os._exit(0)"
    )
    with (tmp_path / "said").open("wb") as said:  # no pipe: an independent kernel would hold it open
        subprocess.run([sys.executable, "-c", owner], stdout=said, stderr=said, stdin=subprocess.DEVNULL, check=True)
    pid = next(int(word) for word in (tmp_path / "said").read_text("utf-8").split() if word.isdigit())
    if independent:
        assert not until(lambda: not is_running(pid), seconds=2)
        os.kill(pid, signal.SIGKILL)
    assert until(lambda: not is_running(pid))


def test_a_further_kernel_takes_less_than_half_the_memory_of_a_usual_one():
    load = "import icanalysis.views.attainment, geopandas"
    client.start()
    assert until(lambda: client.state().get("loaded"), seconds=30)

    def taken(*pids: int) -> int:
        """All that shares the memory of the server, those who wait for work too, and one waits for the next kernel."""
        assert until(lambda: client.state()["waiting"].get("kernel", pids[-1]) != pids[-1], seconds=30)
        now = client.state()
        return sum(proportional_kb(pid) for pid in {now["pid"], *now["waiting"].values(), *pids})

    with kernel("python3") as plain, kernel() as first:
        plain.run(load)
        first.run(load)
        before = taken(first.pid)
        with kernel() as second:
            second.run(load)
            assert taken(first.pid, second.pid) - before < proportional_kb(plain.pid) / 2
