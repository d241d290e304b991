"""Where names stand on a map: no name covers another, none is shortened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from icanalysis.maps.geometry import Box
from icanalysis.maps.paper import Line, Look, Mark, Text
from icanalysis.maps.widths import LINE, in_two, text_width

SIZES = (11, 10, 9)
"""Type in pixels, largest first; below 9 a printed map of 16 cm cannot be read."""
FEW = 25
"""Up to so many places every name is shown."""
PAD = 1.5
GRID = 13
CELLS = 80
LEAST_CELL_PX = 1.5
INSIDE = 0.97
WELL_INSIDE = 0.7
"""Of the largest distance from every border that there is."""
LEADER_STEP = 9
REACH = 40
COVERED = {True: 0.5, False: 0.72}
"""How much of a name must lie over its own place: less where every name is shown."""


@dataclass(frozen=True)
class Option:
    """One way to set a name: its lines, its type, the middle of its box, and the end of its leader line."""

    lines: tuple[str, ...]
    size: float
    x: float
    y: float
    leader: tuple[float, float] | None = None

    @property
    def box(self) -> Box:
        """The room that it takes."""
        across, down = room(self.lines, self.size)
        return Box(self.x - across / 2, self.y - down / 2, self.x + across / 2, self.y + down / 2)

    def marks(self) -> list[Mark]:
        """Its lines of text, and its leader line where it has one."""
        first = self.y - (len(self.lines) - 1) * self.size * LINE / 2
        look = Look(self.size, halo=True)
        texts = [
            Text(self.x, first + at * self.size * LINE, line, look, "center") for at, line in enumerate(self.lines)
        ]
        return texts if self.leader is None else [_leader(self.box, self.leader), *texts]


@dataclass(frozen=True)
class Land:
    """How much of any box is covered by a shape, from running sums over a raster of it."""

    left: float
    top: float
    cell: float
    sums: np.ndarray

    @classmethod
    def of(cls, part: shapely.Geometry, *, cells: int = CELLS) -> Land:
        """The raster of a shape, with so many cells along its longer side."""
        left, top, right, bottom = part.bounds
        cell = max(LEAST_CELL_PX, max(right - left, bottom - top) / cells)
        xs, ys = np.meshgrid(np.arange(left + cell / 2, right, cell), np.arange(top + cell / 2, bottom, cell))
        shapely.prepare(part)
        sums = np.cumsum(np.cumsum(shapely.contains_xy(part, xs, ys), axis=0), axis=1)
        return cls(left, top, cell, np.pad(sums, ((1, 0), (1, 0))))

    def covers(self, xs: np.ndarray, ys: np.ndarray, across: float, down: float) -> np.ndarray:
        """The share of the box around each point that is covered."""
        tall, wide = (length - 1 for length in self.sums.shape)
        x1, x2 = (
            np.clip(np.rint((xs + half - self.left) / self.cell), 0, wide).astype(int)
            for half in (-across / 2, across / 2)
        )
        y1, y2 = (
            np.clip(np.rint((ys + half - self.top) / self.cell), 0, tall).astype(int) for half in (-down / 2, down / 2)
        )
        cells = self.sums[y2, x2] - self.sums[y1, x2] - self.sums[y2, x1] + self.sums[y1, x1]
        return cells * self.cell**2 / (across * down)


def room(lines: Sequence[str], size: float) -> tuple[float, float]:
    """Width and height of lines of text with a little air around."""
    across = max(text_width(line, size) for line in lines)
    return across + 2 * PAD, len(lines) * size * LINE + PAD


def placed(options: Sequence[Iterator[Option]], *, taken: Sequence[Box], within: Box) -> list[Option | None]:
    """For each name, in turn, the first option that lies within the box and meets nothing taken; null for none."""
    full, chosen = list(taken), []
    for ways in options:
        found = next((way for way in ways if way.box.inside(within) and not any(map(way.box.meets, full))), None)
        full += [found.box] if found else []
        chosen.append(found)
    return chosen


def over(
    name: str, shape: shapely.Geometry, *, within: Box, all_shown: bool, land: Land | None = None
) -> Iterator[Option]:
    """Ways to set a name over its place: inside it, then partly, in one line or two, in smaller and smaller type.

    Where all names are shown, also beside all `land` with a leader line, the nearest spot first, then anywhere.
    """
    ways = list(dict.fromkeys([(name,), in_two(name)]))
    least = min(room(lines, SIZES[-1])[0] for lines in ways)
    low_x, _, high_x, _ = shape.bounds
    if not all_shown and (high_x - low_x) < least * COVERED[False]:
        return
    part = _largest(shape)
    left, top, right, bottom = part.bounds
    middle = _middle(part)
    xs, ys = np.meshgrid(_grid(left, right, middle[0]), _grid(top, bottom, middle[1]))
    xs, ys = _nearest_first(xs.ravel(), ys.ravel(), middle)
    own = Land.of(part)
    for least_covered in (INSIDE, COVERED[all_shown]):
        for lines in ways:
            for size in SIZES if all_shown else SIZES[1:]:
                covered = own.covers(xs, ys, *room(lines, size))
                for at in np.flatnonzero(covered >= least_covered):
                    yield Option(lines, size, float(xs[at]), float(ys[at]))
    if all_shown:
        yield from beside(ways, middle, within=within, land=land)


def beside(
    ways: Sequence[tuple[str, ...]], point: tuple[float, float], *, within: Box, land: Land | None
) -> Iterator[Option]:
    """Ways to set a name anywhere on the page, tied to its point by a line; the nearest first, those off land before.

    A name over the land of a neighbour would be read as the name of the neighbour.
    """
    xs, ys = np.meshgrid(
        np.arange(within.left, within.right, LEADER_STEP), np.arange(within.top, within.bottom, LEADER_STEP)
    )
    xs, ys = _nearest_first(xs.ravel(), ys.ravel(), point)
    for off_land in (True, False) if land else (False,):
        for size in SIZES:
            clear = [
                land.covers(xs, ys, *room(lines, size)) == 0 if off_land else np.ones(len(xs), dtype=bool)
                for lines in ways
            ]
            for at in np.flatnonzero(np.logical_or.reduce(clear)):
                x, y = float(xs[at]), float(ys[at])
                yield from (
                    Option(lines, size, x, y, leader=point) for lines, ok in zip(ways, clear, strict=True) if ok[at]
                )


def amid(text: str, shape: shapely.Geometry) -> Iterator[Option]:
    """Ways to set a text among scattered islands, the nearest to their middle first; they are not to be covered."""
    left, top, right, bottom = shape.bounds
    middle = (left + right) / 2, (top + bottom) / 2
    xs, ys = np.meshgrid(_grid(left - REACH, right + REACH, middle[0]), _grid(top - REACH, bottom + REACH, middle[1]))
    xs, ys = _nearest_first(xs.ravel(), ys.ravel(), middle)
    for size in SIZES:
        for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
            yield Option((text,), size, x, y)


def around(text: str, point: tuple[float, float], reach: tuple[float, float], *, size: float) -> Iterator[Option]:
    """Ways to set a text right of something that reaches so far across and down, left, below, above; then further."""
    x, y = point
    across, down = (length / 2 for length in room((text,), size))
    for more in (0, 3, 6, 10, 15):
        dx, dy = reach[0] + across + more, reach[1] + down + more
        for at in ((dx, 0), (-dx, 0), (0, dy), (0, -dy), (dx, dy), (-dx, dy), (dx, -dy), (-dx, -dy)):
            yield Option((text,), size, x + at[0], y + at[1])


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.make_valid(shapely.get_parts(shapely.make_valid(shape)))
    return parts[int(np.argmax(shapely.area(parts)))]


def _middle(part: shapely.Geometry) -> tuple[float, float]:
    """The centre of mass where it lies well inside, else the point farthest from every border."""
    if part.area == 0:
        return part.centroid.x, part.centroid.y
    widest = shapely.maximum_inscribed_circle(part, tolerance=1)
    mass = part.centroid
    if part.contains(mass) and part.boundary.distance(mass) >= WELL_INSIDE * widest.length:
        return mass.x, mass.y
    return widest.coords[0]


def _grid(low: float, high: float, middle: float) -> np.ndarray:
    return np.append(np.linspace(low, high, GRID), middle)


def _nearest_first(xs: np.ndarray, ys: np.ndarray, point: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(np.hypot(xs - point[0], ys - point[1]), kind="stable")
    return xs[order], ys[order]


def _leader(box: Box, end: tuple[float, float]) -> Line:
    x, y = min(max(end[0], box.left), box.right), min(max(end[1], box.top), box.bottom)
    return Line(x, y, *end, width=0.75)
