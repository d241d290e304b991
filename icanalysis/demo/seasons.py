"""The shape of a year: how much of it falls into each month, before chance. Twelve weights, January first."""

from __future__ import annotations

import numpy as np

EVEN = (0.99, 0.86, 1.01, 1.00, 1.01, 1.01, 1.00, 1.00, 1.01, 1.02, 1.03, 1.06)
"""Factories: the lunar new year in February, a push at the end of the year."""
SHOPS = (1.16, 1.02, 0.94, 0.95, 0.97, 0.96, 0.96, 0.97, 0.98, 1.00, 1.02, 1.07)
RAIN = (0.62, 0.55, 0.58, 0.66, 0.90, 1.25, 1.52, 1.62, 1.49, 1.18, 0.88, 0.75)
"""Hydropower follows the rain."""
CANE = (2.45, 2.10, 2.05, 1.30, 0.15, 0.05, 0.02, 0.02, 0.03, 0.15, 1.35, 2.33)
"""Sugar is boiled from November to April."""
TEA = (0.18, 0.20, 0.62, 1.05, 1.35, 1.48, 1.52, 1.50, 1.42, 1.26, 0.92, 0.50)
DRY = (0.96, 0.72, 1.12, 1.15, 1.10, 0.94, 0.84, 0.80, 0.88, 1.05, 1.18, 1.26)
"""Building goes on in the dry months."""
BUDGET = (1.45, 0.65, 0.82, 1.15, 0.86, 0.88, 1.16, 0.82, 0.86, 1.12, 0.92, 1.31)
"""Taxes come by the quarter."""


def of_months(season: tuple[float, ...], *, years: int, growth: float) -> np.ndarray:
    """Weights of all months of a span of years: the season, and half of the growth, that goes on inside the year."""
    month = np.arange(12 * years)
    return np.tile(np.array(season), years) * (1 + growth / 2) ** (month % 12 / 12)
