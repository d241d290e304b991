"""The strict front to Papermill: a notebook in, a whole checked report out, or an error and nothing.

asked → cast and held to the choices → executed in a folder of its own → checked → exported → delivered.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from icanalysis.documents.content import Provenance
from icanalysis.errors import BadNotebook, CannotWrite, Phrase, RunFailed, Transient, UserError, first_line
from icanalysis.runs import sections
from icanalysis.runs.cited import cite
from icanalysis.runs.delivery import check_writable, deliver, out_folder
from icanalysis.runs.document import document_of, provenance_of, subject_of, titles_of
from icanalysis.runs.export import html_of
from icanalysis.runs.formats import FORMATS, PAGE, written
from icanalysis.runs.kernels import prompt
from icanalysis.runs.kernels.spec import kernel_name
from icanalysis.runs.notebooks import notebook_file, read, title, view_module
from icanalysis.runs.office import office
from icanalysis.runs.parameters import MODE, cast, fitted, parameters_of
from icanalysis.runs.provenance import boundaries_in_use, code_version, package_versions, sources_behind
from icanalysis.runs.spoken import language_of
from icanalysis.runs.whereabouts import whereabouts
from icanalysis.sources import tables, workspace
from icanalysis.sources.version import Version
from icanalysis.style.numbers import CLOCK
from icanalysis.wording.language import marked, words

MANIFEST = ".manifest.json"
CELL_TIMEOUT_S = 120
START_TIMEOUT_S = 90
Tell = Callable[[str], None]


def report(
    name: str,
    given: Mapping[str, str],
    *,
    out: Path | None = None,
    formats: Sequence[str] = FORMATS,
    tell: Tell = lambda line: None,
) -> Path:
    """Prints a notebook as a page, with the documents and the manifest beside it, and returns the path of the page.

    Raises:
        UserError: for anything asked that cannot be had, and for a run that does not come to a whole report;
            then nothing is delivered and the last good report stays.
    """
    file = notebook_file(name)
    return report_of(file, given, module=view_module(name), name=name, out=out, formats=formats, tell=tell)


def report_of(
    file: Path,
    given: Mapping[str, str],
    *,
    module: Any,
    name: str,
    out: Path | None,
    formats: Sequence[str] = (PAGE,),
    tell: Tell = lambda line: None,
) -> Path:
    """As `report`, for a notebook file and the view module whose controls it uses."""
    paper = prepared(file, given, module=module, name=name)
    target = target_of(paper, out)
    check_writable(target)
    delivered(made(paper, formats=formats, tell=tell), target)
    return target


@dataclass(frozen=True)
class Paper:
    """A notebook that may be run: read, its parameters cast and held to the choices, its sections known."""

    name: str
    file: Path
    module: Any
    notebook: nbformat.NotebookNode
    values: dict[str, Any]
    promised: list[str]

    @property
    def asked(self) -> dict[str, Any]:
        """The parameters, without the one that a run sets itself."""
        return {key: value for key, value in self.values.items() if key != MODE}


@dataclass(frozen=True)
class Made:
    """What a whole run gives: the content of each file by its ending, the manifest, what the sections showed.

    `tables` is the digest of the tables that all of it was made from.
    """

    files: dict[str, bytes]
    manifest: dict[str, Any]
    records: list[dict[str, Any]]
    executed: nbformat.NotebookNode
    tables: str

    @property
    def manifest_bytes(self) -> bytes:
        """The manifest as a file."""
        return json.dumps(self.manifest, ensure_ascii=False, indent=1, default=str).encode()


def target_of(paper: Paper, out: Path | None) -> Path:
    """Where a page is to stand: where it was asked for, else among the reports under a name that says all it shows."""
    return out or out_folder() / f"{_stem(paper.name, paper.values)}.html"


def delivered(made: Made, target: Path) -> None:
    """Puts a page with all its files in place.

    Raises:
        CannotWrite: when one cannot be written whole; the files that stood there before are untouched.
    """
    beside = {target.with_suffix(ending): content for ending, content in made.files.items()}
    deliver({target.with_suffix(MANIFEST): made.manifest_bytes} | beside)


def prepared(file: Path, given: Mapping[str, str], *, module: Any, name: str) -> Paper:
    """Holds a notebook, what was asked and the tables to their rules, before anything is run.

    Raises:
        UserError: for anything asked that cannot be had.
    """
    os.environ[workspace.VARIABLE] = str(workspace.folder().resolve())
    notebook = read(file)
    declared = parameters_of(notebook, where=file.name)
    undeclared = [name for name in module.CONTROLS if name not in declared]
    if undeclared:
        said = marked("{file}: its parameters cell lacks '{name}', which its views need.")
        raise BadNotebook(Phrase(said, file=file.name, name=undeclared[0]))
    values = cast(given, declared) | {MODE: False}
    tables.load_all()
    values = fitted(values, module.CONTROLS, given=given)
    return Paper(name, file, module, notebook, values, sections.promised(notebook, where=file.name))


def made(
    paper: Paper,
    *,
    formats: Sequence[str] = (PAGE,),
    cell_s: float | None = None,
    run: str | None = None,
    period: str = "",
    tell: Tell = lambda line: None,
) -> Made:
    """Runs a notebook, checks it and makes its files; nothing is delivered. `run` is its id in the ledger.

    `period` is that of the report in words, for the title of its documents.

    Raises:
        RunFailed: for a run that does not come to a whole report.
    """
    started, version = datetime.now(CLOCK), tables.now()
    clock = time.monotonic()
    tell(Phrase("{file}: {count} sections", file=paper.file.name, count=len(paper.promised)))
    executed = _executed(paper.file, paper.values, cell_s=cell_s or CELL_TIMEOUT_S)
    records = sections.hold(executed, asked=paper.asked, sections=paper.promised, must_show=paper.module.MUST_SHOW)
    sections.hold_to_tables(records, version.digest)
    cite(executed, records, asked=paper.asked, tables=version)
    tell(Phrase("checked: every cell completed, every section shown"))

    manifest = _manifest(paper.name, values=paper.asked, records=records, started=started, version=version)
    language = paper.values["language"]
    manifest["where"] = whereabouts(records, titles_of(executed, language))
    manifest |= {} if run is None else {"run": run}
    provenance = provenance_of(manifest, digest=version.digest, language=language)
    about = {"language": language, "title": title(paper.notebook), "subject": subject_of(records)}
    about |= {"provenance": _said(provenance, language)}
    with ThreadPoolExecutor(1) as aside:
        page = aside.submit(html_of, executed, **about)
        files = _documents(paper, executed, records, formats, provenance=provenance, period=period, made=started)
        files = {f".{PAGE}": page.result().encode()} | files
    manifest |= {
        "duration_s": round(time.monotonic() - clock, 3),
        "files_sha256": {ending: hashlib.sha256(content).hexdigest() for ending, content in files.items()},
    }
    return Made(files, manifest, records, executed, version.digest)


def _documents(
    paper: Paper,
    executed: nbformat.NotebookNode,
    records: list[dict[str, Any]],
    formats: Sequence[str],
    *,
    provenance: Provenance,
    period: str,
    made: datetime,
) -> dict[str, bytes]:
    """The documents of a run by the ends of their names; none where only the page is asked for."""
    if not set(formats) - {PAGE}:
        return {}
    document = document_of(
        executed,
        records,
        module=paper.module,
        parameters=paper.asked,
        office=office(paper.values["language"]),
        provenance=provenance,
        period=period,
    )
    return written(document, formats, made=made)


def _executed(file: Path, values: Mapping[str, Any], *, cell_s: float) -> nbformat.NotebookNode:
    """Runs the notebook with Papermill in a temporary folder of its own; nothing is kept on the way."""
    with _folder() as folder:
        try:
            return papermill.execute_notebook(
                file,
                None,
                parameters=dict(values),
                kernel_name=kernel_name(),
                cwd=folder,
                progress_bar=_bar(),
                config=_kernel(Path(folder)),
                start_timeout=START_TIMEOUT_S,
                execution_timeout=cell_s,
                shutdown_kernel="immediate",  # all has been shown; to end politely would take as long as to start
            )
        except PapermillExecutionError as error:
            said = first_line(f"{error.ename}: {error.evalue}").rstrip(".")
            template = marked("The cell {cell!r} failed: {said}. Nothing was delivered.")
            raise RunFailed(Phrase(template, cell=first_line(error.source), said=said)) from error
        except CellTimeoutError as error:
            said = Phrase("A cell took more than {seconds} s. Nothing was delivered.", seconds=f"{cell_s:g}")
            raise RunFailed(said) from error
        except (RuntimeError, TimeoutError, ConnectionError) as error:
            kind = RunFailed if isinstance(error, DeadKernelError) else Transient  # it ran, or it did not even start
            said = marked("The kernel ended before the notebook did ({said}). Nothing was delivered.")
            raise kind(Phrase(said, said=first_line(str(error)))) from error


def _bar() -> dict[str, str]:
    """How Papermill's bar is called, in the language of who gave the command."""
    _ = words(language_of(sys.argv[1:], os.environ))
    return {"desc": _("Running the cells"), "unit": _(" cells")}


def _folder() -> tempfile.TemporaryDirectory:
    """A new folder for one run.

    Raises:
        CannotWrite: when the place for temporary files has no room.
    """
    try:
        return tempfile.TemporaryDirectory(prefix="icanalysis-")
    except OSError as error:
        said = Phrase("There is no room for temporary files ({said}). Nothing was run.", said=error.strerror)
        raise CannotWrite(said) from error


def _kernel(folder: Path) -> Config:
    """A kernel that prints, heard at once; its sockets in the run's own folder, where the system has such sockets."""
    sockets = {} if os.name == "nt" else {"transport": "ipc", "ip": str(folder / "kernel")}
    return Config(KernelManager={"client_class": prompt.NAME} | sockets, WarmProvisioner={"work": "paper"})


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


def _said(provenance: Provenance, language: str) -> list[str]:
    """The provenance at the foot of a page."""
    _ = words(language)
    every = _("Every figure of this report stands in the manifest beside it, with its rows and its source.")
    return [*(f"{word}: {said}" for word, said in provenance.lines), every]


__all__ = ["Made", "Paper", "UserError", "delivered", "made", "prepared", "report", "report_of", "target_of"]
