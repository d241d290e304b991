"""The strict front to Papermill: a notebook in, a whole checked report out, or an error and nothing.

asked → cast and held to the choices → executed in a folder of its own → checked → exported → delivered.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from icanalysis.errors import BadNotebook, CannotWrite, RunFailed, UserError, first_line
from icanalysis.runs import sections
from icanalysis.runs.delivery import check_writable, deliver
from icanalysis.runs.export import html_of
from icanalysis.runs.kernels.spec import kernel_name
from icanalysis.runs.notebooks import notebook_file, read, title, view_module
from icanalysis.runs.parameters import MODE, cast, parameters_of, within_choices
from icanalysis.runs.provenance import boundaries_in_use, code_version, package_versions, sources_behind
from icanalysis.sources import tables, workspace
from icanalysis.sources.version import Version
from icanalysis.style.numbers import moment
from icanalysis.wording.language import words

OUT = Path(__file__).resolve().parents[2] / "reports" / "out"
CELL_TIMEOUT_S = 120
START_TIMEOUT_S = 90
Tell = Callable[[str], None]


def report(name: str, given: Mapping[str, str], *, out: Path | None = None, tell: Tell = lambda line: None) -> Path:
    """Prints a notebook as one HTML file with its manifest beside it, and returns the path.

    Raises:
        UserError: for anything asked that cannot be had, and for a run that does not come to a whole report;
            then nothing is delivered and the last good report stays.
    """
    file = notebook_file(name)
    return report_of(file, given, module=view_module(name), name=name, out=out, tell=tell)


def report_of(
    file: Path,
    given: Mapping[str, str],
    *,
    module: Any,
    name: str,
    out: Path | None,
    tell: Tell = lambda line: None,
) -> Path:
    """As `report`, for a notebook file and the view module whose controls it uses."""
    os.environ[workspace.VARIABLE] = str(workspace.folder().resolve())
    notebook = read(file)
    declared = parameters_of(notebook, where=file.name)
    undeclared = [name for name in module.CONTROLS if name not in declared]
    if undeclared:
        raise BadNotebook(f"{file.name}: its parameters cell lacks '{undeclared[0]}', which its views need.")
    values = cast(given, declared) | {MODE: False}
    tables.load_all()
    within_choices(values, module.CONTROLS)
    promised = sections.promised(notebook, where=file.name)
    target = out or OUT / f"{_stem(name, values)}.html"
    check_writable(target)

    started, version = datetime.now().astimezone(), tables.now()
    clock = time.monotonic()
    tell(f"{file.name}: {len(promised)} sections")
    executed = _executed(file, values)
    asked = {key: value for key, value in values.items() if key != MODE}
    records = sections.hold(executed, asked=asked, sections=promised, must_show=module.MUST_SHOW)
    sections.hold_to_tables(records, version.digest)
    tell("checked: every cell completed, every section shown")

    manifest = _manifest(name, values=asked, records=records, started=started, version=version)
    page = html_of(
        executed,
        language=values["language"],
        title=title(notebook),
        provenance=_provenance(manifest, version.digest, values["language"]),
    ).encode()
    manifest |= {
        "duration_s": round(time.monotonic() - clock, 3),
        "report_sha256": hashlib.sha256(page).hexdigest(),
    }
    beside = target.with_suffix(".manifest.json")
    deliver({beside: json.dumps(manifest, ensure_ascii=False, indent=1, default=str).encode(), target: page})
    return target


def _executed(file: Path, values: Mapping[str, Any]) -> nbformat.NotebookNode:
    """Runs the notebook with Papermill in a temporary folder of its own; nothing is kept on the way."""
    with _folder() as folder:
        try:
            return papermill.execute_notebook(
                file,
                None,
                parameters=dict(values),
                kernel_name=kernel_name(),
                cwd=folder,
                progress_bar=True,
                config=_private_sockets(Path(folder)),
                start_timeout=START_TIMEOUT_S,
                execution_timeout=CELL_TIMEOUT_S,
                shutdown_kernel="immediate",  # all has been shown; to end politely would take as long as to start
            )
        except PapermillExecutionError as error:
            said = first_line(f"{error.ename}: {error.evalue}").rstrip(".")
            raise RunFailed(f"The cell {first_line(error.source)!r} failed: {said}. Nothing was delivered.") from error
        except CellTimeoutError as error:
            raise RunFailed(f"A cell took more than {CELL_TIMEOUT_S} s. Nothing was delivered.") from error
        except (DeadKernelError, RuntimeError) as error:
            raise RunFailed(
                f"The kernel ended before the notebook did ({first_line(str(error))}). Nothing was delivered."
            ) from error


def _folder() -> tempfile.TemporaryDirectory:
    """A new folder for one run.

    Raises:
        CannotWrite: when the place for temporary files has no room.
    """
    try:
        return tempfile.TemporaryDirectory(prefix="icanalysis-")
    except OSError as error:
        raise CannotWrite(f"There is no room for temporary files ({error.strerror}). Nothing was run.") from error


def _private_sockets(folder: Path) -> Config:
    """Sockets in the run's own folder instead of open TCP ports, where the system has them."""
    if os.name == "nt":
        return Config()
    return Config(KernelManager={"transport": "ipc", "ip": str(folder / "kernel")})


def _stem(name: str, values: Mapping[str, Any]) -> str:
    """attainment_08_2021-07-31_vi: the name and every value that was asked for."""
    return "_".join([name, *(str(value) for key, value in values.items() if key != MODE)])


def _manifest(
    name: str, *, values: Mapping[str, Any], records: list[dict], started: datetime, version: Version
) -> dict[str, Any]:
    figures = {figure["key"]: figure for record in records for figure in record["figures"]}
    rows = {row for figure in figures.values() for row in figure["rows"]}
    return {
        "report": name,
        "parameters": dict(values),
        "started": started.isoformat(timespec="seconds"),
        "code_version": code_version(),
        "packages": package_versions(),
        "data_sha256": version.hashes,
        "simulated": version.simulated,
        "boundaries": boundaries_in_use(),
        "headlines": {record["section"]: record["headline"] for record in records},
        "figures": list(figures.values()),
        "rows": sources_behind(rows, tables=version),
    }


def _provenance(manifest: Mapping[str, Any], digest: str, language: str) -> list[str]:
    _ = words(language)
    return [
        f"{_('Made')}: {moment(datetime.fromisoformat(manifest['started']), language)}",
        f"{_('Code')}: icanalysis {manifest['code_version']}",
        f"{_('Data')}: {digest[:16]} (SHA-256)",
        _("Every figure of this page stands in the manifest beside it, with the rows and the source it comes from."),
    ]


__all__ = ["UserError", "report", "report_of"]
