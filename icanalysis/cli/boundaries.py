"""The commands `icanalysis boundaries …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from icanalysis.cli.options import Language
from icanalysis.cli.telling import aside, tell

NAME = "boundaries"

app = typer.Typer(help="Boundaries of places: take in, list, use, check.", no_args_is_help=True)


@app.command("import")
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
        tell=aside,
    )
    tell(shelf.said(taken, edition))


@app.command("list")
def list_boundaries(language: Language = "vi") -> None:
    """List the sets of both editions and which are in use."""
    from icanalysis.runs import boundaries as shelf

    shelf.listing(language=language)


@app.command("use")
def use_boundaries(
    name: Annotated[str, typer.Argument(help="Name of a set; `approximate` comes with the suite.")],
    *,
    edition: Annotated[str, typer.Option(help="2024 or 2025.")],
) -> None:
    """Use a set of boundaries from now on."""
    from icanalysis.runs import boundaries as shelf

    shelf.choose(name, edition=edition)


@app.command("check")
def check_boundaries(
    name: Annotated[str | None, typer.Argument(help="Name of a set; the one in use when left out.")] = None,
    *,
    edition: Annotated[str, typer.Option(help="2024 or 2025.")],
    language: Language = "vi",
) -> None:
    """Look for gaps and overlaps and compare areas with the printed ones; a fault is exit code 10."""
    from icanalysis.runs import boundaries as shelf

    shelf.check(name, edition=edition, language=language)
