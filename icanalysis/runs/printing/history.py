"""What the commands `runs` and `runs show` print: what the ledger knows, for who reads it and not for a program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from icanalysis.errors import Phrase, UnknownPlace, UserError, did_you_mean, nearest
from icanalysis.runs.delivery import out_folder
from icanalysis.runs.labels import LABELS
from icanalysis.runs.near import near_keys
from icanalysis.runs.notebooks import notebooks
from icanalysis.runs.parameters import hold_language
from icanalysis.runs.printing import definitions
from icanalysis.runs.printing.ledger import ABANDONED, DELIVERED, FAILED, STARTED, Ledger, kept, why_of
from icanalysis.runs.printing.runner import LEDGER
from icanalysis.runs.printing.said import Names, in_words, names_of_places
from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.views.controls import EVERYWHERE
from icanalysis.wording.language import marked, said, words

STATES = {
    STARTED: marked("started"),
    DELIVERED: marked("delivered"),
    FAILED: marked("failed"),
    ABANDONED: marked("abandoned"),
}
"""State of a run → its word."""

INPUTS = {
    "tables": marked("tables"),
    "boundaries": marked("boundaries"),
    "notebook": marked("notebook"),
    "office": marked("settings of the office"),
    "code": marked("code"),
    "lock": marked("packages"),
}
"""What a run is made from → its word."""

CHECKS = {
    "whole": marked("every cell and section"),
    "figures": marked("number of figures"),
    "values": marked("values"),
    "sections": marked("expected sections"),
    "bodies": marked("charts and tables"),
    "heading": marked("language and heading"),
    "place": marked("place"),
    "age": marked("age of the figures"),
}
"""Check → its word; one that has none here is named as it is."""

NO_RUN = Phrase("No run yet: there is no ledger here.")
SHORT = 8
"""Digits of a hash that tell it from any other that a reader meets."""

SLOWEST = 5

NONE_FITS = marked("No run fits what was asked for.")

Tell = Callable[[str], None]


def runs(*, language: str, as_json: bool, out: Path | None = None, tell: Tell = print, **asked: str | None) -> None:
    """Prints the runs of the ledger that fit, the newest first; without a ledger there is none.

    Raises:
        UserError: for a report, place or state that there is not, with the nearest.
    """
    hold_language(language)
    ledger = kept((out or out_folder()) / LEDGER)
    found = ledger.runs(**asked) if ledger else []
    if ledger and not found:
        _hold_known(ledger, asked.get("report"), asked.get("place"))
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    _ = words(language)
    if ledger is None:
        tell(NO_RUN)
        return
    if not found:
        tell(NONE_FITS)
        return
    shown = Table(Column(_("Run"), no_wrap=True), Column(_("Job"), overflow="fold"), show_lines=True)
    names = names_of_places()
    for one in found:
        state = f"{_(STATES[one['state']])}, {_moment(one['started'], language)}"
        why = [said(error, language)] if (error := why_of(one)) else []
        shown.add_row(escape(f"{one['run']}\n{state}"), escape("\n".join([_job(one, names, language), *why])))
    Console().print(shown)


def show(run: str, *, language: str, as_json: bool = False, out: Path | None = None) -> None:
    """Prints all that the ledger knows about a run.

    Raises:
        UserError: when there is no such run.
    """
    hold_language(language)
    ledger = kept((out or out_folder()) / LEDGER)
    if ledger is None:
        raise UserError(Phrase("There is no run '{run}'. {no_run}", run=run, no_run=NO_RUN))
    found = ledger.run(run)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    shown = Table.grid(Column(no_wrap=True), Column(overflow="fold"), padding=(0, 2, 0, 0))
    for name, lines in _lines(found, language):
        shown.add_row(name, escape("\n".join(lines)))
    Console().print(shown)


def _lines(run: Mapping[str, Any], language: str) -> Iterator[tuple[str, list[str]]]:
    """A word and what the ledger knows under it; what it does not know is left out."""
    _ = words(language)
    why = why_of(run)
    yield _("Run"), [run["run"]]
    yield _("Report"), list(dict.fromkeys((run["report"], run["stem"])))
    yield _("State"), [_(STATES[run["state"]])]
    if why is not None:
        yield _("Why"), [said(why, language)]
    parameters = in_words(run["parameters"], names_of_places(), language)
    yield _("Parameters"), [f"{_(LABELS.get(name, name))}: {value}" for name, value in parameters]
    yield _("By"), [_("{user} on {host}, by `icanalysis {what}`").format(**run)]
    yield _("Started"), [_moment(run["started"], language)]
    if run["ended"]:
        yield _("Ended"), [f"{_moment(run['ended'], language)} ({_seconds(_lasted(run), language)})"]
    yield _("Made from"), list(_inputs(run, language))
    attempts = [f"{one['number']}: {_became(one, language)}" for one in run["attempts"]]
    cells = sorted(run["cells"], key=_slowness)[:SLOWEST]
    checks = [f"{'✓' if one['passed'] else '✗'} {_check(one, language)}" for one in run["checks"]]
    slow = [f"{_seconds(one['seconds'], language)}  [{one['number']}] {one['source']}" for one in cells]
    files = [
        f"{one['sha256'][:SHORT]}  {_file(one['file'], run['stem'])}, {_size(one['bytes'], language)}"
        for one in run["outputs"]
    ]
    for name, lines in (
        (_("Attempts"), attempts),
        (_("Slowest cells"), slow),
        (_("Checks"), checks),
        (_("Files"), files),
    ):
        if lines:
            yield name, lines


def _file(name: str, stem: str) -> str:
    """The end of a file's name where the rest is that of the job; else its name.

    >>> _file("attainment_08.docx", "attainment_08"), _file("out/a.html", "out/a.html")
    ('….docx', 'a.html')
    """
    rest = name.removeprefix(stem)
    return f"…{rest}" if rest and rest != name else Path(name).name


def _inputs(run: Mapping[str, Any], language: str) -> Iterator[str]:
    _ = words(language)
    for name, value in run["inputs"].items():
        if name in INPUTS:
            hashes = value if isinstance(value, Mapping) else {"": value}
            told = ", ".join(f"{part} {hashed[:SHORT]}".strip() for part, hashed in hashes.items() if hashed)
            version = f" {run['code_version']}" if name == "code" else ""
            yield f"{_(INPUTS[name])}{version}: {told}"


def _became(attempt: Mapping[str, Any], language: str) -> str:
    _ = words(language)
    return _(attempt["why"]) if attempt["why"] else _("came to its end")


def _check(check: Mapping[str, Any], language: str) -> str:
    _ = words(language)
    name = _(CHECKS.get(check["name"], check["name"]))
    return name if check["passed"] else f"{name}: {_(check['said'])}"


def _slowness(cell: Mapping[str, Any]) -> float:
    return -cell["seconds"]


def _job(run: Mapping[str, Any], names: Names, language: str) -> str:
    """The report with its parameters, in words that a line may be broken between."""
    return f"{run['report']}: {', '.join(value for _, value in in_words(run['parameters'], names, language))}"


def _lasted(run: Mapping[str, Any]) -> float:
    return (datetime.fromisoformat(run["ended"]) - datetime.fromisoformat(run["started"])).total_seconds()


def _seconds(seconds: float, language: str) -> str:
    return f"{numbers.number(seconds, language, decimals=1)} s"


def _size(count: int, language: str) -> str:
    return f"{numbers.number(count / 1024, language, decimals=0)} KB"


def _moment(text: str, language: str) -> str:
    moment = datetime.fromisoformat(text).astimezone(numbers.CLOCK)
    return f"{numbers.day(moment.date(), language)} {moment:%H:%M}"


def _hold_known(ledger: Ledger, report: str | None, place: str | None) -> None:
    """Holds what was looked for in vain to be a report or notebook, and a place, that there is or that was run."""
    run_reports, run_places = ledger.known()
    reports = sorted({*run_reports, *definitions.names(), *notebooks()})
    if report is not None and report not in reports:
        near = did_you_mean(f"'{word}'" for word in nearest(report, reports))
        raise UserError(
            Phrase("There is no report '{name}'.{near} List them: icanalysis reports", name=report, near=near)
        )
    if place is None or place in run_places or place == EVERYWHERE:
        return
    try:
        places = dict(load("places").select("place_code", "full_name").collect().rows())
    except UserError:  # without tables nobody knows
        return
    if place not in places:
        near = did_you_mean(f"'{one}' ({places[one]})" for one in near_keys(place, places, most=3))
        raise UnknownPlace(
            Phrase("There is no place '{code}'.{near} List them: icanalysis places", code=place, near=near)
        )
