"""Monthly figures of many series in many places at once, each level of places adding up to the one above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from icanalysis.demo.asked import Asked
from icanalysis.demo.calibration import in_units, over_months, over_places, path, published_totals
from icanalysis.demo.chance import chance
from icanalysis.demo.flows import Flow, Product, share_of_output
from icanalysis.demo.places import Grounds
from icanalysis.demo.seasons import of_months

MONTH_NOISE, PLACE_NOISE, PLACE_SPREAD = 0.05, 0.08, 0.7
MAKES = 0.45
"""How likely a district is to make a product of its province."""


@dataclass(frozen=True)
class Panel:
    """Units of the last printed digit by series, place and month; a place that does not print a series is masked."""

    provinces: np.ndarray
    """[series, provinces, months]"""
    districts: np.ndarray
    communes: np.ndarray
    in_districts: np.ndarray
    """[series, districts]: whether it is printed there; communes print what their district prints."""


def of_flows(flows: Sequence[Flow], asked: Asked, grounds: Grounds) -> Panel:
    """The flows, their years as published where they are."""
    totals = np.stack([_totals(flow, asked, grounds) for flow in flows])
    weights = np.stack([_months(flow.indicator_id, flow.season, flow.growth, asked, grounds) for flow in flows])
    below = np.array([[flow.below] * len(grounds.districts) for flow in flows])
    names = [flow.indicator_id for flow in flows]
    return _panel(names, over_months(totals, weights), below, asked, grounds)


def of_products(products: Sequence[tuple[int, Product]], output: np.ndarray, asked: Asked, grounds: Grounds) -> Panel:
    """Quantities of products, each a part of all output at the prices of 2010.

    output: that of the provinces by month, in units of one decimal [provinces, months]. Products go with their numbers.
    """
    yearly = output.reshape(len(grounds.provinces), -1, 12).sum(axis=2) / 10
    totals, makers = [], []
    for number, product in products:
        luck = chance(asked.seed, "product", number)
        drift = np.exp(np.cumsum(0.05 * luck.standard_normal(yearly.shape), axis=1))
        totals.append(in_units(share_of_output(number) * yearly * drift * 1_000 / product.price_vnd_m, 0))
        makers.append(_makers(luck, grounds))
    weights = [_months(product.indicator_id, product.season, 0.08, asked, grounds) for _number, product in products]
    names = [product.indicator_id for _number, product in products]
    return _panel(names, over_months(np.stack(totals), np.stack(weights)), np.stack(makers), asked, grounds)


def at_prices_of_2010(quantities: np.ndarray, products: Sequence[Product]) -> np.ndarray:
    """Output in units of 0.1 tỷ đồng: quantity × price of 2010, each month rounded by itself."""
    prices = np.array([product.price_vnd_m for product in products])
    return in_units(quantities * prices[:, None, None] / 1_000, 1)


def new_communes(output: np.ndarray, codes: Sequence[str], name: str, asked: Asked) -> np.ndarray:
    """A series of a province of 2025 in its communes: [months] → [1, communes, months]."""
    luck = chance(asked.seed, f"communes of 2025 {codes[0]} {name}")
    size = np.exp(PLACE_SPREAD * luck.standard_normal((1, len(codes), 1)))
    weight = size * np.exp(PLACE_NOISE * luck.standard_normal((1, len(codes), len(output))))
    return over_places(output[None, None, :], weight, np.zeros(len(codes), dtype=np.int64))


def _panel(names: list[str], provinces: np.ndarray, in_districts: np.ndarray, asked: Asked, grounds: Grounds) -> Panel:
    weight = _sizes(names, "districts", len(grounds.districts), provinces.shape[2], asked) * in_districts[:, :, None]
    districts = over_places(provinces, weight, grounds.district_parents)
    weight = _sizes(names, "communes", len(grounds.communes), provinces.shape[2], asked)
    return Panel(provinces, districts, over_places(districts, weight, grounds.commune_parents), in_districts)


def _totals(flow: Flow, asked: Asked, grounds: Grounds) -> np.ndarray:
    """Yearly totals of the provinces in units [provinces, years]; others than the first are smaller or larger."""
    rows = []
    for number, code in enumerate(grounds.provinces):
        size = 1.0 if number == 0 else float(chance(asked.seed, f"size of {code}").uniform(0.2, 1.6))
        known = published_totals(flow.indicator_id, code, price_basis=flow.price_basis)
        luck = chance(asked.seed, f"{flow.indicator_id} of {code}")
        rows.append(path(asked.years, level=flow.level * size, growth=flow.growth, known=known, luck=luck))
    return in_units(np.stack(rows), flow.decimals)


def _months(name: str, season: tuple[float, ...], growth: float, asked: Asked, grounds: Grounds) -> np.ndarray:
    """Weights of the months of the provinces [provinces, months]."""
    shape = of_months(season, years=len(asked.years), growth=growth)
    luck = chance(asked.seed, f"months of {name}")
    return shape * np.exp(MONTH_NOISE * luck.standard_normal((len(grounds.provinces), shape.size)))


def _sizes(names: list[str], level: str, places: int, months: int, asked: Asked) -> np.ndarray:
    """Weights of the places of a level [series, places, months]: a size that lasts, and chance in each month."""
    drawn = np.empty((len(names), places, months))
    for at, name in enumerate(names):
        luck = chance(asked.seed, f"{level} of {name}")
        size = np.exp(PLACE_SPREAD * luck.standard_normal((places, 1)))
        drawn[at] = size * np.exp(PLACE_NOISE * luck.standard_normal((places, months)))
    return drawn


def _makers(luck: np.random.Generator, grounds: Grounds) -> np.ndarray:
    """The districts that make a product: by chance, and in each province the first of them where chance gave none."""
    makes = luck.random(len(grounds.districts)) < MAKES
    for province in range(len(grounds.provinces)):
        own = np.flatnonzero(grounds.district_parents == province)
        makes[own[0]] |= not makes[own].any()
    return makes
