"""How a view becomes HTML: whole on paper, with room for the live chart on screen (`screen`)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import altair as alt
from IPython.display import HTML, display

from icanalysis.runs.kernels import drawing
from icanalysis.runs.simulated import as_simulated
from icanalysis.runs.told import told
from icanalysis.sources import tables
from icanalysis.style.numbers import number
from icanalysis.style.theme import locale
from icanalysis.tables.plain import Table
from icanalysis.tables.tiles import Tiles
from icanalysis.views.shown import Shown
from icanalysis.wording.language import words

SCREEN_CSS = Path(__file__).parent / "templates" / "screen.css"
GROWN = 1.35
TALLEST_PX = 800
"""A chart is enlarged so far, where a page has the room, and no map beyond the height of a screen."""

SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
RECORD = "application/vnd.icanalysis.section+json"
"""MIME type under which a section tells the run what it showed; no page renders it."""


def show_on_paper(name: str, shown: Shown, *, parameters: dict[str, str], language: str) -> None:
    """Displays a section as static HTML; leaves its record for the checks of the run, its content for documents."""
    marked = as_simulated(shown, language)
    drawn = svg(marked.body, language) if isinstance(marked.body, alt.TopLevelMixin) else None
    body = None if drawn is None else room_html(marked, drawn, size=drawn_size(drawn))
    display(HTML(section_html(on_paper(marked), language, drawn=body)))
    content = {"content": told(marked, drawn=drawn)}
    display({RECORD: record(name, shown, parameters) | content}, raw=True)


def on_paper(shown: Shown) -> Shown:
    """The section as documents have it: the rows that are printed all open, tiles without the table that says them."""
    if isinstance(shown.body, Tiles):
        return replace(shown, twin=None)
    if isinstance(shown.body, Table):
        return replace(shown, body=replace(shown.body.on_paper, open=None))
    return shown


def screen_style() -> str:
    """The style that sections need inside JupyterLab, which lays tables out its own way."""
    return f"<style>{SCREEN_CSS.read_text(encoding='utf-8')}</style>"


def section_html(shown: Shown, language: str, *, drawn: str | None = None) -> str:
    """Headline, body, table twin and notes of a section as one piece of HTML; `drawn` stands for the body if given."""
    body = body_html(shown, language) if drawn is None else drawn
    parts = (headline_html(shown), body, twin_html(shown, language), notes_html(shown))
    return f'<section class="ic-section">{"".join(parts)}</section>'


def error_html(sentence: str) -> str:
    """A section that only says why it shows nothing."""
    return f'<section class="ic-section"><p class="ic-error" role="alert">{escape(sentence)}</p></section>'


def headline_html(shown: Shown) -> str:
    """The computed sentence."""
    return f'<p class="ic-headline">{escape(shown.headline)}</p>'


def body_html(shown: Shown, language: str) -> str:
    """A chart as SVG with its alt text, a table or tiles as HTML, or nothing."""
    if isinstance(shown.body, Table):
        return long_table_html(shown.body, language, label=shown.headline)
    if isinstance(shown.body, Tiles):
        return shown.body.as_raw_html()
    if shown.body is None:
        return ""
    drawn = svg(shown.body, language)
    return room_html(shown, drawn, size=drawn_size(drawn))


def room_html(shown: Shown, drawn: str = "", *, size: str = "") -> str:
    """The frame of a chart with its alt text; on screen the browser draws into it, and keeps its `size` until then."""
    style = f' style="{size}"' if size else ""
    return f'<figure class="ic-chart" role="img" aria-label="{escape(shown.alt_text)}"{style}>{drawn}</figure>'


def drawn_size(drawn: str) -> str:
    """How wide a page may show a drawn chart, for its style."""
    width, height = map(float, SIZE.search(drawn).groups())
    return f"--ic-wide: {enlarged(width, height):.0f}px"


def enlarged(width: float, height: float) -> float:
    """The width of a chart as large as a page may show it; one that is tall already stays as it is.

    >>> enlarged(600, 400), enlarged(480, 640), enlarged(400, 900)
    (810.0, 600.0, 400)
    """
    return max(width, min(width * GROWN, width * TALLEST_PX / height))


def table_html(table: Table, *, label: str) -> str:
    """A table in a box of its own, which a keyboard reaches to scroll it sideways."""
    text = escape(label)
    return f'<div class="ic-table" role="region" tabindex="0" aria-label="{text}">{table.as_raw_html()}</div>'


def long_table_html(table: Table, language: str, *, label: str) -> str:
    """A table with its rest folded under it; the fold says how many rows it holds, also where nobody can open it."""
    open_rows = table_html(table.head, label=label)
    if table.rest is None:
        return open_rows
    _ = words(language)
    said = _("{count} more rows").format(count=number(table.rest.frame.height, language))
    rest = table_html(table.rest, label=f"{label} {said}")
    return f'{open_rows}<details class="ic-rest"><summary>{escape(said)}</summary>{rest}</details>'


def twin_html(shown: Shown, language: str) -> str:
    """The figures of a chart as a table, folded under it."""
    if shown.twin is None:
        return ""
    _ = words(language)
    table = table_html(shown.twin, label=shown.headline)
    return f'<details class="ic-twin"><summary>{escape(_("Show the figures as a table"))}</summary>{table}</details>'


def notes_html(shown: Shown) -> str:
    """What a reader must know beside the body."""
    return "".join(f'<p class="ic-note">{escape(note)}</p>' for note in shown.notes)


def svg(chart: alt.TopLevelMixin, language: str) -> str:
    """A chart as SVG text with the numbers of the language."""
    numbers, times = locale(language)["number"], locale(language)["time"]
    return drawing.svg(chart.to_dict(validate=False), numbers=numbers, times=times)


def record(name: str, shown: Shown, parameters: dict[str, str]) -> dict[str, Any]:
    """What a section showed, for the checks of a run and the manifest of a report."""
    figures = [
        {"key": f.key, "value": _steady(f.value), "unit": f.unit, "text": f.text, "rows": list(f.rows)}
        | ({} if f.on_paper else {"on_paper": False})
        for f in shown.figures
    ]
    said = {"section": name, "headline": shown.headline, "parameters": parameters, "figures": figures}
    said |= {"tables": tables.now().digest}
    return json.loads(json.dumps(said, default=str))


def _steady(value: float | str | None) -> float | str | None:
    """A number to twelve significant digits: the order of a sum may change the last bit between two runs."""
    return float(f"{value:.12g}") if isinstance(value, float) else value
