"""The process of an attempt: does what its folder asks for and tells there what came of it."""

from __future__ import annotations

import json
import os
import signal
import tempfile
from dataclasses import asdict
from pathlib import Path
from threading import Thread
from typing import Any

import nbformat

from icanalysis.errors import Transient, UserError, first_line
from icanalysis.runs import report, sections
from icanalysis.runs.notebooks import view_module
from icanalysis.runs.printing.attempt import ASKED, MADE, TOLD, Asked
from icanalysis.runs.printing.carried import packed
from icanalysis.runs.printing.checks import checks_of, hold_checks
from icanalysis.runs.toml_file import checked
from icanalysis.sources import tables


def become(folder: Path) -> None:
    """Does what `folder` asks for; what cannot be done is told there as well."""
    Thread(target=_end_with_runner, name="runner", daemon=True).start()
    tempfile.tempdir = None  # a process that was forked would use the folder of the one that it came from
    try:
        told = _told(_asked(folder), folder / MADE)
    except UserError as error:
        told = {"files": {}, "checks": [], "cells": [], "error": packed(error)}
    half = folder / MADE / f"{TOLD}.half"
    half.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    half.replace(folder / MADE / TOLD)


def _asked(folder: Path) -> Asked:
    return checked(json.loads((folder / ASKED).read_text(encoding="utf-8")), Asked, where=ASKED)


def _told(asked: Asked, folder: Path) -> dict[str, Any]:
    """Makes the files of a run and tells their names, the checks and the seconds per cell."""
    tables.keep()  # one version for all that is made and checked, and no look at the files in between
    module = view_module(asked.notebook)
    paper = report.prepared(Path(asked.file), asked.parameters, module=module, name=asked.report)
    made = report.made(paper, formats=asked.formats, cell_s=asked.limits.cell_s, run=asked.run, period=asked.period)
    if made.tables != asked.tables:
        raise Transient(sections.REPLACED)
    checks = checks_of(paper, made, asked.expected)
    told = {"checks": [asdict(check) for check in checks], "cells": _cells(made.executed)}
    try:
        hold_checks(checks)
    except UserError as error:
        return told | {"files": {}, "error": packed(error)}
    files = made.files | {report.MANIFEST: made.manifest_bytes}
    names = {ending: f"{number}{ending}" for number, ending in enumerate(files)}
    for ending, name in names.items():
        (folder / name).write_bytes(files[ending])
    return told | {"files": names, "error": None}


def _cells(executed: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """First line and seconds of every code cell."""
    cells = (cell for cell in executed.cells if cell.cell_type == "code")
    return [{"source": first_line(cell.source), "seconds": cell.metadata.papermill.duration} for cell in cells]


def _end_with_runner() -> None:
    """Waits until the runner has closed its end of the pipe, and ends this process with all that it started."""
    while os.read(0, 1):
        pass
    if os.name == "nt":
        os._exit(1)
    os.killpg(os.getpgrp(), signal.SIGKILL)
