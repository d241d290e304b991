"""A map of places by class, whole on one page: title, shapes, symbols, names, legend, scale bar, arrow and notes.

All of it is inside one picture, so that its SVG can go into a document as it is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import altair as alt
import geopandas as gpd
import numpy as np
import polars as pl
import shapely

from icanalysis.maps import geometry, labels, legend, symbols
from icanalysis.maps.furniture import north_arrow, scale_bar
from icanalysis.maps.geometry import Box, Fit
from icanalysis.maps.inset import Inset
from icanalysis.maps.paper import NOTE, TITLE, Block, Disc, Look, Mark, Text, layers, pixels
from icanalysis.maps.widths import LINE, text_width, wrapped
from icanalysis.style.colours import BORDER, INK, NO_DATA
from icanalysis.style.colours import HATCH as HATCH_COLOUR

WIDTH = 600
MARGIN = 8
GAP = 14
TALLEST = 640
TALL = 1.1
"""From this height over width on, the legend stands beside the shapes, below it under them."""
NARROW = 460
"""A page this narrow has no room for a legend beside the shapes."""
COLUMN = 0.33
FURNITURE = 180
POINT_TYPE = 9
FADED = 0.35
CELLS = 300
BORDERS = ((150, 0.6), (1000, 0.4), (math.inf, 0.2))
"""Up to so many shapes, lines of this width."""
SHAPES, HATCH = "shapes", "hatch"


@dataclass(frozen=True)
class _Page:
    """Where the parts of a page came to lie."""

    width: float
    height: float
    map: Box
    fit: Fit
    insets: dict[str, tuple[float, float]]
    marks: list[Mark]


def choropleth(
    shapes: gpd.GeoDataFrame,
    *,
    areas: pl.DataFrame,
    points: pl.DataFrame | None = None,
    colours: Sequence[str],
    class_labels: Sequence[str],
    title: str,
    legend_title: str,
    no_data_label: str,
    point_labels: Mapping[str, str] | None = None,
    size_legend: Sequence[tuple[float, str]] = (),
    notes: Sequence[str] = (),
    kilometre_word: str = "km",
    north_word: str = "N",
    inset_titles: Mapping[str, str] | None = None,
    archipelagos: Mapping[str, str] | None = None,
    emphasised: str | None = None,
    alt_text: str,
    width_px: int = WIDTH,
    pick: str | None = None,
) -> alt.LayerChart:
    """Every shape is drawn, with the colour of its class or hatched where it has none.

    Args:
        shapes: place_code and geometry, in metres (EPSG:3405).
        areas: place_code, name, class_index (null for no data), value_text; a shape without a row is hatched and
            has no name.
        points: label, name, x_m, y_m, size (null where unknown), placed_by ("commune" or "district"); symbols whose
            discs would touch are moved apart.
        colours: of the classes, from low to high.
        class_labels: their ranges, in words.
        title: over the map.
        legend_title: over the classes; it names the measure and its unit.
        no_data_label: beside the hatched swatch.
        point_labels: what each kind of symbol means: each placed_by, and "unsized_" with it for those without a size.
        size_legend: values to show as discs, with their words.
        notes: source, edition, how exact the boundaries are; under the map.
        kilometre_word: at the end of the scale bar.
        north_word: over the arrow.
        inset_titles: codes of islands that are moved into a frame, with its title.
        archipelagos: codes of islands that stay where they are, drawn as dots under this name.
        emphasised: code of the place with a heavy outline.
        alt_text: what the map says, for those who do not see it.
        width_px: of the page; 600 is 16 cm of paper, 390 a phone.
        pick: name of a selection by click, for the screen; on paper none.

    Up to 25 names are always shown, with a leader line where there is no room; more are left out rather than
    covered. No name is shortened. The words all come from the caller.

    Raises:
        ValueError: there is no shape at all outside the insets.
    """
    moved, kept = inset_titles or {}, archipelagos or {}
    shapes = shapes.sort_values("place_code")
    codes = shapes["place_code"].tolist()
    metres = shapes.geometry.to_numpy()
    main = np.array([code not in moved for code in codes], dtype=bool)
    if not main.any():
        raise ValueError("A map needs a shape outside its insets")
    insets = {code: Inset(moved[code], metres[at]) for at, code in enumerate(codes) if code in moved}
    largest = max([*_sizes(points), *(size for size, _ in size_legend)], default=0.0)
    page = _laid_out(
        title,
        _class_labels(legend_title, class_labels, colours, no_data_label, width_px),
        _symbol_words(points, point_labels or {}, size_legend, largest, width_px),
        bounds_m=shapely.total_bounds(metres[main]),
        insets=insets,
        notes=notes,
        words=(kilometre_word, north_word),
        width=width_px,
    )
    drawn = np.array(metres)
    drawn[main] = geometry.on_page(metres[main], page.fit)
    for at, code in enumerate(codes):
        if code in insets:
            drawn[at] = insets[code].shape_at(*page.insets[code])
        elif code in kept:
            drawn[at] = geometry.as_dots(drawn[at])
    rows = {row["place_code"]: row for row in areas.iter_rows(named=True)}
    discs, numbers, texts = _symbols(points, page, largest)
    names = _names(
        dict(zip(codes, drawn, strict=True)),
        {code: row["name"] for code, row in rows.items() if row["name"] and code not in moved},
        known={code for code in codes if _class(rows, code) is not None},
        archipelagos=kept,
        taken=[*disc_boxes(discs), *numbers],
        within=page.map,
    )
    known = np.array([_class(rows, code) is not None for code in codes], dtype=bool)
    return alt.LayerChart(
        layer=[
            *_shape_layers(
                emphasised if emphasised in codes else None, pick, hatch=not known.all(), border=_border(len(codes))
            ),
            *layers([*page.marks, *discs, *names, *texts]),
        ],
        datasets=_datasets(codes, drawn, rows, colours, known),
        width=page.width,
        height=page.height,
        padding=0,
        description=alt_text,
    )


def _class_labels(title: str, texts: Sequence[str], ramp: Sequence[str], no_data_label: str, width: float) -> Block:
    return legend.class_block(title, texts, ramp, no_data_label=no_data_label, most_px=_column(width))


def _symbol_words(
    points: pl.DataFrame | None,
    words: Mapping[str, str],
    sizes: Sequence[tuple[float, str]],
    largest: float,
    width: float,
) -> Block | None:
    """The legend of the kinds of symbols that are on the map; none without symbols."""
    if points is None or points.is_empty():
        return None
    kinds = {legend.kind_of(*row) for row in points.select("placed_by", "size").rows()}
    shown = {kind: text for kind, text in words.items() if kind in kinds}
    return legend.symbol_block(shown, sizes, largest=largest, most_px=_column(width))


def _column(width: float) -> float:
    """The widest that a block of the legend may be."""
    return width * COLUMN if width > NARROW else width / 2 - 2 * MARGIN


def _laid_out(
    title: str,
    class_words: Block,
    symbol_words: Block | None,
    *,
    bounds_m: Sequence[float],
    insets: Mapping[str, Inset],
    notes: Sequence[str],
    words: tuple[str, str],
    width: float,
) -> _Page:
    """The page from top to bottom: title, shapes with the legend beside or under them, notes."""
    marks, top = _paragraphs([title], TITLE, MARGIN, width)
    shape = (bounds_m[3] - bounds_m[1]) / max(bounds_m[2] - bounds_m[0], 1.0)
    blocks = [class_words, *([symbol_words] if symbol_words else [])]
    frames = {code: inset.block for code, inset in insets.items()}
    aside = shape >= TALL and width > NARROW
    column = max(block.width for block in [*blocks, *frames.values()]) if aside else 0.0
    across = width - 2 * MARGIN - (column + GAP if aside else 0)
    box = Box(MARGIN, top, MARGIN + across, top + min(TALLEST, across * shape))
    fit = geometry.fitted(bounds_m, box)
    furniture = _furniture(fit, words, most_px=min(column or across / 2, FURNITURE))
    stacked = [*blocks, furniture, *frames.values()]
    if aside:
        places, bottom = _in_column(stacked, box.right + GAP, top, box.bottom)
    else:
        places, bottom = _in_rows(stacked, box.bottom + GAP, width)
    marks += chain.from_iterable(block.at(*place) for block, place in zip(stacked, places, strict=True))
    below, bottom = _paragraphs(notes, NOTE, max(box.bottom, bottom) + GAP, width)
    corners = dict(zip(frames, places[len(stacked) - len(frames) :], strict=True))
    return _Page(width, round(bottom), box, fit, corners, marks + below)


def _furniture(fit: Fit, words: tuple[str, str], *, most_px: float) -> Block:
    """North arrow and scale bar, side by side."""
    arrow = north_arrow(words[1])
    bar = scale_bar(fit.px_per_m, most_px=most_px - arrow.width - GAP, kilometre_word=words[0])
    marks = (*arrow.marks, *bar.at(arrow.width + GAP, arrow.height - bar.height))
    return Block(arrow.width + GAP + bar.width, arrow.height, marks)


def _in_column(blocks: list[Block], x: float, top: float, bottom: float) -> tuple[list[tuple[float, float]], float]:
    """One under the other; what does not explain the classes or symbols stands at the foot."""
    places, y = [], top
    for block in blocks:
        places.append((x, y))
        y += block.height + GAP
    spare = max(0.0, bottom - (y - GAP))
    foot = next(
        at
        for at, block in enumerate(blocks)
        if any(isinstance(m, Disc) and m.shape == "triangle-up" for m in block.marks)
    )
    lowered = [(x, y + (spare if at >= foot else 0)) for at, (x, y) in enumerate(places)]
    return lowered, y - GAP + spare


def _in_rows(blocks: list[Block], top: float, width: float) -> tuple[list[tuple[float, float]], float]:
    """Side by side, in as many rows as it takes."""
    places, x, y, tallest = [], float(MARGIN), top, 0.0
    for block in blocks:
        if x > MARGIN and x + block.width > width - MARGIN:
            x, y, tallest = float(MARGIN), y + tallest + GAP, 0.0
        places.append((x, y))
        x, tallest = x + block.width + 2 * GAP, max(tallest, block.height)
    return places, y + tallest


def _paragraphs(texts: Sequence[str], look: Look, top: float, width: float) -> tuple[list[Mark], float]:
    lines = [line for text in texts for line in wrapped(text, look.size, width - 2 * MARGIN, bold=look.bold)]
    step = look.size * (LINE + 0.1)
    marks: list[Mark] = [Text(MARGIN, top + (at + 0.5) * step, line, look) for at, line in enumerate(lines)]
    return marks, top + len(lines) * step + MARGIN


def _sizes(points: pl.DataFrame | None) -> list[float]:
    return [] if points is None else points["size"].drop_nulls().cast(pl.Float64).to_list()


def _symbols(points: pl.DataFrame | None, page: _Page, largest: float) -> tuple[list[Disc], list[Box], list[Mark]]:
    """The discs, the room that their labels take, and the labels: in the disc where they fit, else beside it."""
    if points is None or points.is_empty():
        return [], [], []
    sizes = symbols.areas(points["size"].to_list(), largest=largest)
    radii = [symbols.radius(size) for size in sizes]
    at = list(
        zip(page.fit.x(points["x_m"].to_numpy()).tolist(), page.fit.y(points["y_m"].to_numpy()).tolist(), strict=True)
    )
    spots = symbols.spread(at, radii)
    rows = list(points.iter_rows(named=True))
    discs = [
        legend.without_size(*spot, row["placed_by"], tip=row["name"])
        if row["size"] is None
        else legend.symbol(*spot, size, row["placed_by"], tip=row["name"])
        for row, spot, size in zip(rows, spots, sizes, strict=True)
    ]
    words = ["" if row["label"] is None else str(row["label"]) for row in rows]
    fits = [text_width(text, POINT_TYPE) <= 2 * reach - 3 for text, reach in zip(words, radii, strict=True)]
    inside = [
        Text(*spot, text, Look(POINT_TYPE), "center")
        for text, spot, ok in zip(words, spots, fits, strict=True)
        if ok and text
    ]
    outside = [
        labels.around(text, spot, (reach, reach), size=POINT_TYPE)
        for text, spot, reach, ok in zip(words, spots, radii, fits, strict=True)
        if not ok
    ]
    placed = [way for way in labels.placed(outside, taken=disc_boxes(discs), within=page.map) if way]
    return discs, [way.box for way in placed], [*inside, *chain.from_iterable(way.marks() for way in placed)]


def disc_boxes(discs: Sequence[Disc]) -> list[Box]:
    """The room that symbols take."""
    reach = [symbols.radius(disc.size) + 1 for disc in discs]
    return [Box(d.x - r, d.y - r, d.x + r, d.y + r) for d, r in zip(discs, reach, strict=True)]


def _names(
    drawn: Mapping[str, shapely.Geometry],
    names: Mapping[str, str],
    *,
    known: set[str],
    archipelagos: Mapping[str, str],
    taken: list[Box],
    within: Box,
) -> list[Mark]:
    """The names of archipelagos first, then those of places: with a figure before without, the smallest first."""
    scattered = {code: shape for code, shape in drawn.items() if code in archipelagos}
    islands = [Box(*bounds) for bounds in shapely.bounds(shapely.get_parts(list(scattered.values()))).tolist()]
    areas = {code: shape.area for code, shape in drawn.items() if code in names and code not in archipelagos}
    all_shown = len(areas) <= labels.FEW
    land = (
        labels.Land.of(shapely.union_all(shapely.make_valid(list(drawn.values()))), cells=CELLS) if all_shown else None
    )
    ways = [
        *(labels.amid(archipelagos[code], shape) for code, shape in scattered.items()),
        *(
            labels.over(names[code], drawn[code], within=within, all_shown=all_shown, land=land)
            for code in sorted(areas, key=lambda code: (code not in known and not all_shown, areas[code]))
        ),
    ]
    chosen = labels.placed(ways, taken=[*taken, *islands], within=within)
    return list(chain.from_iterable(way.marks() for way in chosen if way))


def _class(rows: Mapping[str, dict], code: str) -> int | None:
    return rows[code]["class_index"] if code in rows else None


def _datasets(
    codes: Sequence[str],
    drawn: np.ndarray,
    rows: Mapping[str, dict],
    ramp: Sequence[str],
    known: np.ndarray,
) -> dict[str, str]:
    """The shapes with what they say and their colour, and the hatching of those without a class, as JSON text.

    As text, for Altair looks at every number of a list twice: two seconds for all communes.
    """
    made = [
        {
            "type": "Feature",
            "place_code": code,
            "tip": _tip(rows.get(code)),
            "fill": ramp[index] if (index := _class(rows, code)) is not None else NO_DATA,
            "geometry": outline,
        }
        for code, outline in zip(codes, geometry.coordinates(drawn), strict=True)
    ]
    if known.all():
        return {SHAPES: _json(made)}
    lines = geometry.coordinates(np.array([geometry.hatched(drawn[~known])]))
    return {SHAPES: _json(made), HATCH: _json([{"type": "Feature", "geometry": line} for line in lines])}


def _json(features: list[dict]) -> str:
    return json.dumps(features, ensure_ascii=False, separators=(",", ":"))


def _tip(row: dict | None) -> str:
    return "" if row is None else ": ".join(filter(None, (row["name"], row["value_text"])))


def _shape_layers(emphasised: str | None, pick: str | None, *, hatch: bool, border: float) -> list[alt.Chart]:
    """All shapes, the hatching over those without data, the outline of the one that matters.

    A shape whose colour is null would not be drawn at all: each carries its colour.
    """
    every = _outlined(SHAPES, stroke=BORDER, strokeWidth=border).encode(
        fill=pixels(alt.Fill, "fill:N"), tooltip=alt.Tooltip("tip:N")
    )
    if pick is not None:
        picked = alt.selection_point(name=pick, fields=["place_code"], on="click", clear="dblclick")
        clear = alt.OpacityValue(FADED, condition={"param": pick, "value": 1, "empty": True})
        every = every.encode(opacity=clear).add_params(picked)
    over = [_outlined(HATCH, filled=False, stroke=HATCH_COLOUR, strokeWidth=0.6)] if hatch else []
    if emphasised is not None:
        only = alt.FieldEqualPredicate(field="place_code", equal=emphasised)
        over.append(_outlined(SHAPES, filled=False, stroke=INK, strokeWidth=2.2).transform_filter(only))
    return [every, *over]


def _border(count: int) -> float:
    """Lines grow thinner as shapes grow smaller: else a city of small wards is a blot."""
    return next(width for most, width in BORDERS if count <= most)


def _outlined(data: str, **look: object) -> alt.Chart:
    """A layer of shapes that are in pixels already: with a scale and a shift of its own, Vega fits nothing."""
    return (
        alt.Chart(
            alt.NamedData(data, format=alt.JsonDataFormat(type="json")),
            name=f"{data}_{'every' if look.get('filled', True) else 'lines'}",
        )
        .mark_geoshape(aria=False, clip=False, strokeJoin="round", tooltip=None, **look)
        .project(type="identity", scale=1, translate=[0, 0])
    )
