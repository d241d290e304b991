"""Names of places inside a sentence: "huyện Sơn Dương" in Vietnamese, "Sơn Dương District" in English."""

from __future__ import annotations

ENGLISH = {
    "Tỉnh": "Province",
    "Thành phố": "City",
    "Quận": "Urban District",
    "Huyện": "District",
    "Thị xã": "Town",
    "Phường": "Ward",
    "Xã": "Commune",
    "Thị trấn": "Township",
    "Đặc khu": "Special Zone",
}
"""Type of a place → its English word; a type that is not here stays as it is."""


def name_words(full_name: str, *, place_type: str, language: str) -> str:
    """A name with its type, as it stands alone: as the law writes it, or in English.

    >>> [name_words("Huyện Sơn Dương", place_type="Huyện", language=one) for one in ("vi", "en")]
    ['Huyện Sơn Dương', 'Sơn Dương District']
    """
    return full_name if language == "vi" else place_words(full_name, place_type=place_type, language=language)


def place_words(full_name: str, *, place_type: str, language: str) -> str:
    """A name with its type, as a sentence has it; a ward with a number keeps its type before it.

    >>> place_words("Tỉnh Tuyên Quang", place_type="Tỉnh", language="vi")
    'tỉnh Tuyên Quang'
    >>> place_words("Tỉnh Tuyên Quang", place_type="Tỉnh", language="en")
    'Tuyên Quang Province'
    >>> place_words("Phường 1", place_type="Phường", language="en")
    'Ward 1'
    """
    if not place_type or not full_name.startswith(f"{place_type} "):
        return full_name
    name = full_name.removeprefix(f"{place_type} ")
    if language == "vi":
        return f"{place_type.lower()} {name}"
    kind = ENGLISH.get(place_type, place_type)
    return f"{kind} {name}" if name.isdecimal() else f"{name} {kind}"
