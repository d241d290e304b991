"""The bodies of State and Party that issue documents, in English; their Vietnamese names stand in the tables."""

from __future__ import annotations

from icanalysis.wording.places import ENGLISH

WHOLE = {
    "Chính phủ": "the Government",
    "Thủ tướng Chính phủ": "the Prime Minister",
    "Quốc hội": "the National Assembly",
    "Ban Chấp hành Trung ương Đảng": "the Party Central Committee",
}
OF_A_PLACE = {
    "Ban Thường vụ Tỉnh ủy": "the Standing Board of the Provincial Party Committee of {place}",
    "Tỉnh ủy": "the Provincial Party Committee of {place}",
    "UBND": "the People's Committee of {place}",
    "HĐND": "the People's Council of {place}",
}
"""How a name begins → its English words, with the place that follows; a longer one stands before a shorter one."""


def body_words(name: str, language: str) -> str:
    """A body as a sentence names it; one that is not known here keeps its name.

    >>> body_words("UBND tỉnh Ninh Thuận", "en"), body_words("Tỉnh ủy Ninh Thuận", "en")
    ("the People's Committee of Ninh Thuận Province", 'the Provincial Party Committee of Ninh Thuận')
    >>> body_words("Chính phủ", "en"), body_words("Chính phủ", "vi"), body_words("Cục A", "en")
    ('the Government', 'Chính phủ', 'Cục A')
    """
    if language == "vi":
        return name
    if name in WHOLE:
        return WHOLE[name]
    opening = next((one for one in OF_A_PLACE if name.startswith(f"{one} ")), None)
    return OF_A_PLACE[opening].format(place=_place(name.removeprefix(f"{opening} "))) if opening else name


def _place(written: str) -> str:
    """A place as the name of a body has it: "tỉnh Ninh Thuận" is "Ninh Thuận Province"."""
    kind = next((one for one in ENGLISH if written.startswith(f"{one.lower()} ")), None)
    return f"{written.removeprefix(f'{kind.lower()} ')} {ENGLISH[kind]}" if kind else written
