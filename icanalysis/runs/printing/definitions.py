"""What a report is: which notebook, with which parameters, for whom, when, and what it must at least hold.

`reports/NAME.toml` is read as a `Definition`; its parameters are held to those of the notebook and of its views.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator

from icanalysis.errors import BadSettings, Phrase, UserError, did_you_mean, nearest
from icanalysis.runs import sections
from icanalysis.runs.in_force import edition_on
from icanalysis.runs.notebooks import notebook_file, notebooks, read, view_module
from icanalysis.runs.parameters import MODE, Parameter, cast, is_day, parameters_of
from icanalysis.runs.toml_file import read_toml
from icanalysis.schemas import terms
from icanalysis.views.controls import EVERYWHERE
from icanalysis.wording.language import marked

VARIABLE = "ICANALYSIS_REPORTS"
"""Names another folder of definitions."""

SHIPPED = Path(__file__).resolve().parents[3] / "reports"
NAME = re.compile(r"[a-z][a-z0-9_]*")
MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def _positive(value: float) -> float:
    if value <= 0:
        raise ValueError(Phrase("It must be above 0."))
    return value


def _month_day(text: str) -> str:
    if not MONTH_DAY.fullmatch(text):
        raise ValueError(Phrase("It must be a month and a day, such as 06-14."))
    return text


Seconds = Annotated[float, AfterValidator(_positive)]
Count = Annotated[int, AfterValidator(_positive)]
MonthDay = Annotated[str, AfterValidator(_month_day)]
Format = Literal["html", "docx", "pdf", "xlsx"]


@dataclass(frozen=True)
class Title:
    """The name of the report in both languages."""

    vi: str
    en: str


NOT_IN_FORCE = marked(
    "edition {edition} is fixed, and edition {now} is in force today. "
    "Unless that is meant, let the edition follow the rule in_force."
)

NEEDED = {"below": "place", "level": "place", "latest": "as_of", "in_force": "edition"}
"""Rule → the parameter that it is for."""

RULES = ("values", "all", "below", "level", "latest", "in_force")


@dataclass(frozen=True)
class Each:
    """A parameter that varies from job to job, and over what: one rule, but `below` and `level` may stand together.

    `values` are the values themselves; `all` is every choice that the page offers. Of the places that the page offers,
    `below` takes one with all that lie in it, and `level` those of a level (`schemas.terms.LEVELS`). `latest` takes so
    many of the days that the page offers, the last ones. `in_force` takes the edition that is in force on the day of
    the report: its places, and of their days those on which it is in force.
    """

    parameter: str
    values: tuple[str, ...] = ()
    all: bool = False
    below: str = ""
    level: str = ""
    latest: int = 0
    in_force: bool = False

    @property
    def rules(self) -> list[str]:
        """The names of the rules that are given."""
        return [name for name in RULES if getattr(self, name)]


@dataclass(frozen=True)
class Window:
    """Month and day on which a period begins and ends, such as 12-15 (of the year before) and 06-14."""

    start: MonthDay
    end: MonthDay


@dataclass(frozen=True)
class Schedule:
    """When a report is due: by a day of the month in which its period ends, or before it.

    `month` is every calendar month, `half-year` every one of the `windows`, `once` the day `on` (a date as text).
    With `before` it is due on the eve of that day; with `working_day_before` what would be due on a day off is due on
    the working day before. Days are those of the time zone `zone`.
    """

    rule: Literal["month", "half-year", "once"]
    day: Count = 25
    before: bool = False
    working_day_before: bool = True
    on: str = ""
    windows: tuple[Window, ...] = ()
    zone: str = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True)
class Recipients:
    """Who is told: names of entries in the settings of notices, never addresses."""

    mail: tuple[str, ...] = ()
    webhook: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expected:
    """What a report must hold to be delivered, besides what its view module names in `MUST_SHOW`.

    `sections` must carry figures and show a body. The whole report has at least `figures` of them, and its newest row
    is of a day at most `oldest_days` before `as_of` (nothing is held to it when left out).
    """

    sections: tuple[str, ...] = ()
    figures: int = 1
    oldest_days: int | None = None


@dataclass(frozen=True)
class Limits:
    """How long a cell and a whole attempt may take, in seconds."""

    cell_s: Seconds = 120.0
    run_s: Seconds = 600.0


@dataclass(frozen=True)
class Retry:
    """How often a run is tried when it fails for a reason that may pass, and how long the first wait is."""

    attempts: Count = 3
    wait_s: Seconds = 2.0


@dataclass(frozen=True)
class Definition:
    """A report. `parameters` are the same for all its jobs, `each` and `cases` say what varies.

    A case gives several parameters together, such as a place with the day up to which its period is reviewed. Of every
    job the last `kept` sets of files are kept.
    """

    notebook: str
    title: Title
    parameters: dict[str, str] = field(default_factory=dict)
    each: tuple[Each, ...] = ()
    cases: tuple[dict[str, str], ...] = ()
    formats: tuple[Format, ...] = ("html", "docx", "pdf", "xlsx")
    expected: Expected = Expected()
    limits: Limits = Limits()
    retry: Retry = Retry()
    schedule: Schedule | None = None
    recipients: Recipients = Recipients()
    kept: Count = 3


def folder() -> Path:
    """Where the definitions stand: `reports/` of the project, or what `VARIABLE` names."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else SHIPPED


def names() -> list[str]:
    """The names of all definitions, in order.

    Raises:
        BadSettings: when the folder that the variable names is not there: an empty one is one without reports.
    """
    if not folder().is_dir():
        raise BadSettings(
            Phrase(
                "There is no folder {folder!r}, which {variable} names. Correct the variable, or make the folder.",
                folder=str(folder()),
                variable=VARIABLE,
            )
        )
    return sorted(file.stem for file in folder().glob("*.toml"))


def definition(name: str) -> Definition:
    """A report by name, checked.

    Raises:
        UserError: for an unknown name, with the nearest one.
        BadSettings: when the definition has a mistake.
    """
    known = names()
    if name not in known:
        near = did_you_mean(f"'{word}'" for word in nearest(name, known))
        raise UserError(
            Phrase("There is no report '{name}'.{near} List them: icanalysis reports", name=name, near=near)
        )
    file = folder() / f"{name}.toml"
    made = read_toml(file, Definition)
    for mistake in mistakes(made):
        raise BadSettings(Phrase("{file!r}: {mistake}", file=str(file), mistake=mistake))
    if not NAME.fullmatch(name):
        raise BadSettings(
            Phrase("{file!r}: the name of a report has small letters, digits and _ only.", file=str(file))
        )
    return made


def declared(made: Definition) -> dict[str, Parameter]:
    """The parameters of the notebook of a report, without the one that a run sets itself."""
    file = notebook_file(made.notebook)
    found = parameters_of(read(file), where=file.name)
    return {name: parameter for name, parameter in found.items() if name != MODE}


def mistakes(made: Definition) -> Iterator[str]:
    """What a definition says that cannot be, one sentence each: names are held to the notebook and its views."""
    if made.notebook not in notebooks():
        near = did_you_mean(f"'{word}'" for word in nearest(made.notebook, notebooks()))
        yield Phrase(
            "there is no notebook '{notebook}'.{near} List them: icanalysis notebooks",
            notebook=made.notebook,
            near=near,
        )
        return
    module, known = view_module(made.notebook), declared(made)
    yield from _parameters(made, known)
    yield from _rules(made, module)
    promised = sections.promised(read(notebook_file(made.notebook)), where=made.notebook)
    for name in made.expected.sections:
        if name not in promised:
            near = did_you_mean(f"'{word}'" for word in nearest(name, promised))
            yield Phrase(
                "the notebook has no section '{name}'.{near} It has: {promised}.",
                name=name,
                near=near,
                promised=", ".join(promised),
            )
    if not made.formats:
        yield Phrase("'formats' is empty. Name at least one of html, docx, pdf, xlsx.")
    if made.schedule is not None:
        yield from _schedule(made.schedule)


def hints(made: Definition, *, today: date) -> Iterator[Phrase]:
    """What a definition says that may be meant and may be overlooked: an edition that is not in force today.

    A case that names its day is of the past on purpose.
    """
    fixed = [made.parameters.get("edition"), *(case.get("edition") for case in made.cases if "as_of" not in case)]
    fixed += [edition for one in made.each if one.parameter == "edition" for edition in one.values]
    if made.parameters.get("place") == EVERYWHERE or "as_of" in made.parameters:
        return
    for edition in dict.fromkeys(one for one in fixed if one in terms.EDITIONS):
        if edition != edition_on(today):
            yield Phrase(NOT_IN_FORCE, edition=edition, now=edition_on(today))


def _parameters(made: Definition, known: Mapping[str, Parameter]) -> Iterator[str]:
    """Fixed values and cases have names and types of the notebook, and none is given twice."""
    for given in (made.parameters, *made.cases):
        try:
            cast(given, known)
        except UserError as error:
            yield error.phrase
    varied = [one.parameter for one in made.each]
    twice = [name for name in varied if varied.count(name) > 1 or name in made.parameters]
    twice += [name for case in made.cases for name in case if name in made.parameters or name in varied]
    for name in dict.fromkeys(twice):
        yield Phrase("'{name}' is given more than once. Keep it in one of parameters, each and cases.", name=name)


def _rules(made: Definition, module: ModuleType) -> Iterator[str]:
    """Every varied parameter is a control of the page and has one rule that fits it."""
    for one in made.each:
        if one.parameter not in module.CONTROLS:
            near = did_you_mean(f"'{word}'" for word in nearest(one.parameter, module.CONTROLS))
            yield Phrase(
                "there is no parameter '{parameter}' to vary.{near} The page has: {controls}.",
                parameter=one.parameter,
                near=near,
                controls=", ".join(module.CONTROLS),
            )
            continue
        if len(one.rules) != 1 and one.rules != ["below", "level"]:
            given = ", ".join(one.rules) or "none"
            yield Phrase(
                "'{parameter}' needs one rule ({rules} or {rules_2}), not {given}.",
                parameter=one.parameter,
                rules=", ".join(RULES[:-1]),
                rules_2=RULES[-1],
                given=given,
            )
        for rule, needed in NEEDED.items():
            if rule in one.rules and one.parameter != needed:
                yield Phrase(
                    "the rule '{rule}' is for '{needed}', not for '{parameter}'.",
                    rule=rule,
                    needed=needed,
                    parameter=one.parameter,
                )
        if one.level and one.level not in terms.LEVELS:
            yield Phrase(
                "there is no level '{level}'. Choose: {levels}.", level=one.level, levels=", ".join(terms.LEVELS)
            )


def _schedule(schedule: Schedule) -> Iterator[str]:
    """A schedule has what its rule needs."""
    if schedule.day > 31:
        yield Phrase("'schedule.day' is {day}; it must be a day of a month, such as 25.", day=schedule.day)
    if schedule.rule == "half-year" and not schedule.windows:
        yield Phrase('a schedule of half-years needs \'windows\', such as { start = "12-15", end = "06-14" }.')
    if schedule.rule == "once" and not is_day(schedule.on):
        yield Phrase("a schedule for one day needs 'on', a day such as 2025-12-25, not {on!r}.", on=schedule.on)
    zones = available_timezones()
    if schedule.zone not in zones:
        near = did_you_mean(f"'{word}'" for word in nearest(schedule.zone, sorted(zones)))
        yield Phrase("'schedule.zone' is {zone!r}; there is no such time zone.{near}", zone=schedule.zone, near=near)
