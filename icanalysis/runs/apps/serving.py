"""What the command line asks for: serve, set the password, or make a token."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from getpass import getpass
from pathlib import Path

from icanalysis.errors import BadSettings, CannotServe, Phrase
from icanalysis.runs.apps import tokens
from icanalysis.runs.apps.listening import is_loopback, listening
from icanalysis.runs.apps.settings import LEAST_LETTERS, read_settings, write_hash
from icanalysis.sources import workspace
from icanalysis.wording.language import in_every_language, marked

BEGUN = marked("The pages of figures are served at the address below: open it in a browser. Ctrl-C ends it.")

Tell = Callable[[str], None]


def serve(
    name: str | None,
    *,
    host: str,
    port: int,
    base_url: str,
    sessions: int | None,
    settings: Path | None,
    tell: Tell,
    aside: Tell,
) -> None:
    """Serves until it is told to stop; `name` is the page whose address is told, what to do with it is told aside.

    Raises:
        UserError: for settings, an address or a notebook that cannot be used. A fault of the workspace does not keep
            the server from starting: its pages say so until it is mended.
    """
    from icanalysis.runs.kernels.ahead import start_ahead

    known = read_settings(settings)
    if sessions is not None:
        if sessions < 1:
            raise CannotServe(
                Phrase("--sessions is {sessions}; at least one page must have a place.", sessions=sessions)
            )
        known = dataclasses.replace(known, sessions=sessions)
    if not is_loopback(host) and not known.is_guarded:
        raise CannotServe(
            Phrase(
                "Others can reach {host!r}, so the server needs a password or a token. Set one: icanalysis "
                "app password, or icanalysis app token",
                host=host,
            )
        )
    if name is not None:
        from icanalysis.runs.notebooks import notebook_file

        notebook_file(name)
    opened = listening(host, port)
    if given := os.environ.get(workspace.VARIABLE):
        os.environ[workspace.VARIABLE] = workspace.whole(given)  # kernels start elsewhere
    start_ahead()
    from icanalysis.runs.apps.server import Server

    base = f"/{base_url.strip('/')}/".replace("//", "/")
    server = Server.instance(known, opened=opened, base_url=base, open_to_all=known.is_guarded)
    server.initialize([])
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{opened.getsockname()[1]}{base}{name or ''}"

    def begun() -> None:
        for line in in_every_language(BEGUN):
            aside(line)
        tell(address)

    server.serve(begun)


def set_password(
    settings: Path | None, *, ask: Callable[[str], str] = getpass, own: Callable[[str], str] = str
) -> Path:
    """Asks for a password twice and writes its hash into the settings file; returns the file.

    Raises:
        BadSettings: when both differ or it is too short.
    """
    from jupyter_server.auth import passwd

    told = marked("Password (at least {least} letters, signs and spaces; they are not shown): ")
    given = ask(own(Phrase(told, least=LEAST_LETTERS)))
    if len(given) < LEAST_LETTERS:
        raise BadSettings(
            Phrase(
                "The password that was typed has {given} letters, signs and spaces; at least {least_letters} "
                "are needed. Nothing was changed. Think of a longer one, such as three words, and type it "
                "again: icanalysis app password",
                given=len(given),
                least_letters=LEAST_LETTERS,
            )
        )
    if ask(own(Phrase("The same again: "))) != given:
        raise BadSettings(Phrase("The two passwords differ. Nothing was changed. Try again: icanalysis app password"))
    return write_hash("password", passwd(given), settings)


def set_token(settings: Path | None) -> tuple[str, Path]:
    """Makes a token and writes its hash into the settings file, in place of an older one; returns it and the file.

    Raises:
        BadSettings: when the file cannot be written.
    """
    token = tokens.made()
    return token, write_hash("token", tokens.hashed(token), settings)
