"""The page of a notebook: one bar of controls on screen, one heading on paper, the same sections on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

from IPython.display import HTML, display

from icanalysis.errors import UserError
from icanalysis.runs.display import screen_style, show_on_paper
from icanalysis.runs.heading import heading_html
from icanalysis.runs.simulated import banner_html
from icanalysis.sources import tables
from icanalysis.views.shown import Shown
from icanalysis.wording.language import said

View = Callable[..., Shown]


class Page:
    """Holds the parameters of a notebook and shows its views with them.

    On paper (`interactive=False`) each view is called once. On screen a bar of ipywidgets sets the
    parameters, and every shown view follows it. The modes differ in nothing else. Everything that a page shows
    comes from the tables as they stood when it was made.
    """

    def __init__(self, module: ModuleType, *, interactive: bool, **parameters: str) -> None:
        self.name = module.__name__.rpartition(".")[2]
        self.controls = module.CONTROLS
        self.parameters = parameters
        with _spoken(parameters["language"], interactive):
            tables.keep()
            self.bar = _bar(self) if interactive else None

    def _ipython_display_(self) -> None:
        if self.bar is None:
            display(HTML(heading_html(self.parameters)))
        else:
            display(HTML(screen_style() + banner_html(self.parameters["language"])), self.bar)

    def show(self, view: View) -> None:
        """Shows a section: once on paper, and again on screen whenever a control changes."""
        if self.bar is None:
            language = self.parameters["language"]
            show_on_paper(view.__name__, view(**self.parameters), parameters=self.parameters, language=language)
        else:
            self.bar.follow(view)


@contextmanager
def _spoken(language: str, interactive: bool) -> Iterator[None]:
    """On screen an error speaks the language of the page; a run on paper is asked for, and answered, in a terminal."""
    try:
        yield
    except UserError as error:
        if not interactive:
            raise
        raise type(error)(said(error, language)) from None


def _bar(page: Page):
    """The bar of controls; ipywidgets is loaded on screen only."""
    from icanalysis.runs.bar import Bar

    return Bar(page)
