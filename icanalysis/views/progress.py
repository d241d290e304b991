"""The attainment rows of a place at a date, worked out once per page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import dataframely as dy
import polars as pl

from icanalysis.schemas.collect import collect_as
from icanalysis.schemas.results import Attainment
from icanalysis.sources.tables import load, stamps
from icanalysis.transforms.attainment import BASICALLY_MET_SHARE, with_attainment
from icanalysis.transforms.growth import with_same_period
from icanalysis.transforms.month import with_month_value
from icanalysis.transforms.pace import with_pace
from icanalysis.transforms.selection import SERIES, by_preference, known_at
from icanalysis.transforms.targets import with_targets
from icanalysis.views import controls
from icanalysis.views.cells import Row
from icanalysis.wording.windows import window_words

OF_THE_PLAN = pl.col("topic").cast(pl.String) == "plan"
"""Indicators that count the targets of a plan: a statement about the plan, and no output to be ranked or counted."""


def rows(place_codes: list[str], *, edition: str, as_of: str) -> dy.DataFrame[Attainment]:
    """The attainment of every indicator of the places, as known at the date.

    One row per indicator and place: what was known, its target, attainment, pace, the same period, the month. What
    counts the targets of a plan is no such indicator (`statement_rows`).

    Raises:
        BadWorkspace: when a table cannot be read or a result breaks its schema.
    """
    return _rows(tuple(place_codes), edition, as_of, stamps())[0]


def statement_rows(place: str, *, edition: str, as_of: str) -> dy.DataFrame[Attainment]:
    """What sources say of the plan of a place as a whole, as known at the date: so many of its targets are met."""
    return _rows((place,), edition, as_of, stamps())[1]


@lru_cache(maxsize=32)
def _rows(
    place_codes: tuple[str, ...], edition: str, as_of: str, state: tuple
) -> tuple[dy.DataFrame[Attainment], dy.DataFrame[Attainment]]:
    """The rows of indicators, and those of statements about the plan; worked out together, in one query."""
    sources, indicators = load("sources"), load("indicators").drop("price_basis")
    in_places = (pl.col("edition") == edition) & pl.col("place_code").is_in(place_codes)
    here = load("observations").filter(in_places, ~_one_of_several())
    preferred = here.pipe(by_preference, sources=sources)
    found = (
        here.pipe(known_at, as_of=controls.as_day(as_of), sources=sources)
        .join(indicators, on="indicator_id", how="left")
        .pipe(with_targets, targets=load("targets"), sources=sources)
        .pipe(with_attainment, threshold=BASICALLY_MET_SHARE)
        .pipe(with_pace, as_of=controls.as_day(as_of))
        .pipe(with_same_period, history=preferred)
        .pipe(with_month_value, observations=preferred)
        .sort("place_code", "sort_order", "indicator_id")
        .pipe(collect_as, Attainment)
    )
    said = indicators.filter(OF_THE_PLAN).select("indicator_id").collect()
    output, statements = (
        found.join(said, on="indicator_id", how=how, maintain_order="left") for how in ("anti", "semi")
    )
    return output, statements


def named_rows(place: str, edition: str, as_of: str, language: str) -> tuple[Row, ...]:
    """The rows of one place with the indicator's name in the language as figure_name.

    is_of_the_day says whether the window ends on the date. told_name is the name for sentences and charts: it carries
    the window where that ends before the date, so that an older figure of the year is never taken for one of the day.
    """
    return _named_rows(place, edition, as_of, language, stamps())


def paced_rows(place: str, edition: str, as_of: str, language: str) -> list[Row]:
    """Those rows that have a pace: flows with a plan."""
    return [row for row in named_rows(place, edition, as_of, language) if row["pace_gap_pct_points"] is not None]


def short_products(found: Iterable[Row]) -> list[Row]:
    """Products that a source names as low, or whose figures are behind their pace."""
    behind = (row for row in found if row["official_label"] == "low" or (row["pace_gap_pct_points"] or 0) < 0)
    return [row for row in behind if row["is_product"]]


def _one_of_several() -> pl.Expr:
    """Whether a row is one of several parts that a source prints alike: one project's figure is not its place's."""
    alike = pl.len().over(*SERIES, "window_start", "window_end", "source_id")
    return pl.col("part_of_id").is_not_null() & (alike > 1)


@lru_cache(maxsize=32)
def _named_rows(place: str, edition: str, as_of: str, language: str, state: tuple) -> tuple[Row, ...]:
    names = load("indicators").select("indicator_id", pl.col(f"name_{language}").alias("figure_name")).collect()
    found = rows([place], edition=edition, as_of=as_of).join(names, on="indicator_id", maintain_order="left")
    return tuple(_told(row, as_of, language) for row in found.iter_rows(named=True))


def _told(row: Row, as_of: str, language: str) -> Row:
    """The row with is_of_the_day and told_name."""
    of_the_day = row["window_end"] == controls.as_day(as_of)
    window = "" if of_the_day else f" ({window_words(row['window_start'], row['window_end'], language)})"
    return row | {"is_of_the_day": of_the_day, "told_name": f"{row['figure_name']}{window}"}
