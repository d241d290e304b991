"""Monthly figures as a source prints them: the year to date at each month's end, from February on the month too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from icanalysis.demo.places import NEW, OLD
from icanalysis.demo.rows import as_rows
from icanalysis.demo.sources import FIGURES
from icanalysis.transforms.benchmarking import in_decimals

OLD_UNTIL, NEW_FROM = date(2025, 6, 30), date(2024, 1, 1)
"""Districts and old provinces report to the day of the reform; the new units look back to the year before it."""


@dataclass(frozen=True)
class Printed:
    """Series as they are printed: identifiers, prices and digits."""

    ids: Sequence[str]
    price_bases: Sequence[str]
    decimals: Sequence[int]

    def only(self, chosen: Sequence[int]) -> Printed:
        """Some of the series."""
        return Printed(
            [self.ids[at] for at in chosen],
            [self.price_bases[at] for at in chosen],
            [self.decimals[at] for at in chosen],
        )


def statements(
    units: np.ndarray,
    printed: Printed,
    *,
    places: Sequence[str],
    edition: str,
    first_year: int,
    last_year: int,
    shown: np.ndarray,
) -> pl.DataFrame:
    """Rows of table `observations` from units [series, places, months]; `shown` [series, places]: what is printed."""
    series, count, months = units.shape
    by_month = units.reshape(series, count, months // 12, 12)
    values = np.stack([by_month.cumsum(axis=3), by_month], axis=4)  # year to date, month
    is_printed = np.broadcast_to(shown[:, :, None, None, None], values.shape).copy()
    is_printed[:, :, :, 0, 1] = False  # January is the year to date already
    at = np.nonzero(is_printed)
    codes = pl.Series(list(places), dtype=pl.String)
    frame = pl.LazyFrame(
        {
            "indicator_id": pl.Series(list(printed.ids), dtype=pl.String).gather(at[0]),
            "price_basis": pl.Series(list(printed.price_bases), dtype=pl.String).gather(at[0]),
            "decimals": pl.Series(list(printed.decimals), dtype=pl.Int32).gather(at[0]),
            "place_code": codes.gather(at[1]),
            "year": (at[2] + first_year).astype(np.int32),
            "month": (at[3] + 1).astype(np.int8),
            "is_month": at[4] == 1,
            "units": values[at],
        }
    )
    return (
        frame.with_columns(**_windows()).filter(_in_force(edition)).pipe(_as_observations, edition, last_year).collect()
    )


def _windows() -> dict[str, pl.Expr]:
    first = pl.date("year", "month", 1)
    return {
        "window_start": pl.when("is_month").then(first).otherwise(pl.date("year", 1, 1)),
        "window_end": first.dt.month_end(),
    }


def _in_force(edition: str) -> pl.Expr:
    return pl.col("window_end") <= OLD_UNTIL if edition == OLD else pl.col("window_end") >= NEW_FROM


def _as_observations(frame: pl.LazyFrame, edition: str, last_year: int) -> pl.LazyFrame:
    key = pl.concat_str(
        pl.lit(f"o_mp_{edition}_"),
        "place_code",
        pl.lit("_"),
        "indicator_id",
        pl.lit("_"),
        pl.col("window_end").dt.to_string("%Y_%m"),
        pl.when("is_month").then(pl.lit("_month")).otherwise(pl.lit("")),
    )
    backcast = pl.lit("Mô phỏng: tính lại theo đơn vị hành chính mới." if edition == NEW else None, pl.String)
    return as_rows(
        frame,
        "observations",
        observation_id=key,
        edition=pl.lit(edition),
        clock=pl.lit("calendar"),
        value=in_decimals(pl.col("units"), decimals=pl.col("decimals")),
        qualifier=pl.lit("exact"),
        status=status_of(pl.col("year"), last_year),
        source_id=pl.lit(FIGURES),
        note=pl.when(pl.col("window_end") <= OLD_UNTIL).then(backcast),
    )


def year_totals(
    units: np.ndarray,
    printed: Printed,
    *,
    places: Sequence[str],
    edition: str,
    first_year: int,
    shown: np.ndarray,
) -> pl.DataFrame:
    """indicator_id, price_basis, decimals, edition, place_code, year, total of what is printed of it, whole years."""
    series, count, months = units.shape
    sums = units.reshape(series, count, months // 12, 12).sum(axis=3)
    at = np.nonzero(np.broadcast_to(shown[:, :, None], sums.shape))
    frame = pl.DataFrame(
        {
            "indicator_id": pl.Series(list(printed.ids), dtype=pl.String).gather(at[0]),
            "price_basis": pl.Series(list(printed.price_bases), dtype=pl.String).gather(at[0]),
            "decimals": pl.Series(list(printed.decimals), dtype=pl.Int32).gather(at[0]),
            "edition": pl.repeat(edition, len(at[0]), eager=True),
            "place_code": pl.Series(list(places), dtype=pl.String).gather(at[1]),
            "year": (at[2] + first_year).astype(np.int32),
            "units": sums[at],
        }
    )
    total = in_decimals(pl.col("units"), decimals=pl.col("decimals")).alias("total")
    return frame.with_columns(total).drop("units")


def status_of(year: pl.Expr, last_year: int) -> pl.Expr:
    """Statistics Law art. 48: the last year estimated, the one before preliminary, older ones final."""
    return (
        pl.when(year == last_year)
        .then(pl.lit("estimate"))
        .when(year == last_year - 1)
        .then(pl.lit("preliminary"))
        .otherwise(pl.lit("final"))
    )
