"""The places below a place, rolled up so that the worst cannot hide."""

from __future__ import annotations

from html import escape

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.tables.plain import table
from icanalysis.transforms.rollup import rolled_up
from icanalysis.views.cells import Row, count_cell
from icanalysis.views.progress import rows
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence
from icanalysis.wording.language import words


def districts(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """The places below, rolled up so that the worst cannot hide and the gaps in the data show."""
    _ = words(language)
    below = load("places").filter(pl.col("edition") == edition, pl.col("parent_code") == place).collect()
    seen = rows(below["place_code"].to_list(), edition=edition, as_of=as_of)
    planned = seen.filter(pl.col("attainment_share").is_not_null())
    if planned.is_empty():
        return Shown(_("No place below this one has a value and a plan at this date."))
    rolled = _rolled(planned.lazy(), seen=seen, below=below, language=language)
    frame, figures = laid_out(_district_row(row, language) for row in rolled)
    worst = min(rolled, key=lambda row: row["worst_attainment_share"])
    headline, named = sentence(
        _("Least far among the places below: {child}, {name} ({share} of its plan)."),
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


def _rolled(planned: pl.LazyFrame, *, seen: pl.DataFrame, below: pl.DataFrame, language: str) -> list[Row]:
    """Every place below for every planned indicator, also without data, rolled up per indicator."""
    indicators = planned.select("indicator_id", "aggregation", "sort_order").unique("indicator_id", maintain_order=True)
    names = load("indicators").select("indicator_id", pl.col(f"name_{language}").alias("figure_name"))
    children = below.lazy().select("place_code", pl.col("full_name").alias("child"))
    values = seen.lazy().select(
        "indicator_id", "place_code", "value", "plan_value", "attainment_share", "observation_id"
    )
    return (
        children.join(indicators, how="cross")
        .join(values, on=["indicator_id", "place_code"], how="left")
        .pipe(rolled_up, by=["indicator_id", "sort_order"], child="child")
        .join(names, on="indicator_id", how="left")
        .sort("sort_order")
        .collect()
        .to_dicts()
    )


def _district_row(row: Row, language: str) -> dict[str, Cell]:
    key = row["indicator_id"]
    return {
        "name": escape(row["figure_name"]),
        "coverage": (
            count_cell(f"districts.{key}.covered", row["covered_count"], language),
            " / ",
            count_cell(f"districts.{key}.children", row["child_count"], language),
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
    value = row[name]
    return Figure(f"districts.{row['indicator_id']}.{name}", value, "share", numbers.percent(value, language))
