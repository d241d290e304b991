"""The map shows every place, and nothing that was not said; shapes, symbols and scale bar agree to the pixel."""

from __future__ import annotations

import json
import re

import altair as alt
import geopandas as gpd
import pandas as pd
import polars as pl
import pytest
import shapely

from icanalysis.maps.classes import classed
from icanalysis.style import colours
from tests.maps.made import (
    CLASSES,
    METRES,
    POINT_LABELS,
    RAMP,
    SIDE_M,
    SIZES,
    WORDS,
    areas,
    chart_of,
    features,
    paths,
    picture,
    points,
    real,
    said,
    squares,
)

SIX = squares(3, 2)
ZONES = points(
    ("1", 505_000, 2_405_000, 75.0, "commune"),
    ("2", 505_000, 2_405_000, 20.0, "district"),
    ("3", 525_000, 2_415_000, None, "commune"),
)
WITH_ZONES = {"points": ZONES, "point_labels": POINT_LABELS, "size_legend": SIZES}
HEAVY = re.compile(rf'stroke="{colours.INK}" stroke-width="2.2"')
ISLANDS = gpd.GeoDataFrame(
    {"place_code": ["900"]},
    geometry=[shapely.MultiPoint([(1_200_000, 1_000_000), (1_400_000, 1_300_000)]).buffer(1_000)],
    crs=METRES,
)
WITH_ISLANDS = gpd.GeoDataFrame(pd.concat([SIX, ISLANDS], ignore_index=True), crs=METRES)


def numbers(outline: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]([-\d.]+),([-\d.]+)", outline)]


def extent(outline: str) -> tuple[float, float, float, float]:
    xs, ys = zip(*numbers(outline), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def size_of(text: str) -> tuple[float, float]:
    return tuple(float(number) for number in re.search(r'width="([\d.]+)" height="([\d.]+)"', text).groups())


@pytest.mark.parametrize("blank", [1, 2, 99])
def test_every_district_is_drawn_once_with_and_without_data(blank):
    text = picture(SIX, areas=areas(SIX, blank=blank))
    assert len(paths(text)) == 6
    assert all(numbers(outline) for outline in paths(text))


def test_a_district_without_a_row_is_drawn_too():
    assert len(paths(picture(SIX, areas=areas(SIX).head(2)))) == 6


def test_the_colour_of_a_shape_is_that_of_its_class_or_of_no_data():
    fills = {one["place_code"]: one["fill"] for one in features(chart_of(SIX))}
    assert fills == dict(
        zip(fills, [RAMP[0], RAMP[1], colours.NO_DATA, RAMP[1], RAMP[0], colours.NO_DATA], strict=True)
    )


def test_places_without_data_are_hatched_and_no_others():
    assert "hatch" in chart_of(SIX).to_dict()["datasets"]
    assert "hatch" not in chart_of(SIX, areas=areas(SIX, blank=99)).to_dict()["datasets"]


def test_map_and_legend_and_table_have_the_same_classes():
    values = [12.0, 18.5, 60.0, 71.0, 95.0, None]
    made = classed(values, most=3)
    labels = made.labels("{:.0f}".format)
    rows = areas(SIX).with_columns(pl.Series("class_index", made.indices, dtype=pl.Int64))
    chart = chart_of(SIX, areas=rows, colours=made.colours, class_labels=labels)
    fills = [one["fill"] for one in features(chart)]
    for value, fill in zip(values, fills, strict=True):
        index = made.index_of(value)
        assert fill == (colours.NO_DATA if index is None else made.colours[index])
    lines = said(picture(SIX, areas=rows, colours=made.colours, class_labels=labels))
    assert [line for line in lines if line in labels] == labels


def test_a_symbol_on_a_corner_is_drawn_on_the_drawn_corner():
    text = picture(SIX, points=points(("1", 500_000 + SIDE_M, 2_400_000 + SIDE_M, 75.0, "commune")))
    (spot,) = {
        (float(x), float(y))
        for x, y in re.findall(rf'<path transform="translate\(([\d.]+),([\d.]+)\)"[^>]*fill="{colours.SYMBOL}"', text)
    }
    corners = [corner for outline in paths(text) for corner in numbers(outline)]
    assert sum(abs(x - spot[0]) <= 0.1 and abs(y - spot[1]) <= 0.1 for x, y in corners) >= 4


def test_north_is_up_and_east_is_right():
    boxes = {one["place_code"]: shapely.geometry.shape(one["geometry"]).centroid for one in features(chart_of(SIX))}
    assert boxes["003"].y < boxes["000"].y
    assert boxes["001"].x > boxes["000"].x


@pytest.mark.parametrize("width_px", [390, 600])
@pytest.mark.parametrize(("across", "down"), [(3, 2), (2, 3), (9, 8)])
def test_the_scale_bar_is_as_long_as_it_says(width_px, across, down):
    text = picture(squares(across, down), width_px=width_px)
    left, _, right, _ = extent(paths(text)[0])
    px_per_km = (right - left) / (SIDE_M / 1000)
    halves = re.findall(rf'<path[^>]*d="M[\d.]+,[\d.]+h([\d.]+)v5h[^"]*"[^>]*stroke="{colours.INK}"', text)
    lines = said(text)
    length_km = float(lines[lines.index(WORDS["kilometre_word"]) - 1])
    assert len(halves) == 2
    assert sum(map(float, halves)) == pytest.approx(length_km * px_per_km, rel=0.01)


def test_everything_lies_inside_the_picture():
    for width_px in (390, 600):
        text = picture(SIX, width_px=width_px, **WITH_ZONES)
        width, height = size_of(text)
        assert width == width_px
        assert all(0 <= x <= width and 0 <= y <= height for outline in paths(text) for x, y in numbers(outline))


def test_every_text_in_the_picture_comes_from_the_arguments():
    given = [*WORDS.values(), *WORDS["notes"], *CLASSES, *POINT_LABELS.values(), *dict(SIZES).values()]
    given += [text for _, text in SIZES] + areas(SIX)["name"].to_list() + ZONES["label"].to_list()
    words = {word for text in given if isinstance(text, str) for word in text.split()}
    lines = said(picture(SIX, **WITH_ZONES))
    strange = {word for line in lines for word in line.split()} - words
    assert all(word.isdecimal() for word in strange), strange
    assert "undefined" not in picture(SIX, **WITH_ZONES)
    assert "null" not in " ".join(lines)


def test_title_legend_symbols_and_notes_are_inside_the_picture():
    together = " ".join(said(picture(SIX, **WITH_ZONES)))
    for text in (WORDS["title"], WORDS["legend_title"], *CLASSES, WORDS["no_data_label"], *WORDS["notes"]):
        assert text in together
    kinds = [POINT_LABELS[kind] for kind in ("commune", "district", "unsized_commune")]
    for text in (*kinds, "20 ha", "75 ha", WORDS["north_word"]):
        assert text in together


def test_the_legend_leaves_out_kinds_of_symbols_that_are_not_there():
    lines = said(picture(SIX, **(WITH_ZONES | {"points": ZONES.head(1)})))
    assert POINT_LABELS["commune"] in lines
    assert POINT_LABELS["district"] not in lines


def test_without_symbols_there_is_no_legend_of_symbols():
    assert not set(POINT_LABELS.values()) & set(said(picture(SIX, point_labels=POINT_LABELS, size_legend=SIZES)))


def test_a_symbol_placed_at_its_district_is_hollow_and_dashed():
    text = picture(SIX, points=ZONES.filter(pl.col("placed_by") == "district"))
    assert 'stroke-dasharray="3,2"' in text
    assert colours.SYMBOL not in text


def test_a_symbol_without_a_size_is_hollow_too_where_only_its_district_is_known_and_the_legend_says_so():
    (unsized,) = ZONES.filter(pl.col("size").is_null()).rows(named=True)
    for kind, hollow in (("commune", False), ("district", True)):
        points = pl.DataFrame([unsized | {"placed_by": kind}], schema=ZONES.schema)
        text = picture(SIX, points=points, point_labels=POINT_LABELS)
        assert (colours.SYMBOL in text) != hollow
        shown = {name for name, label in POINT_LABELS.items() if label in " ".join(said(text))}
        assert shown == {f"unsized_{kind}"}


def test_every_name_is_shown_up_to_twenty_five_places():
    names = [f"Thành phố Tên Rất Dài {at}" for at in range(25)]
    crowd = squares(5, 5)
    together = " ".join(said(picture(crowd, areas=areas(crowd, names=names), width_px=390)))
    assert [name for name in names if name not in together] == []


def test_no_name_is_cut():
    assert not any("…" in line for line in said(picture(SIX, **WITH_ZONES)))


def test_a_name_with_tags_stays_text():
    names = ["<script>alert(1)</script>", '" onload="x', "&amp;", "a", "b", "c"]
    text = picture(SIX, areas=areas(SIX, names=names), title="<b>x</b>")
    assert "<script" not in text
    assert "<b>" not in text
    assert "<b>x</b>" in said(text)


def test_no_id_could_meet_that_of_another_map_on_the_page():
    assert " id=" not in picture(SIX, **WITH_ZONES)


def test_the_emphasised_place_has_a_heavy_outline():
    plain, heavy = picture(SIX), picture(SIX, emphasised="004")
    assert len(HEAVY.findall(heavy)) == len(HEAVY.findall(plain)) + 1
    assert len(paths(heavy)) == 6
    assert picture(SIX, emphasised="nowhere") == plain


def test_on_paper_there_is_nothing_to_click():
    assert "params" not in chart_of(SIX).to_dict()


def test_on_screen_a_click_picks_a_place_by_its_code():
    spec = chart_of(SIX, pick="picked").to_dict()
    (parameter,) = spec["params"]
    assert parameter["name"] == "picked"
    assert parameter["select"]["fields"] == ["place_code"]
    (faded,) = [one for one in spec["layer"] if "opacity" in one.get("encoding", {})]
    assert faded["encoding"]["opacity"]["condition"]["param"] == "picked"
    assert len(paths(picture(SIX, pick="picked"))) == 6


def test_the_widget_knows_the_selection():
    widget = alt.JupyterChart(chart_of(SIX, pick="picked"))
    assert widget.selections.picked.value == []


def test_a_code_keeps_its_leading_zeros():
    assert features(chart_of(SIX))[0]["place_code"] == "000"


def test_pointing_at_a_place_says_name_and_value():
    assert features(chart_of(SIX))[1]["tip"] == "Huyện 001: 1 %"
    assert features(chart_of(SIX))[2]["tip"] == "Huyện 002"


def test_the_description_is_the_alt_text():
    assert chart_of(SIX).to_dict()["description"] == WORDS["alt_text"]


def test_an_inset_keeps_the_province_large():
    text = picture(WITH_ISLANDS, inset_titles={"900": "Quần đảo thử"})
    alone = {outline: extent(outline) for outline in paths(picture(SIX))}
    assert len(paths(text)) == 7
    assert set(alone) <= set(paths(text))
    assert "Quần đảo thử" in " ".join(said(text))
    assert "Huyện 900" not in said(text)


def test_without_an_inset_the_islands_are_dots_under_their_name():
    text = picture(WITH_ISLANDS, archipelagos={"900": "Quần đảo thử"})
    assert len(paths(text)) == 7
    assert "Quần đảo thử" in said(text)
    left, top, right, bottom = extent(max(paths(text), key=len))
    assert min(right - left, bottom - top) > 2


def test_a_map_of_nothing_but_insets_is_refused():
    with pytest.raises(ValueError, match="outside its insets"):
        chart_of(ISLANDS, inset_titles={"900": "x"}, areas=areas(ISLANDS))


@pytest.mark.parametrize(
    ("file", "name", "most_kb"),
    [
        ("tuyen_quang_districts_2024", "district", 100),
        ("quang_ninh_districts_2024", "district", 150),
        ("tuyen_quang_communes_2025", "name", 300),
    ],
)
def test_real_provinces_are_drawn_whole_and_small(file, name, most_kb):
    shapes = real(file, name=name)
    rows = areas(shapes, names=shapes["name"].to_list())
    assert len(paths(picture(shapes, areas=rows))) == len(shapes)
    spec = json.dumps(chart_of(shapes, areas=rows).to_dict(), ensure_ascii=False)
    assert len(spec.encode()) < most_kb * 1000


@pytest.mark.parametrize(("count", "most_kb"), [(696, 500), (3321, 1600)])
def test_a_whole_country_is_drawn_whole_and_small(count, most_kb):
    communes = real("tuyen_quang_communes_2025", name="name")
    across, _, high, _ = communes.total_bounds
    copies = [
        communes.assign(place_code=f"{at:02}" + communes["place_code"]).set_geometry(
            communes.geometry.translate(at % 7 * (high - across) / 1.5, at // 7 * 200_000)
        )
        for at in range(-(-count // len(communes)))
    ]
    made = gpd.GeoDataFrame(pd.concat(copies, ignore_index=True), crs=METRES).head(count)
    chart = chart_of(made)
    assert len(features(chart)) == count
    assert all(one["geometry"]["coordinates"] for one in features(chart))
    assert len(json.dumps(chart.to_dict(), ensure_ascii=False).encode()) < most_kb * 1000


def test_the_same_shapes_give_the_same_map_in_any_order():
    assert picture(SIX, **WITH_ZONES) == picture(SIX.iloc[::-1], areas=areas(SIX).reverse(), **WITH_ZONES)
