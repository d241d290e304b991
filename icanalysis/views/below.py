"""The places below a place, rolled up so that the worst cannot hide."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.tables.plain import Ratio, table
from icanalysis.transforms.rollup import rolled_up
from icanalysis.views.cells import Row, count_cell, counted_cell, name_cell, rows_of
from icanalysis.views.progress import rows
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence
from icanalysis.wording import units
from icanalysis.wording.language import words
from icanalysis.wording.places import name_words
from icanalysis.wording.windows import window_words

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
        name=_named(worst, language),
        share=_rolled_figure(worst, "worst_attainment_share", language),
    )
    labels = {
        "name": _("Indicator"),
        "unit": _("Unit"),
        "coverage": _("Places with a value and a plan"),
        "value": _("Value of these together"),
        "plan": _("Plan of these together"),
        "share": _("% of plan of these together"),
        "worst": _("Least far"),
    }
    notes = [_("Shares are worked out from the summed values and plans, never averaged.")]
    return Shown(
        headline,
        table(
            frame,
            labels=labels,
            numbers=("coverage", "value", "plan", "share"),
            notes=notes,
            ratios=[Ratio("share", "value", "plan")],
        ),
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
    names = load("indicators").select("indicator_id", "unit", pl.col(f"name_{language}").alias("figure_name"))
    children = pl.LazyFrame(
        {
            "place_code": below["place_code"],
            "child": [
                name_words(name, place_type=kind, language=language)
                for name, kind in below.select("full_name", "place_type").rows()
            ],
        }
    )
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
        "unit": units.word(units.UNITS, row["unit"], language),
        "coverage": (
            counted_cell(f"{key}.covered", row["behind"], language),
            " / ",
            count_cell(f"{key}.children", row["child_count"], language),
        ),
        "value": _part(row, "covered_value", language),
        "plan": _part(row, "plan_value", language),
        "share": _rolled_figure(row, "attainment_share", language),
        "worst": (
            escape(row["worst_child"]),
            " (",
            _rolled_figure(row, "worst_attainment_share", language),
            ")",
        ),
    }


def _named(row: Row, language: str) -> str:
    """The indicator with its window: the places below may have figures of other periods than the page."""
    return f"{row['figure_name']} ({window_words(row['window_start'], row['window_end'], language)})"


def _rolled_figure(row: Row, name: str, language: str) -> Figure:
    return Figure(f"{_key(row)}.{name}", row[name], "share", numbers.percent(row[name], language), _behind(row))


def _part(row: Row, name: str, language: str) -> Figure:
    """A part of the share: a sum over the places that have both."""
    return Figure(f"{_key(row)}.{name}", row[name], row["unit"], numbers.number(row[name], language), _behind(row))


def _behind(row: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for one in row["behind"] for key in rows_of(one)))


def _key(row: Row) -> str:
    return f"districts.{row['indicator_id']}.{row['window_start']}.{row['window_end']}.{row['price_basis']}"
