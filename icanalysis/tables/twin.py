"""The twin of a chart: its figures as a table, for those who do not see the picture."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from icanalysis.tables.plain import Table, table

MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}


def twin(
    texts: pl.DataFrame, *, labels: dict[str, str], numbers: Sequence[str] = (), notes: Sequence[str] = ()
) -> Table:
    """A table of the texts that a chart shows; as in a chart they are plain text, whatever stands in them.

    `labels` gives the columns in order with their headings, `numbers` are aligned right.
    """
    escaped = texts.with_columns(pl.col(list(labels)).str.replace_many(MARKUP))
    return table(escaped, labels=labels, numbers=numbers, notes=notes)
