"""The one bar of controls on screen."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

import ipywidgets as widgets
from IPython.display import HTML, display

from icanalysis.errors import UserError
from icanalysis.wording.language import marked, words

if TYPE_CHECKING:
    from icanalysis.runs.page import Page

Draw = Callable[[], widgets.Widget | None]
"""Shows a section and returns its live chart, if it has one."""

LABELS = {
    "edition": marked("Edition of places"),
    "place": marked("Place"),
    "as_of": marked("Date"),
    "language": marked("Language"),
}


class Bar:
    """A dropdown per control; a change settles the choices that depend on it, then redraws what follows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sections: dict[str, _Section] = {}
        self.dropdowns = {name: widgets.Dropdown(layout={"width": "auto"}) for name in page.controls}
        self.labels = {name: widgets.Label() for name in page.controls}
        self.widget = widgets.HBox(
            [widgets.VBox([self.labels[name], box]) for name, box in self.dropdowns.items()],
            layout={"flex_flow": "row wrap"},
        ).add_class("ic-bar")
        self.settling = False
        self._settle()
        for name, box in self.dropdowns.items():
            box.observe(lambda change, name=name: self._changed(name, change["new"]), names="value")

    def follow(self, name: str, draw: Draw) -> None:
        """Draws a section now, and again after every change; a cell that runs again takes the place of itself."""
        if name in self.sections:
            self.sections[name].close()
        self.sections[name] = _Section(draw)

    def _changed(self, name: str, value: str) -> None:
        if self.settling or value is None:
            return
        self.page.parameters = self.page.parameters | {name: value}
        self._settle()
        for section in self.sections.values():
            section.redraw()

    def _settle(self) -> None:
        """Gives each dropdown the choices that the others allow; a value that is gone yields to the first."""
        self.settling = True
        for name, control in self.page.controls.items():
            choices = control(self.page.parameters)
            value = self.page.parameters[name]
            kept = value if value in choices else next(iter(choices), None)
            self.page.parameters = self.page.parameters | {name: kept}
            box = self.dropdowns[name]
            box.options = [(words_of, key) for key, words_of in choices.items()]
            box.value = kept
            self.labels[name].value = words(self.page.parameters["language"])(LABELS[name])
        self.settling = False


class _Section:
    """One section on screen: its output, and the live chart in it, which is closed before the next one."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.output = widgets.Output()
        self.chart: widgets.Widget | None = None
        display(self.output)
        self.redraw()

    def redraw(self) -> None:
        """Shows the section anew in place; an error a planner can act on is shown as its sentence."""
        old, self.chart = self.chart, None
        self.output.clear_output(wait=True)
        with self.output:
            try:
                self.chart = self.draw()
            except UserError as error:
                display(HTML(f'<p class="ic-error">{escape(str(error))}</p>'))
        if old is not None:
            old.close()

    def close(self) -> None:
        """Frees what the section holds in kernel and browser."""
        for widget in (self.chart, self.output):
            if widget is not None:
                widget.close()
