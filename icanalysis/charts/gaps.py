"""Pace chart: how many points ahead of the linear pace, or behind it."""

from __future__ import annotations

import altair as alt
import polars as pl

from icanalysis.charts.picking import pickable
from icanalysis.style import colours
from icanalysis.style.theme import fitting

ROW_HEIGHT = 30
WIDTH = 430
LETTER_PX = 8
"""Wider than any digit or sign of a label, in the type of the theme."""
APART_PX = 6
BARS_PX = 80
"""The fewest pixels that both sides of zero keep between the labels."""


def pace_gaps(
    frame: pl.DataFrame,
    *,
    name: str,
    gap: str,
    label: str,
    x_title: str,
    alt_text: str,
    key: str | None = None,
    pick: str | None = None,
) -> alt.LayerChart:
    """One bar per indicator from zero to its pace gap, in percentage points; ahead to the right.

    Direction says it first, colour repeats it, the label carries the number. On both sides lies room for the longest
    label, in pixels: however narrow the chart is drawn, no label leaves it and meets a name. `pick` names a selection
    by click, over the column `key`.
    """
    shown = frame.select(
        pl.col(name).alias("name"), pl.col(gap).alias("gap"), pl.col(label).alias("label"), *([key] if key else [])
    )
    reach = max(1.0, (frame[gap].abs().max() or 0.0) * 1.05)
    room = APART_PX + LETTER_PX * (frame[label].str.len_chars().max() or 0)
    x = alt.X(
        "gap:Q",
        scale=alt.Scale(domain=[-reach, reach], range=[room, alt.expr(f"width - {room}")], nice=False),
        axis=alt.Axis(title=x_title, tickCount=7, labelExpr="datum.value == 0 ? '0' : format(datum.value, '+~f')"),
    )
    base = alt.Chart(alt.Data(values=shown.to_dicts())).encode(y=alt.Y("name:N", sort=None, title=None))
    side = alt.ColorValue(colours.AHEAD, condition={"test": "datum.gap < 0", "value": colours.BEHIND})
    bars = base.mark_bar(height=14).encode(x=x, color=side)
    bars = bars if pick is None else pickable(bars, pick, column=key)
    text = alt.Text("label:N")
    right = base.transform_filter("datum.gap >= 0").mark_text(align="left", dx=APART_PX).encode(x=x, text=text)
    left = base.transform_filter("datum.gap < 0").mark_text(align="right", dx=-APART_PX).encode(x=x, text=text)
    zero = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=colours.INK).encode(x=alt.X("zero:Q"))
    return alt.layer(bars, zero, right, left).properties(
        width=WIDTH, height=ROW_HEIGHT * shown.height, description=alt_text, usermeta=fitting(BARS_PX + 2 * room)
    )
