"""The command line: thin, quick to help, errors in one line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from icanalysis.errors import UserError, first_line

DEBUG = "ICANALYSIS_DEBUG"
"""Set to anything, this variable shows the traceback of a fault."""

app = typer.Typer(
    name="icanalysis",
    help="Provincial industrial plans: attainment, pace and audit, from published figures to the printed page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def report(
    name: Annotated[str, typer.Argument(help="Name of a notebook, such as attainment; see `icanalysis notebooks`.")],
    *,
    place: Annotated[str | None, typer.Option(help="Code of a place, such as 08; see `icanalysis places`.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Day, such as 2021-07-31, on which a window ends.")] = None,
    edition: Annotated[str | None, typer.Option(help="Edition of places: 2024 (with districts) or 2025.")] = None,
    language: Annotated[str | None, typer.Option(help="vi or en.")] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; reports/out/… when left out.")] = None,
) -> None:
    """Print a notebook as one self-contained HTML file, with its manifest beside it."""
    from icanalysis.runs.report import report as run

    asked = {"place": place, "as_of": as_of, "edition": edition, "language": language}
    given = {key: value for key, value in asked.items() if value is not None}
    path = run(name, given, out=out, tell=lambda line: typer.echo(line, err=True))
    typer.echo(path)


@app.command()
def audit(
    place: Annotated[str | None, typer.Option(help="Code of a place; all places when left out.")] = None,
    edition: Annotated[str | None, typer.Option(help="Edition of places: 2024 or 2025; both when left out.")] = None,
    language: Annotated[str, typer.Option(help="vi or en.")] = "vi",
    as_json: Annotated[bool, typer.Option("--json", help="Print all checks as JSON.")] = False,
) -> None:
    """Recompute every printed percentage and list those that contradict the figures around them."""
    from icanalysis.runs import listings

    listings.audit(place, edition=edition, language=language, as_json=as_json)


@app.command()
def places(
    edition: Annotated[str, typer.Option(help="Edition of places: 2024 or 2025.")] = "2024",
    like: Annotated[str | None, typer.Option(help="Part of a name, with or without accents.")] = None,
    with_figures: Annotated[bool, typer.Option(help="Only places that have observations.")] = False,
) -> None:
    """List provinces and districts (communes with --like) with their codes."""
    from icanalysis.runs import listings

    listings.places(edition=edition, like=like, with_figures=with_figures)


@app.command()
def sources() -> None:
    """List the sources of the workspace."""
    from icanalysis.runs import listings

    listings.sources()


@app.command()
def notebooks() -> None:
    """List the notebooks with their questions and parameters."""
    from icanalysis.runs import listings

    listings.notebooks()


def main() -> None:
    """Runs the command; an error a user can act on is one line and an exit code of its own.

    Any other error is a fault of the suite: one line and exit code 1, or a traceback with ICANALYSIS_DEBUG.
    """
    try:
        app()
    except UserError as error:
        typer.echo(f"icanalysis: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        said = first_line(f"{type(error).__name__}: {error}")
        typer.echo(
            f"icanalysis: this is a fault of the suite, nothing was delivered ({said}). "
            f"Run it again with {DEBUG}=1 and report what it prints.",
            err=True,
        )
        sys.exit(1)


if __name__ == "__main__":
    main()
