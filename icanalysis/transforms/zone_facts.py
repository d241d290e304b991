"""What is known of a zone at a date: one row per zone, each fact from the latest statement that prints it.

Facts of one row may come from several statements; each says from which (`<fact>_row`) and of when (`<fact>_on`), so
that no ratio is taken across statements without saying so. For ratios within one statement see `occupancy`.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.transforms.founding_acts import FOUNDED_STAGES, by_law
from icanalysis.transforms.statements import dated, latest_values

FACTS = (
    "zone_kind",
    "stage",
    "outranked_stage",
    "established_on",
    "decision_number",
    "total_area_ha",
    "established_area_ha",
    "cleared_land_ha",
    "industrial_land_ha",
    "industrial_and_service_land_ha",
    "leasable_land_ha",
    "registered_land_ha",
    "leased_land_ha",
    "unleased_land_ha",
    "built_land_ha",
    "operating_land_ha",
    "land_demand_ha",
    "roads_in_use",
    "water_supply_in_use",
    "wastewater_in_use",
    "printed_occupancy_pct",
    "project_count",
    "domestic_project_count",
    "foreign_project_count",
    "registered_capital_vnd_bn",
    "infrastructure_investor",
    "infrastructure_capital_vnd_bn",
    "budget_support_vnd_bn",
    "central_wastewater",
)
"""Every fact of a zone. established_area_ha is total_area_ha of a statement by which the zone is established;
outranked_stage is what a statement says against a founding decision (`founding_acts`)."""


def latest(zone_status: pl.LazyFrame, *, as_of: date, sources: pl.LazyFrame) -> pl.LazyFrame:
    """One row per zone: zone_id and FACTS, each with `_row` and `_on`, figures with `_qualifier` too.

    A statement counts from the day it is known on (`statements.dated`); zones of which nothing was known at `as_of`
    have no row. Among statements of one day the preferred source counts; undated ones only where no dated one has
    a value (`statements.latest_values`), but a founding decision, dated or not, outranks what texts say of the stage
    before it (`founding_acts`). Areas in ha, capital in thousand million đồng.
    """
    return (
        zone_status.pipe(dated, sources=sources)
        .pipe(by_law, as_of=as_of)
        .with_columns(pl.when(_is_established()).then("total_area_ha").alias("established_area_ha"))
        .with_columns(_of_established_area().alias("qualifiers"))
        .pipe(latest_values, by="zone_id", key="zone_status_id", columns=FACTS, as_of=as_of, sources=sources)
    )


def _is_established() -> pl.Expr:
    """Whether a statement prints the stage of an established zone, or the day on which it was established."""
    return pl.col("stage").cast(pl.String).is_in(FOUNDED_STAGES) | pl.col("established_on").is_not_null()


def _of_established_area() -> pl.Expr:
    """The qualifiers with that of the whole area said of the established area too."""
    said = pl.col("qualifiers")
    word = said.str.extract(r"(?:^|; )total_area_ha:(\w+)")
    return pl.when(word.is_not_null()).then(pl.concat_str(said, pl.lit("; established_area_ha:"), word)).otherwise(said)
