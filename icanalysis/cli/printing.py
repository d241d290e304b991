"""Commands that print: a page, a report as it is defined, many at once, all that is due; and back from a figure."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from icanalysis.cli import options
from icanalysis.cli.telling import aside, in_own_words

app = typer.Typer()

Name = Annotated[str, typer.Argument(help="Name of a report, such as monthly; see `icanalysis reports`.")]


@app.command()
def report(
    name: Annotated[str, typer.Argument(help="Name of a notebook, such as attainment; see `icanalysis notebooks`.")],
    *,
    place: options.Place = None,
    as_of: options.AsOf = None,
    edition: options.Edition = None,
    measure: options.Measure = None,
    language: options.ReportLanguage = None,
    page_only: Annotated[bool, typer.Option("--page-only", help="No Word, PDF and Excel beside the page.")] = False,
    out: Annotated[Path | None, typer.Option(help="File to write; reports/out/… when left out.")] = None,
) -> None:
    """Print a notebook as one self-contained HTML file, with its manifest and the documents beside it."""
    from icanalysis.runs.kernels.ahead import start_ahead

    start_ahead()
    from icanalysis.runs.formats import FORMATS, PAGE
    from icanalysis.runs.office import office
    from icanalysis.runs.printing.single import report as run

    office()
    given = options.asked(place=place, as_of=as_of, edition=edition, measure=measure, language=language)
    formats = (PAGE,) if page_only else FORMATS
    typer.echo(run(name, {key: one for key, (one,) in given.items()}, out=out, formats=formats, tell=aside))


@app.command()
def run(
    name: Name,
    *,
    place: options.Places = None,
    as_of: options.Days = None,
    edition: options.Edition = None,
    measure: options.Measure = None,
    language: options.ReportLanguage = None,
    again: Annotated[bool, typer.Option("--again", help="Make it anew, also when it is there already.")] = False,
    out: options.Out = None,
) -> None:
    """Make a report as it is defined: checked, delivered as a whole set of files, written into the ledger."""
    from icanalysis.runs.printing import commands

    given = options.asked(place=place, as_of=as_of, edition=edition, measure=measure, language=language)
    raise typer.Exit(commands.run(name, given, again=again, out=out, tell=aside))


@app.command()
def batch(
    name: Name,
    *,
    each: Annotated[list[str] | None, typer.Option(help="What varies, as place=all or as_of=latest:12; again.")] = None,
    place: options.Places = None,
    as_of: options.Days = None,
    edition: options.Edition = None,
    measure: options.Measure = None,
    language: options.ReportLanguage = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes here; one per processor if left out.")] = None,
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler, such as tcp://…:8786.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Make all anew, also what is there already.")] = False,
    out: options.Out = None,
) -> None:
    """Make a report for many places or days at once, by several workers; started again, it goes on where it was."""
    from icanalysis.runs.kernels.ahead import start_ahead

    start_ahead()
    from icanalysis.runs.bulk import commands

    given = options.asked(place=place, as_of=as_of, edition=edition, measure=measure, language=language)
    where = {"workers": workers, "scheduler": scheduler}
    raise typer.Exit(commands.batch(name, given, each or [], **where, again=again, out=out, own=in_own_words))


@app.command()
def trace(
    file: Annotated[Path, typer.Argument(help="A delivered document of any format, or a manifest.")],
    key: Annotated[str, typer.Argument(help="A figure as it is printed, such as 92,4%, or the key of one.")],
    *,
    language: options.Language = "vi",
    as_json: options.AsJson = False,
) -> None:
    """Take a figure of a document back to its rows and sources, and to the run that made it."""
    from icanalysis.runs.printing import trail

    trail.trace(file, key, language=language, as_json=as_json)


@app.command()
def run_due(
    *,
    back_days: Annotated[int, typer.Option(min=1, help="How far back to catch up, in days.")] = 92,
    out: options.Out = None,
) -> None:
    """Make every report that is due and missing, the oldest first, and tell its recipients; meant for a scheduler."""
    from icanalysis.runs.schedule import commands

    raise typer.Exit(commands.run_due(back_days=back_days, out=out, tell=aside))
