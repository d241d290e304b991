"""The commands `icanalysis runs …`."""

from __future__ import annotations

from typing import Annotated

import typer

from icanalysis.cli.options import AsJson, Language, dated
from icanalysis.cli.telling import tell

NAME = "runs"

app = typer.Typer(help="What the ledger knows of the runs of reports: list, show.", invoke_without_command=True)


@app.callback()
def list_runs(
    context: typer.Context,
    *,
    report: Annotated[str | None, typer.Option(help="Only runs of this report.")] = None,
    place: Annotated[str | None, typer.Option(help="Only runs for this place.")] = None,
    state: Annotated[str | None, typer.Option(help="started, delivered, failed or abandoned.")] = None,
    since: Annotated[str | None, typer.Option(help="Only runs from this day on, such as 2021-07-31.")] = None,
    language: Language = "vi",
    as_json: AsJson = False,
) -> None:
    """List the runs in the ledger, the newest first."""
    from icanalysis.runs.printing import history

    if context.invoked_subcommand is None:
        fitting = {"report": report, "place": place, "state": state, "since": since and dated(since)}
        history.runs(**fitting, language=language, as_json=as_json, tell=tell)


@app.command("show")
def show_run(
    run: Annotated[str, typer.Argument(help="Id of a run, or how it begins.")],
    *,
    language: Language = "vi",
    as_json: AsJson = False,
) -> None:
    """Show all that the ledger knows about one run: attempts, seconds per cell, checks, files."""
    from icanalysis.runs.printing import history

    history.show(run, language=language, as_json=as_json)
