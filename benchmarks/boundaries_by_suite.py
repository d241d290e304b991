"""A file of boundaries taken in by the suite, into a workspace that is made for it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.boundaries import EDITION
from benchmarks.pictures import PLACES
from icanalysis.geography.store import Origin
from icanalysis.runs.boundaries import take_in
from icanalysis.runs.joining import Columns
from icanalysis.sources import workspace


def load(file: Path) -> Path:
    """The file; a copy of the published tables beside it becomes the workspace of this process."""
    folder = Path(mkdtemp(dir=file.parent)) / "workspace"
    shutil.copytree(PLACES.parent, folder)
    os.environ[workspace.VARIABLE] = str(folder)
    return file


def work(file: Path) -> Origin:
    """Takes the file in, as the command does when no column is named."""
    said: list[str] = []
    return take_in(
        file,
        edition=EDITION,
        name_of_set="simulated",
        layer=None,
        columns=Columns(code=None, name=None, province=None),
        crs=None,
        encoding=None,
        partial=False,
        replace=True,
        tell=said.append,
    )


def told(origin: Origin) -> dict[str, float]:
    """How many places the file gave land to."""
    return {"joined": origin.official_count}
