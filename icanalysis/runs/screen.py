"""A section on screen: one widget, made once and updated in place."""

from __future__ import annotations

import os
import secrets
import sys
import traceback
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from typing import Any

import altair as alt
import anywidget
from altair.utils.schemapi import debug_mode
from IPython.display import display
from ipywidgets import Widget, widget_serialization
from traitlets import Dict, Instance, Unicode

from icanalysis.errors import UserError
from icanalysis.runs import display as paper
from icanalysis.runs.apps import assets
from icanalysis.runs.simulated import as_simulated
from icanalysis.style.theme import locale
from icanalysis.views.shown import Shown, narrowed
from icanalysis.wording.language import marked, said, words

WIDGET = "application/vnd.jupyter.widget-view+json"
FIRST = "application/vnd.icanalysis.first+json"
"""MIME type of the first drawing of a section, which the app paints before any widget is there."""

DOWNLOADS = {"csv": "CSV", "xlsx": "Excel"}
"""Ending of a file that the figures of a section can be had in → the word on its button."""


AXIS_PX = 44
"""Height of an axis with its title, below the bars."""

STOPPED = marked("This section took too long to calculate and was stopped.")


class Library(anywidget.AnyWidget):
    """The code of charts, for a page that no server of ours gives it to; sent once per kernel."""

    _esm = "export default {}"
    code = Unicode().tag(sync=True)


class Live(anywidget.AnyWidget):
    """A widget that takes its layout with it when it goes; ipywidgets would leave that in the kernel."""

    def close(self) -> None:
        """Takes the widget out of the kernel."""
        if self.comm is not None:
            self.layout.close()
        super().close()


class Section(Live):
    """A section of a page with its chart, drawn by `static/section.js`.

    `shown` holds all that the browser draws: its number, the HTML, the chart's specification, whether a click in the
    chart picks. `picked` is the value that was clicked, set by the browser, or None. Nothing is closed or made anew
    when a control changes: the widget gets another `shown`.
    """

    _esm = Unicode().tag(sync=True)
    name = Unicode().tag(sync=True)
    shown = Dict().tag(sync=True)
    picked = Unicode(None, allow_none=True).tag(sync=True)
    library = Instance(Widget, allow_none=True).tag(sync=True, **widget_serialization)

    def __init__(
        self, view: Callable[..., Shown], parameters: Mapping[str, str], *, only: Mapping[str, str] | None = None
    ) -> None:
        """Draws the section for the first time and displays it in the cell that runs."""
        self.view = view
        self.picks: str | None = None
        self.record: dict[str, Any] | None = None
        self._whole: tuple[dict[str, str], Shown] | None = None
        self._now: tuple[dict[str, str], Shown] | None = None
        library = None if os.environ.get(assets.VARIABLE) else _library()
        super().__init__(name=view.__name__, _esm=assets.widget_code("section.js"), library=library)
        self.on_msg(lambda _, content, __: self._asked(content))
        self.redraw(parameters, only=only)
        display(self._bundle(), raw=True)

    def redraw(self, parameters: Mapping[str, str], *, only: Mapping[str, str] | None = None) -> None:
        """Shows the section with these parameters, its table narrowed to `only` the rows with these values.

        Nothing is computed anew while the parameters stay the same. What is interrupted says so. An error that a
        planner can act on is shown as its sentence. Any other one shows a code, and stands under it in the log of
        the kernel; the other sections go on.
        """
        language = parameters["language"]
        self._now = None
        try:
            whole = self._computed(dict(parameters))
            shown = as_simulated(narrowed(whole, only or {}, language), language)
            drawn = _drawn(shown, language)
            self.picks, self.record = whole.picks, paper.record(self.name, whole, dict(parameters))
            self._now = dict(parameters), shown
        except UserError as error:
            drawn = self._failed(said(error, language))
        except KeyboardInterrupt:
            drawn = self._failed(words(language)(STOPPED))
        except Exception:
            drawn = self._failed(_logged(self.name, language))
        with self.hold_sync():
            self.picked = None
            self.shown = drawn | {"drawing": self.shown.get("drawing", 0) + 1, "picks": bool(self.picks)}

    def _computed(self, parameters: dict[str, str]) -> Shown:
        """What the view shows with the parameters; as it was, where they are the same."""
        if self._whole is None or self._whole[0] != parameters:
            self._whole = None
            with debug_mode(False):  # Altair would hold each part of a chart to its schema; the tests do that
                self._whole = parameters, self.view(**parameters)
        return self._whole[1]

    def _failed(self, sentence: str) -> dict[str, Any]:
        self.picks, self.record = None, None
        return {"html": paper.error_html(sentence), "chart": None}

    def _asked(self, content: Mapping[str, Any]) -> None:
        """Sends the figures of the section as the file that the browser asks for."""
        ending = content.get("download")
        if ending not in DOWNLOADS or self._now is None:
            return
        from icanalysis.runs.downloads import file_of

        name, kind, data = file_of(self.name, self._now[1], self._now[0], ending=ending)
        self.send({"file": name, "type": kind}, buffers=[data])

    def _bundle(self) -> dict[str, Any]:
        """One output for every reader: the widget, HTML without it, the first drawing, the record for checks."""
        first = {"section": self.name, "drawing": self.shown["drawing"], "chart": self.shown["chart"]}
        bundle = {WIDGET: {"version_major": 2, "version_minor": 0, "model_id": self.model_id}}
        bundle |= {"text/html": self.shown["html"], FIRST: first}
        return bundle | ({paper.RECORD: self.record} if self.record else {})


def _drawn(shown: Shown, language: str) -> dict[str, Any]:
    """What the browser draws: the HTML of the section and the chart that goes into it."""
    chart = shown.body if isinstance(shown.body, alt.TopLevelMixin) else None
    drawn = {"spec": chart.to_dict(validate=False), "options": _options(language)} if chart else None
    room = paper.room_html(shown, size=_size(drawn["spec"])) if drawn else None
    html = paper.section_html(shown, language, drawn=room)
    return {"html": html + _downloads_html(shown, language), "chart": drawn}


def _size(spec: Mapping[str, Any]) -> str:
    """How much room a chart will take, for the style of a page: a map grows with it, bars keep their height."""
    if spec.get("padding") == 0:
        width, height = spec["width"], spec["height"]
        return f"--ic-shape: {width} / {height}; --ic-wide: {paper.enlarged(width, height):.0f}px"
    rows_px = spec.get("height")
    return f"--ic-high: {rows_px + AXIS_PX}px" if isinstance(rows_px, int | float) else ""


def _downloads_html(shown: Shown, language: str) -> str:
    """Buttons that give the figures of the section as a file; they wait until the section is live."""
    if shown.data is None:
        return ""
    _ = words(language)
    what = escape(_("Download the figures"))
    buttons = "".join(
        f'<button type="button" data-download="{ending}" aria-label="{what}: {word}" disabled>{word}</button>'
        for ending, word in DOWNLOADS.items()
    )
    return f'<p class="ic-downloads"><span>{what}:</span> {buttons}</p>'


def _options(language: str) -> dict[str, Any]:
    """How charts are embedded: as SVG, that grows and shrinks with its page, and without any code made of texts."""
    numbers, times = locale(language)["number"], locale(language)["time"]
    return {"renderer": "svg", "actions": False, "ast": True, "formatLocale": numbers, "timeFormatLocale": times}


def _logged(section: str, language: str) -> str:
    """Writes the error at hand to the kernel's log and returns the sentence that names its code."""
    code = secrets.token_hex(3)
    print(f"Section '{section}', error code {code}:\n{traceback.format_exc()}", file=sys.__stderr__, flush=True)
    _ = words(language)
    return _("This section cannot be shown just now; error code {code}. The other sections go on.").format(code=code)


@cache
def _library() -> Library:
    return Library(code=assets.charts_code())
