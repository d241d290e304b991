"""The places below a place, rolled up so that the worst cannot hide."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.tables.plain import table
from icanalysis.transforms.rollup import rolled_up
from icanalysis.views.cells import Row, count_cell, counted_cell, name_cell, rows_of
from icanalysis.views.progress import rows
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence
from icanalysis.wording.language import words

ALIKE = ("indicator_id", "window_start", "window_end", "price_basis")
"""Values are added over places only where all of these agree."""


def districts(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """The places below, rolled up so that the worst cannot hide and the gaps in the data show.

    Σ value ÷ Σ plan over the places that have both, how many of all places these are, and the one with the
    least share (`transforms.rollup`).
    """
    _ = words(language)
    below = children_of(place, edition)
    seen = rows(below["place_code"].to_list(), edition=edition, as_of=as_of)
    planned = seen.filter(pl.col("attainment_share").is_not_null())
    if planned.is_empty():
        return Shown(_("No place below this one has a value and a plan at this date."))
    rolled = _rolled(planned.lazy(), seen=seen, below=below, language=language)
    for row in rolled:
        row["behind"] = [one for one in planned.iter_rows(named=True) if all(one[key] == row[key] for key in ALIKE)]
    frame, figures = laid_out(_district_row(row, language) for row in rolled)
    worst = min(rolled, key=lambda row: row["worst_attainment_share"])
    ranked = _(
        "Least far among the {covered} of {all} places below with figures: {child}, {name} ({share} of its plan)."
    )
    alone = _("{covered} of {all} places below has figures: {child}, {name} ({share} of its plan).")
    headline, named = sentence(
        alone if planned["place_code"].n_unique() == 1 else ranked,
        covered=counted_cell(f"{_key(worst)}.covered", worst["behind"], language),
        all=count_cell(f"{_key(worst)}.children", worst["child_count"], language),
        child=worst["worst_child"],
        name=worst["figure_name"],
        share=_rolled_figure(worst, "worst_attainment_share", language),
    )
    labels = {
        "name": _("Indicator"),
        "coverage": _("Places with a value and a plan"),
        "share": _("% of plan of these together"),
        "worst": _("Least far"),
    }
    notes = [_("Shares are worked out from the summed values and plans, never averaged.")]
    return Shown(
        headline,
        table(frame, labels=labels, numbers=("coverage", "share"), notes=notes),
        figures=figures + named,
    )


def children_of(place: str, edition: str) -> pl.DataFrame:
    """The places right below a place; regions, which no unit of the country lies in, are left out."""
    below = load("places").filter(pl.col("edition") == edition, pl.col("parent_code") == place)
    return below.filter(pl.col("level").cast(pl.String) != "region").collect()


def codes_within(place: str, edition: str) -> tuple[str, ...]:
    """The codes of all places below a place, at every level."""
    known = load("places").filter(pl.col("edition") == edition).select("place_code", "parent_code").collect()
    found = pl.DataFrame({"place_code": [place]})
    levels = []
    while found.height:
        found = known.join(found, left_on="parent_code", right_on="place_code", how="semi").select("place_code")
        levels.append(found)
    return tuple(pl.concat(levels)["place_code"].sort())


def codes_above(places: Iterable[str], edition: str) -> tuple[str, ...]:
    """The codes of all places that any of the places lies in, at every level."""
    known = load("places").filter(pl.col("edition") == edition).select("place_code", "parent_code").collect()
    found = pl.DataFrame({"place_code": list(places)}, schema={"place_code": pl.String})
    levels = [found.clear()]
    while found.height:
        above = known.join(found, on="place_code", how="semi")["parent_code"].drop_nulls().unique()
        found = pl.DataFrame({"place_code": above})
        levels.append(found)
    return tuple(pl.concat(levels)["place_code"].unique().sort())


def _rolled(planned: pl.LazyFrame, *, seen: pl.DataFrame, below: pl.DataFrame, language: str) -> list[Row]:
    """Every place below for every planned indicator, also without data; only what is alike is put together."""
    indicators = planned.select(*ALIKE, "aggregation", "sort_order").unique(ALIKE, maintain_order=True)
    names = load("indicators").select("indicator_id", pl.col(f"name_{language}").alias("figure_name"))
    children = below.lazy().select("place_code", pl.col("full_name").alias("child"))
    values = seen.lazy().select(*ALIKE, "place_code", "value", "plan_value", "attainment_share")
    return (
        children.join(indicators, how="cross")
        .join(values, on=[*ALIKE, "place_code"], how="left")
        .pipe(rolled_up, by=[*ALIKE, "sort_order"], child="child")
        .join(names, on="indicator_id", how="left")
        .sort("sort_order", *ALIKE)
        .collect()
        .to_dicts()
    )


def _district_row(row: Row, language: str) -> dict[str, Cell]:
    key = _key(row)
    return {
        "indicator_id": row["indicator_id"],
        "name": name_cell(row | {"status": "not_stated"}, language),
        "coverage": (
            counted_cell(f"{key}.covered", row["behind"], language),
            " / ",
            count_cell(f"{key}.children", row["child_count"], language),
        ),
        "share": _rolled_figure(row, "attainment_share", language),
        "worst": (
            escape(row["worst_child"]),
            " (",
            _rolled_figure(row, "worst_attainment_share", language),
            ")",
        ),
    }


def _rolled_figure(row: Row, name: str, language: str) -> Figure:
    value, behind = row[name], tuple(dict.fromkeys(key for one in row["behind"] for key in rows_of(one)))
    return Figure(f"{_key(row)}.{name}", value, "share", numbers.percent(value, language), behind)


def _key(row: Row) -> str:
    return f"districts.{row['indicator_id']}.{row['window_start']}.{row['window_end']}.{row['price_basis']}"
