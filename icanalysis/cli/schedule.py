"""The commands `icanalysis schedule …`."""

from __future__ import annotations

from typing import Annotated

import typer

from icanalysis.cli.options import Language
from icanalysis.cli.telling import tell

NAME = "schedule"

app = typer.Typer(help="When reports are due, and who looks for them every day.", invoke_without_command=True)


@app.callback()
def state_of_schedule(context: typer.Context, language: Language = "vi") -> None:
    """Say whether somebody looks every day, and what becomes due next; `schedule install` begins it."""
    from icanalysis.runs.schedule import commands

    if context.invoked_subcommand is None:
        commands.state(language=language)


@app.command("show")
def show_schedule() -> None:
    """Print what a scheduler needs (systemd, cron, Windows) and what becomes due next."""
    from icanalysis.runs.schedule import commands

    commands.show(tell=tell)


@app.command("install")
def install_schedule(
    user: Annotated[bool, typer.Option("--user", help="For you alone; no rights of an administrator are needed.")],
) -> None:
    """Look every morning for what is due, by systemd or cron; says what was done and how to undo it."""
    from icanalysis.runs.schedule import commands

    commands.install(tell=tell)
