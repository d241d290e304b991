"""A set of files appears whole or not at all, the last good one stays, and a failure is told beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from icanalysis.errors import CannotWrite, Phrase, RunFailed
from icanalysis.runs.printing import sets
from icanalysis.runs.printing.sets import Place

AT = datetime.fromisoformat("2021-08-06T09:05:00+07:00")
FILES = {"a.html": b"<p>today</p>", "a.manifest.json": b"{}"}
WHY = RunFailed(Phrase("The run took more than {seconds} s. Nothing was delivered.", seconds=5))
FULL_DISK = """
import resource, sys
from pathlib import Path
from icanalysis.errors import CannotWrite
from icanalysis.runs.printing.sets import Place, deliver_set

resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
try:
    deliver_set(Place(Path(sys.argv[1]), "trial", "job"), "run-2", {"a.html": b"x" * 100, "a.pdf": b"x" * 9000})
except CannotWrite as error:
    print(error)
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "out", "trial", "job")


@pytest.fixture
def last_good(place: Place) -> Place:
    """A place with a set of yesterday."""
    sets.deliver_set(place, "run-1", {"a.html": b"yesterday"})
    return place


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system on which nobody may make links."""

    def refused(*_, **__) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", refused)


def standing(place: Place) -> dict[str, bytes]:
    """Every file below the folder of reports, but for the sets themselves, by the way a reader takes."""
    report = place.last_good.parent
    found = (Path(top) / name for top, _, names in os.walk(report, followlinks=True) for name in names)
    return {str(file.relative_to(report)): file.read_bytes() for file in found}


def test_the_name_of_a_job_leads_to_the_whole_set(place: Place):
    assert sets.deliver_set(place, "run-1", FILES) == place.last_good
    assert standing(place) == {f"job/{name}": content for name, content in FILES.items()}
    assert sets.leads_to(place) == "run-1"


def test_the_folder_of_reports_may_be_moved(place: Place):
    sets.deliver_set(place, "run-1", FILES)
    moved = place.out.rename(place.out.with_name("elsewhere"))
    assert (moved / "trial" / "job" / "a.html").read_bytes() == FILES["a.html"]


def test_a_new_set_takes_the_place_of_the_last_one(last_good: Place):
    sets.deliver_set(last_good, "run-2", FILES)
    assert standing(last_good) == {f"job/{name}": content for name, content in FILES.items()}


def test_a_full_disk_leaves_the_last_good_set(last_good: Place):
    before = standing(last_good)
    command = [sys.executable, "-c", FULL_DISK, str(last_good.out)]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True).stdout
    assert "a.pdf could not be written whole (File too large). The last good report is untouched." in said
    assert standing(last_good) == before
    assert [folder.name for folder in (last_good.out / sets.SETS).iterdir()] == ["run-1"]


def test_a_name_that_cannot_be_replaced_leaves_the_last_good_set(last_good: Place, monkeypatch: pytest.MonkeyPatch):
    before = standing(last_good)
    replace = os.replace

    def refused(old: Path, new: Path) -> None:
        if Path(new) == last_good.last_good:
            raise OSError(13, "Permission denied")
        replace(old, new)

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(CannotWrite, match=r"could not be replaced \(Permission denied\)\. The last good report"):
        sets.deliver_set(last_good, "run-2", FILES)
    assert standing(last_good) == before


def test_a_folder_that_cannot_be_written_is_refused_before_any_work(tmp_path: Path):
    (tmp_path / "out").write_text("kept")
    with pytest.raises(CannotWrite, match=r"Nothing can be written to '.*' \(Not a directory\)\. Choose another"):
        sets.check_room(Place(tmp_path / "out" / "below", "trial", "job"))


def test_without_links_a_copy_of_the_set_stands_there(place: Place, without_links: None):
    sets.deliver_set(place, "run-1", {"a.html": b"yesterday"})
    sets.deliver_set(place, "run-2", FILES)
    assert standing(place) == {f"job/{name}": content for name, content in FILES.items()}
    assert [entry.name for entry in place.last_good.parent.iterdir()] == ["job"]


def test_without_links_a_stop_between_two_renames_is_mended(place: Place, without_links: None):
    sets.deliver_set(place, "run-1", {"a.html": b"yesterday"})
    place.last_good.rename(place.last_good.with_name(".job.old"))  # here it was stopped
    sets.deliver_set(place, "run-2", FILES)
    assert standing(place) == {f"job/{name}": content for name, content in FILES.items()}
    assert [entry.name for entry in place.last_good.parent.iterdir()] == ["job"]


def test_a_copy_gives_way_to_a_link_when_links_can_be_made(place: Place):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "symlink", lambda *_, **__: (_ for _ in ()).throw(OSError(1, "no")))
        sets.deliver_set(place, "run-1", {"a.html": b"yesterday"})
    sets.deliver_set(place, "run-2", FILES)
    assert place.last_good.is_symlink()
    assert standing(place) == {f"job/{name}": content for name, content in FILES.items()}


def test_a_failure_is_told_beside_the_last_good_set_in_both_languages(last_good: Place):
    sets.warn(last_good, "run-2", why=WHY, at=AT, last_good=AT)
    told = last_good.banner.read_text("utf-8")
    assert "Lần chạy kéo dài quá 5 giây. Không giao báo cáo nào." in told
    assert "The run took more than 5 s. Nothing was delivered." in told
    assert told.count("run-2") == 2
    assert told.count("06/08/2021 09:05 (UTC+07:00)") == told.count("6 August 2021 09:05 (UTC+07:00)") == 2
    assert (last_good.last_good / "a.html").read_bytes() == b"yesterday"


def test_a_failure_without_an_earlier_report_says_so(place: Place):
    sets.warn(place, "run-1", why=WHY, at=AT, last_good=None)
    told = place.banner.read_text("utf-8")
    assert "There is no earlier report." in told
    assert "Chưa có báo cáo nào trước đó." in told


def test_the_next_good_set_takes_the_banner_away(last_good: Place):
    sets.warn(last_good, "run-2", why=WHY, at=AT, last_good=AT)
    sets.deliver_set(last_good, "run-3", FILES)
    assert not last_good.banner.exists()


def test_old_sets_go_but_never_the_one_that_the_name_leads_to(place: Place):
    runs = [f"run-{number}" for number in range(1, 6)]
    for run in runs:
        sets.deliver_set(place, run, FILES)
    sets.lead(place, "run-1")
    assert sets.prune(place, runs[::-1], kept=2) == ["run-3", "run-2"]
    assert {folder.name for folder in (place.out / sets.SETS).iterdir()} == {"run-1", "run-4", "run-5"}
    assert (place.last_good / "a.html").read_bytes() == FILES["a.html"]


def test_a_set_is_whole_only_letter_by_letter(last_good: Place):
    hashes = {"a.html": sha256(b"yesterday").hexdigest()}
    assert sets.is_whole(last_good, "run-1", hashes)
    assert not sets.is_whole(last_good, "run-1", {})
    assert not sets.is_whole(last_good, "run-1", hashes | {"a.pdf": "0"})
    (last_good.last_good / "a.html").write_bytes(b"yesterdax")
    assert not sets.is_whole(last_good, "run-1", hashes)


def test_what_a_killed_run_has_left_half_is_removed(last_good: Place):
    half = last_good.set_of("run-2").with_name("run-2.half")
    half.mkdir()
    sets.deliver_set(Place(last_good.out, "trial", "other"), "run-3", FILES)
    sets.clear(last_good, "run-2")
    sets.clear(last_good, "run-1")
    assert {folder.name for folder in (last_good.out / sets.SETS).iterdir()} == {"run-1", "run-3"}
