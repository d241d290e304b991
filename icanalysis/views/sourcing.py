"""The sources of what a page shows, as a table; of a report those that its figures rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from html import escape

import polars as pl

from icanalysis.schemas import TABLES
from icanalysis.sources.tables import load
from icanalysis.style.numbers import NOTHING, day, number
from icanalysis.tables.plain import table
from icanalysis.views.shown import Shown
from icanalysis.wording import units
from icanalysis.wording.language import words
from icanalysis.wording.windows import window_words

Load = Callable[[str], pl.LazyFrame]

FIRST_DAYS = ("window_start", "period_start", "as_of", "as_of_not_before")
LAST_DAYS = ("window_end", "period_end", "as_of", "as_of_not_after")
"""The columns that say of what period a row is, as far as its table has them."""


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
            "source_id": row["source_id"],
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


def cited(
    figures: Mapping[str, Iterable[str]],
    shown: Iterable[str],
    language: str,
    *,
    headline: str,
    as_of: date | None = None,
    load: Load = load,
) -> Shown:
    """The sources that printed figures rest on: each with what it is of, when it appeared, and how many figures.

    A figure rests on a source where one of its rows was taken from it; many rest on several. First the preferred
    class, then the latest by the day of publication, or else by the period: that of the rows that figures stand on. So
    a source that appeared after the day of the report (`as_of`) is seen to be about an earlier one. The sources of
    words alone, `shown` without a figure, stand in the workbook only.

    Args:
        figures: key of a figure → its rows, each `table:id`.
        shown: source_ids of all that the page shows.
        language: of the words.
        headline: what the section says.
        as_of: the day of the report, where it has one.
        load: gives a table.
    """
    _ = words(language)
    pairs = [(key, row) for key, rows in figures.items() for row in rows]
    behind = pl.DataFrame(pairs, schema={"figure": pl.String, "row": pl.String}, orient="row").join(
        _of_rows({row for _key, row in pairs}, load), on="row"
    )
    if behind.is_empty():
        return Shown(_("There are no sources to show."))
    counts = behind.group_by("source_id").agg(
        pl.col("figure").n_unique().alias("figures"), pl.col("first").min(), pl.col("last").max()
    )
    every = pl.DataFrame({"source_id": sorted({*counts["source_id"], *shown})})
    found = (
        every.join(counts, on="source_id", how="left")
        .join(load("sources").collect(), on="source_id")
        .with_columns(pl.col("figures").is_null().alias("words_only"), pl.coalesce("published_on", "last").alias("day"))
        .sort(
            "words_only",
            "source_class",
            "day",
            "source_id",
            descending=[False, False, True, False],
            nulls_last=True,
        )
    )
    rows = [_cited_row(n, row, as_of, language) for n, row in enumerate(found.iter_rows(named=True), start=1)]
    labels = {
        "number": _("No."),
        "source": _("Source"),
        "period": _("Period of the figures"),
        "published_on": _("Published"),
        "figures": _("Figures that rest on it"),
    }
    all_figures = behind["figure"].n_unique()
    said = _("Figures of this report that rest on published rows: {figures}; sources behind them: {sources}.").format(
        figures=number(all_figures, language), sources=number(counts.height, language)
    )
    notes = [
        said,
        _("A figure that is worked out of several may rest on several sources, so the last column adds up to more."),
    ]
    only = found["words_only"].sum()
    if only:
        more = _("Sources of what is said without a figure: {count}; they stand in the Excel annex.")
        notes.append(more.format(count=number(only, language)))
    body = table(
        pl.DataFrame(rows),
        labels=labels,
        numbers=("figures",),
        short=("number",),
        wide=("source",),
        notes=notes,
        open=counts.height,
        printed=counts.height,
    )
    return Shown(headline, body)


def _cited_row(n: int, row: Mapping, as_of: date | None, language: str) -> dict[str, str | None]:
    """A source; under its day that it appeared after the day of the report."""
    _ = words(language)
    published = row["published_on"]
    later = as_of is not None and published is not None and published > as_of
    after = f"<br><small>{_('after the day of the report')}</small>" if later else ""
    kind = units.word(units.SOURCE_CLASSES, row["source_class"], language)
    return {
        "number": str(n),
        "source": f"{_linked(row['title'], row['address'])}<br><small>{escape(row['publisher'])} ({kind})</small>",
        "period": _period(row["first"], row["last"], language),
        "published_on": f"{day(published, language)}{after}" if published else _("undated"),
        "figures": _("words only") if row["figures"] is None else number(row["figures"], language),
    }


def _period(first: date | None, last: date | None, language: str) -> str:
    """From the first to the last day that rows are of, in years where these differ; a dash where none has a day."""
    if last is None:
        return NOTHING
    if first is not None and first.year != last.year:
        return f"{first.year}–{last.year}"
    return window_words(first, last, language)


def _of_rows(rows: Iterable[str], load: Load) -> pl.DataFrame:
    """row, source_id, first and last: the source of table rows and the days that they are of."""
    frames = [pl.DataFrame(schema={"row": pl.String, "source_id": pl.String, "first": pl.Date, "last": pl.Date})]
    for name, wanted in _keys(rows).items():
        key = pl.col(TABLES[name].column_names()[0])
        days = (_first_of(names, TABLES[name].column_names()) for names in (FIRST_DAYS, LAST_DAYS))
        of_table = load(name).filter(key.is_in(wanted))
        frames.append(
            of_table.select(
                pl.concat_str(pl.lit(f"{name}:"), key).alias("row"),
                "source_id",
                *(day.alias(end) for day, end in zip(days, ("first", "last"), strict=True)),
            ).collect()
        )
    return pl.concat(frames)


def _first_of(names: Iterable[str], have: Iterable[str]) -> pl.Expr:
    """The first day that is known of those columns that a table has."""
    return pl.coalesce(*(name for name in names if name in have), pl.lit(None, pl.Date))


def _keys(rows: Iterable[str]) -> dict[str, list[str]]:
    """Table → the identifiers of its rows among `table:id`."""
    keys: dict[str, list[str]] = {}
    for row in rows:
        name, _colon, key = row.partition(":")
        keys.setdefault(name, []).append(key)
    return keys


def source_ids_behind(rows: Iterable[str]) -> list[str]:
    """The sources of table rows, each `table:id`."""
    return sorted(set(_of_rows(rows, load)["source_id"]))


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
