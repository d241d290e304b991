"""The page of a notebook: one bar of controls on screen, one heading on paper, the same sections on both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import ModuleType

from IPython.display import HTML, display

from icanalysis.runs.display import screen_style, show_on_paper, show_on_screen
from icanalysis.runs.heading import heading_html
from icanalysis.views.shown import Shown

View = Callable[..., Shown]


class Page:
    """Holds the parameters of a notebook and shows its views with them.

    On paper (`interactive=False`) each view is called once. On screen a bar of ipywidgets sets the
    parameters, and every shown view follows it. The modes differ in nothing else.
    """

    def __init__(self, module: ModuleType, *, interactive: bool, **parameters: str) -> None:
        self.controls = module.CONTROLS
        self.parameters = parameters
        self.bar = _bar(self) if interactive else None

    def _ipython_display_(self) -> None:
        if self.bar is None:
            display(HTML(heading_html(self.parameters)))
        else:
            display(HTML(screen_style()), self.bar.widget)

    def show(self, view: View) -> None:
        """Shows a section: once on paper, and again on screen whenever a control changes."""
        if self.bar is None:
            language = self.parameters["language"]
            show_on_paper(view.__name__, view(**self.parameters), parameters=self.parameters, language=language)
        else:
            self.bar.follow(view.__name__, partial(self._draw, view))

    def _draw(self, view: View, parameters: Mapping[str, str]):
        """Shows the section live; returns its chart and what a click in it picks."""
        shown = view(**parameters)
        return show_on_screen(shown, language=parameters["language"]), shown.picks


def _bar(page: Page):
    """The bar of controls; ipywidgets is loaded on screen only."""
    from icanalysis.runs.bar import Bar

    return Bar(page)
