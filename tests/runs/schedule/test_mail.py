"""Mail goes over STARTTLS to a server that is who it says, or not at all; a password is never told."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from icanalysis.errors import BadSettings, CannotSend
from icanalysis.runs.schedule.mail import connected, send
from icanalysis.runs.schedule.notices import Notice
from tests.runs.schedule.servers import HOST, PASSWORD, closed_port, mail_server, silent_server

NOTICE = Notice(
    "mail",
    "leaders",
    "Báo cáo tháng: đã lập: 2",
    "Kỳ từ 01/10/2026\n",
    "monthly",
    0,
    2,
    datetime(2026, 10, 23, tzinfo=UTC),
)
TO = ("a@example.vn", "b@example.vn")


def sent(settings) -> str | None:
    """Sends the notice; what was told of it."""
    with connected(settings) as connection:
        return send(connection, NOTICE, settings, TO)


def test_a_notice_arrives_as_it_was_written(settings, certificates):
    with mail_server(certificates.of(HOST)) as (mailbox, port):
        assert sent(settings(port)) is None
    (envelope,) = mailbox.mails
    made = message_from_bytes(envelope.content, policy=default)
    assert (made["Subject"], made.get_content().replace("\r\n", "\n")) == (NOTICE.subject, NOTICE.text)
    assert envelope.rcpt_tos == list(TO)
    assert made["Message-ID"] == f"<{NOTICE.key}@example.vn>"


def test_a_server_that_is_down_is_told(settings):
    port = closed_port()
    with pytest.raises(CannotSend, match=rf"The mail server {HOST}:{port} cannot be used \(.*refused"):
        sent(settings(port))


def test_a_server_that_says_nothing_is_given_up(settings):
    with silent_server() as port, pytest.raises(CannotSend, match=r"cannot be used \(.*timed out\)"):
        sent(settings(port, wait_s=0.3))


def test_a_wrong_password_is_told_without_it(settings, certificates, password_file):
    password_file.write_text("a-wrong-one")
    said = r"does not take the user 'reports' with the password in '.*' \(code 535\)"
    with mail_server(certificates.of(HOST)) as (mailbox, port), pytest.raises(CannotSend, match=said) as told:
        sent(settings(port))
    assert "a-wrong-one" not in str(told.value)
    assert mailbox.mails == []


def test_a_certificate_of_another_name_is_refused_before_any_log_in(settings, certificates):
    said = r"cannot be used \(.*CERTIFICATE_VERIFY_FAILED.*IP address mismatch"
    with mail_server(certificates.of("mail.example.vn")) as (mailbox, port), pytest.raises(CannotSend, match=said):
        sent(settings(port))
    assert mailbox.mails == []


def test_a_certificate_of_an_unknown_authority_is_refused(settings, certificates):
    said = "CERTIFICATE_VERIFY_FAILED"
    with mail_server(certificates.of(HOST)) as (mailbox, port), pytest.raises(CannotSend, match=said):
        sent(settings(port, authorities=""))
    assert mailbox.mails == []


def test_a_server_without_starttls_gets_nothing(settings):
    with mail_server(None) as (mailbox, port), pytest.raises(CannotSend, match=r"STARTTLS .*Nothing was sent"):
        sent(settings(port))
    assert mailbox.mails == []


def test_addresses_that_are_refused_are_counted(settings, certificates):
    with mail_server(certificates.of(HOST)) as (mailbox, port):
        mailbox.refused = {TO[0]}
        assert sent(settings(port)) == "The mail server refuses 1 of 2 addresses of 'leaders'."
        mailbox.refused = set(TO)
        with pytest.raises(CannotSend, match=r"refuses every address of 'leaders'"):
            sent(settings(port))
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize(
    ("mode", "content", "said"),
    [
        (0o644, PASSWORD, r"Others can read the password in '.*'\. Close it to them: chmod 600"),
        (0o600, "", r"The password file '.*' is empty"),
        (0o600, "mật khẩu", r"The password in '.*' has letters or signs beyond ASCII"),
        (None, "", r"The password file '.*' cannot be read \(No such file"),
    ],
    ids=["open to others", "empty", "with accents", "missing"],
)
def test_a_password_file_that_cannot_be_used_is_told(settings, password_file, mode, content, said):
    password_file.write_text(content)
    password_file.unlink() if mode is None else password_file.chmod(mode)
    with pytest.raises(BadSettings, match=said) as told:
        sent(settings(closed_port()))
    assert not content or content not in str(told.value)
