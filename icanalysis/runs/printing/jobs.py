"""From a report to its jobs: one set of parameters each, in an order that is always the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from icanalysis.errors import UserError
from icanalysis.runs.notebooks import notebook_file, view_module
from icanalysis.runs.parameters import cast
from icanalysis.runs.printing.definitions import Definition, declared
from icanalysis.runs.printing.varying import Given, Varying, remembered
from icanalysis.views.controls import Control

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
    in_order = {one: remembered(control) for one, control in sorted(controls.items(), key=_language_first)}
    rules = Varying(made, given, in_order, until)
    found = (one for case in _cases(made, given) for one in rules.varied(usual | case, fixed=set(case)))
    jobs = (Job(name, made.notebook, file, values, refusal) for values, refusal in found)
    return list({job.stem: job for job in jobs}.values())


def _cases(made: Definition, given: Given) -> list[dict[str, str]]:
    """The cases that agree with what was asked for; when there are none, nothing is fixed beforehand."""
    agreeing = (
        case for case in made.cases if all(case[name] in values for name, values in given.items() if name in case)
    )
    return [dict(case) for case in agreeing] or [{}]


def _language_first(control: tuple[str, Control]) -> bool:
    """Words of choices need the language: it is held first."""
    return control[0] != "language"
