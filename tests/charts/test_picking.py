"""A selection by click: there for the screen, unseen on paper."""

from __future__ import annotations

import altair as alt
import polars as pl
import pytest
import vl_convert

from icanalysis.charts.bullets import bullets
from icanalysis.charts.gaps import pace_gaps
from icanalysis.charts.picking import FADED, pickable
from icanalysis.runs.display import svg
from tests.charts.spec import spec_of

ROWS = pl.DataFrame(
    {"name": ["Thép", "Chè"], "share": [0.5, 1.2], "gap": [-8.0, 12.0], "pace": [0.58, None], "label": ["a", "b"]}
).with_columns(indicator_id=pl.Series(["steel", "tea"]))
WORDS = {"name": "name", "label": "label", "x_title": "x", "alt_text": "alt"}


def charts(**options: str) -> list[alt.LayerChart]:
    return [
        bullets(ROWS, share="share", pace="pace", **WORDS, **options),
        pace_gaps(ROWS, gap="gap", **WORDS, **options),
    ]


@pytest.mark.parametrize("chart", charts(key="indicator_id", pick="picked"))
def test_a_click_picks_the_key_of_a_row_and_a_double_click_clears_it(chart: alt.LayerChart):
    (selection,) = spec_of(chart)["params"]
    assert selection["name"] == "picked"
    assert selection["select"]["fields"] == ["indicator_id"]
    assert (selection["select"]["on"], selection["select"]["clear"]) == ("click", "dblclick")


@pytest.mark.parametrize("chart", charts(key="indicator_id", pick="picked"))
def test_every_row_carries_its_key(chart: alt.LayerChart):
    assert '"indicator_id": "steel"' in str(spec_of(chart)).replace("'", '"')


@pytest.mark.parametrize("chart", charts())
def test_without_a_name_nothing_can_be_picked(chart: alt.LayerChart):
    assert "params" not in spec_of(chart)


def test_what_is_not_picked_fades():
    bars = pickable(alt.Chart(ROWS).mark_bar().encode(x="share:Q", y="name:N"), "picked", column="indicator_id")
    opacity = spec_of(bars)["encoding"]["opacity"]
    assert (opacity["condition"]["param"], opacity["condition"]["value"], opacity["value"]) == ("picked", 1, FADED)


@pytest.mark.parametrize("number", [0, 1])
def test_paper_looks_the_same_with_and_without(number: int):
    with_pick, without = charts(key="indicator_id", pick="picked")[number], charts()[number]
    assert vl_convert.svg_to_png(svg(with_pick, "vi")) == vl_convert.svg_to_png(svg(without, "vi"))
