"""The one bar of controls on screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING

import altair as alt
import ipywidgets as widgets
from IPython.display import HTML, display

from icanalysis.errors import UserError
from icanalysis.views.controls import place_name
from icanalysis.wording.language import marked, words

if TYPE_CHECKING:
    from icanalysis.runs.page import Page

Draw = Callable[[Mapping[str, str]], "tuple[alt.JupyterChart | None, str | None]"]
"""Shows a section with the parameters; returns its live chart and what a click in it picks, if there are such."""

PICKED = "picked"
"""The selection of a chart in which a click picks a value for the other sections."""

LABELS = {
    "edition": marked("Edition of places"),
    "place": marked("Place"),
    "as_of": marked("Date"),
    "measure": marked("Measure"),
    "language": marked("Language"),
}


class Bar:
    """A dropdown per control; a change settles the choices that depend on it, then redraws what follows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sections: dict[str, _Section] = {}
        self.picked: dict[str, str] = {}
        self.dropdowns = {name: widgets.Dropdown(layout={"width": "auto"}) for name in page.controls}
        self.labels = {name: widgets.Label() for name in page.controls}
        boxes = widgets.HBox(
            [widgets.VBox([self.labels[name], box]) for name, box in self.dropdowns.items()],
            layout={"flex_flow": "row wrap"},
        ).add_class("ic-bar")
        self.note = widgets.HTML()
        self.widget = widgets.VBox([boxes, self.note])
        self.settling = False
        self._settle()
        for name, box in self.dropdowns.items():
            box.observe(lambda change, name=name: self._changed(name, change["new"]), names="value")

    def follow(self, name: str, draw: Draw) -> None:
        """Draws a section now, and again after every change; a cell that runs again takes the place of itself."""
        if name in self.sections:
            self.sections[name].close()
        self.sections[name] = _Section(draw, bar=self)

    def parameters_for(self, section: _Section) -> dict[str, str]:
        """The parameters of the page; for all sections but the one that was clicked with what was picked there."""
        return self.page.parameters | ({} if section.picks else self.picked)

    def pick(self, name: str, value: str | None) -> None:
        """Redraws the other sections for what was clicked; for the whole page again where nothing is."""
        picked = {} if value is None else {name: value}
        if picked == self.picked:
            return
        self.picked = picked
        self._tell()
        for section in self.sections.values():
            if not section.picks:
                section.redraw()

    def _changed(self, name: str, value: str) -> None:
        if self.settling or value is None:
            return
        self.page.parameters = self.page.parameters | {name: value}
        self.picked = {}
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
        self._tell()

    def _tell(self) -> None:
        """Says under the bar what was picked and how to undo it."""
        _ = words(self.page.parameters["language"])
        picked = self.picked.get("place")
        name = place_name(self.page.parameters["edition"], picked) if picked else ""
        said = _("The sections below the map show {place} only; a double click on the map shows all again.")
        self.note.value = f'<p class="ic-note">{escape(said.format(place=name))}</p>' if picked else ""


class _Section:
    """One section on screen: its output, and the live chart in it, which is closed before the next one."""

    def __init__(self, draw: Draw, *, bar: Bar) -> None:
        self.draw = draw
        self.bar = bar
        self.output = widgets.Output()
        self.chart: alt.JupyterChart | None = None
        self.picks: str | None = None
        display(self.output)
        self.redraw()

    def redraw(self) -> None:
        """Shows the section anew in place; an error a planner can act on is shown as its sentence."""
        old, self.chart = self.chart, None
        self.output.clear_output(wait=True)
        with self.output:
            try:
                self.chart, self.picks = self.draw(self.bar.parameters_for(self))
            except UserError as error:
                display(HTML(f'<p class="ic-error">{escape(str(error))}</p>'))
        if self.picks and self.chart is not None:
            self.chart.selections.observe(self._clicked, names=PICKED)
        if old is not None:
            old.close()

    def _clicked(self, change: dict) -> None:
        """A click on a shape: the value of the field that the chart selects by, or none after a double click."""
        chosen = change["new"].value
        self.bar.pick(self.picks, next(iter(chosen[0].values())) if chosen else None)

    def close(self) -> None:
        """Frees what the section holds in kernel and browser."""
        for widget in (self.chart, self.output):
            if widget is not None:
                widget.close()
