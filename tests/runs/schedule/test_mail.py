"""Mail goes over STARTTLS to a server that is who it says, or not at all; a password is never told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from icanalysis.errors import BadSettings, CannotSend
from icanalysis.runs.schedule.mail import connected, send
from icanalysis.runs.schedule.notices import Notice
from icanalysis.runs.schedule.settings import Notices, Server
from tests.runs.schedule.servers import HOST, PASSWORD, USER, closed_port, mail_server, silent_server

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


class Keyring(KeyringBackend):
    """A keyring in memory, which may be closed."""

    priority = 1

    def __init__(self, passwords: dict[tuple[str, str], str], *, closed: bool = False) -> None:
        super().__init__()
        self.passwords, self.closed = passwords, closed

    def get_password(self, service: str, username: str) -> str | None:
        if self.closed:
            raise KeyringLocked(f"{PASSWORD} is behind a lock")
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.passwords[service, username] = password


@pytest.fixture
def in_keyring(settings) -> Iterator[Callable[..., Notices]]:
    """Makes settings whose password is in this keyring."""
    before = keyring.get_keyring()

    def make(backend: KeyringBackend, port: int, **changed: object) -> Notices:
        keyring.set_keyring(backend)
        server = Server(HOST, "reports@example.vn", port, USER, keyring="mail.example.vn")
        return settings(port, server=replace(server, **changed))

    yield make
    keyring.set_keyring(before)


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


def test_a_password_may_be_in_the_keyring(in_keyring, certificates):
    backend = Keyring({("mail.example.vn", USER): PASSWORD})
    with mail_server(certificates.of(HOST)) as (mailbox, port):
        sent(in_keyring(backend, port))
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize(
    ("backend", "changed", "said"),
    [
        (
            fail.Keyring(),
            {},
            r"^There is no keyring here that could have the mail password\. Put it into a file",
        ),
        (Keyring({}, closed=True), {}, r"^The keyring cannot be read \(KeyringLocked\)\. Log in to open it"),
        (
            Keyring({}),
            {},
            r"no password of 'reports' under 'mail\.example\.vn'\. Put it there: keyring set mail",
        ),
        (Keyring({("mail.example.vn", USER): "mật khẩu"}), {}, r"in the keyring under 'mail\.example\.vn' has letters"),
        (Keyring({}), {"password_file": "x"}, r"^The password has two places: .*Keep one of them"),
    ],
    ids=["none", "closed", "without it", "with accents", "and a file"],
)
def test_a_keyring_that_has_no_password_for_us_is_told(in_keyring, backend, changed, said):
    with pytest.raises(BadSettings, match=said) as told:
        sent(in_keyring(backend, closed_port(), **changed))
    assert PASSWORD not in str(told.value)
    assert "mật" not in str(told.value)


@pytest.mark.parametrize(
    ("mode", "content", "said"),
    [
        (0o644, PASSWORD, r"Others can read the password in '.*'\. Close it to them: chmod 600"),
        (0o600, "", r"The password in '.*' is empty"),
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
