"""The files of a job as one set: a folder that appears whole, and a name that leads to the last good one.

    OUT/.sets/RUN/…            every set stands in a folder of its own, and is never changed
    OUT/REPORT/JOB             leads to the last good set: a link, replaced in one step
    OUT/REPORT/JOB.FAILED.txt  stands there while the newest run of the job has failed

Where links cannot be made, JOB is a copy of the set; it is exchanged by two renames, and a stop between them is mended
when the job is next looked at.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from icanalysis.errors import CannotWrite, Phrase, UserError, first_line
from icanalysis.runs.delivery import deliver
from icanalysis.style.numbers import moment
from icanalysis.wording.language import LANGUAGES, marked, said, words

SETS = ".sets"
HALF = ".half"
BANNER = ".FAILED.txt"


@dataclass(frozen=True)
class Place:
    """Where the sets of one job stand, below the folder of all reports."""

    out: Path
    report: str
    stem: str

    @property
    def last_good(self) -> Path:
        """Leads to the last good set."""
        return self.out / self.report / self.stem

    @property
    def banner(self) -> Path:
        """Says that the newest run has failed."""
        return self.out / self.report / f"{self.stem}{BANNER}"

    def set_of(self, run: str) -> Path:
        """The folder of the set that a run made."""
        return self.out / SETS / run


def check_room(place: Place) -> None:
    """Makes the folders and proves that files can be written there, before any work is done.

    Raises:
        CannotWrite: says which folder and why.
    """
    for folder in (place.out / SETS, place.last_good.parent):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            proof = folder / f".proof-{os.getpid()}-{os.urandom(4).hex()}"
            proof.write_bytes(b"")
            proof.unlink()
        except OSError as error:
            template = marked("Nothing can be written to {folder!r} ({said}). Choose another folder with --out.")
            raise CannotWrite(Phrase(template, folder=str(folder), said=error.strerror)) from error


def deliver_set(place: Place, run: str, files: Mapping[str, bytes]) -> Path:
    """Writes the set of a run, lets the name of the job lead to it and takes a banner away; returns that name.

    Raises:
        CannotWrite: when it cannot be written whole; the last good set is untouched.
    """
    target = place.set_of(run)
    half = target.with_name(f"{target.name}{HALF}")
    try:
        half.mkdir(parents=True)
        deliver({half / name: content for name, content in files.items()})
        _settle(half)
        os.rename(half, target)
    except OSError as error:
        template = marked("The files of {stem} could not be written ({said}). The last good report is untouched.")
        raise CannotWrite(Phrase(template, stem=place.stem, said=error.strerror)) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return lead(place, run)


def lead(place: Place, run: str) -> Path:
    """Lets the name of a job lead to the set of a run, in one step, and takes a banner away.

    Raises:
        CannotWrite: when the name cannot be changed; it leads where it led.
    """
    name, target = place.last_good, place.set_of(run)
    try:
        name.parent.mkdir(parents=True, exist_ok=True)
        _mend(name)
        if not _linked(name, target):
            _exchange(name, target)
        place.banner.unlink(missing_ok=True)
    except OSError as error:
        template = marked("{file!r} could not be replaced ({said}). The last good report is untouched.")
        raise CannotWrite(Phrase(template, file=str(name), said=error.strerror)) from error
    return name


def leads_to(place: Place) -> str | None:
    """The run whose set the name of a job leads to; None when there is none, or no links can be made."""
    try:
        return Path(os.readlink(place.last_good)).name
    except OSError:
        return None


def is_whole(place: Place, run: str, hashes: Mapping[str, str]) -> bool:
    """Whether the set of a run still stands with exactly these files, letter by letter."""
    folder = place.set_of(run)
    if not hashes or not folder.is_dir():
        return False
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()} == dict(hashes)


def clear(place: Place, run: str) -> None:
    """Removes what a run that was killed has left half; a set that the name of the job leads to stays."""
    target = place.set_of(run)
    shutil.rmtree(target.with_name(f"{target.name}{HALF}"), ignore_errors=True)
    _aside(place.last_good, f"new-{run}").unlink(missing_ok=True)
    if leads_to(place) != run:
        shutil.rmtree(target, ignore_errors=True)


def warn(place: Place, run: str, *, why: UserError, at: datetime, last_good: datetime | None) -> None:
    """Writes beside the last good set that the newest run has failed, in both languages.

    Raises:
        CannotWrite: when it cannot be written.
    """
    place.banner.parent.mkdir(parents=True, exist_ok=True)
    deliver({place.banner: "\n\n".join(_banner(run, why, at, last_good, one) for one in LANGUAGES).encode()})


def prune(place: Place, runs: list[str], *, kept: int) -> list[str]:
    """Removes the sets of a job but for the newest, and never the one that its name leads to; returns what went.

    `runs` are the runs of the job that made a set, the newest first.
    """
    last_good = leads_to(place)
    gone = [run for run in runs[kept:] if run != last_good and place.set_of(run).exists()]
    for run in gone:
        shutil.rmtree(place.set_of(run), ignore_errors=True)
    return gone


def _banner(run: str, why: UserError, at: datetime, last_good: datetime | None, language: str) -> str:
    _ = words(language)
    lines = [
        _("THE LAST RUN OF THIS REPORT FAILED"),
        f"{_('Why')}: {first_line(said(why, language))}",
        f"{_('When')}: {moment(at, language)}",
        f"{_('Run')}: {run}",
    ]
    if last_good is None:
        lines.append(_("There is no earlier report."))
    else:
        lines.append(f"{_('The last good report stays; it was made')}: {moment(last_good, language)}")
    return "\n".join(lines) + "\n"


def _linked(name: Path, target: Path) -> bool:
    return name.is_symlink() and os.readlink(name) == os.path.relpath(target, name.parent)


def _exchange(name: Path, target: Path) -> None:
    """Puts a link in the place of the name; where there are no links, a copy."""
    fresh = _aside(name, f"new-{target.name}")
    try:
        os.symlink(os.path.relpath(target, name.parent), fresh, target_is_directory=True)
    except (OSError, NotImplementedError):
        _exchange_copy(name, target, fresh)
        return
    try:
        if name.is_dir() and not name.is_symlink():  # a copy of the time before there were links
            os.rename(name, old := _aside(name, "old"))
            os.replace(fresh, name)
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.replace(fresh, name)
    finally:
        fresh.unlink(missing_ok=True)


def _mend(name: Path) -> None:
    """Undoes an exchange by renames that was stopped in the middle: the last good set is there again."""
    old = _aside(name, "old")
    if old.exists() and not os.path.lexists(name):
        os.rename(old, name)
    shutil.rmtree(old, ignore_errors=True)


def _exchange_copy(name: Path, target: Path, fresh: Path) -> None:
    old = _aside(name, "old")
    try:
        shutil.copytree(target, fresh)
        shutil.rmtree(old, ignore_errors=True)
        if name.exists():
            os.rename(name, old)
        os.rename(fresh, name)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _aside(name: Path, kind: str) -> Path:
    return name.with_name(f".{name.name}.{kind}")


def _settle(folder: Path) -> None:
    """The names of a folder on disk as well, where the system can be told so."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
