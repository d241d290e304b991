"""What is asked of the generator, held to what it can do before anything is written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from icanalysis.demo.places import most_places
from icanalysis.errors import BadParameter, Phrase

FIRST_YEAR, LAST_YEAR = 2000, 2050
MOST_PRODUCTS = 30_000
MOST_OBSERVATIONS = 100_000_000
FORMATS = ("parquet", "csv")
YEARS = re.compile(r"^(\d{4})-(\d{4})$")


@dataclass(frozen=True)
class Asked:
    """Seed and size of a demo; everything else follows from them."""

    seed: int
    places: int
    """Places of edition 2024 with figures: provinces, each followed by its districts, and after them communes."""
    first_year: int
    last_year: int
    products: int
    """Main products at least; more are simulated until `observations` is reached."""
    observations: int | None
    """So many observations exactly; as many as places, years and products make when left out."""
    file_format: str

    @property
    def years(self) -> range:
        """The years from the first to the last."""
        return range(self.first_year, self.last_year + 1)


def asked(*, seed: int, places: int, years: str, products: int, observations: int | None, file_format: str) -> Asked:
    """What was asked, or why it cannot be had.

    Raises:
        BadParameter: names the argument, what was given, what is possible.
    """
    first, last = _years(years)
    most = most_places()
    _hold("--seed", seed, 0, 2**63 - 1, "")
    _hold("--places", places, 1, most, Phrase(" So many provinces, districts and communes has edition 2024."))
    _hold("--products", products, 1, MOST_PRODUCTS, "")
    if observations is not None:
        _hold("--observations", observations, 1, MOST_OBSERVATIONS, "")
    if file_format not in FORMATS:
        raise BadParameter(
            Phrase(
                "--format {file_format!r} is not known. Choose one of: {formats}.",
                file_format=file_format,
                formats=", ".join(FORMATS),
            )
        )
    return Asked(seed, places, first, last, products, observations, file_format)


def _years(given: str) -> tuple[int, int]:
    found = YEARS.match(given)
    if found is None:
        raise BadParameter(
            Phrase("--years {given!r} is no span of years. Write the first and the last: 2016-2025.", given=given)
        )
    first, last = int(found[1]), int(found[2])
    if first > last:
        raise BadParameter(
            Phrase(
                "--years {given!r} runs backwards. Did you mean {last}-{first}?", given=given, last=last, first=first
            )
        )
    if first < FIRST_YEAR or last > LAST_YEAR:
        raise BadParameter(
            Phrase(
                "--years {given!r} cannot be had: from {first_year} to {last_year}.",
                given=given,
                first_year=FIRST_YEAR,
                last_year=LAST_YEAR,
            )
        )
    return first, last


def _hold(name: str, given: int, least: int, most: int, why: str) -> None:
    if not least <= given <= most:
        raise BadParameter(
            Phrase(
                "{name} {given} cannot be had: from {least:,} to {most:,}.{why}",
                name=name,
                given=given,
                least=least,
                most=most,
                why=why,
            )
        )
