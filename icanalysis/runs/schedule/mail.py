"""Mail by SMTP: only over STARTTLS, only to a server whose certificate is good for its name."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import format_datetime

from icanalysis.errors import CannotSend, Phrase, first_line
from icanalysis.runs.schedule.notices import Notice
from icanalysis.runs.schedule.settings import Notices, Server, password
from icanalysis.wording.language import marked


def message(notice: Notice, server: Server, to: tuple[str, ...]) -> EmailMessage:
    """A notice as mail; one that is sent again has the same id."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = server.sender, ", ".join(to), notice.subject
    made["Date"] = format_datetime(notice.at)
    made["Message-ID"] = f"<{notice.key}@{server.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(notice.text)
    return made


@contextmanager
def connected(settings: Notices) -> Iterator[smtplib.SMTP]:
    """A connection over which mail can be sent.

    Raises:
        CannotSend: says which server and why; never a password.
        BadSettings: when the password cannot be had.
    """
    server = settings.server
    if server is None:
        raise CannotSend(Phrase("There is no mail server. Name it under [server] in notices.toml."))
    where = f"{server.host}:{server.port}"
    secret = password(server) if server.user else ""
    try:
        with smtplib.SMTP(server.host, server.port, timeout=settings.wait_s) as connection:
            connection.starttls(context=settings.trust())
            if server.user:
                connection.login(server.user, secret)
            yield connection
    except smtplib.SMTPAuthenticationError as error:
        raise CannotSend(
            Phrase(
                "The mail server {where} does not take the user {user!r} with the password in {kept_in} "
                "(code {smtp_code}).",
                where=where,
                user=server.user,
                kept_in=server.kept_in,
                smtp_code=error.smtp_code,
            )
        ) from None
    except smtplib.SMTPNotSupportedError as error:
        raise CannotSend(
            Phrase(
                "The mail server {where} cannot do what is needed ({error}). Nothing was sent.",
                where=where,
                error=error,
            )
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        said = first_line(str(error)) or type(error).__name__
        raise CannotSend(Phrase("The mail server {where} cannot be used ({said}).", where=where, said=said)) from error


def send(connection: smtplib.SMTP, notice: Notice, settings: Notices, to: tuple[str, ...]) -> str | None:
    """Sends a notice; says which part of its addresses the server refused, if any.

    Raises:
        CannotSend: when the server takes it for none of them; the connection can be used further.
        OSError, smtplib.SMTPException: when the connection is lost.
    """
    try:
        refused = connection.send_message(message(notice, settings.server, to))
    except smtplib.SMTPRecipientsRefused as error:
        raise CannotSend(Phrase("The mail server refuses every address of '{to}'.", to=notice.to)) from error
    said = marked("The mail server refuses {refused} of {all} addresses of '{to}'.")
    return Phrase(said, refused=len(refused), all=len(to), to=notice.to) if refused else None
