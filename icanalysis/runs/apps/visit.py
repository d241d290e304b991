"""What a visitor asks for in an address: declared names only, cast by type, held to the choices.

Everything here is plain text until it has passed; a value becomes a literal of the notebook, never code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from types import ModuleType
from urllib.parse import urlencode

from icanalysis.errors import BadParameter, Phrase, nearest, printable
from icanalysis.runs.labels import LABELS
from icanalysis.runs.notebooks import notebooks, read, view_module
from icanalysis.runs.parameters import (
    MODE,
    Parameter,
    cast,
    known_place,
    nearest_choices,
    parameters_of,
    within_choices,
)
from icanalysis.wording.language import LANGUAGES, words

WALL = "wall"
"""`?wall=1` is the page for a wall; it is no parameter of a notebook."""

WALL_LABEL = Phrase("Wall screen")
LABELLED, LISTED = "{label} ({name})", "{first}, {then}"
"""The same in every language."""

LONGEST = 100
"""Letters of a value."""

Given = Mapping[str, Sequence[bytes]]
"""The names of an address with all their values, as they came."""


@dataclass(frozen=True)
class Visit:
    """A page as it was asked for: its notebook, the values of all its parameters, and whether it is for a wall."""

    name: str
    values: dict[str, str | int | float | bool]
    wall: bool

    @property
    def language(self) -> str:
        """The language of the page."""
        return str(self.values["language"])


class BadAddress(Exception):
    """An address that asks for something that cannot be had: what was given and which addresses are near.

    `near` maps words to addresses; `links` does so in a language.
    """

    status = 400

    def __init__(self, why: Phrase, *, near: Mapping[str, str] | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.near = dict(near or {})

    def said(self, language: str) -> str:
        """The sentence in a language."""
        return self.why.said(words(language))

    def links(self, language: str) -> dict[str, str]:
        """The words of near addresses in a language → the addresses."""
        _ = words(language)
        return {word.said(_) if isinstance(word, Phrase) else word: near for word, near in self.near.items()}


class NoSuchApp(BadAddress):
    """An address that no notebook has."""

    status = 404


def visit(name: str, given: Given) -> Visit:
    """The page behind an address.

    What was given must be one of the choices. What was not given and does not fit the rest, such as the usual date of
    another place, yields to the first choice, as in the bar of controls.

    Raises:
        NoSuchApp: for a name that no notebook has.
        BadAddress: for a name that is not declared or stands there twice, and for a value that is no choice.
        UserError: when the workspace or the notebook has a fault.
    """
    file = notebooks().get(name)
    if file is None:
        near = {word: word for word in nearest(name, notebooks())}
        raise NoSuchApp(Phrase("There is no page named “{name}”.", name=printable(name)), near=near)
    declared = {key: one for key, one in parameters_of(read(file), where=file.name).items() if key != MODE}
    texts = {key: _text(key, values) for key, values in given.items()}
    wall = _wall(texts.pop(WALL, "0"))
    asked = _cast(name, texts, declared)
    return Visit(name, _settled(name, asked, given=texts, module=view_module(name)) | {MODE: True}, wall)


def language_of(given: Given) -> str:
    """The language to speak to a visitor, whatever else the address says: the one it asks for, else Vietnamese.

    >>> language_of({"language": [b"en"]}), language_of({"language": [b"fr"]}), language_of({})
    ('en', 'vi', 'vi')
    """
    asked = given.get("language", [b""])[0].decode("ascii", errors="replace")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def address(name: str, values: Mapping[str, object]) -> str:
    """The address of a page with these values, relative to the start page.

    >>> address("attainment", {"place": "08", "language": "vi"})
    'attainment?place=08&language=vi'
    """
    return f"{name}?{urlencode(values)}" if values else name


def _text(name: str, values: Sequence[bytes]) -> str:
    """The one value of a name."""
    if len(values) > 1:
        raise BadAddress(
            Phrase("“{name}” stands in the address {count} times.", name=_labelled(name), count=len(values))
        )
    try:
        text = values[0].decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if not text.isprintable() or not text or len(text) > LONGEST:
        raise BadAddress(
            Phrase(
                "The value of “{name}” is empty, longer than {most} letters or no plain text.",
                name=_labelled(name),
                most=LONGEST,
            )
        )
    return text


def _wall(text: str) -> bool:
    if text not in ("0", "1"):
        raise BadAddress(
            Phrase("“{name}” can be {choices}; “{value}” was given.", name=_labelled(WALL), choices="0, 1", value=text)
        )
    return text == "1"


def _labelled(name: str) -> Phrase | str:
    """A name of an address with the label of its control, as the reader knows it; a stranger's name as it came."""
    labels = LABELS | {WALL: WALL_LABEL}
    return Phrase(LABELLED, label=labels[name], name=name) if name in labels else printable(name)


def _all_labelled(names: Sequence[str]) -> Phrase | str:
    """Names one after the other."""
    *before, last = map(_labelled, names)
    return reduce(lambda first, then: Phrase(LISTED, first=first, then=then), [*before, last])


def _cast(
    name: str, texts: Mapping[str, str], declared: Mapping[str, Parameter]
) -> dict[str, str | int | float | bool]:
    """Texts as the declared types, and the usual values for the rest."""
    for key in texts:
        if key not in declared:
            rest = {other: text for other, text in texts.items() if other in declared}
            near = {_labelled(word): address(name, rest | {word: texts[key]}) for word in nearest(key, declared)}
            known = _all_labelled([*declared, WALL])
            raise BadAddress(
                Phrase("This page has no parameter “{name}”. It has: {known}.", name=printable(key), known=known),
                near=near,
            )
    for key, text in texts.items():
        try:
            cast({key: text}, declared)
        except BadParameter as error:
            kind = declared[key].type.__name__
            raise BadAddress(
                Phrase(
                    "“{value}” is no value of “{name}”, which is of the type {kind}.",
                    name=_labelled(key),
                    value=text,
                    kind=kind,
                )
            ) from error
    return cast(texts, declared)


def _settled(
    name: str, asked: dict[str, str | int | float | bool], *, given: Mapping[str, str], module: ModuleType
) -> dict[str, str | int | float | bool]:
    """The values, each one of the choices that those before it leave."""
    values = dict(asked)
    order = sorted(module.CONTROLS, key=lambda key: key != "language")
    for key in order:
        choices = module.CONTROLS[key](values)
        if values[key] in choices:
            continue
        if key in given or not choices:
            raise _no_choice(name, key, values, choices, given=given)
        values[key] = next(iter(choices))
    within_choices(values, module.CONTROLS)
    return values


def _no_choice(
    name: str, key: str, values: Mapping[str, object], choices: Mapping[str, str], *, given: Mapping[str, str]
) -> BadAddress:
    """What to say of a value that is no choice, with the addresses of the nearest choices."""
    kept = {other: text for other, text in given.items() if other != key}
    if key == "place":
        kept.pop("as_of", None)
    near = nearest_choices(str(values[key]), choices) or dict(list(choices.items())[:3])
    addresses = {words_of: address(name, kept | {key: value}) for value, words_of in near.items()}
    if key == "place" and (place := known_place(str(values[key]), str(values["edition"]))):
        why = Phrase(
            "{place} ({value}) has no figures here in edition {edition}.",
            place=place,
            value=str(values[key]),
            edition=str(values["edition"]),
        )
    else:
        why = Phrase("“{value}” is no choice of “{name}” here.", name=_labelled(key), value=str(values[key]))
    return BadAddress(why, near=addresses)


__all__ = ["BadAddress", "Given", "NoSuchApp", "Visit", "address", "language_of", "visit"]
