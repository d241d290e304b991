"""Help in the language of who asks for it: what our commands and options say of themselves, and Typer's own words.

Typer has no catalogue. But each help is written by the formatter of a context, and a command may bring a context of its
own: so nothing of Typer is changed, and nothing is translated before somebody asks for help. Plain text, without
boxes: it can be read aloud, copied and searched, and costs no library of drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import typer

from icanalysis.cli.telling import own
from icanalysis.wording.language import marked

HEADINGS = (marked("Arguments"), marked("Options"), marked("Commands"))
USAGE, OPTIONS, COMMAND = marked("Usage:"), marked("[OPTIONS]"), marked("COMMAND [ARGS]...")
HELP = marked("Show this message and exit.")
NAMES = {"NAME": marked("NAME"), "FILE": marked("FILE"), "KEY": marked("KEY"), "RUN": marked("RUN")}
"""Arguments as a usage line names them."""

TEXT = marked("text")
TYPES = {"int": marked("number"), "int range": marked("number"), "path": marked("path")}
"""Type of an option → its word; any other is a text."""

TYPE = re.compile(r" <(?P<type>[^>]+)>(\.\.\.)?")
REMARKS = re.compile(r"  \[(?P<remarks>[^\]]*)\]$")
REMARK = {"required": marked("required"), "default": marked("default")}
"""What Typer remarks after the help of an option, between brackets."""


class Formatter(typer.Context.formatter_class):
    """Writes a help; what Typer puts into it is said in the language of its reader."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage."""
        super().write_usage(prog, args, prefix or f"{own(USAGE)} ")

    def write_heading(self, heading: str) -> None:
        """The heading of a part."""
        super().write_heading(own(heading))

    def write_dl(self, rows: Sequence[tuple[str, str]], **look: Any) -> None:
        """The options, arguments or commands, each with its help."""
        super().write_dl([(TYPE.sub(_type, name), REMARKS.sub(_remarks, text)) for name, text in rows], **look)


class Context(typer.Context):
    """The context of a command that explains itself in the language of its reader."""

    formatter_class = Formatter

    def make_formatter(self) -> Formatter:
        """A formatter, for which the command and those below it have been translated."""
        _translate(self.command)
        self.command.get_help_option(self).help = own(HELP)
        return super().make_formatter()


def explained(command: Any) -> Any:
    """The command, which from now on explains itself and those below it in the language of its reader."""
    for one in _with_below(command):
        one.context_class = Context
    return command


def _with_below(command: Any) -> Iterator[Any]:
    """A command and all below it."""
    yield command
    for one in getattr(command, "commands", {}).values():
        yield from _with_below(one)


def _translate(command: Any) -> None:
    """Says a command and those below it in words of their reader; what is said so already stays."""
    for one in _with_below(command):
        one.help = own(one.help)
        one.short_help = one.help
        one.options_metavar = own(OPTIONS)
        if hasattr(one, "subcommand_metavar"):
            one.subcommand_metavar = own(COMMAND)
        for param in one.params:
            param.help = own(param.help)
            if param.param_type_name == "argument":
                param.metavar = own(NAMES[param.name.upper()]) if param.name.upper() in NAMES else param.metavar


def _type(found: re.Match[str]) -> str:
    return f" <{own(TYPES.get(found['type'], TEXT))}>"


def _remarks(found: re.Match[str]) -> str:
    """The remarks, such as `default: vi; required`; a range of numbers is said alike in every language."""
    said = (one.partition(":") for one in found["remarks"].split("; "))
    return f" [{'; '.join(own(REMARK.get(name, name)) + mark + rest for name, mark, rest in said)}]"
