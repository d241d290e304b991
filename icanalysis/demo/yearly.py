"""What is said of a whole year: growth, ranks, what stands at its end; and the capacity and price of products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from icanalysis.demo.asked import Asked
from icanalysis.demo.chance import chance
from icanalysis.demo.flows import FLOWS, Product
from icanalysis.demo.indicators import CAPACITY_OF, PRICE_OF
from icanalysis.demo.panel import Panel
from icanalysis.demo.places import OLD, Grounds
from icanalysis.demo.sources import FIGURES

LAST_OLD_YEAR = 2024
"""The last whole year of the provinces of edition 2024."""
_NAMES = [flow.indicator_id for flow in FLOWS]
OUTPUT, NEWLY, DISSOLVED = (
    _NAMES.index(name) for name in ("gross_output", "enterprises_newly_registered", "enterprises_dissolved")
)


def observation(indicator_id: str, place: str, first: date, last: date, value: float, **other: object) -> dict:
    """A row of table `observations` about a province of edition 2024."""
    usual = {
        "edition": OLD,
        "clock": "calendar",
        "qualifier": "exact",
        "status": "final",
        "price_basis": "not_applicable",
        "source_id": FIGURES,
    }
    key = f"o_mp_{OLD}_{place}_{indicator_id}_{last.year}"
    said = {"observation_id": key, "indicator_id": indicator_id, "place_code": place, "value": float(value)}
    return said | {"window_start": first, "window_end": last} | usual | other


def of_provinces(panel: Panel, asked: Asked, grounds: Grounds) -> Iterator[dict]:
    """Growth, share in zones, enterprises at the end of the year, rank and score of each whole year."""
    sums = panel.provinces.reshape(len(FLOWS), len(grounds.provinces), -1, 12).sum(axis=3)
    for at, code in enumerate(grounds.provinces):
        luck = chance(asked.seed, f"yearly of {code}")
        active, rank, share = int(luck.integers(700, 1_100)), int(luck.integers(30, 55)), luck.uniform(15, 30)
        for number, year in enumerate(asked.years):
            whole = (date(year, 1, 1), date(year, 12, 31))
            active += int(sums[NEWLY, at, number]) - int(sums[DISSOLVED, at, number])
            rank = int(np.clip(rank + luck.integers(-6, 6), 1, 63))
            share = float(np.clip(share + luck.normal(1.6, 0.8), 5, 85))
            if year > LAST_OLD_YEAR:
                continue
            output = sums[OUTPUT, at]
            if number:
                grown = round((output[number] / output[number - 1] - 1) * 100, 1)
                yield observation("gross_output_growth", code, *whole, grown)
            yield observation("share_of_output_in_zones", code, *whole, round(share, 1))
            yield observation("pci_rank", code, *whole, rank)
            yield observation("pci_score", code, *whole, round(72 - 0.25 * rank + luck.normal(0, 0.4), 2))
            yield observation("enterprises_active", code, whole[1], whole[1], active)


def of_products(products: Sequence[Product], quantities: np.ndarray, asked: Asked, grounds: Grounds) -> Iterator[dict]:
    """The price of 2010 of each product, its capacity at the end of each year: never less than it made."""
    sums = quantities.reshape(len(products), len(grounds.provinces), -1, 12).sum(axis=3)
    for product, made in zip(products, sums, strict=True):
        luck = chance(asked.seed, f"capacity of {product.indicator_id}")
        for code, years in zip(grounds.provinces, made, strict=True):
            yield observation(
                PRICE_OF.format(product.indicator_id),
                code,
                date(2010, 1, 1),
                date(2010, 12, 31),
                product.price_vnd_m,
                price_basis="constant_2010",
            )
            most = np.maximum.accumulate(years) * luck.uniform(1.05, 1.5)
            for year, capacity in zip(asked.years, most, strict=True):
                if year <= LAST_OLD_YEAR:
                    end = date(year, 12, 31)
                    yield observation(CAPACITY_OF.format(product.indicator_id), code, end, end, rounded_up(capacity))


def rounded_up(value: float) -> float:
    """To two digits, as capacities are stated: 1 234 → 1 300.

    >>> rounded_up(1234), rounded_up(7.0), rounded_up(0.0)
    (1300.0, 7.0, 0.0)
    """
    if value <= 0:
        return 0.0
    step = 10.0 ** max(int(np.floor(np.log10(value))) - 1, 0)
    return float(np.ceil(value / step) * step)
