"""True tables, printed the way press texts print: rounded half up, cut down after "trên", up after "gần".

Everything is drawn from one seed and computed in decimal fractions, so a table that is true stays true to
the last digit and every failure can be repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from random import Random

from icanalysis.schemas import terms
from tests.transforms.frames import Row

TABLES = 120
CUT = {"exact": ROUND_HALF_UP, "over": ROUND_DOWN, "nearly": ROUND_UP}
COUNTED = tuple(unit for unit in terms.COUNTED_UNITS if unit != "rank")
NOW = {"window_start": date(2021, 1, 1), "window_end": date(2021, 9, 30)}
BEFORE = {"window_start": date(2020, 1, 1), "window_end": date(2020, 9, 30)}
QUALIFIER_REACH = Decimal("0.05")
SHOWN = (
    "check_id",
    "printed",
    "printed_qualifier",
    "figure",
    "figure_qualifier",
    "base",
    "base_qualifier",
    "years",
    "parts",
    "computed_low",
    "computed",
    "computed_high",
    "printed_low",
    "printed_high",
)
"""What a failure shows of a check."""


@dataclass(frozen=True)
class Press:
    """A paper with its habits: which words it puts before figures, and how far it rounds them."""

    random: Random
    qualified: float = 0.4

    def truth(self, least: float = 2, most: float = 1e6) -> Decimal:
        """A true figure with three decimals, of any size between the two."""
        low, high = (Decimal(str(end)).ln() for end in (least, most))
        share = Decimal(str(self.random.random()))
        return (low + (high - low) * share).exp().quantize(Decimal("0.001"), ROUND_HALF_UP)

    def share(self, most: int = 2_000) -> Decimal:
        return Decimal(self.random.randint(50, most)) / 1_000

    def figure(self, true: Decimal) -> Row:
        """value and qualifier: 0 or 1 decimals, or two digits and more with zeros behind; nobody writes "over 0"."""
        word, rounding = self._habit()
        leading = _cut(true, Decimal(1).scaleb(true.adjusted()), rounding)
        size = self.random.choice([-1, 0, max(0, true.adjusted() - self.random.randint(1, 4))])
        rounder = word != "exact" and abs(leading - true) <= abs(true) * QUALIFIER_REACH * Decimal("0.9")
        printed = leading if rounder else _cut(true, Decimal(1).scaleb(size), rounding)
        if printed == 0:
            return {"value": float(_cut(true, Decimal(1).scaleb(size), ROUND_HALF_UP)), "qualifier": "exact"}
        return {"value": float(printed), "qualifier": word}

    def count(self, true: Decimal) -> Row:
        """A count: every one of them, or a rounder number after a word that says so."""
        word, rounding = self._habit()
        size = 0 if word == "exact" else max(0, true.adjusted() - self.random.randint(1, 2))
        return {"value": float(_cut(true, Decimal(1).scaleb(size), rounding)), "qualifier": word}

    def percentage(self, true: Decimal) -> str:
        """A percentage with 0, 1 or 2 decimals."""
        return str(_cut(true, Decimal(1).scaleb(-self.random.randint(0, 2)), ROUND_HALF_UP))

    def claim(self, true: Decimal) -> Row:
        """A printed number with a word before it, or an exact one."""
        word, rounding = self._habit()
        digit = Decimal(1).scaleb(-self.random.randint(0, 2))
        cut = _cut(true, digit, rounding)
        if cut == 0:
            return {"printed": str(_cut(true, digit, ROUND_HALF_UP)), "qualifier": "exact"}
        return {"printed": str(cut), "qualifier": word}

    def _habit(self) -> tuple[str, str]:
        """A word, and how a figure is cut after it."""
        others = ("over", "nearly", "about")
        word = self.random.choice(others) if self.random.random() < self.qualified else "exact"
        return word, CUT.get(word) or self.random.choice([ROUND_FLOOR, ROUND_CEILING])


def _cut(true: Decimal, digit: Decimal, rounding: str) -> Decimal:
    return (true / digit).quantize(Decimal(1), rounding) * digit


def numbered() -> Iterator[tuple[int, Row]]:
    """Tables that know nothing of each other: each has its own indicator."""
    return ((number, {"indicator_id": f"i{number}"}) for number in range(TABLES))
