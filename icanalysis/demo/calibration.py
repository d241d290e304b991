"""Yearly totals, as published where they are, and months and places that add up to them to the printed unit.

Between and around published years a path of chance is bent, so that it runs through all of them: its logarithm is
shifted by what it lacks at those years, in straight lines between them. Then every year is shared out over its months,
and every month of a province over its districts, of a district over its communes (`transforms.benchmarking`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from icanalysis.sources.published import published
from icanalysis.transforms.benchmarking import benchmarked
from icanalysis.transforms.growth import comparable_bases
from icanalysis.transforms.selection import by_preference

Totals = Mapping[int, float]
SPREAD = 0.025
"""How far the growth of a year strays from the usual one."""


def published_totals(indicator_id: str, place_code: str, *, price_basis: str) -> dict[int, float]:
    """Year → what was published about the whole of it, from the preferred source, at these prices or none stated."""
    start, end = pl.col("window_start"), pl.col("window_end")
    year = end.dt.year()
    found = (
        published("observations")
        .filter(
            pl.col("indicator_id") == indicator_id,
            pl.col("edition").cast(pl.String) == "2024",
            pl.col("place_code") == place_code,
            pl.col("value").is_not_null(),
            pl.col("part_of_id").is_null(),
            start == pl.date(year, 1, 1),
            end == pl.date(year, 12, 31),
            comparable_bases(pl.col("price_basis"), pl.lit(price_basis)),
        )
        .pipe(by_preference, sources=published("sources"))
        .select(year.alias("year"), "value")
        .unique("year", keep="first", maintain_order=True)
        .sort("year")
        .collect()
    )
    return dict(found.rows())


def path(years: Sequence[int], *, level: float, growth: float, known: Totals, luck: np.random.Generator) -> np.ndarray:
    """The totals of the years: those known as they are, the others along a path of chance that runs through them."""
    free = np.log(level) + np.cumsum(np.log1p(growth + SPREAD * luck.standard_normal(len(years))))
    at = [year for year in years if known.get(year, 0) > 0]
    if not at:
        return np.exp(free)
    lack = [np.log(known[year]) - free[year - years[0]] for year in at]
    bent = np.exp(free + np.interp(np.array(years), at, lack))
    return np.array([known.get(year, value) for year, value in zip(years, bent, strict=True)])


def in_units(values: np.ndarray, decimals: int) -> np.ndarray:
    """Whole units of the last printed digit."""
    return np.rint(values * 10**decimals).astype(np.int64)


def shared_out(weight: np.ndarray, *, total: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The total of each group shared out by weight, in whole units: all three of one shape, and so is the result."""
    rows = pl.LazyFrame({"group": group.ravel(), "weight": weight.ravel(), "total": total.ravel()})
    done = rows.pipe(benchmarked, series="weight", total="total", by=["group"]).collect()
    return done["weight"].to_numpy().reshape(weight.shape)


def over_months(totals: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Years shared out over their months: totals [items, places, years], weight [items, places, months]."""
    years = np.repeat(np.arange(totals.size).reshape(totals.shape), 12, axis=2)
    return shared_out(weight, total=np.repeat(totals, 12, axis=2), group=years)


def over_places(totals: np.ndarray, weight: np.ndarray, parents: np.ndarray) -> np.ndarray:
    """Months shared out over the places below: totals [items, parents, months], weight [items, places, months]."""
    months = np.arange(totals.size).reshape(totals.shape)
    return shared_out(weight, total=totals[:, parents, :], group=months[:, parents, :])
