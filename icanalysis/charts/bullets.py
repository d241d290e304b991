"""Bullet chart of attainment (IBCS notation: what is, solid; what was planned, outlined)."""

from __future__ import annotations

import altair as alt
import polars as pl

from icanalysis.charts.picking import pickable
from icanalysis.style import colours
from icanalysis.style.theme import fitting

ROW_HEIGHT = 34
WIDTH = 430
BARS_PX = 150
"""The fewest pixels that the bars keep."""
LEAST_SHOWN = 1.1
MOST_SHOWN = 2.0
BREAK_AT = 1.88
"""Where the bar of a share beyond the edge is broken."""


def bullets(
    frame: pl.DataFrame,
    *,
    name: str,
    share: str,
    pace: str,
    label: str,
    x_title: str,
    alt_text: str,
    key: str | None = None,
    pick: str | None = None,
) -> alt.LayerChart:
    """One row per indicator: the plan as an outlined bar to 100 %, the share reached solid, the pace a tick.

    `share` and `pace` are shares of the plan (0 to 1 and above, pace null where there is none), `label` the
    text beside the bar. A share beyond twice the plan is drawn to the edge with a break in its bar, and told by
    its label. `pick` names a selection by click, over the column `key`.
    """
    widest = max(LEAST_SHOWN, min(MOST_SHOWN, frame[share].max() or 0))
    shown = frame.select(
        pl.col(name).alias("name"),
        pl.col(share).clip(upper_bound=MOST_SHOWN).alias("share"),
        pl.lit(1.0).alias("plan"),
        pl.col(pace).alias("pace"),
        pl.col(label).alias("label"),
        pl.max_horizontal(pl.col(share), pl.lit(1.0)).clip(upper_bound=MOST_SHOWN).alias("label_at"),
        pl.when(pl.col(share) > MOST_SHOWN).then(pl.lit(BREAK_AT)).alias("break_at"),
        *([key] if key else []),
    )
    rows = alt.Y("name:N", sort=None, title=None)
    scale = alt.Scale(domain=[0, widest + 0.22], nice=False)
    axis = alt.Axis(format=".0%", title=x_title, grid=True, values=_ticks(widest))
    base = alt.Chart(alt.Data(values=shown.to_dicts())).encode(y=rows)
    plan = base.mark_bar(filled=False, stroke=colours.PLAN, strokeWidth=1.5, height=22).encode(
        x=alt.X("plan:Q", scale=scale, axis=axis)
    )
    actual = base.mark_bar(color=colours.ACTUAL, height=12).encode(x=alt.X("share:Q", scale=scale, axis=axis))
    actual = actual if pick is None else pickable(actual, pick, column=key)
    mark = base.mark_tick(color=colours.PACE, thickness=3, size=28, opacity=1).encode(
        x=alt.X("pace:Q", scale=scale, axis=axis)
    )
    broken = base.mark_tick(color=colours.PAPER, thickness=5, size=20, opacity=1).encode(
        x=alt.X("break_at:Q", scale=scale, axis=axis)
    )
    text = base.mark_text(align="left", dx=6).encode(
        x=alt.X("label_at:Q", scale=scale, axis=axis), text=alt.Text("label:N")
    )
    return alt.layer(plan, actual, mark, broken, text).properties(
        width=WIDTH, height=ROW_HEIGHT * shown.height, description=alt_text, usermeta=fitting(BARS_PX)
    )


def _ticks(widest: float) -> list[float]:
    step = 0.25 if widest <= LEAST_SHOWN else 0.5
    return [step * n for n in range(int(widest / step) + 1)]
