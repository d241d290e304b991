"""The state of a page as text that can be passed on: an address, a command, the parameters cell; and back again.

Each form holds the whole state, so whoever opens it sees the same page. Nothing in a text is ever run: a cell is read
with `ast`, a command with `shlex`.
"""

from __future__ import annotations

import ast
import json
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from icanalysis.errors import BadParameter, Phrase, printable

COMMAND = ("icanalysis", "report")
MODE = "interactive"
OPTION = "--"


@dataclass(frozen=True)
class State:
    """What a text asks for: parameters by name, and the page where the text names one."""

    parameters: dict[str, str]
    page: str | None = None


def to_address(page: str, parameters: Mapping[str, str]) -> str:
    """The end of the address under which a server of apps has the page.

    >>> to_address("attainment", {"place": "08", "as_of": "2021-07-31"})
    'attainment?place=08&as_of=2021-07-31'
    """
    return f"{page}?{urlencode(parameters)}"


def to_command(page: str, parameters: Mapping[str, str]) -> str:
    """The command that prints the page.

    >>> to_command("attainment", {"place": "08", "as_of": "2021-07-31"})
    'icanalysis report attainment --place 08 --as-of 2021-07-31'
    """
    options = (word for name, value in parameters.items() for word in (OPTION + name.replace("_", "-"), value))
    return shlex.join([*COMMAND, page, *options])


def to_cell(parameters: Mapping[str, str]) -> str:
    """The parameters cell of a notebook with these values.

    >>> print(to_cell({"place": "08"}))
    place: str = "08"
    interactive: bool = True
    """
    lines = [f"{name}: str = {json.dumps(value, ensure_ascii=False)}" for name, value in parameters.items()]
    return "\n".join([*lines, f"{MODE}: bool = True"])


def from_text(text: str) -> State:
    """The state that a text of any of the three forms asks for.

    >>> from_text("?place=08&as_of=2021-07-31").parameters
    {'place': '08', 'as_of': '2021-07-31'}

    Raises:
        BadParameter: for a text of another form, or a parameter that stands in it twice.
    """
    given = text.strip()
    if given.startswith((COMMAND[0], OPTION)):
        return _from_command(given)
    if ":" in given.partition("=")[0] and "?" not in given.partition("=")[0]:
        return _from_cell(given)
    if "=" in given:
        return _from_address(given)
    raise BadParameter(
        Phrase(
            "{text!r} is no state of a page. Paste an address that ends in ?place=08, "
            "a command that begins with icanalysis report, or the lines of a parameters cell.",
            text=printable(given),
        )
    )


def _from_address(text: str) -> State:
    parts = urlsplit(text if "?" in text else f"?{text}")
    try:
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
    except ValueError as error:
        why = Phrase(
            "{text!r} is no address of a page: after the ? stand name=value, joined by &.", text=printable(text)
        )
        raise BadParameter(why) from error
    return State(_once(pairs), parts.path.rstrip("/").rpartition("/")[2] or None)


def _from_command(text: str) -> State:
    try:
        words = shlex.split(text)
    except ValueError as error:
        why = Phrase("{text!r} is no command: a quotation mark is not closed.", text=printable(text))
        raise BadParameter(why) from error
    at = next((n for n, word in enumerate(words) if word.startswith(OPTION)), len(words))
    before, options = words[:at], words[at:]
    if len(before) not in (0, 3) or len(options) % 2 or not all(one.startswith(OPTION) for one in options[::2]):
        raise BadParameter(
            Phrase(
                "{text!r} is no command of a page. It looks like: icanalysis report attainment --place 08",
                text=printable(text),
            )
        )
    names = (one.removeprefix(OPTION).replace("-", "_") for one in options[::2])
    return State(_once(zip(names, options[1::2], strict=True)), before[2] if before else None)


def _from_cell(text: str) -> State:
    try:
        lines = ast.parse(text).body
    except (SyntaxError, ValueError) as error:
        raise BadParameter(Phrase("{text!r} are no lines of a parameters cell.", text=printable(text))) from error
    pairs = [_literal(line) for line in lines]
    return State(_once((name, value) for name, value in pairs if name != MODE))


def _literal(line: ast.stmt) -> tuple[str, str]:
    """Name and text of a typed literal."""
    is_typed = isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    if not is_typed or not isinstance(line.value, ast.Constant):
        raise BadParameter(
            Phrase(
                '{text!r} is no line of a parameters cell: write place: str = "08".', text=printable(ast.unparse(line))
            )
        )
    return line.target.id, str(line.value.value)


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The pairs by name.

    Raises:
        BadParameter: for a name that stands there twice; which one was meant, nobody knows.
    """
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise BadParameter(Phrase("The parameter {name!r} is given twice. Keep one of them.", name=printable(name)))
        found[name] = value
    return found
