"""Pace chart: how many points ahead of the linear pace, or behind it."""

from __future__ import annotations

import altair as alt
import polars as pl

from icanalysis.charts.picking import pickable
from icanalysis.style import colours
from icanalysis.style.theme import NARROW

ROW_HEIGHT = 30
WIDTH = 430


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

    Direction says it first, colour repeats it, the label carries the number. `pick` names a selection by click, over
    the column `key`.
    """
    shown = frame.select(
        pl.col(name).alias("name"), pl.col(gap).alias("gap"), pl.col(label).alias("label"), *([key] if key else [])
    )
    reach = max(1.0, (frame[gap].abs().max() or 0.0) * 1.35)
    x = alt.X(
        "gap:Q",
        scale=alt.Scale(domain=[-reach, reach], nice=False),
        axis=alt.Axis(title=x_title, tickCount=7, labelExpr="datum.value == 0 ? '0' : format(datum.value, '+~f')"),
    )
    base = alt.Chart(alt.Data(values=shown.to_dicts())).encode(y=alt.Y("name:N", sort=None, title=None))
    side = alt.condition("datum.gap < 0", alt.value(colours.BEHIND), alt.value(colours.AHEAD))
    bars = base.mark_bar(height=14).encode(x=x, color=side)
    bars = bars if pick is None else pickable(bars, pick, column=key)
    right = base.transform_filter("datum.gap >= 0").mark_text(align="left", dx=6).encode(x=x, text="label:N")
    left = base.transform_filter("datum.gap < 0").mark_text(align="right", dx=-6).encode(x=x, text="label:N")
    zero = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=colours.INK).encode(x="zero:Q")
    return alt.layer(bars, zero, right, left).properties(
        width=WIDTH, height=ROW_HEIGHT * shown.height, description=alt_text, usermeta=NARROW
    )
