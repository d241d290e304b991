"""From a number in a delivered document back to the rows it stands on and the sources that printed them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from icanalysis.errors import Phrase, UserError, did_you_mean, first_line
from icanalysis.runs.printing.ledger import Ledger, kept
from icanalysis.runs.printing.meant import figures_meant, nearest_figures
from icanalysis.runs.printing.runner import LEDGER
from icanalysis.runs.printing.secrecy import parts_of
from icanalysis.runs.printing.sets import SETS
from icanalysis.runs.report import MANIFEST
from icanalysis.sources import tables
from icanalysis.wording.language import LANGUAGES

RUN = re.compile(rb"\d{8}T\d{6}-[0-9a-f]{8}")
NEEDED = {"figures", "rows", "data_sha256", "files_sha256"}


def trace(file: Path, key: str, *, out: Path) -> dict[str, Any]:
    """The figures that a key or a printed text names, each with its rows, and each row with its source; the run.

    Raises:
        UserError: when the document is not known, or no figure has that key or text, with the nearest keys.
    """
    manifest = manifest_of(file, out=out)
    figures = manifest["figures"]
    language = manifest["parameters"].get("language", LANGUAGES[0])
    found = figures_meant(key, figures, language)
    if not found:
        raise UserError(
            Phrase(
                "No figure of this document has the key or the text {key!r}.{near} Write it as it is printed; every "
                "key stands under 'figures' in the manifest (*.manifest.json).",
                key=key,
                near=did_you_mean(nearest_figures(key, figures, language)),
            )
        )
    return {
        "report": manifest["report"],
        "parameters": manifest["parameters"],
        "run": manifest.get("run"),
        "code_version": manifest["code_version"],
        "figures": [_figure(one, manifest) for one in found],
    }


def manifest_of(file: Path, *, out: Path) -> dict[str, Any]:
    """The manifest of a document: itself, the one beside it, or that of the run that made it.

    A document is known by its hash, whatever its name is now, or by the run that is named in it.

    Raises:
        UserError: when the file cannot be read, no run is known that made it, or the set of that run is gone.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UserError(Phrase("{file!r} cannot be read ({said}).", file=str(file), said=error.strerror)) from error
    beside = file.with_name(f"{file.stem}{MANIFEST}")
    if file.name.endswith(MANIFEST):
        return _manifest(file)
    if beside.exists() and _hash(content) in _manifest(beside)["files_sha256"].values():
        return _manifest(beside)
    run = _run_of(content, out)
    for manifest in (*(out / SETS / run).glob(f"*{MANIFEST}"), *_of_single(run, out)):
        return _manifest(manifest)
    raise UserError(
        Phrase(
            "{file} was made by the run {run}, whose files are gone. "
            "What it was made from is in the ledger: icanalysis runs show {run}",
            file=file.name,
            run=run,
        )
    )


def _run_of(content: bytes, out: Path) -> str:
    """The run that made a document."""
    ledger = kept(out / LEDGER)
    if ledger is None:
        raise UserError(
            Phrase("No run yet: there is no ledger that could know this document. Give its manifest instead.")
        )
    run = ledger.run_with(_hash(content))
    if run is not None:
        return run
    named = {found.decode() for part in parts_of(content) for found in RUN.findall(part)}
    known = sorted(ledger.those(named))
    if not known:
        raise UserError(
            Phrase("No run in {ledger!r} has made this document. Give its manifest instead.", ledger=str(ledger.file))
        )
    return known[-1]


def _of_single(run: str, out: Path) -> Iterator[Path]:
    """The manifest of a single page, where it was written to, as long as that is still the one of this run."""
    for one in Ledger(out / LEDGER).run(run)["outputs"]:
        file = out / one["file"]
        if file.name.endswith(MANIFEST) and file.is_file() and _hash(file.read_bytes()) == one["sha256"]:
            yield file


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _manifest(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(
            Phrase("{file} cannot be read as a manifest ({said}).", file=file.name, said=first_line(str(error)))
        ) from error
    if not isinstance(found, dict) or not found.keys() >= NEEDED:
        needed = ", ".join(sorted(NEEDED))
        raise UserError(Phrase("{file} is no manifest of a report: that has {needed}.", file=file.name, needed=needed))
    return found


def _figure(figure: dict[str, Any], manifest: dict[str, Any]) -> dict[str, Any]:
    """A figure with where it stands, as far as its manifest says that, and its rows."""
    where = manifest.get("where", {}).get(figure["key"], {})
    return figure | {"where": where, "rows": [_row(row, manifest) for row in figure["rows"]]}


def _row(row: str, manifest: dict[str, Any]) -> dict[str, Any]:
    """A row with all its columns and its source; and whether its table is still the one that was printed from."""
    table, _, key = row.partition(":")
    now = tables.now()
    frame = now.load(table)
    found = frame.filter(pl.first().cast(pl.String) == key).collect().to_dicts()
    return {
        "row": row,
        "columns": found[0] if found else None,
        "same_table": now.hashes[table] == manifest["data_sha256"].get(table),
        "source": manifest["rows"].get(row),
    }
