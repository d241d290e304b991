"""The one bar of controls on screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import polars as pl
from IPython import get_ipython
from traitlets import Dict, Unicode

from icanalysis.errors import BadParameter, Phrase, UserError, did_you_mean, listed, nearest, printable
from icanalysis.runs.apps import assets
from icanalysis.runs.labels import LABELS
from icanalysis.runs.parameters import within_choices
from icanalysis.runs.screen import Live, Section
from icanalysis.runs.state import from_text, to_address, to_cell, to_command
from icanalysis.sources.tables import load, newer
from icanalysis.views.controls import Control, place_name
from icanalysis.views.shown import Shown
from icanalysis.wording.language import marked, said, words

if TYPE_CHECKING:
    from icanalysis.runs.page import Page

TEXTS = {
    "search": marked("Search"),
    "share": marked("Share this page"),
    "address": marked("Address of this page"),
    "makers": marked("For those who make reports"),
    "paste": marked("Open a page that was shared: paste any of these texts"),
    "open": marked("Open"),
    "unpick": marked("Show all again"),
}
FORMS = {
    "address": marked("Address, on a server of dashboards"),
    "command": marked("Command that prints the report"),
    "cell": marked("Parameters cell of the notebook"),
}


class Bar(Live):
    """A choice per control, drawn by `static/bar.js`; a change settles what depends on it and redraws what follows.

    `state` holds all that the browser draws. The browser asks by messages (`set`, `paste`, `unpick`); each is held to
    the choices as strictly as on the command line.
    """

    _esm = Unicode().tag(sync=True)
    state = Dict().tag(sync=True)
    _open: ClassVar[list[Bar]] = []

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sections: dict[str, Section] = {}
        self.picked: dict[str, str] = {}
        self.asked_by = _asked_by()
        page.parameters = settled(page.parameters, page.controls)
        super().__init__(_esm=assets.widget_code("bar.js"), state=self._state())
        self.on_msg(lambda _, content, __: self._asked(content))
        self._take_the_place_of_itself()

    def close(self) -> None:
        """Takes the bar and its sections out of the kernel."""
        for section in self.sections.values():
            section.close()
        super().close()

    def _take_the_place_of_itself(self) -> None:
        """Closes what the same cell has left from an earlier run; pages of other cells, made to compare, stay live."""
        cell, request = self.asked_by
        mine = [bar for bar in self._open if bar.page.name == self.page.name and bar.asked_by[0] == cell]
        for bar in mine:
            if bar.asked_by[1] != request:
                bar.close()
                self._open.remove(bar)
        self._open.append(self)

    def follow(self, view: Callable[..., Shown]) -> None:
        """Shows a section now, and again after every change; a cell that runs again takes the place of itself."""
        if view.__name__ in self.sections:
            self.sections[view.__name__].close()
        section = Section(view, self.page.parameters | self._picked_parameters(), only=self._picked_rows())
        section.observe(lambda change: self._clicked(section, change["new"]), names="picked")
        self.sections[section.name] = section

    def pick(self, name: str, value: str | None) -> None:
        """Narrows the other sections to what was clicked; shows them whole again where nothing is."""
        picked = {} if value is None else {name: value}
        if picked == self.picked:
            return
        self.picked = picked
        self._redraw()

    def _clicked(self, section: Section, value: str | None) -> None:
        """What was clicked in a section, or that nothing is; a section that redraws itself was not clicked."""
        if not section.picks or (value is None and section.picks not in self.picked):
            return
        for other in self.sections.values():
            if other is not section and other.picks and value is not None:
                other.picked = None
        self.pick(section.picks, value)

    def _asked(self, content: Mapping[str, Any]) -> None:
        """Answers a message of the browser; what cannot be done is said in the bar and changes nothing."""
        try:
            if content.get("unpick"):
                self._unpick()
                self._redraw()
            elif "paste" in content:
                self._set(self._pasted(str(content["paste"])))
            else:
                self._set({str(name): str(value) for name, value in dict(content.get("set") or {}).items()})
        except UserError as error:
            self.send({"error": said(error, self.page.parameters["language"])})

    def _pasted(self, text: str) -> dict[str, str]:
        """The parameters of a text that was shared.

        Raises:
            BadParameter: for a text that is no state, or one of another page.
        """
        given = from_text(text)
        if given.page not in (None, self.page.name):
            raise BadParameter(
                Phrase(
                    "This is a state of the page '{other}', not of '{page}'. Open it there.",
                    other=printable(given.page),
                    page=self.page.name,
                )
            )
        return given.parameters

    def _set(self, given: Mapping[str, str]) -> None:
        self.page.parameters = asked_for(given, self.page.parameters, self.page.controls)
        self._unpick()
        self._redraw()

    def _unpick(self) -> None:
        self.picked = {}
        for section in self.sections.values():
            section.picked = None

    def _redraw(self) -> None:
        """Redraws the bar, then the sections in their order; the one that was clicked stays as it is."""
        self.state = self._state()
        narrowed = self.page.parameters | self._picked_parameters()
        for section in self.sections.values():
            if section.picks in self.picked:
                continue
            section.redraw(narrowed, only=self._picked_rows())

    def _picked_parameters(self) -> dict[str, str]:
        """What was picked that is a parameter of the page, such as a place."""
        return {name: value for name, value in self.picked.items() if name in self.page.controls}

    def _picked_rows(self) -> dict[str, str]:
        """What was picked that is a column of the rows, such as an indicator."""
        return {name: value for name, value in self.picked.items() if name not in self.page.controls}

    def _state(self) -> dict[str, Any]:
        """Everything that the browser draws."""
        parameters = self.page.parameters
        _ = words(parameters["language"])
        forms = {
            "address": to_address(self.page.name, parameters),
            "command": to_command(self.page.name, parameters),
            "cell": to_cell(parameters),
        }
        return {
            "controls": [
                {
                    "name": name,
                    "label": _(LABELS[name]),
                    "value": parameters[name],
                    "choices": list(control(parameters).items()),
                }
                for name, control in self.page.controls.items()
            ],
            "texts": {name: _(text) for name, text in TEXTS.items()},
            "picked": self._picked_words(),
            "newer": newer_words(parameters["language"]) if newer() else "",
            "share": {name: {"label": _(FORMS[name]), "text": text} for name, text in forms.items()},
        }

    def _picked_words(self) -> str:
        """What was picked, and how to undo it."""
        language = self.page.parameters["language"]
        _ = words(language)
        if place := self.picked.get("place"):
            told = _("The other sections show {place} only; a double click on the map or Esc shows all again.")
            return told.format(place=place_name(self.page.parameters["edition"], place))
        if indicator := self.picked.get("indicator_id"):
            told = _("Tables show only the rows of: {name}; a double click on the chart or Esc shows all again.")
            return told.format(name=_indicator_name(indicator, language))
        return ""


def _asked_by() -> tuple[str, str]:
    """The cell that runs and the request that runs it, as far as the front end tells; blank outside of a kernel."""
    tell = getattr(get_ipython(), "get_parent", dict)
    parent = tell() or {}
    return parent.get("metadata", {}).get("cellId", ""), parent.get("header", {}).get("msg_id", "")


def newer_words(language: str) -> str:
    """What a page says that was made before the tables changed."""
    _ = words(language)
    return _("There are newer figures: load the page again, or in JupyterLab run all cells again.")


def settled(parameters: Mapping[str, str], controls: Mapping[str, Control]) -> dict[str, str]:
    """The parameters with each value that its control does not offer put to the first choice."""
    return _settled({}, parameters, controls)


def asked_for(
    given: Mapping[str, str], parameters: Mapping[str, str], controls: Mapping[str, Control]
) -> dict[str, str]:
    """The parameters with those given set; what was not given yields where it no longer fits.

    Raises:
        BadParameter: for a name that the page does not have, or a value outside the choices.
        UnknownPlace: for a place without figures.
    """
    for name in given:
        if name not in controls:
            near = did_you_mean(f"'{word}'" for word in nearest(name, controls))
            known = listed(Phrase("{name} ({label})", name=one, label=LABELS[one]) for one in controls)
            said = marked("There is no parameter {name!r}.{near} The page has: {known}.")
            raise BadParameter(Phrase(said, name=name, near=near, known=known))
    values = _settled(given, parameters, controls)
    within_choices(values, controls, labels=LABELS)
    return values


def _settled(
    given: Mapping[str, str], parameters: Mapping[str, str], controls: Mapping[str, Control]
) -> dict[str, str]:
    values = {**parameters, **given}
    for name, control in controls.items():
        choices = control(values)
        if name not in given and values[name] not in choices:
            values[name] = next(iter(choices), values[name])
    return values


def _indicator_name(indicator: str, language: str) -> str:
    """The name of an indicator."""
    named = load("indicators").filter(pl.col("indicator_id") == indicator)
    return named.select(f"name_{language}").collect().item()
