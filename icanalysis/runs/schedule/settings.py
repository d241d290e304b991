"""The settings of notices: through which server mail goes, and which addresses stand behind the names of recipients.

A definition of a report names entries; addresses stand here only, and a password in a file of its own or in the keyring
of the operating system.
"""

from __future__ import annotations

import os
import shlex
import ssl
import stat
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator

from icanalysis.errors import BadSettings, Phrase
from icanalysis.runs.toml_file import Seconds, own_file, read_own
from icanalysis.wording.language import marked

NAME, VARIABLE = "notices.toml", "ICANALYSIS_NOTICES"
"""The file of the user, and what names another one."""

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def is_loopback(host: str | None) -> bool:
    """Whether a host is this machine.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("10.0.0.1"), is_loopback("localhost.gov.vn")
    (True, True, False, False)
    """
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"


def _guarded(address: str) -> str:
    parts = urlsplit(address)
    if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname))):
        raise ValueError(Phrase("It must begin with https://; http:// is for this machine only."))
    return address


def _ascii(text: str) -> str:
    if not text.isascii():
        raise ValueError(Phrase("It must be without accents: a log-in to a mail server does not carry them."))
    return text


def _one_line(text: str) -> str:
    if "@" not in text or not text.isascii() or any(not sign.isprintable() or sign.isspace() for sign in text):
        raise ValueError(Phrase("It must be one mail address, such as office@example.vn."))
    return text


Address = Annotated[str, AfterValidator(_one_line)]
Ascii = Annotated[str, AfterValidator(_ascii)]
Hook = Annotated[str, AfterValidator(_guarded)]


@dataclass(frozen=True)
class Server:
    """The server that takes mail; it must speak STARTTLS. Without `user` nobody logs in.

    The password of `user`, in ASCII, is what `password_file` holds and nothing else, closed to others; or it is in the
    keyring of the operating system, under the name `keyring`.
    """

    host: str
    sender: Address
    port: int = 587
    user: Ascii = ""
    password_file: str = ""
    keyring: str = ""

    @property
    def kept_in(self) -> str:
        """Where its password is kept."""
        return Phrase("the keyring under {name!r}", name=self.keyring) if self.keyring else repr(self.password_file)


@dataclass(frozen=True)
class Notices:
    """`mail` and `webhook` have name → addresses. `reports` is the address under which readers find `reports/out`.

    `authorities` is a file of certificates to trust besides those of the system, for a server of the own network.
    `wait_s` is how long any answer of a server is waited for.
    """

    server: Server | None = None
    mail: dict[str, tuple[Address, ...]] = field(default_factory=dict)
    webhook: dict[str, Hook] = field(default_factory=dict)
    reports: str = ""
    language: Literal["vi", "en"] = "vi"
    authorities: str = ""
    wait_s: Seconds = 20.0

    def trust(self) -> ssl.SSLContext:
        """What certificates of servers are checked against; names are checked, too.

        Raises:
            BadSettings: when the file of authorities cannot be used.
        """
        try:
            context = ssl.create_default_context()
            if self.authorities:
                context.load_verify_locations(self.authorities)
        except OSError as error:
            raise BadSettings(
                Phrase(
                    "'authorities' is {authorities!r}; it cannot be used ({error}).",
                    authorities=self.authorities,
                    error=error,
                )
            ) from error
        return context


def notices_file() -> Path:
    """Where the settings stand."""
    return own_file(NAME, variable=VARIABLE)


def notices() -> Notices | None:
    """The settings; None without a file: then nobody is told.

    Raises:
        BadSettings: when a file that was named is missing, or one holds what is no setting.
    """
    return read_own(NAME, Notices, variable=VARIABLE)


def password(server: Server) -> str:
    """The password of the mail server, from where the settings say that it is. It is never told.

    Raises:
        BadSettings: when it cannot be had from there, or no log-in can carry it.
    """
    if server.keyring and server.password_file:
        raise BadSettings(
            Phrase("The password has two places: 'server.password_file' and 'server.keyring'. Keep one of them.")
        )
    content = _in_keyring(server) if server.keyring else _in_file(Path(server.password_file).expanduser())
    if not content:
        raise BadSettings(Phrase("The password in {kept_in} is empty.", kept_in=server.kept_in))
    if not content.isascii():
        raise BadSettings(
            Phrase(
                "The password in {kept_in} has letters or signs beyond ASCII, which a log-in to a mail "
                "server does not carry. Choose another password.",
                kept_in=server.kept_in,
            )
        )
    return content


def _in_file(file: Path) -> str:
    """The password in a file.

    Raises:
        BadSettings: when the file cannot be read, or can be read by others.
    """
    try:
        content, mode = file.read_text(encoding="utf-8").strip("\r\n"), file.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else Phrase("it is no text")
        raise BadSettings(
            Phrase("The password file {file!r} cannot be read ({said}).", file=str(file), said=said)
        ) from error
    if os.name != "nt" and mode & OTHERS:
        raise BadSettings(
            Phrase(
                "Others can read the password in {file!r}. Close it to them: chmod 600 {unquoted}",
                file=str(file),
                unquoted=file,
            )
        )
    return content


def _in_keyring(server: Server) -> str:
    """The password in the keyring: Secret Service or KWallet, the keychain of macOS, the credentials of Windows.

    Raises:
        BadSettings: when there is no keyring, it is closed, or it has no such password.
    """
    import keyring
    from keyring.errors import KeyringError, NoKeyringError

    instead = Phrase("Put it into a file and name that as 'server.password_file'.")
    try:
        content = keyring.get_password(server.keyring, server.user)
    except NoKeyringError as error:
        raise BadSettings(
            Phrase("There is no keyring here that could have the mail password. {instead}", instead=instead)
        ) from error
    except (KeyringError, RuntimeError, OSError) as error:
        kind = type(error).__name__  # its own words might hold what is secret
        raise BadSettings(
            Phrase("The keyring cannot be read ({kind}). Log in to open it. Or: {instead}", kind=kind, instead=instead)
        ) from None
    if content is None:
        put = f"keyring set {shlex.quote(server.keyring)} {shlex.quote(server.user)}"
        lacks = marked("The keyring has no password of {user!r} under {keyring!r}. Put it there: {put}")
        raise BadSettings(Phrase(lacks, user=server.user, keyring=server.keyring, put=put))
    return content
