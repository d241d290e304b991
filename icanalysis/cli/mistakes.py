"""A command that was mistyped, told as every other error: what was given, what is near, where to look."""

from __future__ import annotations

import re

import typer

from icanalysis.cli.helping import NAMES
from icanalysis.errors import Phrase, did_you_mean, printable
from icanalysis.wording.language import marked

FORMS = {
    r"Missing (argument|option) '(?P<what>.+)'\.": marked("'{what}' is missing."),
    r"Missing command\.": marked("The command is missing."),
    r"No such command '(?P<what>.*?)'.*": marked("There is no command '{what}'."),
    r"No such option: (?P<what>\S+).*": marked("There is no option '{what}'."),
    r"Got unexpected extra argument\(s\) \((?P<what>.+)\)": marked("'{what}' is one word too many."),
    r"Option '(?P<what>.+)' requires an argument\.": marked("'{what}' needs a value after it."),
    r"Option '(?P<what>.+)' does not take a value\.": marked("'{what}' takes no value."),
    r"Invalid value for '(?P<what>.+)': Input should be a valid integer.*": marked("'{what}' must be a whole number."),
    r"Invalid value for '(?P<what>.+)': Input should be greater than or equal to (?P<least>\S+)": marked(
        "'{what}' must be at least {least}."
    ),
}
"""What Typer says → what is said here; anything else is told as Typer says it."""

NEAR = re.compile(r"\(Possible options: (?P<options>.+)\)$|Did you mean (?P<commands>.+)\?$")


def is_help(error: typer.TyperException) -> bool:
    """Whether it is no mistake but the help of a command that needs words after it."""
    return type(error).__name__ == "NoArgsIsHelpError"


def told(error: typer.TyperException) -> Phrase:
    """The mistake as a sentence, with what is near and where the help is."""
    text, context = error.format_message(), getattr(error, "ctx", None)
    where = f"{context.command_path if context else 'icanalysis'} --help"
    return Phrase("{said}{near} Help: {where}", said=_said(text), near=_near(text), where=where)


def _said(text: str) -> Phrase:
    found = ((re.fullmatch(form, text, re.DOTALL), message) for form, message in FORMS.items())
    known = ((match.groupdict(), message) for match, message in found if match)
    parts, message = next(known, ({}, printable(text, most=200)))
    return Phrase(message, **{name: _named(printable(part)) for name, part in parts.items()})


def _named(what: str) -> str:
    """An argument as the line of usage names it."""
    return Phrase(NAMES[what.upper()]) if what.upper() in NAMES else what


def _near(text: str) -> str:
    """What is near to what was typed, as a question, where Typer knows any."""
    found = NEAR.search(text)
    if found is None:
        return ""
    return did_you_mean(f"'{one}'" for one in (found["options"] or found["commands"]).replace("'", "").split(", "))
