"""Classes of a map, worked out once: the map, its legend and its table use the same ones."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import mapclassify

from icanalysis.style import colours

MOST_DECIMALS = 6
MOST_DIGITS = 15
MANY = 10
SLACK = 0.05
SAMPLE = 120
"""Natural breaks take time by the square of the number of values: beyond this, every n-th in order is looked at."""


@dataclass(frozen=True)
class Range:
    """Values from `low` to `high`; an open end is not part of it.

    >>> Range(10.0, 20.0, high_open=True).text("{:.0f}".format)
    '10 – <20'
    """

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: float) -> bool:
        """Whether the value lies in the range as it is printed."""
        above = value > self.low if self.low_open else value >= self.low
        return above and (value < self.high if self.high_open else value <= self.high)

    def text(self, format: Callable[[float], str]) -> str:
        """The range with its ends as `format` writes them; one number where both ends are the same."""
        if self.low == self.high:
            return format(self.low)
        return f"{'>' * self.low_open}{format(self.low)} – {'<' * self.high_open}{format(self.high)}"


@dataclass(frozen=True)
class Classes:
    """Ranges from low to high, a colour for each, and the class of every value that was given (null where none)."""

    ranges: tuple[Range, ...]
    colours: tuple[str, ...]
    indices: tuple[int | None, ...]
    decimals: int
    """The fewest decimals with which every edge is printed exactly."""

    @property
    def edges(self) -> tuple[float, ...]:
        """The low end of every range, and the high end of the last."""
        return (*(one.low for one in self.ranges), *(one.high for one in self.ranges[-1:]))

    def index_of(self, value: float | None) -> int | None:
        """The class whose printed range holds the value; null for no value and for one outside every range."""
        if not _known(value):
            return None
        return next((index for index, one in enumerate(self.ranges) if one.holds(value)), None)

    def labels(self, format: Callable[[float], str]) -> list[str]:
        """Every range as text. `format` must print `decimals` decimals (two fewer, where it writes percentages)."""
        return [one.text(format) for one in self.ranges]


def classed(values: Sequence[float | None], *, most: int = 5) -> Classes:
    """Natural breaks (Fisher and Jenks), each moved to the roundest number between the two groups.

    A break moves inside the gap between the largest value of one group and the smallest of the next, and between
    groups of more than ten values a twentieth of their width further, for a rounder number. The edges are then the
    printed ones: every value lies in the class whose printed range holds it. Zero is a class of its own where all
    other values are above it: a district without zones differs from one with few. Counts (whole numbers only) get
    ranges such as 1 – 4 and 5 – 9. Fewer distinct values give fewer classes; null and NaN get none. Values that
    agree to six decimals share a class.

    Raises:
        ValueError: there are fewer colours than classes are asked for, or none is asked for.

    >>> classed([0, 0, 1, 2, 3, 8, 9, None], most=3).labels("{:.0f}".format)
    ['0', '1 – 4', '5 – 9']
    >>> classed([0.481, 0.555, 0.60, 0.97], most=2).edges
    (0.4, 0.8, 1.0)
    """
    if not 1 <= most <= len(colours.CLASSES):
        raise ValueError(f"Between 1 and {len(colours.CLASSES)} classes, not {most}")
    known = sorted(float(value) for value in values if _known(value))
    whole = all(value.is_integer() for value in known)
    zero = most > 1 and bool(known) and known[0] == 0 and known[-1] > 0
    groups = _groups([value for value in known if value > 0], most - 1) if zero else _groups(known, most)
    ranges, decimals = _counts(groups) if whole else _measures(groups, above_zero=zero)
    ranges = (Range(0.0, 0.0),) * zero + ranges
    ramp = colours.CLASSES[:1] if ranges == (Range(0.0, 0.0),) else _spread(len(ranges))
    made = Classes(ranges, ramp, (), decimals)
    return Classes(ranges, made.colours, tuple(made.index_of(value) for value in values), decimals)


def _known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


class _Group(NamedTuple):
    """The smallest and the largest value of a natural group, and how far its break may move into it."""

    low: float
    high: float
    slack: float


def _groups(values: list[float], most: int) -> list[_Group]:
    """Natural groups, low to high."""
    if not values:
        return []
    step = math.ceil(len(values) / SAMPLE)
    sample = [*values[:-1:step], values[-1]]
    count = min(most, len(set(sample)))
    bounds = [values[-1]]
    if count > 1:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it would be faster with another package
            bounds = [float(bound) for bound in mapclassify.FisherJenks(sample, k=count).bins]
    groups, rest = [], values
    for bound in bounds:
        inside = [value for value in rest if value <= bound]
        rest = rest[len(inside) :]
        groups += [_group(inside)] if inside else []
    return groups


def _group(inside: list[float]) -> _Group:
    many = len(inside) > MANY
    return _Group(inside[0], inside[-1], (inside[-1] - inside[0]) * SLACK * many)


def _counts(groups: list[_Group]) -> tuple[tuple[Range, ...], int]:
    """Ranges of whole numbers, both ends included, without a gap between them."""
    starts = [*(group.low for group in groups[:1]), *(edge for edge, _ in _breaks(groups))]
    ends = [*(start - 1 for start in starts[1:]), *(group.high for group in groups[-1:])]
    return tuple(Range(low, high) for low, high in zip(starts, ends, strict=True)), 0


def _measures(groups: list[_Group], *, above_zero: bool) -> tuple[tuple[Range, ...], int]:
    """Ranges that end before the next one starts; the last one includes its end."""
    inner = [(edge, decimals) for edge, decimals in _breaks(groups) if decimals <= MOST_DECIMALS]
    low, high = groups[0].low, groups[-1].high
    if low == high and round(low, MOST_DECIMALS) == low:
        return (Range(low, high),), _decimals(low)
    decimals = max([places for _, places in inner], default=min(_decimals_apart(low, high), MOST_DECIMALS))
    first, last = _down(low, decimals), -_down(-high, decimals)
    edges = [first, *(edge for edge, _ in inner), last]
    ends = range(1, len(edges))
    return tuple(
        Range(edges[at - 1], edges[at], low_open=above_zero and edges[at - 1] == 0, high_open=at < len(edges) - 1)
        for at in ends
    ), decimals


def _breaks(groups: list[_Group]) -> list[tuple[float, int]]:
    return [_between(low.high - low.slack, high.low + high.slack) for low, high in pairwise(groups)]


def _between(below: float, above: float) -> tuple[float, int]:
    """The roundest number that is more than `below` and at most `above`, and how many decimals it has.

    >>> _between(48.1, 55.5), _between(3, 4), _between(0.412, 0.4159)
    ((50.0, 0), (4.0, 0), (0.415, 3))
    """
    for power in range(MOST_DIGITS, -MOST_DECIMALS - 1, -1):
        for part in (1, 5):
            digits = -power + (part == 5)
            edge = _nearest((below + above) / 2, part, digits)
            if below < edge <= above and digits <= MOST_DECIMALS:
                return edge, max(digits, 0)
            edge = _nearest(above, part, digits, down=True)
            if below < edge <= above and digits <= MOST_DECIMALS:
                return edge, max(digits, 0)
    return above, MOST_DECIMALS + 1


def _nearest(value: float, part: int, digits: int, *, down: bool = False) -> float:
    """The multiple of `part` × 10^-`digits` nearest to the value, or the next one below it."""
    size = value / part * 10.0**digits
    return round((math.floor(size) if down else round(size)) * part / 10.0**digits, max(digits, 0))


def _decimals(value: float) -> int:
    return next(places for places in range(MOST_DECIMALS + 1) if round(value, places) == value)


def _decimals_apart(low: float, high: float) -> int:
    """With how many decimals the ends of one range differ by a fair number of steps."""
    size = high - low or abs(high) or 1.0
    return max(0, 1 - math.floor(math.log10(size)))


def _down(value: float, decimals: int) -> float:
    """The next lower number with these decimals, exactly as printed."""
    rounded = round(value, decimals)
    return rounded if rounded <= value else round(rounded - 10.0**-decimals, decimals)


def _spread(count: int) -> tuple[str, ...]:
    """As many colours as classes, as far apart on the ramp as they can be."""
    steps = len(colours.CLASSES) - 1
    if count == 1:
        return (colours.CLASSES[steps // 2],)
    return tuple(colours.CLASSES[round(index * steps / (count - 1))] for index in range(count))
