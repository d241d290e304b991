"""Of an address one whole version is read, from a copy that is fetched once and never mixed with another."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from icanalysis.errors import BadWorkspace, CannotReach, CannotWrite
from icanalysis.sources import addresses, mirrors, tables
from icanalysis.sources import workspace as chosen
from icanalysis.sources.mirrors import mirror
from icanalysis.sources.stores import Entry, Store
from icanalysis.sources.tables import load_all, now
from icanalysis.sources.workspace import VARIABLE
from tests.stores import Bucket, serving
from tests.workspaces import Workspace

OUTPUT = "o_tq_2021_07_gross_output"
DAY_S = 24 * 3600


def copy_of(bucket: Bucket) -> Path:
    return mirror(addresses.read(bucket.address))


def digest() -> str:
    """That of the tables of the workspace that is named now."""
    return now().digest


@pytest.fixture
def few_files(empty_bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    monkeypatch.setattr(mirrors, "PAUSE_S", 0.0)
    for name in ("claims", "sources", "targets", "zones"):
        empty_bucket.put(f"{name}.csv", name.encode())
    return empty_bucket


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that are fetched."""
    paths, content = [], Store.content

    def noted(self: Store, entry: Entry) -> Iterator[bytes]:
        paths.append(entry.path)
        return content(self, entry)

    monkeypatch.setattr(Store, "content", noted)
    return paths


def test_tables_at_an_address_are_those_of_the_folder(
    bucket: Bucket, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    load_all()
    read = digest()
    assert chosen.folder().name == "số liệu"
    assert (chosen.boundaries() / "2025" / "xã é.json").read_bytes() == b"{}"
    monkeypatch.setenv(VARIABLE, str(workspace.folder))
    assert digest() == read
    monkeypatch.setenv(VARIABLE, workspace.folder.as_uri())
    assert digest() == read


def test_only_what_changed_is_fetched_and_the_copy_before_stays(few_files: Bucket, fetched: list[str]):
    first = copy_of(few_files)
    assert sorted(fetched) == ["claims.csv", "sources.csv", "targets.csv", "zones.csv"]
    assert copy_of(few_files) == first
    fetched.clear()
    few_files.put("targets.csv", b"TARGETS")
    second = copy_of(few_files)
    assert fetched == ["targets.csv"]
    assert (second / "targets.csv").read_bytes() == b"TARGETS"
    assert (first / "targets.csv").read_bytes() == b"targets"
    assert (first / "sources.csv").samefile(second / "sources.csv")


def test_tables_replaced_while_they_are_fetched_are_read_as_one_version(
    few_files: Bucket, monkeypatch: pytest.MonkeyPatch
):
    content, late = Store.content, ["zones.csv", "claims.csv"]

    def replaced_meanwhile(self: Store, entry: Entry) -> Iterator[bytes]:
        yield from content(self, entry)
        if entry.path == "sources.csv" and late:
            few_files.remove(late[-1]).put("sources.csv", f"without {late.pop()}".encode())

    monkeypatch.setattr(Store, "content", replaced_meanwhile)
    folder = copy_of(few_files)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        "sources.csv": b"without zones.csv",
        "targets.csv": b"targets",
    }


def test_tables_that_never_come_to_rest_are_not_read(few_files: Bucket, monkeypatch: pytest.MonkeyPatch):
    content, turns = Store.content, iter(range(1000))

    def always_replaced(self: Store, entry: Entry) -> Iterator[bytes]:
        few_files.put("zones.csv", f"turn {next(turns)}".encode())
        return content(self, entry)

    monkeypatch.setattr(Store, "content", always_replaced)
    monkeypatch.setattr(mirrors, "TRIES", 3)
    with pytest.raises(BadWorkspace, match=r"are being written right now"):
        copy_of(few_files)
    assert [file.name for file in next((mirrors._cache()).iterdir()).iterdir()] == ["lock"]


def test_a_copy_that_somebody_changed_is_fetched_again(few_files: Bucket):
    folder = copy_of(few_files)
    (folder / "targets.csv").write_text("nothing", "utf-8")
    (folder / "zones.csv").unlink()
    assert copy_of(few_files) == folder
    assert [(folder / f"{table}.csv").read_bytes() for table in ("targets", "zones")] == [b"targets", b"zones"]


def test_old_copies_go_that_nobody_has_used_for_a_day(few_files: Bucket):
    copies = []
    for turn in range(5):
        few_files.put("zones.csv", f"turn {turn}".encode())
        copies.append(copy_of(few_files))
        if turn in (0, 2):
            long_ago = time.time() - 2 * DAY_S
            os.utime(copies[turn].parent, (long_ago, long_ago))
    assert [folder.is_dir() for folder in copies] == [False, True, False, True, True]


def test_what_an_ended_process_left_is_swept(few_files: Bucket):
    home = copy_of(few_files).parent.parent
    (home / ".half" / "figures").mkdir(parents=True)
    few_files.put("zones.csv", b"new")
    copy_of(few_files)
    assert not (home / ".half").exists()


def test_who_comes_second_waits_and_fetches_nothing(few_files: Bucket, fetched: list[str]):
    with ThreadPoolExecutor(4) as together:
        assert len(set(together.map(copy_of, [few_files] * 4))) == 1
    assert len(fetched) == 4


def test_two_processes_at_once_read_the_same_copy(few_files: Bucket):
    script = (
        "from icanalysis.sources import addresses, mirrors;"
        f"print(mirrors.mirror(addresses.read({few_files.address!r})))"
    )
    command = [sys.executable, "-X", "utf8", "-c", script]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") for _ in range(2)]
    said = {process.communicate(timeout=120)[0] for process in both}
    assert said == {f"{copy_of(few_files)}\n"}
    assert len(list(copy_of(few_files).parent.parent.iterdir())) == 2


def test_an_older_copy_is_used_only_by_who_asks_for_it(
    empty_bucket: Bucket, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    with serving() as server:
        bucket = Bucket(server, "planning").create().put_all(workspace.folder)
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.endpoint)
        monkeypatch.setenv(VARIABLE, bucket.address)
        before = digest()
    with pytest.raises(CannotReach, match=r"cannot be reached .* as they stood there on 20..-..-.. ..:..:") as refused:
        load_all()
    monkeypatch.setenv(*shlex.split(str(refused.value).partition(": export ")[2])[0].split("=", 1))
    assert digest() == before


def test_a_run_without_credentials_reads_the_very_copy(bucket: Bucket, monkeypatch: pytest.MonkeyPatch):
    read, passed_on = digest(), chosen.local()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name)
    bucket.put("zones.csv", b"new")
    monkeypatch.setenv(VARIABLE, passed_on[VARIABLE])
    assert digest() == read


def test_a_page_keeps_its_version_and_its_boundaries_while_the_store_goes_on(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
):
    tables.keep()
    kept = now().digest
    assert not tables.newer()
    bucket.put("zones.csv", b"new").remove("boundaries/2025/xã é.json")
    assert tables.newer()
    assert now().digest == kept
    assert (tables.boundaries() / "2025" / "xã é.json").exists()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    assert not tables.newer()
    assert (tables.boundaries() / "2025" / "xã é.json").exists()


def test_nothing_is_written_into_an_address_or_a_copy_of_one(
    bucket: Bucket, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    folder = chosen.folder()
    with pytest.raises(CannotWrite, match=rf"'{bucket.address}' is read-only. Work in a local folder, name it in ICAN"):
        chosen.own_folder()
    monkeypatch.setenv(VARIABLE, str(folder))
    with pytest.raises(CannotWrite, match=r"is read-only"):
        chosen.own_folder()
    monkeypatch.setenv(VARIABLE, str(workspace.folder))
    assert chosen.own_folder() == workspace.folder


def test_a_cache_that_cannot_be_written_is_named(bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "taken").write_text("no folder", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "taken"))
    with pytest.raises(CannotWrite, match=r"The copy of s3://.* cannot be written to '.*taken.*' \(Not a directory\)"):
        load_all()
