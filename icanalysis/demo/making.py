"""A whole demo: the small tables at once, the observations in pieces of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import chain, count, islice
from pathlib import Path

import polars as pl

from icanalysis.demo import plans, projects, relations, supervision, yearly, zones
from icanalysis.demo.asked import Asked
from icanalysis.demo.figures import Figures
from icanalysis.demo.flows import product
from icanalysis.demo.indicators import indicators
from icanalysis.demo.places import Grounds, grounds, register
from icanalysis.demo.rows import as_rows, rows_of
from icanalysis.demo.sources import sources
from icanalysis.demo.writing import replaced, write, write_recipe
from icanalysis.errors import BadParameter, Phrase
from icanalysis.sources.published import published

PIECE = 400_000
"""Months of all series and places of a piece, about: what bounds the memory."""
MOST_NUMBERS = 45_000
"""Products that the order of a page can number."""


def make(asked: Asked, out: Path) -> int:
    """Writes the demo and returns the number of observations; the folder is replaced whole or not at all.

    Raises:
        BadParameter: when fewer observations are asked for than places, years and products make, or too many for them.
        CannotWrite: when the folder is no demo, or cannot be written.
    """
    with replaced(out) as folder:
        rows = _Demo(asked, grounds(asked.places), folder).write()
        write_recipe(folder, _recipe(asked))
    return rows


def _recipe(asked: Asked) -> dict[str, str | int]:
    told = {"seed": asked.seed, "places": asked.places, "years": f"{asked.first_year}-{asked.last_year}"}
    told |= {"products": asked.products}
    told |= {} if asked.observations is None else {"observations": asked.observations}
    return told | {"format": asked.file_format, "icanalysis": version("icanalysis")}


class _Demo:
    """The tables of one demo, each written when all that it needs is there."""

    def __init__(self, asked: Asked, where: Grounds, folder: Path) -> None:
        self.asked, self.where, self.folder = asked, where, folder
        self.figures = Figures(asked, where)
        self.made = 0
        """Products so far."""
        self.totals = [self.figures.flow_totals()]
        """What is planned for: years of the flows, and of the products that were asked for."""

    def write(self) -> int:
        """Writes every table; returns the number of observations."""
        wrong = relations.mistakes(self.asked)
        flows = self.figures.flow_statements()
        plan = plans.yearly_targets(self.totals[0], self.asked)
        flows = relations.with_percentages(flows, plan, self.where, wrong)
        years = rows_of("observations", yearly.of_provinces(self.figures.flows, self.asked, self.where))
        rows = self._write("observations", self._observations(flows, years))
        five_years = plans.five_year_targets(self.totals[0], self.asked, self.where)
        self._write("targets", [*(plans.yearly_targets(part, self.asked) for part in self.totals), five_years])
        self._write_rows("claims", relations.claims(pl.concat([flows, years]), self.asked, self.where, wrong))
        estate = zones.zones_of(self.asked, self.where)
        statuses = zones.statuses_of(estate, self.asked, wrong)
        self._write_rows("zones", estate)
        self._write_rows("zone_status", statuses)
        self._write_rows("zone_statistics", zones.statistics_of(estate, statuses, self.where))
        self._write_rows("projects", projects.projects_of(estate, self.asked))
        self._write_rows("sources", sources(self.asked))
        self._write_rows("documents", plans.documents(self.asked, self.where))
        self._write_rows("indicators", indicators(product(at, seed=self.asked.seed) for at in range(self.made)))
        self._write_rows("findings", supervision.findings(self.asked, self.where))
        self._write_rows("recommendations", supervision.recommendations(self.asked, self.where))
        self._write("places", [as_rows(register().lazy(), "places").collect()])
        self._write("place_changes", [as_rows(published("place_changes"), "place_changes").collect()])
        self._write_rows("former_names", [])
        self._write("wrong_on_purpose", [pl.DataFrame(wrong.made, schema=relations.WRONG_SCHEMA).sort("check_id")])
        return rows

    def _write(self, name: str, frames: Iterable[pl.DataFrame]) -> int:
        return write(frames, self.folder, name, self.asked.file_format)

    def _write_rows(self, name: str, rows: Iterable[dict]) -> None:
        self._write(name, [rows_of(name, rows)])

    def _observations(self, flows: pl.DataFrame, years: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Flows, what is said of years, the products asked for; then further ones until there are enough."""
        rows, wanted = 0, self.asked.observations
        for frame in chain([flows, years], self._products(range(self.asked.products))):
            rows += frame.height
            yield frame
        if wanted is None:
            return
        if wanted < rows:
            raise BadParameter(
                Phrase(
                    "--observations {wanted} is fewer than the {rows} that these places, years and products "
                    "make. Ask for fewer of them, or leave --observations out.",
                    wanted=wanted,
                    rows=rows,
                )
            )
        for frame in self._products(count(self.asked.products)):
            if rows >= wanted:
                return
            yield frame.head(wanted - rows)
            rows += frame.height

    def _products(self, numbers: Iterable[int]) -> Iterator[pl.DataFrame]:
        """The statements about products, so many at once as the memory is meant to hold."""
        left = iter(numbers)
        at_once = max(1, PIECE // self.figures.cells)
        while piece := list(islice(left, at_once)):
            self.made = self._counted(piece)
            yield from self._statements_about(piece)

    def _statements_about(self, numbers: Sequence[int]) -> Iterator[pl.DataFrame]:
        about = self.figures.products(numbers)
        if numbers[-1] < self.asked.products:
            self.totals.append(about.totals())
        yield from about.statements()
        yield rows_of("observations", about.yearly())

    def _counted(self, numbers: Sequence[int]) -> int:
        if numbers[-1] >= MOST_NUMBERS:
            raise BadParameter(
                Phrase(
                    "--observations {observations} would need more than {most_numbers:,} products in {places} "
                    "places. Ask for more --places or --years.",
                    observations=self.asked.observations,
                    most_numbers=MOST_NUMBERS,
                    places=self.asked.places,
                )
            )
        return numbers[-1] + 1
