"""A selection by click: what is clicked stays as it is, all else fades; a double click brings it back."""

from __future__ import annotations

import altair as alt

FADED = 0.35


def pickable(chart: alt.Chart, name: str, *, column: str) -> alt.Chart:
    """The chart with a selection of that name over a column; on paper, where nothing is clicked, it looks the same."""
    picked = alt.selection_point(name=name, fields=[column], on="click", clear="dblclick", empty=True)
    return chart.encode(opacity=alt.condition(picked, alt.value(1), alt.value(FADED))).add_params(picked)
