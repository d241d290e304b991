"""From a report to its jobs: one set of parameters each, in an order that is always the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from icanalysis.errors import BadParameter, Phrase, UserError
from icanalysis.runs.notebooks import notebook_file, view_module
from icanalysis.runs.parameters import cast, within_choices
from icanalysis.runs.printing.definitions import Definition, Each, declared
from icanalysis.sources.tables import load
from icanalysis.views.controls import Choices, Control
from icanalysis.wording.language import marked

Given = Mapping[str, Sequence[str]]
"""What was asked for by name: parameter → its values."""

TOO_OLD = marked(
    "There are no figures since {newest}, and the report takes none that are older than {most} days. "
    "Add newer figures, or name the day with --as-of."
)
"""The same on whichever day it is said: who has been told need not be told again."""

NO_SIGN = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Job:
    """One set of files to make: a report with all parameters of its notebook, as texts.

    `refusal` says why it cannot be made, when that is known beforehand; the jobs beside it can.
    """

    report: str
    notebook: str
    file: Path
    parameters: dict[str, str]
    refusal: UserError | None = None

    @property
    def stem(self) -> str:
        """The name of its files, such as `monthly_2024_08_2021-07-31_vi`."""
        return "_".join([self.report, *(NO_SIGN.sub("-", value) for value in self.parameters.values())])


def jobs_of(name: str, made: Definition, given: Given, *, until: date | None = None) -> list[Job]:
    """The jobs of a report: its cases and what it varies; values asked for by name stand in for a rule.

    Parameters vary in the order of the controls of the page, for the days of a place depend on the place. With `until`
    a rule takes no later day, and a newest day that is further back than the definition allows is refused.

    Raises:
        BadParameter: for a name that the notebook does not have, and for a value asked for that is no choice.
        UnknownPlace: for a place asked for that has no figures. Nothing is run then.
    """
    known, controls = declared(made), view_module(made.notebook).CONTROLS
    for parameter, values in given.items():
        for value in values:
            cast({parameter: value}, known)
    usual = {parameter: str(one.default) for parameter, one in known.items()} | made.parameters
    file = notebook_file(made.notebook)
    rules = _Rules(made, given, dict(sorted(controls.items(), key=_language_first)), until)
    found = (one for case in _cases(made, given) for one in rules.varied(usual | case, fixed=set(case)))
    jobs = (Job(name, made.notebook, file, values, refusal) for values, refusal in found)
    return list({job.stem: job for job in jobs}.values())


Varied = Iterator[tuple[dict[str, str], UserError | None]]
"""Parameters, and why they cannot be had."""


@dataclass(frozen=True)
class _Rules:
    """How the parameters of one report vary."""

    made: Definition
    given: Given
    controls: Mapping[str, Control]
    until: date | None

    def varied(self, values: dict[str, str], *, fixed: set[str], done: int = 0, by_rule: bool = False) -> Varied:
        """Every set of values, parameter by parameter; a value that is no choice ends its own set only.

        Raises:
            UserError: for such a value when all before it was asked for by name: then it is a slip of who asked.
        """
        if done == len(self.controls):
            yield values, self._too_old(values)
            return
        name = list(self.controls)[done]
        rule = next((one for one in self.made.each if one.parameter == name), None)
        follows_rule = name not in self.given and name not in fixed and rule is not None
        by_rule = by_rule or name in fixed or (follows_rule and not rule.values)
        offered = self._offered(rule, values) if follows_rule and not rule.values else {}
        for value in offered or self._candidates(name, values, rule if follows_rule else None, fixed):
            chosen = values | {name: value}
            try:
                within_choices(chosen, {} if value in offered else {name: self.controls[name]})
            except UserError as error:
                if not by_rule:
                    raise
                yield chosen, error
            else:
                yield from self.varied(chosen, fixed=fixed, done=done + 1, by_rule=by_rule)

    def _candidates(self, name: str, values: dict[str, str], rule: Each | None, fixed: set[str]) -> Sequence[str]:
        """The values that one parameter takes; one whose rule finds none has a value that will be refused."""
        if name in self.given and name not in fixed:
            return self.given[name]
        if rule is None:
            return [values[name]]
        return rule.values or [self.until.isoformat() if self.until else "-"]

    def _offered(self, rule: Each, values: dict[str, str]) -> Choices:
        """The choices of the page that a rule takes."""
        choices = self.controls[rule.parameter](values)
        if rule.latest:
            in_time = {day: words for day, words in choices.items() if self.until is None or day <= str(self.until)}
            return dict(sorted(in_time.items(), reverse=True)[: rule.latest])
        if rule.all:
            return choices
        kept = _places(values["edition"], below=rule.below, level=rule.level)
        return {code: words for code, words in choices.items() if code in kept}

    def _too_old(self, values: Mapping[str, str]) -> BadParameter | None:
        """The refusal of a day too far before `until`."""
        most = self.made.expected.oldest_days
        if self.until is None or most is None or "as_of" not in values:
            return None
        days = (self.until - date.fromisoformat(values["as_of"])).days
        if days <= most:
            return None
        return BadParameter(Phrase(TOO_OLD, newest=values["as_of"], most=most))


def _cases(made: Definition, given: Given) -> list[dict[str, str]]:
    """The cases that agree with what was asked for; when there are none, nothing is fixed beforehand."""
    agreeing = (
        case for case in made.cases if all(case[name] in values for name, values in given.items() if name in case)
    )
    return [dict(case) for case in agreeing] or [{}]


def _places(edition: str, *, below: str, level: str) -> set[str]:
    """The codes of the places that lie in a place (itself too) and are of a level; an empty one asks for nothing."""
    places = load("places").filter(pl.col("edition") == edition)
    of_level = places.filter(pl.col("level").cast(pl.String) == level) if level else places
    codes = set(of_level.select("place_code").collect()["place_code"])
    return codes & within(edition, below) if below else codes


def within(edition: str, place: str) -> set[str]:
    """The codes of a place and of all places in it."""
    pairs = load("places").filter(pl.col("edition") == edition).select("parent_code", "place_code").collect()
    found, newest = {place}, {place}
    while newest:
        newest = set(pairs.filter(pl.col("parent_code").is_in(newest))["place_code"]) - found
        found |= newest
    return found


def _language_first(control: tuple[str, Control]) -> bool:
    """Words of choices need the language: it is held first."""
    return control[0] != "language"
