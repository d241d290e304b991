"""What can be chosen: the choices of each parameter, given the others.

A view module names its controls in `CONTROLS`; the bar on screen, the strict front of a run and the command
line all ask the same functions. A choice is a value and the words a planner reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import polars as pl

from icanalysis.schemas import terms
from icanalysis.sources.tables import load
from icanalysis.style.numbers import day
from icanalysis.wording.language import LANGUAGES, NATIVE_NAMES, words
from icanalysis.wording.places import name_words, place_words

Parameters = Mapping[str, str]
Choices = dict[str, str]
Control = Callable[[Parameters], Choices]

WHOLE_COUNTRY = "VN"
EVERYWHERE = "all"
"""All places of the workspace together, of both editions."""

BELOW_A_PROVINCE = ("district", "commune")


def languages(parameters: Parameters) -> Choices:
    """The languages of the suite by their own names."""
    return {language: NATIVE_NAMES[language] for language in LANGUAGES}


def editions(parameters: Parameters) -> Choices:
    """The editions of the country."""
    _ = words(parameters["language"])
    until = {"2024": _("2024: with districts"), "2025": _("2025: without districts")}
    return {edition: until[edition] for edition in terms.EDITIONS}


def places(parameters: Parameters) -> Choices:
    """The places of the edition that have a dated observation: code → name with its type."""
    seen = load("observations").filter(pl.col("window_end").is_not_null()).select("edition", "place_code").unique()
    return (
        load("places")
        .filter(pl.col("edition") == parameters["edition"])
        .join(seen, on=["edition", "place_code"], how="semi")
        .sort(pl.col("level").cast(pl.String) != "province", "place_code", maintain_order=True)
        .select("place_code", pl.concat_str("full_name", pl.lit(" ("), "place_code", pl.lit(")")))
        .collect()
        .pipe(_as_choices)
    )


def dates(parameters: Parameters) -> Choices:
    """The days on which a window of the place ends, latest first."""
    ends = (
        load("observations")
        .filter(
            pl.col("edition") == parameters["edition"],
            pl.col("place_code") == parameters["place"],
            pl.col("window_end").is_not_null(),
        )
        .select(pl.col("window_end").unique().sort(descending=True))
        .collect()["window_end"]
        .to_list()
    )
    return {end.isoformat(): day(end, parameters["language"]) for end in ends}


def as_day(as_of: str) -> date:
    """The date behind a date parameter, year-month-day; the controls offer no other text."""
    return date.fromisoformat(as_of)


def place_name(edition: str, place: str, language: str = "vi") -> str:
    """The name of a place with its type, such as "Tỉnh Tuyên Quang", in English "Tuyên Quang Province"."""
    named = load("places").filter(pl.col("edition") == edition, pl.col("place_code") == place)
    full_name, place_type = named.select("full_name", "place_type").collect().row(0)
    return name_words(full_name, place_type=place_type, language=language)


def place_in_words(edition: str, place: str, language: str) -> str:
    """A place as a sentence names it, a district or a commune with what it lies in: "huyện Sơn Dương, tỉnh …"."""
    if place == EVERYWHERE:
        _ = words(language)
        return _("all places")
    known = load("places").filter(pl.col("edition") == edition)
    columns = ("full_name", "place_type", "level", "parent_code")
    chain, code = [], place
    while not chain or chain[-1]["level"] in BELOW_A_PROVINCE:
        chain.append(known.filter(pl.col("place_code") == code).select(columns).collect().row(0, named=True))
        code = chain[-1]["parent_code"]
    return ", ".join(place_words(one["full_name"], place_type=one["place_type"], language=language) for one in chain)


def parent_of(edition: str, place: str) -> str:
    """The code of the place that a place lies in: its province, or the country."""
    below = load("places").filter(pl.col("edition") == edition, pl.col("place_code") == place)
    return below.select("parent_code").collect().item()


def _as_choices(pairs: pl.DataFrame) -> Choices:
    return dict(pairs.rows())
