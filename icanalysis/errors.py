"""Errors a planner can act on: what was given, what is near, what to do.

Every error that a user can cause is a `UserError` with an exit code of its own; the command line
prints it as one line without a traceback. Named constructors keep the wording in one place. An error that a
reader of a page can meet carries a `Phrase`, which the page says in its own language (`wording.language.said`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches


class Phrase(str):
    """A sentence in English that can be said in another language once that is known.

    It is its English text. `message` is an entry of the catalogue, with places for `parts`; a part that is a phrase
    itself is said in the same language, and any other part, such as a value of a table, stays as it is.

    >>> Phrase("There is no place {given!r}.{near}", given="8", near=did_you_mean(["'08'"]))
    "There is no place '8'. Did you mean '08'?"
    """

    message: str
    parts: dict[str, object]

    def __new__(cls, message: str, /, **parts: object) -> Phrase:
        """The phrase with its parts in place; a message without parts is taken letter by letter."""
        made = super().__new__(cls, message.format(**parts) if parts else message)
        made.message, made.parts = message, parts
        return made

    def said(self, own: Callable[[str], str]) -> str:
        """The sentence in a language: `own` gives a message in it."""
        parts = {name: part.said(own) if isinstance(part, Phrase) else part for name, part in self.parts.items()}
        return own(self.message).format(**parts) if parts else own(self.message)


class UserError(Exception):
    """Something the user gave cannot be used; the message says what to do. Exit code 2."""

    exit_code = 2

    @property
    def phrase(self) -> str:
        """What it says: the phrase, where it carries one."""
        (text, *_) = (*self.args, "")
        return text if isinstance(text, str) else str(self)


class UnknownPlace(UserError):
    """A place that the edition does not have. Exit code 3."""

    exit_code = 3


class BadParameter(UserError):
    """A parameter with an unknown name, a wrong type or a value outside the choices. Exit code 4."""

    exit_code = 4


class BadWorkspace(UserError):
    """A table of the workspace is missing, empty or breaks its schema. Exit code 5."""

    exit_code = 5


class MixedPriceBases(BadWorkspace):
    """Values at different price bases were about to be compared. Exit code 6."""

    exit_code = 6


class CannotReach(BadWorkspace):
    """The object store of the workspace does not answer. Exit code 17."""

    exit_code = 17


class BadNotebook(UserError):
    """A notebook that does not keep the house shape. Exit code 7."""

    exit_code = 7


class RunFailed(UserError):
    """A run that did not come to a whole, checked report; nothing was delivered. Exit code 8."""

    exit_code = 8


class Transient(RunFailed):
    """A run that failed for a reason that may be gone when it is tried again. Exit code 16."""

    exit_code = 16


class CannotWrite(UserError):
    """The output could not be written; the last good file is untouched. Exit code 9."""

    exit_code = 9


class BadBoundaries(UserError):
    """A file of boundaries that cannot be taken in, or a set of them with gaps or overlaps. Exit code 10."""

    exit_code = 10


class UnknownBoundaries(UserError):
    """A set of boundaries that is not there, or no longer as it was written. Exit code 11."""

    exit_code = 11


class BadSettings(UserError):
    """A settings file of the server that cannot be used. Exit code 12."""

    exit_code = 12


class CannotServe(UserError):
    """The server cannot start as asked: a port that is taken, or open to others without a password. Exit code 13."""

    exit_code = 13


class BadLedger(UserError):
    """The ledger of runs is damaged, of a newer version, or cannot be written. Exit code 14."""

    exit_code = 14


class CannotSend(UserError):
    """A notice that could not be sent; it is kept and sent next time. Exit code 15."""

    exit_code = 15


class BadCluster(UserError):
    """A scheduler that does not answer, or workers that are not like the machine that asks. Exit code 18."""

    exit_code = 18


def nearest(given: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """The known words nearest to the one given, best first.

    >>> nearest("plase", ["place", "as_of", "language"])
    ['place']
    """
    return get_close_matches(given, list(known), n=most, cutoff=0.5)


def did_you_mean(near: Iterable[str]) -> str:
    """The question that names the near words as a phrase, or nothing.

    >>> did_you_mean(["'08' (Tuyên Quang)"])
    " Did you mean '08' (Tuyên Quang)?"
    >>> did_you_mean([])
    ''
    """
    words = list(near)
    return Phrase(" Did you mean {words}?", words=_either(words)) if words else ""


def _either(words: list[str]) -> str:
    """One of the words."""
    *before, last = words
    return Phrase("{one} or {other}", one=_either(before), other=last) if before else last


def told_day(text: str) -> str:
    """A day, written as year-month-day, as a phrase: each language writes days in its own order.

    >>> told_day("2021-07-31"), told_day("July")
    ('2021-07-31', 'July')
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return Phrase("{year}-{month:02}-{day:02}", year=day.year, month=day.month, day=day.day)


def first_line(text: str) -> str:
    r"""The first line of what another program said: an error of ours is one line.

    >>> first_line("no such column\n\nResolved plan until failure:")
    'no such column'
    """
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def printable(text: object, *, most: int = 40) -> str:
    r"""A text of a stranger's file as it may stand in a line of ours: no control signs, not long.

    >>> printable("Huyện\n\x1b[31mYên Sơn")
    'Huyện??[31mYên Sơn'
    """
    shown = "".join(sign if sign.isprintable() else "?" for sign in str(text))
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def listed(words: Iterable[str], *, most: int = 5) -> str:
    """The first few words and how many more there are.

    >>> listed(["070", "072", "073"], most=2)
    '070, 072 and 1 more'
    """
    known = list(words)
    rest = len(known) - most
    first = _joined(known[:most])
    return Phrase("{first} and {rest} more", first=first, rest=rest) if rest > 0 else first


def _joined(words: list[str]) -> str:
    """The words with commas between them: a phrase where one of them is one, so that each can be said."""
    if not any(isinstance(word, Phrase) for word in words):
        return ", ".join(words)
    parts = {f"part_{n}": word for n, word in enumerate(words)}
    return Phrase(", ".join(f"{{{name}}}" for name in parts), **parts)
