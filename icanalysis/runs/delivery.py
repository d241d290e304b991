"""Files appear whole or not at all: written under a temporary name, checked, renamed; and where they appear."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from icanalysis.errors import CannotWrite, Phrase
from icanalysis.sources import workspace
from icanalysis.wording.language import marked

OUT = Path(__file__).resolve().parents[2] / "reports" / "out"
OUT_VARIABLE = "ICANALYSIS_OUT"
"""Names another folder for reports and their ledger."""

PAGES = (".html", ".htm")


def out_folder() -> Path:
    """Where reports stand: `reports/out` of the project, or what `OUT_VARIABLE` names.

    Those of another workspace than the published facts stand apart, in a folder with the name of theirs: a report of
    simulated data never takes the place of a real one.
    """
    named = os.environ.get(OUT_VARIABLE)
    out, tables = Path(named).absolute() if named else OUT, workspace.folder().resolve()
    return out if tables == workspace.PUBLISHED else out / "workspaces" / tables.name


def told_if_new(out: Path | None) -> Phrase | None:
    """What to say where the folder named for reports is not there yet: it will be made, but may be mistyped."""
    named = out or os.environ.get(OUT_VARIABLE)
    if not named or Path(named).exists():
        return None
    return Phrase("A new folder is made for the reports: {folder}", folder=str(Path(named).absolute()))


def check_writable(target: Path) -> None:
    """Makes the folder of a file and proves that one can be written there, before any work is done.

    Raises:
        CannotWrite: says which folder and why.
    """
    folder = target.parent
    if target.is_dir():
        said = marked("{file!r} is a folder. Choose a file name for --out, such as report.html.")
        raise CannotWrite(Phrase(said, file=str(target)))
    if target.suffix not in PAGES:
        said = marked("{file!r} is no name for a page. Give --out a name that ends in .html.")
        raise CannotWrite(Phrase(said, file=target.name))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".icanalysis-"):
            pass
    except OSError as error:
        said = marked("Nothing can be written to {folder!r} ({said}). Choose another --out.")
        raise CannotWrite(Phrase(said, folder=str(folder), said=error.strerror)) from error


def deliver(files: dict[Path, bytes]) -> None:
    """Writes all files under temporary names beside their places, then renames them in the order given.

    Raises:
        CannotWrite: when one cannot be written whole; the files that stood there before are untouched.
    """
    staged: dict[Path, Path] = {}
    try:
        for target, content in files.items():
            staged[target] = _staged(target, content)
        for target, temporary in staged.items():
            os.replace(temporary, target)
    except OSError as error:
        said = marked("{file} could not be written whole ({said}). The last good report is untouched.")
        raise CannotWrite(Phrase(said, file=target.name, said=error.strerror)) from error
    finally:
        for temporary in staged.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _staged(target: Path, content: bytes) -> Path:
    """The content under a temporary name in the folder of its target, on disk to the last byte."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
