"""Commands that list what a workspace holds."""

from __future__ import annotations

from typing import Annotated

import typer

from icanalysis.cli.options import Language, dated

app = typer.Typer()


@app.command()
def audit(
    place: Annotated[str | None, typer.Option(help="Code of a place; all places when left out.")] = None,
    edition: Annotated[str | None, typer.Option(help="Edition of places: 2024 or 2025; both when left out.")] = None,
    language: Language = "vi",
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
    language: Language = "vi",
) -> None:
    """List provinces and districts (communes with --like) with their codes."""
    from icanalysis.runs import listings

    listings.places(edition=edition, like=like, with_figures=with_figures, language=language)


@app.command()
def zones(
    place: Annotated[str, typer.Option(help="Code of a country, province or district: VN, 08, 076.")] = "VN",
    edition: Annotated[str, typer.Option(help="Edition of places: 2024 or 2025.")] = "2024",
    as_of: Annotated[str | None, typer.Option(help="What was known up to this day; everything when left out.")] = None,
    language: Language = "vi",
    as_json: Annotated[bool, typer.Option("--json", help="Print every fact with its statement as JSON.")] = False,
) -> None:
    """List the clusters, parks and other zones of a place with their land and occupancy."""
    from icanalysis.runs import zones as shelf

    shelf.listing(place, edition=edition, as_of=as_of and dated(as_of), language=language, as_json=as_json)


@app.command()
def sources(language: Language = "vi") -> None:
    """List the sources of the workspace."""
    from icanalysis.runs import listings

    listings.sources(language=language)


@app.command()
def notebooks(language: Language = "vi") -> None:
    """List the notebooks with their questions and parameters."""
    from icanalysis.runs import listings

    listings.notebooks(language=language)
