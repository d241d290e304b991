"""Shares of zone statements: how much of what was planned is established.

    established count share = established ÷ planned zones
    established area share  = established ÷ planned area

Each share names its numerator and denominator. How much of the land is taken: `occupancy`.
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.division import ratio

SHARES = {
    "established_count_share": ("established_count", "planned_count"),
    "established_area_share": ("established_area_ha", "planned_area_ha"),
}


def zone_shares(statistics: pl.LazyFrame) -> pl.LazyFrame:
    """One row per statement and share that both figures allow: share_name, part, whole, share (0 to 1).

    Counts are numbers of zones, areas are in ha. Statements that print only one of the two figures give no row.
    """
    return pl.concat(
        statements_with(statistics, part=part, whole=whole).with_columns(pl.lit(name).alias("share_name"))
        for name, (part, whole) in SHARES.items()
    ).filter(pl.col("share").is_not_null())


def statements_with(statistics: pl.LazyFrame, *, part: str, whole: str) -> pl.LazyFrame:
    """The statements with the two figures of a share and the share itself."""
    keep = ["zone_statistic_id", "edition", "place_code", "zone_kind", "plan_horizon_year", "as_of", "source_id"]
    return statistics.select(
        *keep,
        pl.col(part).cast(pl.Float64).alias("part"),
        pl.col(whole).cast(pl.Float64).alias("whole"),
        ratio(pl.col(part).cast(pl.Float64), pl.col(whole).cast(pl.Float64)).alias("share"),
    )
