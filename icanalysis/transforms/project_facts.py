"""What is known of a project at a date: one row per project, each fact from the latest statement that prints it.

    late    planned completion before the date, and neither completed nor operating by the latest status

A plan printed as a year or a month runs to the last day of it: "2025" is late from 2026-01-01. A project whose latest
status is older than its planned completion is late by what is known, which may only mean that nobody wrote of it
again: late_is_confirmed tells the two apart. The rule is our own; no decree sets one.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.transforms.statements import dated, latest_values

PLACE = ("edition", "place_code", "commune_name", "commune_code")
"""Where a project is, taken from one statement: a code means nothing in another edition."""

FACTS = (
    "name",
    "investor",
    "zone_id",
    "sector",
    "registered_capital_vnd_bn",
    "registered_capital_usd_m",
    "land_ha",
    "leased_on",
    "planned_start",
    "planned_completion",
    "actual_start",
    "actual_completion",
    "project_status",
)
"""Every other fact of a project; a capacity belongs to the unit in its statement and stays there."""

PLACES = ("exact_place", "any_place")
IN_USE = ("completed", "operating")


def latest_projects(projects: pl.LazyFrame, *, as_of: date, sources: pl.LazyFrame) -> pl.LazyFrame:
    """One row per project: project_id, PLACE with place_row, and FACTS as in `statements.latest_values`.

    The place is that of the latest statement which names one commune, else of the latest of all. Adds planned_end
    (the last day of the printed plan), is_in_use (completed or operating, or a completion printed and passed), is_late
    and late_is_confirmed. A status that is not stated is null. is_in_use is null where neither status nor completion
    is known, is_late where the plan has run out and that is not known, or where no completion is planned.
    """
    stated = pl.col("project_status").cast(pl.String) != "not_stated"
    place = pl.struct(PLACE)
    in_use = pl.col("project_status").cast(pl.String).is_in(IN_USE)
    completed = period_end(pl.col("actual_completion")) <= as_of
    return (
        projects.pipe(dated, sources=sources)
        .with_columns(
            pl.when(stated).then("project_status").alias("project_status"),
            pl.when(pl.col("commune_code").is_not_null()).then(place).alias("exact_place"),
            place.alias("any_place"),
        )
        .pipe(
            latest_values,
            by="project_id",
            key="project_statement_id",
            columns=(*PLACES, *FACTS),
            as_of=as_of,
            sources=sources,
        )
        .with_columns(pl.coalesce(PLACES).alias("place"), pl.coalesce(_of_places("row")).alias("place_row"))
        .drop(PLACES, *(_of_places(end) for end in ("row", "on")))
        .unnest("place")
        .with_columns(
            period_end(pl.col("planned_completion")).alias("planned_end"),
            pl.when(completed).then(True).otherwise(in_use).alias("is_in_use"),
        )
        .with_columns((~pl.col("is_in_use") & (pl.col("planned_end") < as_of)).alias("is_late"))
        .with_columns(_is_confirmed().alias("late_is_confirmed"))
    )


def _is_confirmed() -> pl.Expr:
    """Whether a statement after the planned end says that a late project is not in use."""
    return (pl.col("is_late") & (pl.col("project_status_on") > pl.col("planned_end"))).fill_null(False)


def _of_places(end: str) -> list[str]:
    return [f"{place}_{end}" for place in PLACES]


def period_end(printed: pl.Expr) -> pl.Expr:
    """The last day of a year, a month or a day printed as text; null for any other text.

    >>> frame = pl.DataFrame({"printed": ["2025", "2024-02", "2025-01-31", "soon", None]})
    >>> [str(day) for day in frame.select(period_end(pl.col("printed"))).to_series()]
    ['2025-12-31', '2024-02-29', '2025-01-31', 'None', 'None']
    """
    day = printed.str.to_date("%Y-%m-%d", strict=False)
    month = pl.concat_str(printed, pl.lit("-01")).str.to_date("%Y-%m-%d", strict=False).dt.month_end()
    year = pl.concat_str(printed, pl.lit("-12-31")).str.to_date("%Y-%m-%d", strict=False)
    return (
        pl.when(printed.str.contains(r"^\d{4}-\d{2}-\d{2}$"))
        .then(day)
        .when(printed.str.contains(r"^\d{4}-\d{2}$"))
        .then(month)
        .when(printed.str.contains(r"^\d{4}$"))
        .then(year)
    )
