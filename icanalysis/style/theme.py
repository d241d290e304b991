"""The Altair theme and the number locales of charts, registered once and never set in a chart."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

import altair as alt

from icanalysis.style import colours

FONT = "'Be Vietnam Pro', 'Noto Sans', 'DejaVu Sans', 'Liberation Sans', Arial, sans-serif"
NAME = "icanalysis"
WIDEST_PX = 760
"""Bars any longer are no easier to compare."""


@alt.theme.register(NAME, enable=True)
def theme() -> alt.theme.ThemeConfig:
    """Quiet axes, dark ink, room for long Vietnamese names."""
    axis = {"labelColor": colours.INK, "titleColor": colours.QUIET, "labelLimit": 480, "labelFontSize": 12}
    axis |= {"titleFontWeight": "normal", "titleFontSize": 12}
    return {
        "config": {
            "background": colours.PAPER,
            "font": FONT,
            "view": {"stroke": None},
            "axis": axis | {"domainColor": colours.RULE, "tickColor": colours.RULE, "gridColor": "#eceff3"},
            "axisY": {"ticks": False, "domain": False, "grid": False, "labelPadding": 8},
            "text": {"color": colours.INK, "fontSize": 12},
            "legend": {"labelColor": colours.INK, "titleColor": colours.QUIET, "labelFontSize": 12},
        }
    }


@lru_cache
def locale(language: str) -> dict[str, dict]:
    """The d3 number and time locale of a language: decimal comma and thousands point for Vietnamese."""
    text = files("icanalysis.style").joinpath(f"locale_{language}.json").read_text(encoding="utf-8")
    return json.loads(text)


def fitting(narrowest_px: float) -> dict[str, float]:
    """`usermeta` of a chart whose bars a page may draw as long as it has room: from so many pixels to the widest."""
    return {"narrowest": narrowest_px, "widest": WIDEST_PX}
