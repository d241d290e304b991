"""Files that people write by hand: TOML read as a dataclass, every mistake told as one sentence.

The dataclass is the schema: its fields are the names, its types the kinds, its defaults what a file may leave out.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

import platformdirs
from pydantic import AfterValidator, TypeAdapter, ValidationError

from icanalysis.errors import BadSettings, Phrase, did_you_mean, first_line, nearest
from icanalysis.wording.language import marked

Kind = TypeVar("Kind")


def _positive(value: float) -> float:
    if value <= 0:
        raise ValueError(Phrase("It must be above 0."))
    return value


Seconds = Annotated[float, AfterValidator(_positive)]
Count = Annotated[int, AfterValidator(_positive)]

WANTED = {
    "string_type": Phrase("It must be a text in quotation marks."),
    "int_type": Phrase("It must be a whole number, without quotation marks."),
    "float_type": Phrase("It must be a number, without quotation marks."),
    "bool_type": Phrase("It must be true or false, without quotation marks."),
    "tuple_type": Phrase('It must be a list in square brackets, such as ["a", "b"].'),
    "dict_type": Phrase("It must be a table of settings: a line with its name in square brackets, settings below it."),
    "dataclass_type": Phrase(
        "It must be a table of settings: a line with its name in square brackets, settings below it."
    ),
}
"""Kind of mistake, as Pydantic names it → what must stand there."""


def read_toml(file: Path, kind: type[Kind]) -> Kind:
    """The content of a file as a `kind`.

    Raises:
        BadSettings: when the file cannot be read, is no TOML, has an unknown name or a value of another kind.
    """
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        said = (error.strerror if isinstance(error, OSError) else None) or first_line(str(error))
        raise BadSettings(Phrase("{file!r} cannot be read ({said}).", file=str(file), said=said)) from error
    except tomllib.TOMLDecodeError as error:
        said = marked(
            '{file!r} is no TOML ({said}). A setting is a line such as name = "Sở Công Thương", '
            "a text in quotation marks."
        )
        raise BadSettings(Phrase(said, file=str(file), said=first_line(str(error)))) from error
    return checked(given, kind, where=str(file))


def own_file(name: str, *, variable: str) -> Path:
    """Where a settings file of the user stands: beside the other settings, or what the variable names."""
    named = os.environ.get(variable)
    return Path(named) if named else platformdirs.user_config_path("icanalysis") / name


def read_own(name: str, kind: type[Kind], *, variable: str) -> Kind | None:
    """The settings of the user; None where there is no file.

    Raises:
        BadSettings: when a file that was named is missing, or one holds what is no setting.
    """
    file = own_file(name, variable=variable)
    if file.exists():
        return read_toml(file, kind)
    if os.environ.get(variable):
        raise BadSettings(
            Phrase("There is no file {file!r}, which {variable} names.", file=str(file), variable=variable)
        )
    return None


def checked(given: Mapping[str, Any], kind: type[Kind], *, where: str) -> Kind:
    """What was given, as a `kind`; texts stay texts and numbers numbers.

    Raises:
        BadSettings: names the first mistake, what is near, and what it must be.
    """
    for name, near_names in _unknown(given, kind):
        near = did_you_mean(f"'{word}'" for word in nearest(name.rpartition(".")[2], near_names))
        raise BadSettings(
            Phrase(
                "{file!r}: there is no setting '{name}'.{near} Known: {known}.",
                file=where,
                name=name,
                near=near,
                known=", ".join(near_names),
            )
        )
    try:
        return adapter(kind).validate_json(json.dumps(given, default=str), strict=True)
    except ValidationError as error:
        raise BadSettings(_sentence(error.errors(include_url=False)[0], where)) from error


@cache
def adapter(kind: type[Kind]) -> TypeAdapter[Kind]:
    """What holds texts and numbers to a dataclass; made once for each."""
    return TypeAdapter(kind)


def _sentence(mistake: Mapping[str, Any], where: str) -> Phrase:
    """The file, the setting, what was given and what it must be; settings in lists are counted from 1."""
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in mistake["loc"])
    if mistake["type"] == "missing":
        return Phrase("{file!r}: '{name}' is missing.", file=where, name=name)
    said = marked("{file!r}: '{name}' is {given}. {wanted}")
    return Phrase(said, file=where, name=name, given=_as_toml(mistake["input"]), wanted=_wanted(mistake))


def _wanted(mistake: Mapping[str, Any]) -> str:
    """What a setting must be: as the one who holds it to that says, or the kind of its dataclass."""
    told, about = mistake["type"], mistake.get("ctx", {})
    if told == "value_error":
        return about["error"].args[0]
    if told == "literal_error":
        return Phrase("It must be one of: {choices}.", choices=about["expected"].replace(" or ", ", "))
    return WANTED.get(told) or Phrase("{said}.", said=mistake["msg"])


def _as_toml(value: Any) -> str:
    """A value as it stands in the file.

    >>> _as_toml("a"), _as_toml(True), _as_toml([1, "b"])
    ('"a"', 'true', '[1, "b"]')
    """
    return json.dumps(value, ensure_ascii=False, default=str)


def _unknown(given: Mapping[str, Any], kind: type, above: str = "") -> Iterator[tuple[str, list[str]]]:
    """The names that the dataclass does not have, at every depth, each with those that it has."""
    hints = get_type_hints(kind)
    for name, value in given.items():
        if name not in hints:
            yield f"{above}{name}", list(hints)
            continue
        inside = _dataclasses(hints[name])
        for one in value if isinstance(value, list) else [value]:
            if inside and isinstance(one, Mapping):
                yield from _unknown(one, inside[0], f"{above}{name}.")


def _dataclasses(hint: Any) -> list[type]:
    """The dataclasses that a type speaks of."""
    inside = [one for part in get_args(hint) for one in _dataclasses(part)]
    return [hint, *inside] if is_dataclass(hint) else inside
