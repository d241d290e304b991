"""A process that waits becomes what it is asked to be, exactly as one that was just forked, or is not taken."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from icanalysis.runs.kernels import client, loop, threads
from icanalysis.runs.kernels.children import Child
from icanalysis.runs.kernels.loop import Loop
from icanalysis.runs.kernels.wire import listening
from icanalysis.sources import workspace
from tests.runs.kernels.live import is_running, kernel, until

PATIENT = 60
"""Seconds that a loaded machine may take."""


@pytest.fixture
def expected(own_server: Path) -> Callable[..., int]:
    """Starts a server that is to have a process ready; gives its process id once it waits."""

    def wait(work: str = "kernel", data: Path | None = None) -> int:
        client.start()
        client.expect(work, data={} if data is None else {workspace.VARIABLE: str(data)})
        assert until(lambda: client.state().get("waiting", {}).get(work), seconds=PATIENT)
        return client.state()["waiting"][work]

    return wait


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A workspace of one's own."""
    return Path(shutil.copytree(workspace.PUBLISHED, tmp_path / "tables"))


def test_what_waits_becomes_the_kernel_with_all_that_the_caller_has(
    expected: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("MARK", "of the server")
    waiting = expected()
    monkeypatch.setenv("MARK", "of the caller")
    own = "import os; print(os.environ['MARK'], os.getcwd(), oct(os.umask(0)), os.getpgid(0) == os.getpid())"
    before = os.umask(0o027)
    try:
        with kernel(cwd=str(tmp_path)) as live:
            assert live.pid == waiting
            assert live.run(own) == f"of the caller {tmp_path} 0o27 True"
    finally:
        os.umask(before)


def test_another_one_waits_after_the_first_was_taken(expected: Callable[..., int]):
    first = expected()
    with kernel() as live:
        assert live.pid == first
        assert until(lambda: client.state()["waiting"].get("kernel", first) != first, seconds=PATIENT)
        assert client.state()["kernels"] == 1


def test_the_tables_are_read_before_they_are_asked_for(
    expected: Callable[..., int], tables: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(workspace.VARIABLE, str(tables))
    expected(data=tables)
    with kernel() as live:
        read = "from icanalysis.sources import tables; tables.load_all(); print(tables._version.cache_info().misses)"
        assert live.run(read) == "1"


def test_tables_that_changed_meanwhile_are_read_anew_even_if_their_files_do_not_say_so(
    expected: Callable[..., int], tables: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(workspace.VARIABLE, str(tables))
    expected(data=tables)
    file = tables / "sources.csv"
    before, times = file.read_text("utf-8"), file.stat()
    publisher = before.splitlines()[1].split(",")[1]
    file.write_text(before.replace(publisher, publisher[::-1]), "utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert file.stat().st_size == times.st_size
    with kernel() as live:
        shown = live.run("from icanalysis.sources import tables; print(tables.now().hashes['sources'])")
        again = live.run("from icanalysis.sources.version import read_version; print(read_version().hashes['sources'])")
        assert shown == again


def test_a_workspace_with_a_fault_says_so_to_the_one_who_asks(
    expected: Callable[..., int], tables: Path, monkeypatch: pytest.MonkeyPatch
):
    (tables / "sources.csv").write_text("no,table\n", "utf-8")
    monkeypatch.setenv(workspace.VARIABLE, str(tables))
    waiting = expected(data=tables)
    with kernel() as live:
        assert live.pid == waiting
        assert live.run("from icanalysis.sources import tables; tables.load_all()").endswith("BadWorkspace")


@pytest.mark.parametrize("name", ["TZ", "HOME"])
def test_one_whose_threads_have_read_another_environment_is_not_taken(
    expected: Callable[..., int], name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    waiting = expected()
    with kernel(env=os.environ | {name: str(tmp_path)}) as live:
        assert live.pid != waiting
        assert live.run(f"import os; print(os.environ[{name!r}])") == str(tmp_path)


def test_one_that_was_killed_is_not_missed(expected: Callable[..., int]):
    waiting = expected()
    os.kill(waiting, signal.SIGKILL)
    assert until(lambda: not client.state()["waiting"])
    with kernel() as live:
        assert live.pid != waiting
        assert live.run("print(1)") == "1"


@pytest.mark.parametrize("end", [client.stop, lambda: os.kill(client.state()["pid"], signal.SIGKILL)])
def test_what_waits_ends_with_its_server(expected: Callable[..., int], end: Callable[[], object]):
    waiting = expected()
    end()
    assert until(lambda: not is_running(waiting), seconds=PATIENT)


def test_work_that_there_is_not_is_not_waited_for(expected: Callable[..., int]):
    expected()
    client.expect("nothing", data={})
    assert list(client.state()["waiting"]) == ["kernel"]


@pytest.fixture
def idle(own_server: Path, monkeypatch: pytest.MonkeyPatch) -> Loop:
    """A loop of which a process is wanted and which may fork; whatever forks in it fails."""

    def fail() -> int:
        raise AssertionError("it forked")

    monkeypatch.setattr(loop.socket, "socketpair", fail)
    monkeypatch.setattr(threads, "in_the_way", list)
    made = Loop(listening(own_server / "x.sock"), code="of now")
    made.to_load = None
    made.last_given -= loop.QUIET_S
    made.spares.want("kernel", {})
    yield made
    made.retire()
    made.files.close()


def test_ahead_is_forked_when_it_is_quiet(idle: Loop):
    with pytest.raises(AssertionError, match="it forked"):
        idle.fork_ahead()


@pytest.mark.parametrize(
    "disturb",
    [
        lambda idle, patch: setattr(idle, "last_given", idle.last_given + loop.QUIET_S),
        lambda idle, patch: setattr(idle, "to_load", iter(())),
        lambda idle, patch: idle.children.update({1: Child(1, -1, None, "command")}),
        lambda idle, patch: patch.setattr(threads, "in_the_way", lambda: ["polars-0"]),
        lambda idle, patch: idle.spares.end(),
    ],
    ids=["one was just forked", "modules are missing", "a command runs", "a thread works", "it retires"],
)
def test_nothing_is_forked_ahead_while(disturb: Callable, idle: Loop, monkeypatch: pytest.MonkeyPatch):
    disturb(idle, monkeypatch)
    try:
        assert idle.fork_ahead() is None
    finally:
        idle.children.clear()
