"""Notices that wait to be sent: written down first, removed when a server has taken them, tried again next time.

So one is sent at least once. What cannot be sent is told and breaks nothing; what is older than `KEPT` is given up.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from icanalysis.errors import CannotSend, Phrase, UserError, did_you_mean, first_line, nearest
from icanalysis.runs.delivery import deliver
from icanalysis.runs.schedule import mail, webhook
from icanalysis.runs.schedule.notices import Notice
from icanalysis.runs.schedule.settings import Notices
from icanalysis.wording.language import marked

FOLDER = ".outbox"
LOCK = "send.lock"
KEPT = timedelta(days=30)
KIND = TypeAdapter(Notice)

Tell = Callable[[str], None]


class Outbox:
    """The notices that wait beside the reports, the oldest first."""

    def __init__(self, out: Path, *, tell: Tell) -> None:
        self.folder = out / FOLDER
        self.tell = tell

    def put(self, notices: Iterable[Notice]) -> None:
        """Writes notices down; one that cannot be is told."""
        for notice in notices:
            try:
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                content = json.dumps(KIND.dump_python(notice, mode="json"), ensure_ascii=False, indent=1)
                deliver({self._file(notice): content.encode()})
            except (OSError, UserError) as error:
                why = error.phrase if isinstance(error, UserError) else first_line(str(error))
                self.tell(Phrase("A notice for '{to}' could not be written down: {why}", to=notice.to, why=why))

    def waiting(self) -> list[Notice]:
        """The notices that wait; a file that is none is told and left."""
        found = []
        for file in sorted(self.folder.glob("*.json")):
            try:
                found.append(KIND.validate_json(file.read_bytes()))
            except (OSError, ValidationError):
                self.tell(Phrase("{file!r} is no notice. Remove it.", file=str(file)))
        return found

    def send(self, settings: Notices, *, now: datetime) -> list[Notice]:
        """Sends what waits; returns what still does. A mail server that cannot be used is asked only once.

        Who else sends from this folder is waited for: nobody gets a notice twice.
        """
        if not self.folder.exists():
            return []
        with FileLock(self.folder / LOCK):
            return self._send(settings, now)

    def _send(self, settings: Notices, now: datetime) -> list[Notice]:
        waiting = self.waiting()
        for notice in waiting:
            if now - notice.at > KEPT:
                said = marked("A notice for '{to}' could not be sent for {days} days: {subject}")
                self.tell(Phrase(said, to=notice.to, days=KEPT.days, subject=notice.subject))
                self._gone(notice)
        young = [notice for notice in waiting if now - notice.at <= KEPT]
        self._mail([notice for notice in young if notice.channel == "mail"], settings)
        for notice in young:
            if notice.channel == "webhook":
                self._try(notice, lambda one: webhook.post(one, settings, _entry(one, settings.webhook)))
        return [notice for notice in young if self._file(notice).exists()]

    def _mail(self, notices: list[Notice], settings: Notices) -> None:
        if not notices:
            return
        try:
            with mail.connected(settings) as connection:
                for notice in notices:
                    self._try(notice, lambda one: mail.send(connection, one, settings, _entry(one, settings.mail)))
        except UserError as error:
            self.tell(Phrase("{why} The notices are kept and sent next time.", why=error.phrase))

    def _try(self, notice: Notice, send: Callable[[Notice], str | None]) -> None:
        """Sends one; why it stays is told. A connection that is lost concerns all, and is raised."""
        try:
            said = send(notice)
        except UserError as error:
            self.tell(Phrase("{why} The notice is kept and sent next time.", why=error.phrase))
            return
        if said:
            self.tell(said)
        self._gone(notice)

    def _gone(self, notice: Notice) -> None:
        self._file(notice).unlink(missing_ok=True)

    def _file(self, notice: Notice) -> Path:
        return self.folder / f"{notice.key}.json"


def _entry(notice: Notice, known: dict) -> object:
    """What stands behind the name of a recipient.

    Raises:
        CannotSend: when nothing does.
    """
    found = known.get(notice.to)
    if not found:
        near = did_you_mean(f"'{word}'" for word in nearest(notice.to, known))
        raise CannotSend(
            Phrase(
                "There is no '{to}' under [{channel}] in notices.toml.{near}",
                to=notice.to,
                channel=notice.channel,
                near=near,
            )
        )
    return found
