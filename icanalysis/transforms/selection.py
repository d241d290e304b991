"""What was known at a date: one row per indicator and place, from the source that a report prefers."""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.schemas import terms

SERIES = ["indicator_id", "edition", "place_code"]


def by_preference(frame: pl.LazyFrame, *, sources: pl.LazyFrame) -> pl.LazyFrame:
    """Sorts rows by their source: authority, press, academic, other; the later published first.

    Adds source_class and published_on. Rows of equal standing keep their order.
    """
    classes = sources.select("source_id", pl.col("source_class").cast(pl.Enum(terms.SOURCE_CLASSES)), "published_on")
    return frame.join(classes, on="source_id", how="left", maintain_order="left").sort(
        "source_class", "published_on", descending=[False, True], nulls_last=True, maintain_order=True
    )


def known_at(observations: pl.LazyFrame, *, as_of: date, sources: pl.LazyFrame) -> pl.LazyFrame:
    """The latest statement per indicator and place whose window ends in the year of `as_of`, up to it.

    Among statements of the same window the preferred source counts and `other_source_count` says how many
    more sources print one. Rows with a value come before rows with a percentage or a label only.
    """
    window = [*SERIES, "window_start", "window_end"]
    return (
        observations.filter(
            pl.col("window_end").is_between(date(as_of.year, 1, 1), as_of),
        )
        .pipe(by_preference, sources=sources)
        .sort(pl.col("value").is_null(), maintain_order=True)
        .with_columns(pl.col("source_id").n_unique().over(window).cast(pl.Int64).sub(1).alias("other_source_count"))
        .sort("window_end", "window_start", descending=[True, False], nulls_last=True, maintain_order=True)
        .unique(SERIES, keep="first", maintain_order=True)
    )
