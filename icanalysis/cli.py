"""The command line: thin, quick to help, errors in one line."""

from __future__ import annotations

import os
import sys
from functools import partial
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

boundaries = typer.Typer(help="Boundaries of places: take in, list, use, check.", no_args_is_help=True)
app.add_typer(boundaries, name="boundaries")

demo = typer.Typer(help="A simulated province to try things on.", no_args_is_help=True)
app.add_typer(demo, name="demo")


reports = typer.Typer(help="Reports as they are defined in reports/: list, check.", invoke_without_command=True)
app.add_typer(reports, name="reports")

runs = typer.Typer(help="What the ledger knows of the runs of reports: list, show.", invoke_without_command=True)
app.add_typer(runs, name="runs")

schedule = typer.Typer(help="When reports are due, and who looks for them every day.", no_args_is_help=True)
app.add_typer(schedule, name="schedule")


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


@app.command()
def report(
    name: Annotated[str, typer.Argument(help="Name of a notebook, such as attainment; see `icanalysis notebooks`.")],
    *,
    place: Annotated[str | None, typer.Option(help="Code of a place, such as 08; see `icanalysis places`.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Day, such as 2021-07-31, on which a window ends.")] = None,
    edition: Annotated[str | None, typer.Option(help="Edition of places: 2024 (with districts) or 2025.")] = None,
    measure: Annotated[str | None, typer.Option(help="What a map is coloured by, such as zone_count.")] = None,
    language: Annotated[str | None, typer.Option(help="vi or en.")] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; reports/out/… when left out.")] = None,
) -> None:
    """Print a notebook as one self-contained HTML file, with its manifest beside it."""
    from icanalysis.runs.kernels.ahead import start_ahead

    start_ahead()
    from icanalysis.runs.printing.single import report as run

    asked = {"place": place, "as_of": as_of, "edition": edition, "measure": measure, "language": language}
    given = {key: value for key, value in asked.items() if value is not None}
    path = run(name, given, out=out, tell=lambda line: typer.echo(line, err=True))
    typer.echo(path)


@app.command()
def run(
    name: Annotated[str, typer.Argument(help="Name of a report, such as monthly; see `icanalysis reports`.")],
    *,
    place: Annotated[list[str] | None, typer.Option(help="Code of a place; may be given several times.")] = None,
    as_of: Annotated[list[str] | None, typer.Option(help="Day on which a window ends; several times too.")] = None,
    edition: Annotated[str | None, typer.Option(help="Edition of places: 2024 (with districts) or 2025.")] = None,
    measure: Annotated[str | None, typer.Option(help="What a map is coloured by, such as zone_count.")] = None,
    language: Annotated[str | None, typer.Option(help="vi or en.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Make it anew, also when it is there already.")] = False,
    out: Annotated[Path | None, typer.Option(help="Folder of reports and ledger; reports/out when left out.")] = None,
) -> None:
    """Make a report as it is defined: checked, delivered as a whole set of files, written into the ledger."""
    from icanalysis.runs.printing import commands

    asked = {"place": place, "as_of": as_of, "edition": edition, "measure": measure, "language": language}
    given = {key: [value] if isinstance(value, str) else value for key, value in asked.items() if value}
    raise typer.Exit(commands.run(name, given, again=again, out=out, tell=lambda line: typer.echo(line, err=True)))


@app.command()
def batch(
    name: Annotated[str, typer.Argument(help="Name of a report, such as monthly; see `icanalysis reports`.")],
    *,
    each: Annotated[list[str] | None, typer.Option(help="What varies, as place=all or as_of=latest:12; again.")] = None,
    place: Annotated[list[str] | None, typer.Option(help="Code of a place; may be given several times.")] = None,
    as_of: Annotated[list[str] | None, typer.Option(help="Day on which a window ends; several times too.")] = None,
    edition: Annotated[str | None, typer.Option(help="Edition of places: 2024 (with districts) or 2025.")] = None,
    measure: Annotated[str | None, typer.Option(help="What a map is coloured by, such as zone_count.")] = None,
    language: Annotated[str | None, typer.Option(help="vi or en.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes here; one per processor if left out.")] = None,
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler, such as tcp://…:8786.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Make all anew, also what is there already.")] = False,
    out: Annotated[Path | None, typer.Option(help="Folder of reports and ledger; reports/out when left out.")] = None,
) -> None:
    """Make a report for many places or days at once, by several workers; started again, it goes on where it was."""
    from icanalysis.runs.kernels.ahead import start_ahead

    start_ahead()
    from icanalysis.runs.bulk import commands

    asked = {"place": place, "as_of": as_of, "edition": edition, "measure": measure, "language": language}
    given = {key: [value] if isinstance(value, str) else value for key, value in asked.items() if value}
    where = {"workers": workers, "scheduler": scheduler}
    raise typer.Exit(commands.batch(name, given, each or [], **where, again=again, out=out))


@reports.callback()
def list_reports(context: typer.Context, language: Annotated[str, typer.Option(help="vi or en.")] = "vi") -> None:
    """List the reports; `reports check` holds their definitions to the rules."""
    from icanalysis.runs.printing import commands

    if context.invoked_subcommand is None:
        commands.reports(language=language)


@reports.command("check")
def check_reports(
    name: Annotated[str | None, typer.Argument(help="Name of a report; all of them when left out.")] = None,
) -> None:
    """Check definitions against their notebooks and views: names, values, sections. A mistake is exit code 12."""
    from icanalysis.runs.printing import commands

    raise typer.Exit(commands.check(name, tell=typer.echo))


@reports.command("index")
def index_reports() -> None:
    """Write reports/out/index.html anew: one page that leads to the last good version of every report."""
    from icanalysis.runs.printing import commands

    commands.write_index()


@runs.callback()
def list_runs(
    context: typer.Context,
    *,
    report: Annotated[str | None, typer.Option(help="Only runs of this report.")] = None,
    place: Annotated[str | None, typer.Option(help="Only runs for this place.")] = None,
    state: Annotated[str | None, typer.Option(help="started, delivered, failed or abandoned.")] = None,
    since: Annotated[str | None, typer.Option(help="Only runs from this day on, such as 2021-07-31.")] = None,
    language: Annotated[str, typer.Option(help="vi or en.")] = "vi",
    as_json: Annotated[bool, typer.Option("--json", help="Print all that is known as JSON.")] = False,
) -> None:
    """List the runs in the ledger, the newest first."""
    from icanalysis.runs.printing import commands

    if context.invoked_subcommand is None:
        asked = {"report": report, "place": place, "state": state, "since": since}
        commands.runs(**asked, language=language, as_json=as_json)


@runs.command("show")
def show_run(run: Annotated[str, typer.Argument(help="Id of a run, or how it begins.")]) -> None:
    """Show all that the ledger knows about one run: attempts, seconds per cell, checks, files."""
    from icanalysis.runs.printing import commands

    commands.show(run)


@app.command()
def trace(
    file: Annotated[Path, typer.Argument(help="A delivered document of any format, or a manifest.")],
    key: Annotated[str, typer.Argument(help="Key of a figure, or a figure as it is printed.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Take a figure of a document back to its rows and sources, and to the run that made it."""
    from icanalysis.runs.printing import commands

    commands.trace(file, key, as_json=as_json)


@app.command("run-due")
def run_due(
    *,
    back_days: Annotated[int, typer.Option(min=1, help="How far back to catch up, in days.")] = 92,
    out: Annotated[Path | None, typer.Option(help="Folder of reports and ledger; reports/out when left out.")] = None,
) -> None:
    """Make every report that is due and missing, the oldest first, and tell its recipients; meant for a scheduler."""
    from icanalysis.runs.schedule import commands

    raise typer.Exit(commands.run_due(back_days=back_days, out=out, tell=lambda line: typer.echo(line, err=True)))


@schedule.command("show")
def show_schedule() -> None:
    """Print what a scheduler needs (systemd, cron, Windows) and what becomes due next."""
    from icanalysis.runs.schedule import commands

    commands.show()


@schedule.command("install")
def install_schedule(
    user: Annotated[bool, typer.Option("--user", help="For you alone; no rights of an administrator are needed.")],
) -> None:
    """Look every morning for what is due, by systemd or cron; says what was done and how to undo it."""
    from icanalysis.runs.schedule import commands

    commands.install(tell=typer.echo)


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
    language: Annotated[str, typer.Option(help="vi or en.")] = "vi",
) -> None:
    """List provinces and districts (communes with --like) with their codes."""
    from icanalysis.runs import listings

    listings.places(edition=edition, like=like, with_figures=with_figures, language=language)


@app.command()
def zones(
    place: Annotated[str, typer.Option(help="Code of a country, province or district: VN, 08, 076.")] = "VN",
    edition: Annotated[str, typer.Option(help="Edition of places: 2024 or 2025.")] = "2024",
    as_of: Annotated[str | None, typer.Option(help="What was known up to this day; everything when left out.")] = None,
    language: Annotated[str, typer.Option(help="vi or en.")] = "vi",
    as_json: Annotated[bool, typer.Option("--json", help="Print every fact with its statement as JSON.")] = False,
) -> None:
    """List the clusters, parks and other zones of a place with their land and occupancy."""
    from icanalysis.runs import zones as shelf

    shelf.listing(place, edition=edition, as_of=as_of, language=language, as_json=as_json)


@app.command()
def sources(language: Annotated[str, typer.Option(help="vi or en.")] = "vi") -> None:
    """List the sources of the workspace."""
    from icanalysis.runs import listings

    listings.sources(language=language)


@app.command()
def notebooks(language: Annotated[str, typer.Option(help="vi or en.")] = "vi") -> None:
    """List the notebooks with their questions and parameters."""
    from icanalysis.runs import listings

    listings.notebooks(language=language)


@app.command()
def lab(
    name: Annotated[str | None, typer.Argument(help="Notebook to open; start_here when left out.")] = None,
    *,
    language: Annotated[str, typer.Option(help="Language of JupyterLab and the notebooks: vi or en.")] = "vi",
    port: Annotated[int | None, typer.Option(help="Port; a free one from 8888 on when left out.")] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser; else only the address is printed.")] = True,
) -> None:
    """Explore the notebooks in JupyterLab until Ctrl-C; they stay as they are, copies go to notebooks/scratch."""
    from icanalysis.runs.lab import lab as run

    run(name, language=language, port=port, browser=browser, tell=typer.echo, aside=partial(typer.echo, err=True))


@app.command("app")
def serve_app(
    name: Annotated[
        str | None, typer.Argument(help="Notebook whose address is printed, or `password`, or `token`.")
    ] = None,
    *,
    host: Annotated[str, typer.Option(help="Address to listen at; 0.0.0.0 lets others in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 takes a free one.")] = 8866,
    base_url: Annotated[str, typer.Option(help="Path under which a reverse proxy has put the server.")] = "/",
    sessions: Annotated[int | None, typer.Option(help="Most pages open at once; else as in the settings.")] = None,
    settings: Annotated[Path | None, typer.Option(help="Settings file; the user's own when left out.")] = None,
) -> None:
    """Serve the notebooks as pages until Ctrl-C; `app password` and `app token` set what visitors log in with."""
    from icanalysis.runs.apps import serving

    if name == "password":
        typer.echo(serving.set_password(settings))
    elif name == "token":
        token, kept = serving.set_token(settings)
        typer.echo(f"Shown once; its hash is in {kept}. Open an address with it: /?token=…", err=True)
        typer.echo(token)
    else:
        where = {"host": host, "port": port, "base_url": base_url}
        aside = partial(typer.echo, err=True)
        serving.serve(name, **where, sessions=sessions, settings=settings, tell=typer.echo, aside=aside)


@boundaries.command("import")
def import_boundaries(
    file: Annotated[Path, typer.Argument(help="Shapefile (also zipped), GeoPackage, GeoJSON, FlatGeobuf, GeoParquet.")],
    *,
    edition: Annotated[str, typer.Option(help="2024 (districts) or 2025 (communes).")],
    name_of_set: Annotated[str, typer.Option(help="Name to keep it under: small letters, digits, _.")] = "official",
    layer: Annotated[str | None, typer.Option(help="Layer, when the file has several.")] = None,
    code: Annotated[str | None, typer.Option(help="Column of GSO codes.")] = None,
    name: Annotated[str | None, typer.Option(help="Column of names.")] = None,
    province: Annotated[str | None, typer.Option(help="Column of provinces, by code or name.")] = None,
    crs: Annotated[str | None, typer.Option(help="Coordinate system, such as EPSG:9209.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of a shapefile, such as cp1258.")] = None,
    partial: Annotated[bool, typer.Option("--partial", help="Take a file that leaves places without land.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the set of that name.")] = False,
) -> None:
    """Take official boundaries in, joined by code or name, and use them from now on."""
    from icanalysis.runs import boundaries as shelf
    from icanalysis.runs.joining import Columns

    taken = shelf.take_in(
        file,
        edition=edition,
        name_of_set=name_of_set,
        layer=layer,
        columns=Columns(code, name, province),
        crs=crs,
        encoding=encoding,
        partial=partial,
        replace=replace,
        tell=lambda line: typer.echo(line, err=True),
    )
    typer.echo(shelf.said(taken, edition))


@boundaries.command("list")
def list_boundaries(language: Annotated[str, typer.Option(help="vi or en.")] = "vi") -> None:
    """List the sets of both editions and which are in use."""
    from icanalysis.runs import boundaries as shelf

    shelf.listing(language=language)


@boundaries.command("use")
def use_boundaries(
    name: Annotated[str, typer.Argument(help="Name of a set; `approximate` comes with the suite.")],
    *,
    edition: Annotated[str, typer.Option(help="2024 or 2025.")],
) -> None:
    """Use a set of boundaries from now on."""
    from icanalysis.runs import boundaries as shelf

    shelf.choose(name, edition=edition)


@boundaries.command("check")
def check_boundaries(
    name: Annotated[str | None, typer.Argument(help="Name of a set; the one in use when left out.")] = None,
    *,
    edition: Annotated[str, typer.Option(help="2024 or 2025.")],
    language: Annotated[str, typer.Option(help="vi or en.")] = "vi",
) -> None:
    """Look for gaps and overlaps and compare areas with the printed ones; a fault is exit code 10."""
    from icanalysis.runs import boundaries as shelf

    shelf.check(name, edition=edition, language=language)


@demo.command("make")
def make_demo(
    *,
    seed: Annotated[int, typer.Option(help="The same seed and arguments give the same rows.")],
    out: Annotated[Path | None, typer.Option(help="Folder to write; demo-SEED when left out.")] = None,
    places: Annotated[int, typer.Option(help="Provinces and districts with figures, beyond 759 communes too.")] = 20,
    years: Annotated[str, typer.Option(help="First and last year.")] = "2016-2025",
    products: Annotated[int, typer.Option(help="Main products; made-up ones from the 13th on.")] = 12,
    observations: Annotated[int | None, typer.Option(help="Exactly so many, by further products.")] = None,
    file_format: Annotated[str, typer.Option("--format", help="parquet or csv.")] = "parquet",
) -> None:
    """Write a simulated workspace: every table, monthly, marked as simulated wherever it is shown."""
    from icanalysis.demo.asked import asked
    from icanalysis.demo.making import make

    wanted = asked(
        seed=seed, places=places, years=years, products=products, observations=observations, file_format=file_format
    )
    folder = out or Path(f"demo-{seed}")
    typer.echo(
        f"{make(wanted, folder)} observations, simulated. Use them: export ICANALYSIS_DATA={folder.resolve()}", err=True
    )
    typer.echo(folder)


def run_here() -> None:
    """Runs the command in this process; an error a user can act on is one line and an exit code of its own.

    Any other error is a fault of the suite: one line and exit code 1, or a traceback with ICANALYSIS_DEBUG.
    """
    try:
        app(prog_name="icanalysis")
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
