"""How the command line speaks: what a command returns to the output, what it says meanwhile to the error stream."""

from __future__ import annotations

import os
import sys

import typer

from icanalysis.errors import UserError
from icanalysis.runs.spoken import language_of


def in_own_words(what: UserError | str) -> str:
    """An error or a message in the language of who reads it; what is no phrase stays as it is."""
    from icanalysis.wording.language import said

    return said(what, language_of(sys.argv[1:], os.environ))


def own(message: str) -> str:
    """A message of the catalogue in the language of who reads it."""
    from icanalysis.wording.language import words

    return words(language_of(sys.argv[1:], os.environ))(message)


def tell(line: str) -> None:
    """Says a line on the output."""
    typer.echo(in_own_words(line))


def aside(line: str) -> None:
    """Says a line on the error stream: progress and faults, which no program reads."""
    typer.echo(in_own_words(line), err=True)
