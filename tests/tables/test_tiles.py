"""Tiles as HTML: in order, large values with their unit, empty lines left out, every text escaped."""

from __future__ import annotations

import re

import polars as pl
import pytest

from icanalysis.tables.tiles import TONES, Tiles, tiles

COLUMNS = ("label", "value", "unit", "mark", "tone", "window", "age")


def made(*rows: dict[str, str]) -> Tiles:
    whole = [dict.fromkeys(COLUMNS, "") | {"tone": "plain"} | row for row in rows]
    named = {name: name for name in COLUMNS[:5]}
    return tiles(pl.DataFrame(whole), **named, lines=("window", "age"))


def list_of(tiles: Tiles) -> str:
    """The list, without its style."""
    return tiles.as_raw_html().partition("</style>")[2]


def test_a_tile_holds_its_texts_in_order():
    row = {"label": "GTSX", "value": "9.200", "unit": "tỷ đồng", "mark": "ước tính", "window": "7 tháng", "age": "mới"}
    assert re.findall(r'class="ic-tile-(\w+)">(.*?)</p>', list_of(made(row))) == [
        ("label", "GTSX"),
        ("value", "9.200 <span>tỷ đồng</span>"),
        ("mark", "ước tính"),
        ("line", "7 tháng"),
        ("line", "mới"),
    ]


def test_tiles_stand_in_the_order_of_the_rows():
    html = list_of(made({"label": "A"}, {"label": "B"}, {"label": "C"}))
    assert re.findall(r'ic-tile-label">(\w)<', html) == ["A", "B", "C"]
    assert html.count("<li") == 3
    assert html.startswith('<ul class="ic-tiles" role="list">')


def test_an_empty_text_leaves_nothing_behind():
    html = list_of(made({"label": "A", "value": "1"}))
    assert html == (
        '<ul class="ic-tiles" role="list"><li class="ic-tile ic-tile-plain"><p class="ic-tile-label">A</p>'
        '<p class="ic-tile-value">1</p></li></ul>'
    )


@pytest.mark.parametrize("column", ["label", "value", "unit", "mark", "window", "age"])
def test_markup_in_any_text_is_text(column: str):
    html = list_of(made({column: '<b>"x"</b>'}))
    assert "&lt;b&gt;&quot;x&quot;&lt;/b&gt;" in html
    assert "<b>" not in html


@pytest.mark.parametrize("tone", TONES)
def test_a_tone_is_a_class_and_every_class_is_styled(tone: str):
    html = made({"label": "A", "value": "1", "unit": "u", "mark": "m", "age": "x", "tone": tone}).as_raw_html()
    style, _, body = html.partition("</style>")
    assert f'class="ic-tile ic-tile-{tone}"' in body
    used = set(" ".join(re.findall(r'class="([^"]+)"', body)).split())
    assert {name for name in used if f".{name}" not in style} <= {"ic-tile-plain"}


def test_an_unknown_tone_is_refused():
    with pytest.raises(ValueError, match="'red'; known are ahead, behind, plain"):
        made({"label": "A", "tone": "red"})


def test_tiles_ask_no_other_host_for_anything():
    assert not re.search(r"https?://|url\(|@import", made({"label": "A"}).as_raw_html())


def test_the_same_content_makes_the_same_tiles():
    assert made({"label": "A"}).as_raw_html() == made({"label": "A"}).as_raw_html()
