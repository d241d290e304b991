"""Find a LibreOffice for the tests of documents, or get one: the system's, else Debian's packages.

`python -m scripts.office` says what it did. Where none can be had it says so and fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("soffice", "libreoffice")
"""Programs that turn a document into a PDF, the first that is there."""

PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui")
"""Writer and Calc without windows."""

APT = (("apt-get", "update", "-q"), ("apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES))
MISSING = f"There is no LibreOffice. Get one: python -m scripts.office. On Debian: apt install {' '.join(PACKAGES)}"
LONGEST_S = 300


def find() -> str | None:
    """The path of LibreOffice; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def converted(file: Path, kind: str, *, folder: Path) -> Path:
    """The file as another kind (pdf, xlsx, csv), made by a LibreOffice with a profile of its own in the folder.

    Raises:
        RuntimeError: when there is no LibreOffice, or with what it said when it made no file.
    """
    office = find()
    if office is None:
        raise RuntimeError(MISSING)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", folder, file]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=False)
    made = folder / f"{file.stem}.{kind}"
    if not made.is_file():
        raise RuntimeError(f"LibreOffice made no {kind} of {file.name}: {done.stdout} {done.stderr}")
    return made


def main() -> None:
    """Makes sure that a LibreOffice is there."""
    if found := find():
        print(f"LibreOffice: {found}")
        return
    print("LibreOffice: none is here; trying apt-get install", flush=True)
    if _by_apt() and (found := find()):
        print(f"LibreOffice: {found}")
        return
    sys.exit(MISSING)


def _by_apt() -> bool:
    """Debian's packages, where apt is there and this is root."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return all(subprocess.run(step, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0 for step in APT)


if __name__ == "__main__":
    main()
