"""Find a Chromium for the browser tests, or get one: the system's, else Debian's package, else Playwright's own.

`python -m scripts.browser` says what it did. Where none can be had it says so and fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""Programs that the tests can drive, the first that is there."""

APT = (("apt-get", "update", "-q"), ("apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"))


def find() -> str | None:
    """The path of a browser: one of the system, else the one that Playwright keeps; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None) or _of_playwright()


def main() -> None:
    """Makes sure that a browser is there."""
    if found := find():
        print(f"Browser: {found}")
        return
    for way, get in (("apt-get install chromium", _by_apt), ("playwright install chromium", _by_playwright)):
        print(f"Browser: none is here; trying {way}", flush=True)
        if get() and (found := find()):
            print(f"Browser: {found}")
            return
    sys.exit("There is no Chromium and none could be had. On Debian: apt install chromium")


def _by_apt() -> bool:
    """Debian's package, where apt is there and this is root."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return all(subprocess.run(step, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0 for step in APT)


def _by_playwright() -> bool:
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        kept = playwright.chromium.executable_path
    return kept if Path(kept).is_file() else None


if __name__ == "__main__":
    main()
