"""What the commands `run` and `reports` do and print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from icanalysis.errors import Phrase, UserError
from icanalysis.runs.delivery import out_folder, told_if_new
from icanalysis.runs.kernels.ahead import start_ahead
from icanalysis.runs.labels import LABELS
from icanalysis.runs.office import office
from icanalysis.runs.parameters import hold_language
from icanalysis.runs.printing import definitions, index
from icanalysis.runs.printing.ages import today, told_of_past
from icanalysis.runs.printing.definitions import Definition, Each, Schedule, definition, hints
from icanalysis.runs.printing.jobs import Given, jobs_of
from icanalysis.runs.printing.runner import Outcome, Runner
from icanalysis.wording import units
from icanalysis.wording.language import marked, words

Tell = Callable[[str], None]

SCHEDULES = {
    "month": marked("every month"),
    "half-year": marked("every half-year"),
    "once": marked("once, {day}"),
}
"""Rule of a schedule → its words."""

RULES = {
    "values": marked("{value}"),
    "all": marked("all"),
    "below": marked("{value} and all within it"),
    "level": marked("all {value}"),
    "latest": marked("the latest {value}"),
    "in_force": marked("the one in force on the day"),
}
"""Rule of what varies → its words."""


def run(name: str, given: Given, *, again: bool, out: Path | None, tell: Tell) -> int:
    """Makes the jobs of a report; prints where each is, and why one failed. The exit code is that of the first failure.

    Raises:
        UserError: for anything asked that cannot be had, and for settings of the office with a mistake; nothing is run
            then.
    """
    made = definition(name)
    office()
    jobs = jobs_of(name, made, given)
    start_ahead()
    if new := told_if_new(out):
        tell(new)
    folder = out or out_folder()
    runner = Runner(name, made, "run", out=folder, again=again, tell=tell)
    code = 0
    with index.in_step(folder, tell=tell) as changed:
        for outcome in runner.run_all(jobs):
            tell_outcome(outcome, tell)
            code = code or (outcome.error.exit_code if outcome.error else 0)
            changed()
    if past := told_of_past(jobs, made, named=given, today=today(made)):
        tell(past)
    return code


def tell_outcome(outcome: Outcome, tell: Tell) -> None:
    """Says what became of a job; the path of what is there goes to the output."""
    became = Phrase("delivered") if outcome.is_new else Phrase("already there")
    tell(Phrase("{job}: {said}", job=outcome.job.stem, said=outcome.error.phrase if outcome.error else became))
    if outcome.error is None:
        print(outcome.path)


def reports(*, language: str) -> None:
    """Prints the reports: what each is called, what it is made for, when, and as what."""
    hold_language(language)
    _ = words(language)
    headings = (_("Report"), _("Made for"), _("Schedule and formats"))
    shown = Table(*(Column(one, overflow="fold") for one in headings), show_lines=True)
    for name in definitions.names():
        made = definition(name)
        cells = (
            [name, getattr(made.title, language)],
            [f"{_('Notebook')}: {made.notebook}", *_varied(made, language)],
            [_schedule(made.schedule, language), ", ".join(made.formats)],
        )
        shown.add_row(*(escape("\n".join(lines)) for lines in cells))
    Console().print(shown)


def check(name: str | None, *, tell: Tell) -> int:
    """Checks the settings of the office and one definition or all; each mistake is a line, and code 12."""
    code = 0
    try:
        office()
    except UserError as error:
        tell(error.phrase)
        code = error.exit_code
    for one in [name] if name else definitions.names():
        try:
            made = definition(one)
            tell(Phrase("{name}: good", name=one))
            for hint in hints(made, today=today(made)):
                tell(Phrase("{job}: {said}", job=one, said=hint))
        except UserError as error:
            tell(Phrase("{job}: {said}", job=one, said=error.phrase))
            code = code or error.exit_code
    return code


def write_index(*, out: Path | None = None) -> None:
    """Writes the index of reports anew and prints where it is."""
    print(index.write(out or out_folder()))


def _schedule(schedule: Schedule | None, language: str) -> str:
    _ = words(language)
    if schedule is None:
        return _("not scheduled")
    return _(SCHEDULES[schedule.rule]).format(day=schedule.on)


def _varied(made: Definition, language: str) -> Iterator[str]:
    """A line for each parameter that varies, and how many cases there are."""
    _ = words(language)
    for one in made.each:
        label = _(LABELS.get(one.parameter, one.parameter))
        yield f"{label}: {', '.join(_rule(one, rule, language) for rule in one.rules)}"
    if made.cases:
        yield _("cases: {count}").format(count=len(made.cases))


def _rule(one: Each, rule: str, language: str) -> str:
    value = getattr(one, rule)
    said = (
        ", ".join(value)
        if rule == "values"
        else units.word(units.LEVELS, value, language)
        if rule == "level"
        else value
    )
    return words(language)(RULES.get(rule, rule)).format(value=said)
