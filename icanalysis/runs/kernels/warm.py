"""What every page works out anew though it is the same in all kernels: done before the first fork, and then shared.

Catalogues, calendars and number patterns of both languages, the schema that charts are held to, the look of a table.
Nothing before the first fork runs a Polars query or starts a thread; a step that did would stop the server from
forking. What needs threads is done after it, in processes that wait for their work (`spare`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime


def words() -> None:
    """Both catalogues, and the locales of numbers and days."""
    from icanalysis.style import numbers
    from icanalysis.style.theme import locale
    from icanalysis.wording.language import LANGUAGES, catalogue

    for language in LANGUAGES:
        catalogue(language)
        locale(language)
        numbers.signed(-1234.5, language)
        numbers.percent(0.5, language)
        numbers.day(date(2021, 7, 31), language)


def chart() -> None:
    """The schema of Vega-Lite, and the classes that a chart is made of."""
    _bars().to_dict()


def _bars():
    """A small chart with what most charts have."""
    import altair as alt

    base = alt.Chart(alt.Data(values=[{"name": "a", "share": 1.0}])).encode(y=alt.Y("name:N", sort=None, title=None))
    axis = alt.Axis(format=".0%", title="share", grid=True, values=[0.5])
    bars = base.mark_bar(height=12).encode(x=alt.X("share:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=axis))
    text = base.mark_text(align="left", dx=6).encode(x="share:Q", text="name:N")
    return alt.layer(bars, text).properties(width=100, height=100, description="warm")


def table() -> None:
    """The style sheet of a table. Its frame is of pandas: one of Polars would start threads."""
    import pandas as pd
    from great_tables import GT, loc, style

    shown = GT(pd.DataFrame({"a": ["x"]}), id="warm").cols_label(a="A").fmt_passthrough(escape=False)
    shown.tab_style(style=style.css("color: black;"), locations=loc.body(columns=["a"])).as_raw_html()


def page() -> None:
    """The template of reports, the schema of notebooks, and the versions of the packages."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

    from icanalysis.runs.export import html_of
    from icanalysis.runs.provenance import package_versions

    shown = new_output("display_data", {"text/html": "<p>warm</p>"})
    notebook = new_notebook(cells=[new_markdown_cell("# Warm"), new_code_cell("1", outputs=[shown])])
    nbformat.reads(nbformat.writes(notebook), as_version=4)
    html_of(notebook, language="vi", title="Warm", provenance=[])
    package_versions()


def command_line() -> None:
    """How the words of a command are read: what that needs is imported with the first one."""
    import typer

    commands = typer.Typer()

    @commands.command()
    def command(name: str, *, place: str | None = None) -> None:
        """Does nothing."""

    typer.main.get_command(commands).make_context("command", ["attainment", "--place", "08"])


def attempt() -> None:
    """How an attempt reads what is asked of it, which kinds of kernels there are, and which code this is."""
    from jupyter_client.provisioning import KernelProvisionerFactory

    from icanalysis.runs.printing.attempt import Asked
    from icanalysis.runs.printing.inputs import hash_of_code
    from icanalysis.runs.toml_file import adapter

    adapter(Asked)
    hash_of_code()
    KernelProvisionerFactory.instance()


def kernel() -> None:
    """The application that every kernel is."""
    from icanalysis.runs.kernels.application import WarmKernelApp

    WarmKernelApp.make_ahead()


def data() -> None:
    """Polars' threads, and the tables of the workspace: whoever gets them holds them to the files of then."""
    from icanalysis.sources import tables

    tables.read_ahead()


def documents() -> None:
    """The writers of documents with their letters, on a document that says nothing."""
    from icanalysis.documents.content import Chapter, Document, Office, Passage, Picture, Provenance
    from icanalysis.runs.formats import FORMATS, written

    shown = Passage("warm", "Warm", "Warm.", picture=Picture(PICTURE, "Warm"))
    about = {"grounds": (), "subject": "Warm", "about": "", "introduction": (), "annexes": (), "limits": ()}
    said = {"chapters": {Chapter.RESULTS: (shown,)}, "provenance": Provenance((), ())}
    written(Document(language="vi", office=Office(), **about, **said), FORMATS, made=datetime.now().astimezone())


def drawing() -> None:
    """The engine that draws charts on paper, with the numbers of both languages."""
    from icanalysis.runs.display import svg
    from icanalysis.wording.language import LANGUAGES

    for language in LANGUAGES:
        svg(_bars(), language)


PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20">'
    '<text x="0" y="15" font-family="Noto Sans">1</text></svg>'
)

DRAWING = "drawing"
"""The work of the one process that draws for all that print."""

STEPS: tuple[Callable[[], None], ...] = (words, chart, table)
"""Before the first fork; `page`, `command_line` and `attempt` are for commands alone, `kernel` for kernels."""

AFTER_FORK: Mapping[str, tuple[Callable[[], None], ...]] = {
    "kernel": (data,),
    "paper": (data,),
    "command": (data, documents),
    DRAWING: (drawing,),
}
"""In a process that waits for a kind of work: what takes threads, and so cannot be shared."""
