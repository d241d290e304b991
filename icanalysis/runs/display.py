"""How a view becomes output: SVG and HTML on paper, live widgets on screen; chosen here and nowhere else."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert
from great_tables import GT
from IPython.display import HTML, display

from icanalysis.style.theme import locale
from icanalysis.views.shown import Shown

SCREEN_CSS = Path(__file__).parent / "templates" / "screen.css"
RECORD = "application/vnd.icanalysis.section+json"
"""MIME type under which a section tells the run what it showed; no page renders it."""


def show_on_paper(name: str, shown: Shown, *, parameters: dict[str, str], language: str) -> None:
    """Displays a section as static HTML and leaves its record for the checks of the run."""
    display(HTML(section_html(shown, language)))
    display({RECORD: record(name, shown, parameters)}, raw=True)


def show_on_screen(shown: Shown, *, language: str) -> alt.JupyterChart | None:
    """Displays a section live: the chart as a widget that needs no other host. Returns that widget, or None."""
    if not isinstance(shown.body, alt.TopLevelMixin):
        display(HTML(section_html(shown, language)))
        return None
    alt.JupyterChart.enable_offline()
    options = {
        "formatLocale": locale(language)["number"],
        "timeFormatLocale": locale(language)["time"],
        "actions": False,
    }
    chart = alt.JupyterChart(shown.body, embed_options=options)
    display(HTML(headline_html(shown)), chart, HTML(notes_html(shown)))
    return chart


def screen_style() -> str:
    """The style that sections need inside JupyterLab, which lays tables out its own way."""
    return f"<style>{SCREEN_CSS.read_text(encoding='utf-8')}</style>"


def section_html(shown: Shown, language: str) -> str:
    """Headline, body and notes of a section as one piece of HTML."""
    return (
        f'<section class="ic-section">{headline_html(shown)}{body_html(shown, language)}{notes_html(shown)}</section>'
    )


def headline_html(shown: Shown) -> str:
    """The computed sentence."""
    return f'<p class="ic-headline">{escape(shown.headline)}</p>'


def body_html(shown: Shown, language: str) -> str:
    """A chart as SVG with its alt text, a table as HTML, or nothing."""
    if isinstance(shown.body, GT):
        return f'<div class="ic-table">{shown.body.as_raw_html()}</div>'
    if shown.body is None:
        return ""
    text = escape(shown.alt_text)
    return f'<figure class="ic-chart" role="img" aria-label="{text}">{svg(shown.body, language)}</figure>'


def notes_html(shown: Shown) -> str:
    """What a reader must know beside the body."""
    return "".join(f'<p class="ic-note">{escape(note)}</p>' for note in shown.notes)


def svg(chart: alt.TopLevelMixin, language: str) -> str:
    """A chart as SVG text with the numbers of the language."""
    numbers, times = locale(language)["number"], locale(language)["time"]
    return vl_convert.vegalite_to_svg(chart.to_dict(), format_locale=numbers, time_format_locale=times)


def record(name: str, shown: Shown, parameters: dict[str, str]) -> dict[str, Any]:
    """What a section showed, for the checks of a run and the manifest of a report."""
    figures = [
        {"key": f.key, "value": _steady(f.value), "unit": f.unit, "text": f.text, "rows": list(f.rows)}
        for f in shown.figures
    ]
    said = {"section": name, "headline": shown.headline, "parameters": parameters, "figures": figures}
    return json.loads(json.dumps(said, default=str))


def _steady(value: float | str | None) -> float | str | None:
    """A number to twelve significant digits: the order of a sum may change the last bit between two runs."""
    return float(f"{value:.12g}") if isinstance(value, float) else value
