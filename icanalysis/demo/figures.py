"""The figures of the demo as a source prints them: flows, and products piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from icanalysis.demo import panel, yearly
from icanalysis.demo.asked import Asked
from icanalysis.demo.flows import FLOWS, Product, product
from icanalysis.demo.indicators import OUTPUT_OF
from icanalysis.demo.panel import Panel
from icanalysis.demo.places import NEW, OLD, Grounds
from icanalysis.demo.statements import Printed, statements, year_totals

REFORM_YEAR = 2025
PLANNED_BELOW = "gross_output"
"""What districts and communes have plans for; a province has one for every flow and product."""
PRINTED_FLOWS = Printed(
    [flow.indicator_id for flow in FLOWS], [flow.price_basis for flow in FLOWS], [flow.decimals for flow in FLOWS]
)


@dataclass(frozen=True)
class Level:
    """Figures of several series in the places of a level and edition."""

    units: np.ndarray
    """[series, places, months]"""
    places: Sequence[str]
    edition: str
    shown: np.ndarray
    """[series, places]: what is printed."""


class Figures:
    """All figures of a demo; those of products are drawn when they are asked for."""

    def __init__(self, asked: Asked, where: Grounds) -> None:
        self.asked, self.where = asked, where
        self.flows = panel.of_flows(FLOWS, asked, where)
        self.flow_levels = [*self.levels(self.flows), *self._new_communes()]

    @property
    def cells(self) -> int:
        """Months of one series in all places of the largest level."""
        places = max(len(self.where.provinces), len(self.where.districts), len(self.where.communes))
        return places * 12 * len(self.asked.years)

    def flow_statements(self) -> pl.DataFrame:
        """Observations of the flows at every level of both editions."""
        return pl.concat(self.printed(level, PRINTED_FLOWS) for level in self.flow_levels)

    def flow_totals(self) -> pl.DataFrame:
        """Whole years of what is planned for: all flows of provinces, output below them."""
        return pl.concat(self.totals(level, PRINTED_FLOWS) for level in self.flow_levels)

    def products(self, numbers: Sequence[int]) -> About:
        """The figures of some products."""
        return About(self, numbers)

    def levels(self, drawn: Panel) -> Iterator[Level]:
        """Provinces, districts, communes of 2024, and the provinces of 2025 that were made of these provinces."""
        where, every = self.where, np.ones(drawn.provinces.shape[:2], dtype=bool)
        yield Level(drawn.provinces, where.provinces, OLD, every)
        yield Level(drawn.districts, where.districts, OLD, drawn.in_districts & self._chosen(where.districts))
        in_communes = drawn.in_districts[:, where.commune_parents]
        yield Level(drawn.communes, where.communes, OLD, in_communes & self._chosen(where.communes))
        if where.merged and self.asked.last_year >= REFORM_YEAR:
            units = np.stack([self._sum(drawn, olds) for olds in where.merged.values()], axis=1)
            yield Level(units, list(where.merged), NEW, np.ones(units.shape[:2], dtype=bool))

    def _new_communes(self) -> Iterator[Level]:
        """The communes of 2025: what districts and communes of 2024 print, of the month sums of their new province."""
        if self.asked.last_year < REFORM_YEAR:
            return
        for new, codes in self.where.new_communes.items():
            whole = self._sum(self.flows, self.where.merged[new])
            units = np.zeros((len(FLOWS), len(codes), whole.shape[1]), dtype=np.int64)
            for at, flow in enumerate(FLOWS):
                if flow.below:
                    units[at] = panel.new_communes(whole[at], codes, flow.indicator_id, self.asked)[0]
            below = np.array([[flow.below] * len(codes) for flow in FLOWS])
            yield Level(units, codes, NEW, below)

    def _sum(self, drawn: Panel, olds: Sequence[str]) -> np.ndarray:
        """Provinces of 2024 added up: [series, months]."""
        return drawn.provinces[:, [self.where.provinces.index(code) for code in olds], :].sum(axis=1)

    def _chosen(self, codes: Sequence[str]) -> np.ndarray:
        return np.array([code in self.where.chosen for code in codes], dtype=bool)[None, :]

    def printed(self, level: Level, printed: Printed) -> pl.DataFrame:
        """The observations of a level."""
        return statements(
            level.units,
            printed,
            places=level.places,
            edition=level.edition,
            first_year=self.asked.first_year,
            last_year=self.asked.last_year,
            shown=level.shown,
        )

    def totals(self, level: Level, printed: Printed) -> pl.DataFrame:
        """Of provinces every series is planned, below them output only; the new units plan from the reform on."""
        totals = year_totals(
            level.units,
            printed,
            places=level.places,
            edition=level.edition,
            first_year=self.asked.first_year,
            shown=level.shown,
        )
        is_province = pl.col("place_code").str.len_chars() == 2
        in_time = (pl.col("edition") == OLD) | (pl.col("year") >= REFORM_YEAR)
        return totals.filter(is_province | (pl.col("indicator_id") == PLANNED_BELOW), in_time)


class About:
    """Figures of some products: quantities at every level, output at constant prices, capacity and price."""

    def __init__(self, figures: Figures, numbers: Sequence[int]) -> None:
        self.figures, asked, where = figures, figures.asked, figures.where
        made = [(number, product(number, seed=asked.seed)) for number in numbers]
        self.products: list[Product] = [one for _number, one in made]
        self.quantities = panel.of_products(made, figures.flows.provinces[0], asked, where)
        names = [one.indicator_id for one in self.products]
        self.printed = Printed(names, ["not_applicable"] * len(names), [0] * len(names))
        outputs = [OUTPUT_OF.format(name) for name in names]
        self.printed_output = Printed(outputs, ["constant_2010"] * len(names), [1] * len(names))

    def statements(self) -> Iterator[pl.DataFrame]:
        """Observations of the quantities at every level, and of the output of the provinces."""
        for level in self.figures.levels(self.quantities):
            yield self.figures.printed(level, self.printed)
        provinces = self.quantities.provinces
        output = panel.at_prices_of_2010(provinces, self.products)
        shown = np.ones(provinces.shape[:2], dtype=bool)
        level = Level(output, self.figures.where.provinces, OLD, shown)
        yield self.figures.printed(level, self.printed_output)

    def totals(self) -> pl.DataFrame:
        """Whole years of the quantities of provinces."""
        return pl.concat(self.figures.totals(level, self.printed) for level in self.figures.levels(self.quantities))

    def yearly(self) -> Iterator[dict]:
        """Observations of capacity and price."""
        figures = self.figures
        return yearly.of_products(self.products, self.quantities.provinces, figures.asked, figures.where)
