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
from typing import Any, TypeVar, get_args, get_type_hints

import platformdirs
from pydantic import TypeAdapter, ValidationError

from icanalysis.errors import BadSettings, did_you_mean, first_line, nearest

Kind = TypeVar("Kind")


def read_toml(file: Path, kind: type[Kind]) -> Kind:
    """The content of a file as a `kind`.

    Raises:
        BadSettings: when the file cannot be read, is no TOML, has an unknown name or a value of another kind.
    """
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{str(file)!r} cannot be read ({first_line(str(error))}).") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{str(file)!r} is no TOML ({first_line(str(error))}).") from error
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
        raise BadSettings(f"There is no file {str(file)!r}, which {variable} names.")
    return None


def checked(given: Mapping[str, Any], kind: type[Kind], *, where: str) -> Kind:
    """What was given, as a `kind`; texts stay texts and numbers numbers.

    Raises:
        BadSettings: names the first mistake, what is near, and what it must be.
    """
    for name, near_names in _unknown(given, kind):
        near = did_you_mean(f"'{word}'" for word in nearest(name.rpartition(".")[2], near_names))
        raise BadSettings(f"{where!r}: there is no setting '{name}'.{near} Known: {', '.join(near_names)}.")
    try:
        return adapter(kind).validate_json(json.dumps(given, default=str), strict=True)
    except ValidationError as error:
        raise BadSettings(_sentence(error.errors(include_url=False)[0], where)) from error


@cache
def adapter(kind: type[Kind]) -> TypeAdapter[Kind]:
    """What holds texts and numbers to a dataclass; made once for each."""
    return TypeAdapter(kind)


def _sentence(mistake: Mapping[str, Any], where: str) -> str:
    name = ".".join(map(str, mistake["loc"]))
    match mistake["type"]:
        case "missing":
            return f"{where!r}: '{name}' is missing."
        case "value_error":
            return f"{where!r}: '{name}' is {mistake['input']!r}. {mistake['ctx']['error']}"
    return f"{where!r}: '{name}' is {mistake['input']!r}. {mistake['msg']}."


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
