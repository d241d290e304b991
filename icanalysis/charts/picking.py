"""A selection by click: what is clicked stays as it is, all else fades; a double click brings it back.

Encodings are given as their classes here and in all charts: to find the class for a text or a condition, Altair walks
through its whole schema each time.
"""

from __future__ import annotations

import altair as alt

FADED = 0.35


def pickable(chart: alt.Chart, name: str, *, column: str) -> alt.Chart:
    """The chart with a selection of that name over a column; on paper, where nothing is clicked, it looks the same."""
    picked = alt.selection_point(name=name, fields=[column], on="click", clear="dblclick")
    clear = alt.OpacityValue(FADED, condition={"param": name, "value": 1, "empty": True})
    return chart.encode(opacity=clear).add_params(picked)
