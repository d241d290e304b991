"""Copies of what stood at an address: whole folders, one for each version, in the cache of the user.

    workspaces/ADDRESS/     by a hash of the address
        lock                held by the one who fetches
        VERSION/            by a hash of the listing; its time of change says when it was used last
            listing.json
            NAME/           the workspace, named as the address ends

A copy is filled in a folder of its own and moved into place when the store still lists what was fetched: a process sees
one version, however long a writer takes. A file that did not change is linked from the copy before.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import platformdirs
from filelock import FileLock

from icanalysis.errors import BadWorkspace, CannotReach, CannotWrite, Phrase
from icanalysis.sources.addresses import Address
from icanalysis.sources.stores import Entry, Gone, Listing, Store, endpoints

TRIES = 20
PAUSE_S = 0.5
KEPT = 2
KEPT_S = 24 * 3600
"""The last copies stay, and every one that was used within so many seconds."""

LISTING, LOCK = "listing.json", "lock"


def mirror(address: Address) -> Path:
    """The folder of a copy of what stands at an address now; fetched unless it is there.

    Raises:
        BadWorkspace: when the store refuses, or its files keep changing while they are fetched.
        CannotReach: when nobody answers; names the last copy, which may be used instead by who says so.
        CannotWrite: when there is no room for a copy.
    """
    copies = _Copies(address)
    try:
        return copies.of(Store(address))
    except CannotReach as error:
        raise CannotReach(_with_advice(error, copies.last())) from None
    except OSError as error:
        said = Phrase(
            "The copy of {address} cannot be written to {folder!r} ({said}).",
            address=str(address),
            folder=str(copies.home),
            said=error.strerror,
        )
        raise CannotWrite(said) from error


def is_copy(folder: Path) -> bool:
    """Whether a folder lies in a copy of a store: what is written there would be in no store."""
    return folder.resolve().is_relative_to(_cache().resolve())


class _Copies:
    """The copies of one address."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.home = _cache() / _hash([str(address), endpoints(address)])

    def of(self, store: Store) -> Path:
        """The copy of what the store lists."""
        found = store.listing()
        if not self._is_whole(found):
            self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
            with FileLock(self.home / LOCK):
                if not self._is_whole(found):
                    found = self._fetched(store, found)
                    self._prune()
        folder = self._folder(found)
        with suppress(OSError):  # it may belong to another user
            os.utime(folder.parent)
        return folder

    def last(self) -> Path | None:
        """The version that was used last."""
        return next(iter(self._versions()), None)

    def _folder(self, found: Listing) -> Path:
        return self.home / _hash(found) / self.address.name

    def _is_whole(self, found: Listing) -> bool:
        """Whether a copy is there, and nobody has changed it since."""
        folder = self._folder(found)
        return folder.is_dir() and all(_stands(entry, folder) for entry in found)

    def _fetched(self, store: Store, found: Listing) -> Listing:
        """Fetches until the store lists what was fetched; returns that listing, of which there is a copy then.

        Raises:
            BadWorkspace: when that does not come to pass.
        """
        for half in self.home.glob(".*"):  # of someone who was ended meanwhile
            shutil.rmtree(half, ignore_errors=True)
        half = Path(tempfile.mkdtemp(prefix=".", dir=self.home))
        folder, known, taken = half / self.address.name, self._known(), {}
        folder.mkdir()
        try:
            for _ in range(TRIES):
                _fill(folder, found, store=store, known=known, taken=taken)
                again = store.listing()
                if again == found == tuple(sorted(taken.values())):
                    self._put(half, found)
                    return found
                found = again
                time.sleep(PAUSE_S)
        finally:
            shutil.rmtree(half, ignore_errors=True)
        raise BadWorkspace(Phrase("The tables are being written right now. Try again when that is done."))

    def _put(self, half: Path, found: Listing) -> None:
        """Moves a whole copy into place."""
        (half / LISTING).write_text(json.dumps({"address": str(self.address), "files": found}, indent=1), "utf-8")
        place = self._folder(found).parent
        shutil.rmtree(place, ignore_errors=True)  # one that somebody changed
        os.rename(half, place)

    def _known(self) -> dict[Entry, Path]:
        """The files of the copies that are there → the folder of their copy; the newest counts."""
        known: dict[Entry, Path] = {}
        for version in reversed(self._versions()):
            with suppress(OSError, ValueError, TypeError, KeyError):
                told = json.loads((version / LISTING).read_text("utf-8"))
                folder = version / self.address.name
                known |= {entry: folder for one in told["files"] if _stands(entry := Entry(*one), folder)}
        return known

    def _prune(self) -> None:
        """Removes old copies that nobody uses."""
        for version in self._versions()[KEPT:]:
            if time.time() - version.stat().st_mtime > KEPT_S:
                shutil.rmtree(version, ignore_errors=True)

    def _versions(self) -> list[Path]:
        """All copies, the one that was used last first."""
        found = [listing.parent for listing in self.home.glob(f"[!.]*/{LISTING}")]
        return sorted(found, key=lambda version: version.stat().st_mtime, reverse=True)


def _fill(folder: Path, found: Listing, *, store: Store, known: Mapping[Entry, Path], taken: dict[str, Entry]) -> None:
    """Brings a folder in step with a listing, up to the first file that is replaced meanwhile; `taken` stands in it."""
    for path in taken.keys() - {entry.path for entry in found}:
        (folder / path).unlink()
        del taken[path]
    with suppress(Gone):
        for entry in found:
            if taken.get(entry.path) != entry:
                taken.pop(entry.path, None)
                _take(entry, folder, store=store, other=known.get(entry))
                taken[entry.path] = entry


def _take(entry: Entry, folder: Path, *, store: Store, other: Path | None) -> None:
    """Puts a file into a folder, from another copy that has it or from the store.

    Raises:
        Gone: when it is no longer as it was listed.
    """
    file = folder / entry.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    if other is not None:
        with suppress(OSError):  # where files cannot be linked, it is fetched
            os.link(other / entry.path, file)
            return
    with file.open("wb") as opened:
        for piece in store.content(entry):
            opened.write(piece)
        opened.flush()
        os.fsync(opened.fileno())
    os.utime(file, (entry.changed_s, entry.changed_s))


def _stands(entry: Entry, folder: Path) -> bool:
    """Whether a file is there as it was fetched, at a whole second: who changes it changes its time."""
    try:
        found = (folder / entry.path).stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (entry.size, entry.changed_s * 10**9)


def _with_advice(error: CannotReach, last: Path | None) -> Phrase:
    """What to do while a store cannot be reached: an older copy is used only by who asks for it."""
    if last is None:
        return Phrase("{said} Check the network and the endpoint, or name a local folder.", said=error.args[0])
    folder = next(one for one in last.iterdir() if one.is_dir())
    used = datetime.fromtimestamp(last.stat().st_mtime).strftime("%Y-%m-%d %H:%M")
    return Phrase(
        "{said} To go on with the tables as they stood there on {when}: export ICANALYSIS_DATA={folder}",
        said=error.args[0],
        when=used,
        folder=shlex.quote(str(folder)),
    )


def _cache() -> Path:
    return platformdirs.user_cache_path("icanalysis") / "workspaces"


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]
