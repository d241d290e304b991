"""Tiles on paper: a small table, a line for each tile."""

from __future__ import annotations

from html import escape

import polars as pl

from icanalysis.documents.content import Passage
from icanalysis.tables.plain import Table, table
from icanalysis.tables.tiles import Tiles
from icanalysis.wording.language import words
from icanalysis.wording.unbroken import NO_BREAK


def inside(passage: Passage, language: str) -> Table | None:
    """The table that a passage shows in the body: its tiles, else its small table, or none."""
    if passage.tiles is not None:
        return as_table(passage.tiles, language)
    return passage.table and passage.table.on_paper


def as_table(tiles: Tiles, language: str) -> Table:
    """What each tile is about, its figure with the unit, and its mark and small lines; empty texts are left out."""
    _ = words(language)
    rows = [
        {
            "label": escape(row[tiles.label]),
            "value": _beside(f"<b>{escape(row[tiles.value])}</b>", escape(row[tiles.unit])),
            "said": "<br>".join(escape(row[name]) for name in (tiles.mark, *tiles.lines) if row[name]),
        }
        for row in tiles.frame.iter_rows(named=True)
    ]
    labels = {"label": _("Subject"), "value": _("Figure"), "said": _("What is said of it")}
    return table(pl.DataFrame(rows, schema=dict.fromkeys(labels, pl.String)), labels=labels, wide=("said",))


def _beside(value: str, unit: str) -> str:
    return f"{value}{NO_BREAK}{unit}" if unit else value
