"""The sources of what a page shows, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import polars as pl

from icanalysis.schemas import TABLES
from icanalysis.sources.tables import load
from icanalysis.style.numbers import day
from icanalysis.tables.plain import table
from icanalysis.views.shown import Shown
from icanalysis.wording import units
from icanalysis.wording.language import words


def sources_of(source_ids: list[str], language: str, *, headline: str) -> Shown:
    """Publisher, title, date, class and address of the sources, the preferred class first."""
    _ = words(language)
    found = (
        load("sources")
        .filter(pl.col("source_id").is_in(source_ids))
        .sort("source_class", "published_on", descending=[False, True], nulls_last=True)
        .collect()
    )
    rows = [
        {
            "publisher": escape(row["publisher"]),
            "title": _linked(row["title"], row["address"]),
            "published_on": day(row["published_on"], language) if row["published_on"] else _("undated"),
            "source_class": units.word(units.SOURCE_CLASSES, row["source_class"], language),
        }
        for row in found.iter_rows(named=True)
    ]
    if not rows:
        return Shown(_("There are no sources to show."))
    labels = {
        "publisher": _("Publisher"),
        "title": _("Title"),
        "published_on": _("Date"),
        "source_class": _("Class"),
    }
    return Shown(headline, table(pl.DataFrame(rows), labels=labels, wide=("title",)))


def source_ids_behind(rows: Iterable[str]) -> list[str]:
    """The sources of table rows, each `table:id`."""
    keys: dict[str, list[str]] = {}
    for row in rows:
        name, _colon, key = row.partition(":")
        keys.setdefault(name, []).append(key)
    found = {
        source
        for name, wanted in keys.items()
        for source in load(name)
        .filter(pl.col(TABLES[name].column_names()[0]).is_in(wanted))
        .select(pl.col("source_id").unique())
        .collect()["source_id"]
    }
    return sorted(found)


def source_names(language: str) -> dict[str, str]:
    """source_id → publisher and date, escaped, for a cell."""
    _ = words(language)
    named = load("sources").select("source_id", "publisher", "published_on").collect()
    return {
        source: f"{escape(publisher)}, {day(published, language) if published else _('undated')}"
        for source, publisher, published in named.rows()
    }


def _linked(title: str, address: str | None) -> str:
    """The title, linked where there is an address; a link is followed by the reader, never by the page."""
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(title)}</a>' if address else escape(title)
