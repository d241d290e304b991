"""Files appear whole or not at all, and what stood there before stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from icanalysis.errors import CannotWrite
from icanalysis.runs.delivery import check_writable, deliver

FULL_DISK = """
import resource, sys
from pathlib import Path
from icanalysis.errors import CannotWrite
from icanalysis.runs.delivery import deliver

folder, first, second = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
try:
    deliver({folder / "a.manifest.json": b"m" * first, folder / "a.html": b"h" * second})
except CannotWrite as error:
    print(error)
"""
"""Python ignores SIGXFSZ, so a write beyond the limit fails with an error, as one on a full disk does."""


@pytest.fixture
def last_good(tmp_path: Path) -> Path:
    """A folder with a report of yesterday."""
    (tmp_path / "a.html").write_text("yesterday")
    (tmp_path / "a.manifest.json").write_text("{}")
    return tmp_path


def standing(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too, with what it holds."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_files_are_delivered_whole_and_readable_by_all(tmp_path: Path):
    deliver({tmp_path / "a.json": b"{}", tmp_path / "a.html": b"<p>"})
    assert standing(tmp_path) == {"a.json": b"{}", "a.html": b"<p>"}
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o644}


def test_files_of_yesterday_are_replaced(last_good: Path):
    deliver({last_good / "a.manifest.json": b"[]", last_good / "a.html": b"today"})
    assert standing(last_good) == {"a.manifest.json": b"[]", "a.html": b"today"}


@pytest.mark.parametrize(("first", "second"), [(9000, 10), (10, 9000)], ids=["first file", "second file"])
def test_a_disk_that_fills_up_in_the_middle_leaves_the_last_good_report(last_good: Path, first: int, second: int):
    before = standing(last_good)
    command = [sys.executable, "-c", FULL_DISK, str(last_good), str(first), str(second)]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True).stdout
    assert "could not be written whole (File too large). The last good report is untouched." in said
    assert standing(last_good) == before


def test_the_same_files_are_delivered_where_the_disk_has_room(last_good: Path):
    command = [sys.executable, "-c", FULL_DISK, str(last_good), "4000", "4000"]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    assert standing(last_good) == {"a.manifest.json": b"m" * 4000, "a.html": b"h" * 4000}


def test_the_file_that_does_not_fit_is_the_one_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(CannotWrite, match=r"a\.html could not be written whole \(No space left on device\)"):
        deliver({tmp_path / "a.html": b"x", tmp_path / "b.html": b"x"})
    assert standing(tmp_path) == {}


def test_a_rename_that_fails_leaves_no_temporary_file(last_good: Path, monkeypatch: pytest.MonkeyPatch):
    before = standing(last_good)
    monkeypatch.setattr(os, "replace", lambda old, new: (_ for _ in ()).throw(OSError(13, "Permission denied")))
    with pytest.raises(CannotWrite, match=r"could not be written whole \(Permission denied\)"):
        deliver({last_good / "a.manifest.json": b"[]", last_good / "a.html": b"today"})
    assert standing(last_good) == before


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path):
    check_writable(tmp_path / "reports" / "2021" / "a.html")
    assert (tmp_path / "reports" / "2021").is_dir()
    assert standing(tmp_path / "reports" / "2021") == {}


def test_a_folder_below_a_file_is_refused_by_name(tmp_path: Path):
    (tmp_path / "file").write_text("kept")
    with pytest.raises(CannotWrite, match=r"Nothing can be written to '.*below' \(Not a directory\). Choose another"):
        check_writable(tmp_path / "file" / "below" / "a.html")
    assert standing(tmp_path) == {"file": b"kept"}


def test_a_folder_given_for_a_file_is_refused(tmp_path: Path):
    with pytest.raises(CannotWrite, match=r"is a folder. Choose a file name for --out, such as report.html."):
        check_writable(tmp_path)
