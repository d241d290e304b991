"""Names of indicators in the language of the page."""

from __future__ import annotations

import polars as pl


def named(frame: pl.LazyFrame, *, indicators: pl.LazyFrame, language: str) -> pl.LazyFrame:
    """Adds figure_name, the name of the indicator in the language."""
    names = indicators.select("indicator_id", pl.col(f"name_{language}").alias("figure_name"))
    return frame.join(names, on="indicator_id", how="left")
