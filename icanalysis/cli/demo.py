"""The commands `icanalysis demo …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from icanalysis.cli.telling import aside
from icanalysis.errors import Phrase

NAME = "demo"

app = typer.Typer(help="A simulated province to try things on.", no_args_is_help=True)


@app.command("make")
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
    made = Phrase(
        "{count} observations, simulated. Use them: export ICANALYSIS_DATA={folder}",
        count=make(wanted, folder),
        folder=str(folder.resolve()),
    )
    aside(made)
    typer.echo(folder)
