"""Coverage: how much of what is to be known is known. A page that says it hides no gap behind the figures it has.

    coverage = things expected and known ÷ things expected

What is known without being expected counts nowhere. The rule is arithmetic; no document sets it.
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.division import ratio


def coverage(expected: pl.LazyFrame, *, known: pl.LazyFrame, on: str | list[str]) -> pl.LazyFrame:
    """One row: expected_count, covered_count and coverage_share (0 to 1), null where nothing is expected.

    Both frames name their things in the columns `on`; one that is named several times counts once.
    """
    things = expected.select(on).unique()
    covered = things.join(known.select(on).unique(), on=on, how="semi")
    return pl.concat(
        [
            things.select(pl.len().cast(pl.Int64).alias("expected_count")),
            covered.select(pl.len().cast(pl.Int64).alias("covered_count")),
        ],
        how="horizontal",
    ).with_columns(ratio(pl.col("covered_count"), pl.col("expected_count")).alias("coverage_share"))
