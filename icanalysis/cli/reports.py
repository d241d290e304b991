"""The commands `icanalysis reports …`."""

from __future__ import annotations

from typing import Annotated

import typer

from icanalysis.cli.options import Language
from icanalysis.cli.telling import tell

NAME = "reports"

app = typer.Typer(help="Reports as they are defined in reports/: list, check.", invoke_without_command=True)


@app.callback()
def list_reports(context: typer.Context, language: Language = "vi") -> None:
    """List the reports; `reports check` holds their definitions to the rules."""
    from icanalysis.runs.printing import commands

    if context.invoked_subcommand is None:
        commands.reports(language=language)


@app.command("check")
def check_reports(
    name: Annotated[str | None, typer.Argument(help="Name of a report; all of them when left out.")] = None,
) -> None:
    """Check definitions against their notebooks and views, and the settings of the office. A mistake is code 12."""
    from icanalysis.runs.printing import commands

    raise typer.Exit(commands.check(name, tell=tell))


@app.command("index")
def index_reports() -> None:
    """Write reports/out/index.html anew: one page that leads to the last good version of every report."""
    from icanalysis.runs.printing import commands

    commands.write_index()
