"""What the commands `run-due` and `schedule` do; here, and only here, the clock is read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from icanalysis.errors import BadSettings, Phrase, UserError, told_day
from icanalysis.runs import office, simulated, spoken
from icanalysis.runs.delivery import OUT_VARIABLE, out_folder, told_if_new
from icanalysis.runs.kernels.ahead import start_ahead
from icanalysis.runs.parameters import hold_language
from icanalysis.runs.printing import definitions
from icanalysis.runs.printing.attempt import Finished
from icanalysis.runs.printing.commands import tell_outcome
from icanalysis.runs.printing.definitions import Definition
from icanalysis.runs.printing.index import in_step
from icanalysis.runs.printing.jobs import Job, jobs_of
from icanalysis.runs.printing.runner import Attempt, Outcome, Runner
from icanalysis.runs.schedule import install as placing
from icanalysis.runs.schedule import settings, timers
from icanalysis.runs.schedule.account import account
from icanalysis.runs.schedule.catching_up import Looking, Told
from icanalysis.runs.schedule.due import Due, coming
from icanalysis.runs.schedule.notices import Links, notices_of
from icanalysis.runs.schedule.outbox import Outbox
from icanalysis.sources import workspace
from icanalysis.style.numbers import day
from icanalysis.wording.language import said, words

WHAT = "run-due"
BACK_DAYS = 92
AHEAD = timedelta(days=186)
PASSED_ON = (
    definitions.VARIABLE,
    office.VARIABLE,
    OUT_VARIABLE,
    settings.VARIABLE,
    spoken.VARIABLE,
    workspace.VARIABLE,
)
"""Which folders and files the user works with, and in which language: a scheduled run must work with the same."""

COMING = "{due}  {report}  {start} – {end}"
"""A line of what becomes due: signs only, the same in every language."""

SHOWN = 5
"""Days on which something becomes due that `schedule` prints."""

Tell = Callable[[str], None]


def run_due(*, back_days: int, out: Path | None, tell: Tell) -> int:
    """Makes what is due and missing, tells of it, and returns the exit code of the first failure, or 0.

    With a mistake in the settings of the office nothing is run: every job fails with that reason, as its readers are
    told.
    """
    start_ahead()
    if new := told_if_new(out):
        tell(new)
    folder = out or out_folder()
    known, broken = _definitions()
    for error in broken:
        tell(error.phrase)
    refused = _refused()
    back = timedelta(days=back_days)
    with in_step(folder, tell=tell) as changed:

        def make(name: str, made: Definition, job: Job) -> Outcome:
            outcome = Runner(name, made, WHAT, out=folder, tell=tell, **refused).run(job)
            changed()
            return outcome

        looking = Looking(folder, back, _jobs, make, tell)
        told = looking.catch_up(known, now=_now())
    for one in told:
        _said(one, tell)
    news = [one for one in told if one.is_news]
    if not told and not broken:
        tell(Phrase("Every report that is due has been made."))
    _notify(news, folder, tell)
    if news:
        looking.remember(news, now=_now())
    errors = [*broken, *(error for one in told for error in one.errors)]
    return errors[0].exit_code if errors else 0


def state(*, language: str) -> None:
    """Prints whether somebody looks every day, and what becomes due next.

    Raises:
        BadParameter: for another language.
    """
    hold_language(language)
    _, now = words(language), _now()
    where = placing.placed()
    if where is None:
        print(_("Nobody looks for what is due. To have it looked for every day: icanalysis schedule install --user"))
    else:
        print(_("Somebody looks every day for what is due: {where}").format(where=where))
    known, broken = _definitions()
    for error in broken:
        print(said(error, language))
    schedules = {name: made.schedule for name, made in known.items() if made.schedule is not None}
    shown = Table(_("Due"), _("Report"), _("Period"))
    for one in coming(schedules, now=now, ahead=AHEAD)[:SHOWN]:
        period = f"{day(one.period.start, language)} – {day(one.period.end, language)}"
        shown.add_row(day(one.period.due.date(), language), one.report, period)
    if shown.row_count:
        Console().print(shown)
    else:
        print(_("No report has a schedule by which it becomes due."))
    print(_("What a scheduler needs: icanalysis schedule show. What is due now: icanalysis run-due"))


def show(*, tell: Tell = print) -> None:
    """Prints what a scheduler needs, and what becomes due next."""
    wanted, now = _install(), _now()
    folder = placing.units()
    print(f"# systemd: {folder / timers.NAME}.service\n{timers.service(wanted)}")
    print(f"# systemd: {folder / timers.NAME}.timer\n{timers.timer()}")
    tell(Phrase("# cron, by the clock of this machine (crontab -e)"))
    print(timers.cron(wanted, now=now))
    tell(Phrase("# Windows, by the clock of the machine"))
    print(f"{timers.windows(wanted)}\n")
    known, broken = _definitions()
    for error in broken:
        tell(Phrase("# {why}", why=error.phrase))
    schedules = {name: made.schedule for name, made in known.items() if made.schedule is not None}
    simulated.tell()
    tell(Phrase("# Next due"))
    for one in coming(schedules, now=now, ahead=AHEAD):
        due, start, end = (told_day(str(day)) for day in (one.period.due.date(), one.period.start, one.period.end))
        tell(Phrase(COMING, due=due, report=one.report, start=start, end=end))


def install(*, tell: Tell) -> None:
    """Puts the daily look in place; what becomes due from now on counts."""
    account(out_folder(), now=_now())
    placing.install(_install(), now=_now(), tell=tell)


def _refused() -> dict[str, Attempt]:
    """How a runner makes attempts when the settings of the office have a mistake: not at all."""
    try:
        office.office()
    except BadSettings as error:
        found = error

        def refuse(*_: object, **__: object) -> Finished:
            raise found

        return {"attempt": refuse}
    return {}


def _definitions() -> tuple[dict[str, Definition], list[UserError]]:
    """The definitions with a schedule, and what is wrong with those that cannot be read or have no such days."""
    found, broken = {}, []
    for name in definitions.names():
        try:
            made = definitions.definition(name)
            if made.schedule is not None:
                coming({name: made.schedule}, now=_now(), ahead=AHEAD)
                found[name] = made
        except UserError as error:
            broken.append(error)
    return found, broken


def _jobs(name: str, made: Definition, due: Due) -> list[Job]:
    return jobs_of(name, made, {}, until=due.period.end)


def _said(told: Told, tell: Tell) -> None:
    """Says what became of a period, one line each; the paths of what is there go to the output."""
    job = Phrase("{report}, {period}", report=told.due.report, period=told_day(str(told.due.period.end)))
    if told.error is not None:
        tell(Phrase("{job}: {said}", job=job, said=told.error.phrase))
    for outcome in told.outcomes:
        tell_outcome(outcome, tell)
    if told.waiting:
        tell(Phrase("{job}: {count} wait for figures, as was told before.", job=job, count=told.waiting))


def _notify(told: list[Told], out: Path, tell: Tell) -> None:
    """Sends notices of this look and those that still wait; nothing in it breaks a run."""
    try:
        known = settings.notices()
        if known is None:
            if any(one.definition.recipients != definitions.Recipients() for one in told):
                tell(Phrase("Nobody was told: there is no notices.toml."))
            return
        box, now = Outbox(out, tell=tell), _now()
        links = Links(out, known.reports)
        for one in told:
            mark = _mark(known.language)
            box.put(notices_of(one, links=links, language=known.language, at=now, mark=mark))
        box.send(known, now=now)
    except UserError as error:
        tell(Phrase("Notices were not sent: {why}", why=error.phrase))


def _mark(language: str) -> str | None:
    """The mark of simulated data; that a workspace is broken is what a notice tells, and does not stop it."""
    try:
        return simulated.mark(language)
    except UserError:
        return None


def _install() -> timers.Install:
    """This install, with the settings of the environment that a scheduler would not have."""
    return timers.Install(Path(sys.executable), passed_on(os.environ))


def passed_on(env: Mapping[str, str]) -> dict[str, str]:
    """The variables of the suite that a scheduled run needs too; it runs in another folder, so paths are whole.

    Credentials of a store are none of them: they would stand in a file that others may read.

    >>> passed_on({"ICANALYSIS_DATA": "/srv/figures", "LANG": "vi_VN.UTF-8"})
    {'ICANALYSIS_DATA': '/srv/figures'}
    """
    return {name: workspace.whole(env[name]) for name in PASSED_ON if env.get(name)}


def _now() -> datetime:
    """The moment, by the clock of this machine with its offset."""
    return datetime.now().astimezone()
