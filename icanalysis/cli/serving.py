"""Commands that serve the notebooks: in JupyterLab to explore, as pages for leadership."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from icanalysis.cli.telling import aside, in_own_words, tell
from icanalysis.errors import Phrase
from icanalysis.runs.spoken import VARIABLE

app = typer.Typer()


@app.command()
def lab(
    name: Annotated[str | None, typer.Argument(help="Notebook to open; start_here when left out.")] = None,
    *,
    language: Annotated[
        str,
        typer.Option(help="Language of JupyterLab and the notebooks: vi or en.", envvar=VARIABLE, show_envvar=False),
    ] = "vi",
    port: Annotated[int | None, typer.Option(help="Port; a free one from 8888 on when left out.")] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser; else only the address is printed.")] = True,
) -> None:
    """Explore the notebooks in JupyterLab until Ctrl-C; they stay as they are, copies go to notebooks/scratch."""
    from icanalysis.runs.lab import lab as run

    run(name, language=language, port=port, browser=browser, tell=tell, aside=aside)


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
        tell(str(serving.set_password(settings, own=in_own_words)))
    elif name == "token":
        token, kept = serving.set_token(settings)
        aside(Phrase("Shown once; its hash is in {kept}. Open an address with it: /?token=…", kept=str(kept)))
        typer.echo(token)
    else:
        where = {"host": host, "port": port, "base_url": base_url}
        serving.serve(name, **where, sessions=sessions, settings=settings, tell=tell, aside=aside)
