"""The command `icanalysis`: all groups of commands, and what becomes of an error."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from icanalysis.cli import boundaries, demo, listings, printing, reports, runs, schedule, serving
from icanalysis.cli.helping import explained
from icanalysis.cli.mistakes import is_help, told
from icanalysis.cli.telling import aside, in_own_words
from icanalysis.errors import Phrase, UserError, first_line

DEBUG = "ICANALYSIS_DEBUG"
"""Set to anything, this variable shows the traceback of a fault."""

app = typer.Typer(
    name="icanalysis",
    help="Provincial industrial plans: attainment, pace and audit, from published figures to the printed page.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for group in (printing, listings, serving, boundaries, demo, reports, runs, schedule):
    app.add_typer(group.app, name=getattr(group, "NAME", None))


def print_version(asked: bool) -> None:
    """Prints the version of the code, as a report names it, and ends."""
    if asked:
        from icanalysis.runs.provenance import code_version

        typer.echo(f"icanalysis {code_version()}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=print_version)
    ] = False,
) -> None:
    """What holds for every command."""


def run_here() -> None:
    """Runs the command in this process; an error a user can act on is one line and an exit code of its own.

    Any other error is a fault of the suite: one line and exit code 1, or a traceback with ICANALYSIS_DEBUG.
    """
    try:
        code = explained(typer.main.get_command(app))(prog_name="icanalysis", standalone_mode=False)
    except typer.TyperException as error:
        typer.echo(error.format_message() if is_help(error) else f"icanalysis: {in_own_words(told(error))}", err=True)
        sys.exit(error.exit_code)
    except typer.Abort:
        aside(Phrase("icanalysis: ended, as there was no more input."))
        sys.exit(1)
    except UserError as error:
        typer.echo(f"icanalysis: {in_own_words(error)}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        aside(
            Phrase(
                "icanalysis: this is a fault of the suite, nothing was delivered ({said}). "
                "Run it again with {debug}=1 and report what it prints.",
                said=first_line(f"{type(error).__name__}: {error}"),
                debug=DEBUG,
            )
        )
        sys.exit(1)
    sys.exit(code or 0)
