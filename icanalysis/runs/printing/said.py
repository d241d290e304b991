"""The parameters of a run in words: a ledger holds them as codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from icanalysis.errors import UserError
from icanalysis.sources.tables import load
from icanalysis.style.numbers import day
from icanalysis.views.controls import EVERYWHERE
from icanalysis.views.zone_controls import MEASURES
from icanalysis.wording.editions import short_edition
from icanalysis.wording.language import NATIVE_NAMES, words
from icanalysis.wording.places import name_words

Names = Mapping[tuple[str, str], tuple[str, str]]
"""Edition and code of a place → its full name and its type."""


def names_of_places() -> Names:
    """The names of all places; none where the tables cannot be read: then codes have to do."""
    try:
        columns = (pl.col("edition").cast(pl.String), "place_code", "full_name", "place_type")
        rows = load("places").select(*columns).collect().rows()
    except UserError:
        return {}
    return {(edition, code): (name, kind) for edition, code, name, kind in rows}


def in_words(parameters: Mapping[str, object], names: Names, language: str) -> Iterator[tuple[str, str]]:
    """Each parameter with its value as a reader reads it; one without words of its own stays as it is.

    >>> known = {("2024", "08"): ("Tỉnh Tuyên Quang", "Tỉnh")}
    >>> [said for _, said in in_words({"edition": "2024", "place": "08", "as_of": "2021-07-31"}, known, "vi")]
    ['địa giới 2024', 'Tỉnh Tuyên Quang (08)', '31/07/2021']
    """
    _ = words(language)
    for name, value in parameters.items():
        text = str(value)
        if name == "place" and text == EVERYWHERE:
            text = _("All places")
        elif name == "place" and (spot := (str(parameters.get("edition", "")), text)) in names:
            full_name, kind = names[spot]
            text = f"{name_words(full_name, place_type=kind, language=language)} ({text})"
        elif name == "measure":
            text = _(MEASURES.get(text, text))
        elif name == "edition":
            text = short_edition(text, language)
        elif name == "as_of" and _is_day(text):
            text = day(date.fromisoformat(text), language)
        elif name == "language":
            text = NATIVE_NAMES.get(text, text)
        yield name, text


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
