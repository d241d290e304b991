"""A number and its unit on one line: the blank between them is one at which no line breaks."""

from __future__ import annotations

import re
from functools import lru_cache

from icanalysis.wording.language import words
from icanalysis.wording.units import UNITS

NO_BREAK = "\u00a0"
LANGUAGES = ("vi", "en")


def unbroken(text: str) -> str:
    r"""The text with every number bound to the unit after it, and the words of such a unit to each other.

    >>> unbroken("trên 35 ha, 94 tỷ đồng/ha"), unbroken("15 harbours")
    ('trên 35\xa0ha, 94\xa0tỷ\xa0đồng/ha', '15 harbours')
    """
    return _units().sub(lambda found: found[0].replace(" ", NO_BREAK), text)


@lru_cache
def _units() -> re.Pattern[str]:
    """A blank after a figure, and one of the units in any language, the longest that fits."""
    known = {words(language)(unit) for unit in UNITS.values() for language in LANGUAGES}
    either = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.compile(rf"(?<=\d) (?:{either})(?!\w)")
