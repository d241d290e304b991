"""The pages around the apps: the start page, the login page, and the pages that say what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from icanalysis.runs.apps.shelf import Shelf
from icanalysis.wording.language import LANGUAGES, NATIVE_NAMES, marked, words

TEMPLATES = Path(__file__).parent / "templates" / "pages"

TITLES = {
    400: marked("This address cannot be opened"),
    401: marked("Log in first"),
    403: marked("This is not open to visitors"),
    404: marked("There is no such page"),
    405: marked("This address cannot be used in this way"),
    500: marked("This page cannot be shown just now"),
    503: marked("Please wait a moment"),
}
SECRETS = {
    "password": (marked("Password"), marked("This is not the password. Try again.")),
    "token": (marked("Access token"), marked("This is not the access token. Try again.")),
    "either": (
        marked("Password or access token"),
        marked("This is neither the password nor the access token. Try again."),
    ),
}
"""What one logs in with → what the page calls it, and what it says of a wrong one."""

REPORT = marked("The fault stands in the log of the server under the code {code}; give it to whoever runs the server.")


@dataclass(frozen=True)
class Message:
    """What a page says: a title, sentences, links (words → address), and after how many seconds it tries again."""

    title: str
    language: str
    sentences: list[str] = field(default_factory=list)
    links: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""
    again_s: int | None = None


def fault(status: int, language: str, *, code: str | None = None) -> Message:
    """What to say of a status that nothing more is known about."""
    _ = words(language)
    title = TITLES.get(status, TITLES[500 if status >= 500 else 400])
    return Message(_(title), language, [_(REPORT).format(code=code)] if code else [])


def message_page(message: Message, *, static: str, start: str) -> str:
    """A message as HTML."""
    return _rendered("message.html.j2", message.language, message=message, static=static, start=start)


def login_page(language: str, *, secret: str, wrong: bool, after: str, xsrf: str, static: str, start: str) -> str:
    """The login page; `secret` is a key of `SECRETS`, `after` where to go then, `xsrf` the token of the form."""
    asked, refused = map(words(language), SECRETS[secret])
    return _rendered(
        "login.html.j2",
        language,
        asked=asked,
        refused=refused if wrong else "",
        after=after,
        xsrf=xsrf,
        static=static,
        start=start,
        action=f"{start}login",
    )


def start_page(language: str, *, shelf: Shelf, static: str, start: str, leave: bool) -> str:
    """The start page; `leave` offers to log out."""
    return _rendered("start.html.j2", language, shelf=shelf, static=static, start=start, leave=leave)


def _rendered(template: str, language: str, **shown: Any) -> str:
    others = {one: NATIVE_NAMES[one] for one in LANGUAGES if one != language}
    texts = {key: words(language)(text) for key, text in TEXTS.items()}
    return _environment().get_template(template).render(language=language, others=others, texts=texts, **shown)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


TEXTS = {
    "suite": marked("Provincial industrial plans"),
    "start": marked("To the start page"),
    "near": marked("Did you mean:"),
    "again": marked("This page tries again by itself."),
    "log_in": marked("Log in"),
    "log_out": marked("Log out"),
    "open": marked("Open"),
    "choose": marked("Choose a place"),
    "trouble": marked("The tables of the workspace have a fault; pages cannot be opened until it is mended:"),
    "latest": marked("A page opens with its usual date or the latest of the place; others can be chosen there."),
}
"""What stands in the templates."""
