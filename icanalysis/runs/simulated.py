"""The mark of simulated data: on every page, inside every picture, under every table, over every listing.

A workspace is simulated when one of its sources is (`sources.tables.simulated`). The mark travels with what is copied:
a picture carries it in its own pixels, a table in its own notes.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from html import escape

import altair as alt

from icanalysis.sources import tables
from icanalysis.style import colours
from icanalysis.tables.plain import Table
from icanalysis.views.shown import Shown
from icanalysis.wording.language import marked, words

MARK = marked("SIMULATED DATA")
SIDES, ROOM_PX = ("left", "top", "right", "bottom"), 6


def mark(language: str) -> str | None:
    """The mark in the language, or None where nothing is simulated.

    Raises:
        BadWorkspace: when the table of sources cannot be read.
    """
    return words(language)(MARK) if tables.simulated() else None


def as_simulated(shown: Shown, language: str) -> Shown:
    """The section with the mark in its chart, under its tables, in its notes; as it is where nothing is simulated."""
    said = mark(language)
    if said is None:
        return shown
    with_twin = replace(shown, twin=shown.twin and _noted(shown.twin, said))
    if isinstance(shown.body, alt.TopLevelMixin):
        return replace(with_twin, body=_stamped(shown.body, said), alt_text=f"{said}. {shown.alt_text}")
    if isinstance(shown.body, Table):
        return replace(with_twin, body=_noted(shown.body, said))
    return replace(with_twin, notes=(said, *shown.notes))


def banner_html(language: str) -> str:
    """The mark as the first line of a page, or nothing."""
    said = mark(language)
    return "" if said is None else f'<p class="ic-simulated" role="note">{escape(said)}</p>'


def tell(*, aside: bool = False) -> None:
    """Prints the mark over a listing; `aside` of what another program reads, that is to stderr."""
    said = mark("vi")
    if said is not None:
        print(f"{said} / {MARK}", file=sys.stderr if aside else None)


def _stamped(chart: alt.TopLevelMixin, said: str) -> alt.TopLevelMixin:
    """A copy with the mark as the first line of the title."""
    title = chart.title if isinstance(chart.title, alt.TitleParams) else alt.TitleParams(_lines(chart.title))
    own = title.copy()
    own.text = [said, *_lines(title.text)]
    own.anchor, own.color, own.fontSize, own.fontWeight = "start", colours.WARNING, 14, "bold"
    return chart.properties(title=own, **_room(chart.padding))


def _room(padding: object) -> dict[str, dict[str, int]]:
    """Room over the mark, whose capitals carry two accents, for a chart that has set its own padding."""
    if not isinstance(padding, int):
        return {}
    return {"padding": dict.fromkeys(SIDES, padding) | {"top": max(padding, ROOM_PX)}}


def _lines(text: object) -> list[str]:
    """The lines of a title, none where there is none."""
    if text is alt.Undefined or text is None:
        return []
    return [text] if isinstance(text, str) else list(text)


def _noted(table: Table, said: str) -> Table:
    """A copy with the mark as its first note."""
    return replace(table, notes=(said, *table.notes))
