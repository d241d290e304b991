"""Which choices are near to what was typed: a code without its zero, a name without accents, a date close by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from icanalysis.errors import nearest
from icanalysis.transforms.names import folded


def near_keys(given: str, choices: Mapping[str, str], *, most: int) -> list[str]:
    """Keys of the nearest choices, best first; the choices map a value to its words.

    >>> near_keys("8", {"08": "Tỉnh Tuyên Quang (08)", "22": "Tỉnh Quảng Ninh (22)"}, most=2)
    ['08']
    >>> near_keys("tuyen quang", {"08": "Tỉnh Tuyên Quang (08)", "22": "Tỉnh Quảng Ninh (22)"}, most=1)
    ['08']
    """
    padded = [key for key in choices if given.isdecimal() and key.isdecimal() and int(key) == int(given)]
    found = padded or _by_date(given, choices) or _by_words(given, choices) or nearest(given, choices, most=most)
    return found[:most]


def _by_date(given: str, choices: Mapping[str, str]) -> list[str]:
    """The dates nearest in time, when both sides are dates."""
    try:
        wanted = date.fromisoformat(given)
        days = {key: abs((date.fromisoformat(key) - wanted).days) for key in choices}
    except ValueError:
        return []
    return sorted(days, key=days.__getitem__)


def _by_words(given: str, choices: Mapping[str, str]) -> list[str]:
    """Choices whose words hold the given ones, then those whose words are alike; as `folded` reads both."""
    words = pl.DataFrame({"words": [given, *choices.values()]}).select(folded(pl.col("words")))
    asked, *told = words.to_series().to_list()
    said = dict(zip(choices, told, strict=True))
    holding = [key for key, text in said.items() if len(asked) > 2 and asked in text]
    alike = nearest(asked, said.values())
    return holding or [key for near in alike for key, text in said.items() if text == near]
