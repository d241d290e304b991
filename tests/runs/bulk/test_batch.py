"""Many jobs by real workers, one of them bad, a worker or the driver killed: nothing half, nothing twice."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from distributed import Client, LocalCluster
from typer.testing import CliRunner

from icanalysis.cli import app
from icanalysis.errors import BadCluster, RunFailed, Transient
from icanalysis.runs.bulk import cluster as clusters
from icanalysis.runs.bulk import sending
from icanalysis.runs.bulk.cluster import HERE, asker, cluster
from icanalysis.runs.bulk.worker import Order, looked_at, on_worker
from icanalysis.runs.printing import sets
from icanalysis.runs.printing.attempt import prefix_of
from icanalysis.runs.printing.definitions import VARIABLE
from icanalysis.runs.printing.runner import Outcome
from icanalysis.wording.language import words
from tests.runs.bulk.heaps import asked, dies_with_the_first, hanging, heap, papers, short, waits
from tests.runs.papers import saved
from tests.workspaces import Workspace

PATIENCE_S = 120
GOOD, BROKEN = "pass", "raise ValueError('no figures')"
TRIAL = """
notebook = "start_here"
title = { vi = "Thử", en = "Trial" }
formats = ["html"]
[[each]]
parameter = "language"
values = ["vi"]
[expected]
figures = 0
"""


@pytest.fixture
def client(somebodys: LocalCluster):
    with cluster(scheduler=somebodys.scheduler_address) as made:
        yield made


def by_number(outcomes: list[Outcome]) -> dict[str, Outcome]:
    """The outcomes by the number of their notebook."""
    return {one.job.report[-2:]: one for one in outcomes}


def states(out: Path) -> Counter:
    """How often each job has come to each state."""
    return Counter((run["report"][-2:], run["state"]) for run in heap(out, []).runner.ledger.runs())


def runs_of(out: Path) -> list[str]:
    """Every run that was begun."""
    return [run["run"] for run in heap(out, []).runner.ledger.runs()]


def hold_whole(out: Path, numbers: set[str]) -> None:
    """The names lead to whole sets of these jobs, one delivered run each; no other set is left."""
    ledger = heap(out, []).runner.ledger
    made = ledger.runs(state="delivered")
    assert sorted(one["report"][-2:] for one in made) == sorted(numbers)
    for one in made:
        place = sets.Place(out, one["report"], one["stem"])
        assert sets.leads_to(place) == one["run"]
        told = {file["file"]: file["sha256"] for file in ledger.run(one["run"])["outputs"]}
        assert sets.is_whole(place, one["run"], told)
    assert {one.name for one in (out / sets.SETS).iterdir()} == {one["run"] for one in made}


def at_work(client: Client) -> list[str]:
    """The workers that are at a job."""
    return [where for where, keys in client.processing().items() if keys]


def until(condition: Callable[[], object]) -> None:
    """Waits until something is so."""
    over = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < over, "it never came to that"
        time.sleep(0.05)


def test_one_bad_job_does_not_stop_the_others_and_what_is_made_is_not_made_again(client: Client, tmp_path: Path):
    batch = heap(tmp_path / "out", papers(tmp_path, GOOD, BROKEN, GOOD))
    first = by_number(list(batch.made(client)))
    assert [first[number].is_new for number in ("01", "02", "03")] == [True, False, True]
    assert isinstance(first["02"].error, RunFailed)
    assert "ValueError: no figures" in str(first["02"].error)
    hold_whole(tmp_path / "out", {"01", "03"})
    assert {run["what"] for run in batch.runner.ledger.runs()} == {"batch"}
    assert [file.name for file in (tmp_path / "out").glob(f"*/*{sets.BANNER}")] == ["trial_02_vi.FAILED.txt"]

    saved(short(GOOD), tmp_path, "02_paper.ipynb")
    second = by_number(list(batch.made(client)))
    assert [second[number].is_new for number in ("01", "02", "03")] == [False, True, False]
    assert second["01"].run == first["01"].run


def test_a_worker_that_is_killed_has_its_run_made_by_another_once(client: Client, tmp_path: Path):
    told, times = tmp_path / "kernel", tmp_path / "times"
    counted = f"open({str(times)!r}, 'a').write('x')\n{hanging(told)}"
    batch = heap(tmp_path / "out", papers(tmp_path, counted, GOOD))
    with ThreadPoolExecutor(1) as aside:
        made = aside.submit(lambda: by_number(list(batch.made(client))))
        until(lambda: told.exists() and told.read_text() and len(at_work(client)) == 1)
        (address,) = at_work(client)
        os.kill(client.run(os.getpid, workers=[address])[address], signal.SIGKILL)
        outcomes = made.result(PATIENCE_S)
    assert [one.error for one in outcomes.values()] == [None, None]
    assert not psutil.pid_exists(int(told.read_text()))
    assert times.read_text() == "xx"
    hold_whole(tmp_path / "out", {"01", "02"})
    assert states(tmp_path / "out") == {("01", "delivered"): 1, ("02", "delivered"): 1}
    assert len(batch.runner.ledger.run(outcomes["01"].run)["attempts"]) == 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_batch_that_is_ended_leaves_no_process_and_goes_on_where_it_was(
    client: Client, tmp_path: Path, number: signal.Signals, code: int
):
    told, out = tmp_path / "kernel", tmp_path / "out"
    files = papers(tmp_path, GOOD, hanging(told))
    command = [sys.executable, "-m", "tests.runs.bulk.heaps", str(out), *map(str, files)]
    driver = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    until(lambda: told.exists() and told.read_text() and (out / "trial_01" / "trial_01_vi").exists())
    begun = [*psutil.Process(driver.pid).children(recursive=True), psutil.Process(int(told.read_text()))]
    driver.send_signal(number)
    _, said = driver.communicate(timeout=PATIENCE_S)
    assert driver.returncode == code
    assert "Traceback" not in said
    until(lambda: not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in begun))

    outcomes = by_number(list(heap(out, files).made(client)))
    assert [outcomes[one].is_new for one in ("01", "02")] == [False, True]
    hold_whole(out, {"01", "02"})
    assert [one for run in runs_of(out) for one in Path(tempfile.gettempdir()).glob(f"{prefix_of(run)}*")] == []
    assert states(out) == {("01", "delivered"): 1, ("02", "abandoned"): 1, ("02", "delivered"): 1}


def test_the_command_starts_workers_of_its_own_and_names_each_failure(warm, tmp_path: Path, monkeypatch):
    (tmp_path / "trial.toml").write_text(TRIAL, "utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    before = dict(os.environ)
    words = ["batch", "trial", "--each", "language=vi,en", "--workers", "1", "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    assert (result.exit_code, dict(os.environ)) == (0, before)
    places = [tmp_path / "out" / "trial" / f"trial_{language}" for language in ("en", "vi")]
    assert sorted(result.stdout.splitlines()) == [str(place) for place in places]
    assert all((place / f"{place.name}.html").is_file() for place in places)
    assert re.search(r"^trial_vi: delivered \(\d of 2, \d+ a minute, .* left\)$", result.stderr, re.MULTILINE)
    assert re.search(r"^2 delivered, 0 already there, 0 failed of 2, in .* s$", result.stderr, re.MULTILINE)


def test_a_worker_with_other_inputs_is_refused_by_name(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    who = asker()
    other = replace(who, host="elsewhere", inputs=replace(who.inputs, code="x", tables="y"))
    said = "has other code and tables than elsewhere, which asks for the report. Give it the same, or go on without it."
    assert set(client.run(looked_at, who).values()) == {None}
    for address, found in client.run(looked_at, other).items():
        assert found == f"The worker {address} ({socket.gethostname()}) {said}"
        assert "có mã nguồn và bảng số liệu khác" in found.said(words("vi"))
    order = Order(asked(tmp_path), b"", other)
    with pytest.raises(Transient, match=re.escape(said)):
        client.submit(on_worker, order).result()
    monkeypatch.setattr(clusters, "asker", lambda: other)
    with pytest.raises(BadCluster, match=re.escape(said)), cluster(scheduler=client.scheduler.address):
        raise AssertionError("nothing may be made")


def test_a_worker_without_a_workspace_reads_that_of_who_asks(client: Client, workspace: Workspace):
    before = asker()
    assert set(client.run(looked_at, before).values()) == {None}
    workspace.file("sources").write_bytes(workspace.file("sources").read_bytes().replace(b"\n", b"\r\n"))
    assert set(client.run(looked_at, asker()).values()) == {None}
    assert all("has other tables than" in one for one in client.run(looked_at, before).values())
    shutil.rmtree(workspace.folder)
    said = next(iter(client.run(looked_at, before).values()))
    assert re.search(r"The worker \S+ \(\S+\) cannot read the tables: There is no folder", said)


def test_others_workers_stay_when_a_batch_is_over(somebodys: LocalCluster):
    with cluster(scheduler=somebodys.scheduler_address) as made:
        before = made.nthreads()
    with Client(somebodys.scheduler_address, set_as_default=False) as later:
        assert later.nthreads() == before


@pytest.mark.parametrize(
    ("address", "said"), [("tcp://127.0.0.1:{port}", r"No scheduler answers at"), ("tpc://127.0.0.1:{port}", "tpc")]
)
def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch, address: str, said: str):
    monkeypatch.setattr(clusters, "ANSWERS_S", 0.5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        where = address.format(port=taken.getsockname()[1])
        with pytest.raises(BadCluster, match=said), cluster(scheduler=where):
            raise AssertionError("nothing may be made")


@pytest.mark.parametrize(
    ("greeting", "said"), [(b"HTTP/1.1 400 Bad Request\r\n\r\n", "does not speak as Dask"), (b"", "no answer in 0.5 s")]
)
def test_what_is_no_scheduler_is_told_in_time(monkeypatch: pytest.MonkeyPatch, greeting: bytes, said: str):
    monkeypatch.setattr(clusters, "ANSWERS_S", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as other, ThreadPoolExecutor(1) as aside:
        greeted = aside.submit(_greeting, other, greeting)
        where = f"tcp://127.0.0.1:{other.getsockname()[1]}"
        began = time.monotonic()
        with pytest.raises(BadCluster, match=f"^No scheduler answers at .*{said}"), cluster(scheduler=where):
            raise AssertionError("nothing may be made")
        assert time.monotonic() - began < 5
        greeted.result(PATIENCE_S).close()


def _greeting(server: socket.socket, said: bytes) -> socket.socket:
    made, _ = server.accept()
    made.sendall(said)
    return made


def test_a_scheduler_without_a_worker_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clusters, "ANSWERS_S", 0.5)
    with LocalCluster(n_workers=0, **HERE) as empty:
        said = re.escape(f"has no worker. Start one: dask worker {empty.scheduler_address}")
        with pytest.raises(BadCluster, match=said), cluster(scheduler=empty.scheduler_address):
            raise AssertionError("nothing may be made")


def test_when_the_scheduler_is_gone_the_rest_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending, "on_worker", waits)
    batch = heap(tmp_path / "out", papers(tmp_path, *[GOOD] * 8))
    with (
        LocalCluster(n_workers=1, protocol="tcp", **HERE | {"processes": False}) as made,
        Client(made, timeout=1, set_as_default=False) as client,
        ThreadPoolExecutor(1) as aside,
    ):
        told = aside.submit(lambda: list(batch.made(client)))
        until(lambda: len(at_work(client)) == 1)
        made.close()
        with pytest.raises(BadCluster, match=r"The scheduler of the workers is gone\."):
            told.result(PATIENCE_S)
    runs = batch.runner.ledger.runs()
    assert {"failed"} <= {run["state"] for run in runs} <= {"failed", "abandoned"}
    assert len(runs) < 8


def test_a_run_whose_workers_die_twice_fails_alone(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending, "on_worker", dies_with_the_first)
    batch = heap(tmp_path / "out", papers(tmp_path, GOOD, GOOD))
    outcomes = by_number(list(batch.made(client)))
    said = "The workers that made it ended before it was done, 2 times. Nothing was delivered."
    assert [str(outcomes[one].error or "") for one in ("01", "02")] == [said, ""]
    hold_whole(tmp_path / "out", {"02"})
