"""Recommendations of supervision followed up: which are still open at a day, and which are overdue.

    status  = the verified one where it is stated, else the reported one where that is stated
    open    = the status is not "done"
    overdue = open, and the deadline that the document states has passed

Both statuses stay in the table; the verified one counts because the two differ in practice. A recommendation without
a deadline is never overdue: Law 87/2015/QH13 and Law 121/2025/QH15 set no default. The rule is the suite's own.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.transforms.freshness import age_months

NOT_STATED = "not_stated"


def with_follow_up(recommendations: pl.LazyFrame, *, as_of: date) -> pl.LazyFrame:
    """Adds status, is_open, is_overdue and months_overdue (whole months since the deadline, null if not overdue).

    Needs reported_status, verified_status and due_on. status is not_stated where neither is stated: such a
    recommendation is open, as nobody says that it is done.
    """
    return (
        recommendations.with_columns(
            pl.coalesce(_stated("verified_status"), _stated("reported_status"), pl.lit(NOT_STATED)).alias("status")
        )
        .with_columns((pl.col("status") != "done").alias("is_open"))
        .with_columns((pl.col("is_open") & (pl.col("due_on") < as_of).fill_null(False)).alias("is_overdue"))
        .with_columns(
            pl.when("is_overdue").then(age_months(pl.col("due_on"), as_of=as_of)).alias("months_overdue"),
        )
    )


def _stated(column: str) -> pl.Expr:
    status = pl.col(column).cast(pl.String)
    return pl.when(status != NOT_STATED).then(status)
