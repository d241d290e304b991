"""What readers are told about a period of a report: what was made, what was not and why, and the last good one.

A notice is plain text without addresses: who gets it is a name of the settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from icanalysis.errors import first_line
from icanalysis.runs.printing.runner import Outcome
from icanalysis.runs.printing.sets import Place
from icanalysis.runs.schedule.catching_up import Told
from icanalysis.style.numbers import day
from icanalysis.wording.language import marked, said, words

MOST = 20
"""Jobs that are listed of each kind; of the others their number is told."""


@dataclass(frozen=True)
class Notice:
    """A text for one recipient: `channel` is mail or webhook, `to` a name in the settings."""

    channel: str
    to: str
    subject: str
    text: str
    report: str
    failed: int
    delivered: int
    at: datetime

    @property
    def key(self) -> str:
        """Its name, the same whenever it is sent; a later one sorts after it."""
        content = "\n".join((self.channel, self.to, self.subject, self.text))
        return f"{self.at.astimezone(UTC):%Y%m%dT%H%M%S}-{sha256(content.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Links:
    """How readers reach a set: below the address of the settings, else as a file of this machine."""

    out: Path
    address: str = ""

    def to(self, path: Path) -> str:
        """The address of a set."""
        if not self.address:
            return path.absolute().as_uri()
        return f"{self.address.rstrip('/')}/{quote(path.relative_to(self.out).as_posix())}/"


def notices_of(told: Told, *, links: Links, language: str, at: datetime, mark: str | None = None) -> list[Notice]:
    """One notice for each recipient of a report; `mark` is the first line of what is made from simulated data."""
    _ = words(language)
    failed, delivered = len(told.errors), sum(outcome.error is None for outcome in told.outcomes)
    title = getattr(told.definition.title, language)
    counts = {marked("made: {count}"): delivered, marked("not made: {count}"): failed}
    result = ", ".join(_(message).format(count=count) for message, count in counts.items() if count)
    subject = _("{title}, period to {end}: {result}").format(
        title=title, end=day(told.due.period.end, language), result=result
    )
    text = "\n".join([*([mark, ""] if mark else []), *_lines(told, links, language, title)])
    recipients = told.definition.recipients
    to = [("mail", name) for name in recipients.mail] + [("webhook", name) for name in recipients.webhook]
    return [Notice(channel, name, subject, text, told.due.report, failed, delivered, at) for channel, name in to]


def _lines(told: Told, links: Links, language: str, title: str) -> Iterator[str]:
    _, period = words(language), told.due.period
    yield title
    span = {name: day(value, language) for name, value in (("start", period.start), ("end", period.end))}
    yield _("Period {start} to {end}, due on {due}").format(**span, due=day(period.due.date(), language))
    if told.error is not None:
        yield f"\n{_('Nothing was made')}: {first_line(said(told.error, language))}"
    failed = [outcome for outcome in told.outcomes if outcome.error is not None]
    good = [outcome for outcome in told.outcomes if outcome.error is None]
    if failed:
        yield f"\n{_('Not made')}: {len(failed)}"
        yield from _first(failed, [_failed(one, links, language) for one in failed[:MOST]], language)
    if good:
        yield f"\n{_('Reports made')}: {len(good)}"
        yield from _first(good, [_good(one, links, language) for one in good[:MOST]], language)


def _first(all_of_them: list[Outcome], shown: list[str], language: str) -> Iterator[str]:
    _ = words(language)
    yield from shown
    if len(all_of_them) > len(shown):
        yield "- " + _("and {count} more").format(count=len(all_of_them) - len(shown))


def _good(outcome: Outcome, links: Links, language: str) -> str:
    _ = words(language)
    same = "" if outcome.is_new else f" ({_('there already, the figures have not changed')})"
    return f"- {outcome.job.stem}{same}\n  {links.to(outcome.path)}"


def _failed(outcome: Outcome, links: Links, language: str) -> str:
    """A job that failed, why, and what readers still have."""
    _, job = words(language), outcome.job
    last_good = Place(links.out, job.report, job.stem).last_good
    kept = f"{_('The last good report stays')}: {links.to(last_good)}" if last_good.exists() else ""
    why = first_line(said(outcome.error, language))
    return f"- {job.stem}: {why}\n  {kept or _('There is no earlier report.')}"
