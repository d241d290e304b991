"""What the commands `run`, `reports`, `runs` and `trace` print."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from icanalysis.errors import UnknownPlace, UserError, did_you_mean, nearest
from icanalysis.runs.delivery import out_folder
from icanalysis.runs.kernels.ahead import start_ahead
from icanalysis.runs.near import near_keys
from icanalysis.runs.notebooks import notebooks
from icanalysis.runs.parameters import hold_language
from icanalysis.runs.printing import definitions, index
from icanalysis.runs.printing.definitions import Definition, definition
from icanalysis.runs.printing.jobs import Given, jobs_of
from icanalysis.runs.printing.ledger import ABANDONED, DELIVERED, FAILED, STARTED, Ledger, kept, why_of
from icanalysis.runs.printing.runner import LEDGER, Runner
from icanalysis.runs.printing.tracing import trace as traced
from icanalysis.sources.tables import load
from icanalysis.views.controls import EVERYWHERE
from icanalysis.wording.language import marked, said, words

STATES = {
    STARTED: marked("started"),
    DELIVERED: marked("delivered"),
    FAILED: marked("failed"),
    ABANDONED: marked("abandoned"),
}
"""State of a run → its word."""

NO_RUN = marked("No run yet: there is no ledger here.")

Tell = Callable[[str], None]


def run(name: str, given: Given, *, again: bool, out: Path | None, tell: Tell) -> int:
    """Makes the jobs of a report; prints where each is, and why one failed. The exit code is that of the first failure.

    Raises:
        UserError: for anything asked that cannot be had; nothing is run then.
    """
    made = definition(name)
    jobs = jobs_of(name, made, given)
    start_ahead()
    folder = out or out_folder()
    runner = Runner(name, made, "run", out=folder, again=again, tell=tell)
    code = 0
    with index.in_step(folder, tell=tell) as changed:
        for outcome in runner.run_all(jobs):
            if outcome.error is not None:
                tell(f"{outcome.job.stem}: {outcome.error}")
                code = code or outcome.error.exit_code
            else:
                tell(f"{outcome.job.stem}: {'delivered' if outcome.is_new else 'already there'}")
                print(outcome.path)
            changed()
    return code


def reports(*, language: str) -> None:
    """Prints the reports with their notebook, what varies, their formats and when they are due."""
    hold_language(language)
    _ = words(language)
    headings = (_("Report"), _("Name"), _("Notebook"), _("Varies by"), _("Formats"), _("Schedule"))
    shown = _table(*headings, fixed=1)
    for name in definitions.names():
        made = definition(name)
        rule = made.schedule.rule if made.schedule else "–"
        shown.add_row(name, getattr(made.title, language), made.notebook, _varied(made), ", ".join(made.formats), rule)
    Console().print(shown)


def check(name: str | None, *, tell: Tell) -> int:
    """Checks one definition or all; each mistake is a line. Code 12 when there is one."""
    code = 0
    for one in [name] if name else definitions.names():
        try:
            definition(one)
            tell(f"{one}: good")
        except UserError as error:
            tell(f"{one}: {error}")
            code = code or error.exit_code
    return code


def write_index(*, out: Path | None = None) -> None:
    """Writes the index of reports anew and prints where it is."""
    print(index.write(out or out_folder()))


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
        tell(_(NO_RUN))
        return
    shown = _table(_("Run"), _("State"), _("Started"), _("Job"), _("Why"), fixed=3)
    for one in found:
        why = said(error, language) if (error := why_of(one)) else ""
        started = f"{datetime.fromisoformat(one['started']):%Y-%m-%d %H:%M}"
        shown.add_row(one["run"], _(STATES[one["state"]]), started, one["stem"], why)
    Console().print(shown)


def show(run: str, *, out: Path | None = None) -> None:
    """Prints all that the ledger knows about a run, as JSON.

    Raises:
        UserError: when there is no such run.
    """
    ledger = kept((out or out_folder()) / LEDGER)
    if ledger is None:
        raise UserError(f"There is no run '{run}'. {NO_RUN}")
    print(json.dumps(ledger.run(run), ensure_ascii=False, indent=1))


def trace(file: Path, key: str, *, as_json: bool, out: Path | None = None) -> None:
    """Prints where a figure of a document comes from."""
    found = traced(file, key, out=out or out_folder())
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1, default=str))
        return
    for figure in found["figures"]:
        print(f"{figure['key']}: {figure['text']} (= {figure['value']} {figure['unit']})")
        for row in figure["rows"]:
            _print_row(row)
    parameters = " ".join(map(str, found["parameters"].values()))
    run = f"run {found['run']}, " if found["run"] else ""
    print(f"{found['report']} {parameters}: {run}icanalysis {found['code_version']}")


def _hold_known(ledger: Ledger, report: str | None, place: str | None) -> None:
    """Holds what was looked for in vain to be a report or notebook, and a place, that there is or that was run."""
    run_reports, run_places = ledger.known()
    reports = sorted({*run_reports, *definitions.names(), *notebooks()})
    if report is not None and report not in reports:
        near = did_you_mean(f"'{word}'" for word in nearest(report, reports))
        raise UserError(f"There is no report '{report}'.{near} List them: icanalysis reports")
    if place is None or place in run_places or place == EVERYWHERE:
        return
    try:
        places = dict(load("places").select("place_code", "full_name").collect().rows())
    except UserError:  # without tables nobody knows
        return
    if place not in places:
        near = did_you_mean(f"'{one}' ({places[one]})" for one in near_keys(place, places, most=3))
        raise UnknownPlace(f"There is no place '{place}'.{near} List them: icanalysis places")


def _print_row(row: dict[str, Any]) -> None:
    changed = "" if row["same_table"] else "   (the table has changed since)"
    print(f"  {row['row']}{changed}")
    for name, value in (row["columns"] or {}).items():
        if value is not None:
            print(f"    {name} = {value}")
    source = row["source"]
    if source:
        where = source["address"] or "no address"
        print(f"    ← {source['publisher']}: {source['title']}, {source['published_on']}, {where}")


def _varied(made: Definition) -> str:
    varied = [f"{one.parameter}: {_rule(one)}" for one in made.each]
    return "; ".join(varied + ([f"{len(made.cases)} ×"] if made.cases else []))


def _rule(one: definitions.Each) -> str:
    return ", ".join(
        name if (value := getattr(one, name)) is True else f"{name} {', '.join(value) if name == 'values' else value}"
        for name in one.rules
    )


def _table(*headings: str, fixed: int) -> Table:
    """A table whose first columns keep their width; in the others long words are folded, and none is cut off."""
    return Table(*(Column(one, overflow="fold", no_wrap=n < fixed) for n, one in enumerate(headings)))
