"""Which figures of a document somebody means who types one as it is read: "-5,3", "9.200", "9200", "96,45 %"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from icanalysis.errors import nearest
from icanalysis.style.numbers import MINUS

NUMBER = re.compile(r"[-+]?\d[\d.,]*")
SIGNS = str.maketrans({MINUS: "-", "–": "-", "‑": "-", "\u00a0": None, "\u202f": None, " ": None})
"""How a minus is typed or printed, and the spaces that stand in a number or before its unit."""

MARKS = {"vi": (".", ","), "en": (",", ".")}
"""Language → its marks between thousands and before decimals."""

MOST_NEAR = 5


def figures_meant(given: str, figures: Sequence[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """The figures with a key, else those that are printed so, else those that print the same number.

    A number is read as the language of the document writes it, and only where no figure is printed so as the other one
    does; with a percent sign it is a percentage.

    >>> printed = [{"key": "a", "text": "9.200"}, {"key": "b", "text": "−5,3"}, {"key": "c", "text": "trên 96,45%"}]
    >>> [[one["key"] for one in figures_meant(text, printed, "vi")] for text in ("9200", "-5,3", "96.45 %", "9,2")]
    [['a'], ['b'], ['c'], []]
    """
    for name in ("key", "text"):
        if found := [one for one in figures if one[name] == given]:
            return found
    for reading in (language, *(other for other in MARKS if other != language)):
        number = _number(given, reading)
        found = [one for one in figures if number is not None and number in numbers_in(one["text"], language)]
        if "%" in given:
            found = [one for one in found if "%" in one["text"] or one["unit"] == "pct"]
        if found:
            return found
    return []


def nearest_figures(given: str, figures: Sequence[dict[str, Any]], language: str) -> Iterator[str]:
    """The keys of those near, each with its text: nearest in number, or those that hold what was given, or alike."""
    said = {one["key"]: f"'{one['key']}' ({one['text']})" for one in figures}
    holding = [one["key"] for one in figures if given in one["key"] or given in one["text"]]
    keys = _by_number(given, figures, language) or holding or nearest(given, said, most=MOST_NEAR)
    yield from (said[key] for key in list(dict.fromkeys(keys))[:MOST_NEAR])


def numbers_in(text: str, language: str) -> list[float]:
    """The numbers of a printed text.

    >>> numbers_in("trên 9.200,5 đến 12%", "vi")
    [9200.5, 12.0]
    """
    found = (_read(one, language) for one in NUMBER.findall(text.translate(SIGNS)))
    return [number for number in found if number is not None]


def _number(given: str, language: str) -> float | None:
    """What was typed as one number and perhaps a percent sign; None where it is anything else."""
    plain = given.translate(SIGNS).removesuffix("%")
    return _read(plain, language) if NUMBER.fullmatch(plain) else None


def _read(text: str, language: str) -> float | None:
    thousands, decimal = MARKS[language]
    whole, _, rest = text.rstrip(".,").partition(decimal)
    grouped = whole.split(thousands)
    if (not rest.isdecimal() and rest) or any(len(part) != 3 for part in grouped[1:]):
        return None
    return float(f"{''.join(grouped)}.{rest or 0}")


def _by_number(given: str, figures: Sequence[dict[str, Any]], language: str) -> list[str]:
    """The keys of the figures whose numbers are nearest to the one given; none where no number was given."""
    number = next((found for reading in MARKS if (found := _number(given, reading)) is not None), None)
    if number is None:
        return []
    far = {
        one["key"]: min(abs(number - one_number) for one_number in found)
        for one in figures
        if (found := numbers_in(one["text"], language))
    }
    return sorted(far, key=far.__getitem__)[:MOST_NEAR]
