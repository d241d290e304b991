"""The few indicators that a page for leadership leads with, and how old their figures are."""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.transforms.freshness import age_days, age_months
from icanalysis.views import controls
from icanalysis.views.cells import Row
from icanalysis.views.progress import named_rows

FIRST = ("gross_output", "goods_exports")
"""Output and exports lead wherever they are known."""

MOST = 4
"""So many indicators at most; products have a section of their own."""


def headline_rows(place: str, edition: str, as_of: str, language: str) -> list[Row]:
    """The attainment rows of the leading indicators in the order of the page, with age_days and age_months.

    FIRST and those with a plan; where they are fewer than MOST, the next ones that have a value. No products.
    """
    known = [
        row for row in named_rows(place, edition, as_of, language) if row["value"] is not None and not row["is_product"]
    ]
    chosen = sorted(known, key=_rank)[:MOST]
    ages = _ages([row["window_end"] for row in chosen], controls.as_day(as_of))
    return sorted((row | age for row, age in zip(chosen, ages, strict=True)), key=lambda row: row["sort_order"])


def _rank(row: Row) -> int:
    return 0 if row["indicator_id"] in FIRST else 1 if row["plan_value"] is not None else 2


def _ages(last: list[date], as_of: date) -> list[Row]:
    ages = {"age_days": age_days(pl.col("last"), as_of=as_of), "age_months": age_months(pl.col("last"), as_of=as_of)}
    return pl.DataFrame({"last": last}, schema={"last": pl.Date}).select(**ages).to_dicts()
