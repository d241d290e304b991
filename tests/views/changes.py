"""Changes to a table of the workspace, for the tests of a view."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

Change = Callable[[pl.DataFrame], pl.DataFrame]


def one_row_with(key: str, **values: str | None) -> Change:
    """Other values in the row that has the key in its first column."""

    def changed(frame: pl.DataFrame) -> pl.DataFrame:
        found = pl.col(frame.columns[0]) == key
        assert frame.filter(found).height == 1, key
        return frame.with_columns(
            pl.when(found).then(pl.lit(text)).otherwise(pl.col(name)).alias(name) for name, text in values.items()
        )

    return changed


def one_more_row(like: str, **values: str | None) -> Change:
    """One more row: as the one that has the key `like` in its first column, but for these values."""

    def changed(frame: pl.DataFrame) -> pl.DataFrame:
        other = frame.filter(pl.col(frame.columns[0]) == like)
        assert other.height == 1, like
        return pl.concat([frame, other.with_columns(pl.lit(text, pl.String).alias(n) for n, text in values.items())])

    return changed
