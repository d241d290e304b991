"""Translations. Messages in code are English, those in notebooks Vietnamese; each has one catalogue.

`locale/vi.po` turns the messages of the code into Vietnamese, `locale/en.po` the Markdown of the notebooks
into English. A message without a translation stays as it is; tests keep both catalogues complete.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

from babel.messages.pofile import read_po

from icanalysis.errors import Phrase, UserError

LANGUAGES = ("vi", "en")
NATIVE_NAMES = {"vi": "Tiếng Việt", "en": "English"}


@lru_cache
def catalogue(language: str) -> dict[str, str]:
    """message → translation, read from the catalogue of a language."""
    with files("icanalysis.wording").joinpath("locale", f"{language}.po").open("rb") as file:
        return {entry.id: entry.string for entry in read_po(file) if entry.id and entry.string and not entry.fuzzy}


def words(language: str) -> Callable[[str], str]:
    """The function usually called `_`: gives a message in the language.

    >>> words("vi")("met"), words("en")("met")
    ('đạt', 'met')
    """
    known = catalogue(language)
    return lambda message: known.get(message, message)


def in_every_language(message: str) -> list[str]:
    """A message for someone whose language is not known, Vietnamese first.

    >>> in_every_language("met")
    ['đạt', 'met']
    """
    return [words(language)(message) for language in LANGUAGES]


def said(what: UserError | str, language: str) -> str:
    """What an error or a phrase says, in the language of its reader; one that carries no phrase says it in English.

    >>> from icanalysis.errors import BadWorkspace
    >>> said(BadWorkspace(Phrase("The tables are being written right now. Try again when that is done.")), "vi")
    'Các bảng đang được ghi. Hãy thử lại khi ghi xong.'
    """
    text = what.phrase if isinstance(what, UserError) else what
    return text.said(words(language)) if isinstance(text, Phrase) else text


def marked(message: str) -> str:
    """Marks a message for the catalogue where it is defined, before its language is known."""
    return message
