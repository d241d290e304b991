"""Notebooks with a fault, in a folder of their own, each named after what it carries."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat

from icanalysis.runs.notebooks import FOLDER

SECRET = "/srv/secret/of/the/server"

ENDLESS = "import time\nwhile True:\n    time.sleep(0.1)"
DEAF = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nimport time\ntime.sleep(3600)"
RAISING = f"raise RuntimeError({SECRET!r})"
GREEDY = "hoard = bytearray(400_000_000)\nhoard[::4096] = b'x' * len(hoard[::4096])"
DYING = "import os\nos._exit(3)"


def folder_of_notebooks(where: Path, **last_cells: str) -> Path:
    """A copy of all notebooks; some with other code as their last cell."""
    made = Path(shutil.copytree(FOLDER, where / "notebooks", ignore=shutil.ignore_patterns("scratch")))
    for name, source in last_cells.items():
        (file,) = made.glob(f"*_{name}.ipynb")
        notebook = nbformat.read(file, as_version=4)
        notebook.cells[-1].source = source
        nbformat.write(notebook, file)
    return made
