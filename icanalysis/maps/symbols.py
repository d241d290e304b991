"""Proportional symbols: the area of a disc is to the value as the area of every other one."""

from __future__ import annotations

import math
from collections.abc import Sequence

LARGEST_PX2 = 480
WITHOUT_SIZE_PX2 = 50.0
TURN = math.pi * (3 - math.sqrt(5))
"""Golden angle: places on a spiral that never line up."""
STEP_PX = 1.5
MOST_STEPS = 2000


def areas(values: Sequence[float | None], *, largest: float) -> list[float]:
    """Square pixels of each value; one small size where there is none.

    >>> areas([100, 25, None], largest=100)
    [480.0, 120.0, 50.0]
    """
    return [WITHOUT_SIZE_PX2 if value is None else LARGEST_PX2 * value / (largest or 1) for value in values]


def radius(size: float) -> float:
    """The radius of a disc of this area."""
    return math.sqrt(size / math.pi)


def spread(points: Sequence[tuple[float, float]], radii: Sequence[float], *, gap: float = 2) -> list[tuple]:
    """The points moved apart until their discs do not touch, the largest disc first, each as little as it can.

    >>> [(round(x), round(y)) for x, y in spread([(0, 0), (50, 0)], [5, 5])]
    [(0, 0), (50, 0)]
    """
    order = sorted(range(len(points)), key=[-size for size in radii].__getitem__)
    placed: dict[int, tuple[float, float]] = {}
    for index in order:
        placed[index] = _free(points[index], radii[index] + gap, [(*placed[at], radii[at]) for at in placed])
    return [placed[index] for index in range(len(points))]


def _free(point: tuple[float, float], reach: float, others: list[tuple[float, float, float]]) -> tuple[float, float]:
    x, y = point
    for step in range(MOST_STEPS):
        away, angle = STEP_PX * math.sqrt(step), step * TURN
        there = (x + away * math.cos(angle), y + away * math.sin(angle))
        if all(math.dist(there, (other_x, other_y)) >= reach + size for other_x, other_y, size in others):
            return there
    return point
