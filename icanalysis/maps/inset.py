"""Islands far from the rest of their province, in a frame of their own, so that the province stays large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from icanalysis.maps.geometry import Box, as_dots, fitted, on_page
from icanalysis.maps.paper import SMALL, Block, Rect, Text
from icanalysis.maps.widths import LINE, text_width, wrapped

SIDE = 112
WIDEST = 160
MARGIN = 8


@dataclass(frozen=True)
class Inset:
    """A frame with a title, and the shape that is drawn in it once the frame has its place."""

    title: str
    shape_m: shapely.Geometry

    @property
    def lines(self) -> tuple[str, ...]:
        """The title in lines."""
        return wrapped(self.title, SMALL.size, WIDEST - 2 * MARGIN)

    @property
    def block(self) -> Block:
        """Frame and title."""
        width = max([SIDE, *(text_width(line, SMALL.size) + 2 * MARGIN for line in self.lines)])
        step = SMALL.size * LINE
        texts = [Text(width / 2, 10 + at * step, line, SMALL, "center") for at, line in enumerate(self.lines)]
        return Block(width, SIDE + self._head, (Rect(0, 0, width, SIDE + self._head), *texts))

    def shape_at(self, x: float, y: float) -> shapely.Geometry:
        """The islands in pixels, inside the frame whose upper left corner is here; the smallest as dots."""
        box = Box(x + MARGIN, y + self._head, x + self.block.width - MARGIN, y + SIDE + self._head - MARGIN)
        shape = np.array([self.shape_m])
        return as_dots(on_page(shape, fitted(shapely.total_bounds(shape), box))[0])

    @property
    def _head(self) -> float:
        return 6 + SMALL.size * LINE * len(self.lines)
