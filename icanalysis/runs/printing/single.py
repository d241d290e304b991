"""A single page, which no definition names: made whenever a person asks for it, and written into the ledger too.

It stands where it was asked for, in no set; its job in the ledger is its file. So it is always made again, and where a
number of it comes from is known later all the same. The ledger is beside the reports, wherever the page is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from icanalysis.errors import CannotWrite, Phrase, UserError
from icanalysis.runs.delivery import check_writable, out_folder, told_if_new
from icanalysis.runs.formats import FORMATS
from icanalysis.runs.notebooks import notebook_file, view_module
from icanalysis.runs.printing.facts import facts_of
from icanalysis.runs.printing.inputs import inputs_of, key_of, of_code
from icanalysis.runs.printing.ledger import SINGLE, Ledger, Wish, new_run
from icanalysis.runs.printing.owner import own
from icanalysis.runs.printing.runner import LEDGER
from icanalysis.runs.report import MANIFEST, Paper, delivered, made, prepared, target_of
from icanalysis.wording.language import marked

Tell = Callable[[str], None]


def report(
    name: str, given: Mapping[str, str], *, out: Path | None, tell: Tell, formats: Sequence[str] = FORMATS
) -> Path:
    """Prints a notebook as `runs.report.report` does, writes it down, and returns the path of the page.

    That it cannot be written down is told and stops nothing: the page is there.

    Raises:
        UserError: as `runs.report.report`; a run that failed is written down as well.
        CannotWrite: when documents of an earlier run, which are not asked for now, would stand beside a newer page.
    """
    paper = prepared(notebook_file(name), given, module=view_module(name), name=name)
    target = target_of(paper, out)
    new = told_if_new(out.parent if out else None)
    check_writable(target)
    if new:
        tell(new)
    _check_alone(target, formats)
    run, began = new_run(), datetime.now().astimezone()
    with ThreadPoolExecutor(1) as aside:
        aside.submit(of_code)  # while the notebook runs: it takes as long as all that is written down
        try:
            finished = made(paper, formats=formats, run=run, tell=tell)
            delivered(finished, target)
        except UserError as error:
            _write_down(paper, target, run, began=began, formats=formats, files={}, why=error, tell=tell)
            raise
    files = finished.files | {MANIFEST: finished.manifest_bytes}
    _write_down(paper, target, run, began=began, formats=formats, files=files, why=None, tell=tell)
    return target


def _check_alone(target: Path, formats: Sequence[str]) -> None:
    """Holds a page to stand beside no document that would be older than it."""
    beside = (target.with_suffix(f".{one}") for one in FORMATS if one not in formats)
    older = [file.name for file in beside if file.exists()]
    if older:
        said = marked(
            "Beside the page stand documents of an earlier run ({files}), with which a newer page might not agree. "
            "Leave out --page-only, or give another --out."
        )
        raise CannotWrite(Phrase(said, files=", ".join(older)))


def _write_down(
    paper: Paper,
    target: Path,
    run: str,
    *,
    began: datetime,
    formats: Sequence[str],
    files: Mapping[str, bytes],
    why: UserError | None,
    tell: Tell,
) -> None:
    """Writes a run into the ledger, as a whole."""
    out = out_folder()
    try:
        inputs = inputs_of(paper.file)
        asked = {name: str(value) for name, value in paper.asked.items()}
        key = key_of(f"{SINGLE} {paper.name}", asked, tuple(formats), inputs)
        wish = Wish(paper.name, _named(target, out), asked, key, inputs, own(SINGLE), timedelta())
        outputs = {
            _named(target.with_suffix(ending), out): (sha256(content).hexdigest(), len(content))
            for ending, content in files.items()
        }
        facts = facts_of(files) if files else None
        Ledger(out / LEDGER).record(run, wish, began=began, why=why, outputs=outputs, facts=facts)
    except UserError as error:
        tell(Phrase("This run was not written into the ledger: {why}", why=error.phrase))


def _named(file: Path, out: Path) -> str:
    """A file as the ledger names it: by its path below the reports, or by its whole path."""
    whole = file.absolute()
    return str(whole.relative_to(out.absolute())) if whole.is_relative_to(out.absolute()) else str(whole)
