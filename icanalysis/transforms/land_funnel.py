"""The way of land from plan to production, per zone: where it is lost, what can be leased now, what lies idle.

    planned → established → cleared → leasable (with infrastructure) → leased → built on → operating

Leased is not used: one audit found 3,053 of 3,284 allotted plots unused (design notes, "Clusters"). Every area keeps
the statement and the day it was printed in; areas of several days stand side by side and are never merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from icanalysis.transforms.division import ratio
from icanalysis.transforms.figures import qualifier_against, qualifier_of_sum
from icanalysis.transforms.printed import high_end, low_end, rounding_unit

STAGES = {
    "planned": "total_area_ha",
    "established": "established_area_ha",
    "cleared": "cleared_land_ha",
    "leasable": "leasable_land_ha",
    "leased": "leased_land_ha",
    "built": "built_land_ha",
    "operating": "operating_land_ha",
}
"""Stage → fact of `zone_facts`. Planned is the whole area by the latest statement about the zone at any stage."""

LEASABLE_BASES = {
    "leasable_less_leased": ("leasable_land_ha", "leased_land_ha"),
    "unleased": ("unleased_land_ha", None),
    "industrial_less_leased": ("industrial_land_ha", "leased_land_ha"),
    "industrial_and_service_less_leased": ("industrial_and_service_land_ha", "leased_land_ha"),
}
"""What the land that can be leased now is worked out from; the first whose figures are known counts."""

OF_ONE_STATEMENT = ("industrial_less_leased", "industrial_and_service_less_leased")
"""Bases whose two figures must stand in one statement: which land "leased" is a part of differs between sources."""

AGE_EDGES_MONTHS = (12, 24, 36)
"""Where classes of idle land begin. Land Law 31/2024/QH15 art. 81 lets the state take land back that was not put to use
for 12 months running, or is 24 months behind; the third edge is our own."""

APART_PCT_POINTS = 1.0
"""An occupancy printed later is another one if it lies so far from that of the land: our own rule, above rounding."""

UNDER_WAY = ("under_construction", "commissioning", "trial_operation")
"""Statuses at which the land of a project is not empty although nothing is produced yet."""


def funnel(facts: pl.LazyFrame) -> pl.LazyFrame:
    """One row per zone and stage, in the order of STAGES: zone_id, stage, area_ha and where it comes from.

    area_row, area_on, area_qualifier: statement, day and word of the area. previous_stage, previous_ha: the nearest
    earlier stage whose area is known; share_of_previous = area ÷ previous; lost_ha = previous − area, below zero
    where a stage is larger. exceeds_previous: true where rounding cannot bring the area down to the least of the
    earlier ones, a fault in the statements or a change between their days; null where the area or every earlier one
    is unknown.
    """
    steps = pl.concat_list(_step(stage, column) for stage, column in STAGES.items())
    least_before = pl.col("high").cum_min().forward_fill().shift(1).over("zone_id")
    previous = pl.col("area_ha").forward_fill().shift(1).over("zone_id")
    known_stage = pl.when(pl.col("area_ha").is_not_null()).then("stage").forward_fill().shift(1).over("zone_id")
    return (
        facts.select("zone_id", steps.alias("step"))
        .sort("zone_id")
        .explode("step")
        .unnest("step")
        .with_columns(
            known_stage.alias("previous_stage"),
            previous.alias("previous_ha"),
            (pl.col("low") > least_before).alias("exceeds_previous"),
        )
        .with_columns(
            ratio(pl.col("area_ha"), pl.col("previous_ha")).alias("share_of_previous"),
            (pl.col("previous_ha") - pl.col("area_ha")).alias("lost_ha"),
        )
        .drop("low", "high")
    )


def leasable_now(facts: pl.LazyFrame) -> pl.LazyFrame:
    """One row per zone: the land that can be leased now, in ha, and by which figures.

        leasable − leased land; else the land printed as still to be leased; else industrial − leased land of one
        statement; else industrial and service − leased land of one statement

    basis names which (LEASABLE_BASES; null where none is known), whole_ha, whole_row, whole_on and taken_ha,
    taken_row, taken_on its figures: where their days differ the land may have changed between them.
    leasable_now_ha_qualifier is the word that both leave to the difference. Land of the last two may lack
    infrastructure: they are an upper end. Where more is taken than there is, leasable_now_ha is 0 if rounding explains
    it, else null and is_overdrawn true: never a negative area.
    """
    bases = [_basis(name, whole, taken) for name, (whole, taken) in LEASABLE_BASES.items()]
    short = pl.col("whole_ha") - pl.col("taken_ha").fill_null(0.0)
    overdrawn = (pl.col("taken_low") > pl.col("whole_high")).fill_null(False)
    return (
        facts.select("zone_id", pl.coalesce(bases).alias("basis"))
        .sort("zone_id")
        .unnest("basis")
        .with_columns(
            pl.when(~overdrawn).then(short.clip(lower_bound=0.0)).alias("leasable_now_ha"),
            qualifier_against(_said("whole"), _said("taken")).alias("leasable_now_ha_qualifier"),
            overdrawn.alias("is_overdrawn"),
        )
        .drop("whole_high", "taken_low", "whole_qualifier", "taken_qualifier")
    )


def occupancy_printed_since(facts: pl.LazyFrame) -> pl.LazyFrame:
    """One row per zone whose occupancy a statement prints that is later than the figures behind its leasable land.

    zone_id, printed_occupancy_pct with `_row` and `_on`, and is_another: whether it lies APART_PCT_POINTS or more from
    taken ÷ whole of `leasable_now`; null where that is not known, as where the land to be leased is itself printed.
    """
    printed = ("printed_occupancy_pct", "printed_occupancy_pct_row", "printed_occupancy_pct_on")
    land_on = pl.min_horizontal("whole_on", "taken_on")
    apart = pl.col("printed_occupancy_pct").cast(pl.Float64) - 100 * ratio(pl.col("taken_ha"), pl.col("whole_ha"))
    return (
        facts.pipe(leasable_now)
        .filter(pl.col("leasable_now_ha").is_not_null())
        .join(facts.select("zone_id", *printed), on="zone_id", maintain_order="left")
        .filter(pl.col("printed_occupancy_pct_on") > land_on)
        .select("zone_id", *printed, (apart.abs() >= APART_PCT_POINTS).alias("is_another"))
    )


def leased_not_built(facts: pl.LazyFrame) -> pl.LazyFrame:
    """One row per zone of which both are known: not_built_ha = leased − built land, with row and day of each.

    Below zero where more is built on than leased; `funnel` marks such a zone.
    """
    sides = [f"{land}_land_ha{end}" for land in ("leased", "built") for end in ("", "_row", "_on")]
    lost = (pl.col("leased_land_ha") - pl.col("built_land_ha")).alias("not_built_ha")
    return facts.select("zone_id", *sides, lost).filter(pl.col("not_built_ha").is_not_null()).sort("zone_id")


def idle_leased(
    projects: pl.LazyFrame, *, as_of: date, by: str = "zone_id", edges_months: Sequence[int] = AGE_EDGES_MONTHS
) -> pl.LazyFrame:
    """One row per zone and age class: land of projects that are neither completed nor operating.

    `projects` has one row per project (`project_facts`): land_ha with its `_qualifier`, leased_on, project_status,
    is_in_use, and the column `by` over whose values land is added up: zone_id (null outside zones) or another one.
    age_from_months and age_to_months bound the class, the lower end included, the upper one not; both are null for land
    whose day of lease is not known: it may not even be leased. Gives project_count, land_ha with the word that its
    parts leave it, and of it under_way_ha where building or a trial has begun and status_unknown_ha where no status is
    stated. Projects without known land, and land leased after `as_of`, are left out.
    """
    starts = (0, *edges_months)
    ends = dict(zip(starts, (*edges_months, None), strict=True))
    status, land = pl.col("project_status").cast(pl.String), pl.col("land_ha")
    return (
        projects.filter(
            land.is_not_null(),
            ~pl.col("is_in_use").fill_null(False),
            pl.col("leased_on").is_null() | (pl.col("leased_on") <= as_of),
        )
        .with_columns(_age_class(starts, as_of).alias("age_from_months"))
        .group_by(by, "age_from_months")
        .agg(
            pl.len().cast(pl.Int64).alias("project_count"),
            land.sum().alias("land_ha"),
            qualifier_of_sum(pl.col("land_ha_qualifier")).alias("land_ha_qualifier"),
            land.filter(status.is_in(UNDER_WAY)).sum().alias("under_way_ha"),
            land.filter(status.is_null()).sum().alias("status_unknown_ha"),
        )
        .with_columns(
            pl.col("age_from_months").replace_strict(ends, default=None, return_dtype=pl.Int64).alias("age_to_months")
        )
        .select(
            by,
            "age_from_months",
            "age_to_months",
            "project_count",
            "land_ha",
            "land_ha_qualifier",
            "under_way_ha",
            "status_unknown_ha",
        )
        .sort(by, "age_from_months", nulls_last=True)
    )


def _age_class(starts: Sequence[int], as_of: date) -> pl.Expr:
    """The class in which a lease of this day stands: whole months that have passed since."""
    passed = [pl.col("leased_on") <= pl.lit(as_of).dt.offset_by(f"-{months}mo") for months in starts]
    classes = [pl.when(is_so).then(pl.lit(months, pl.Int64)) for is_so, months in zip(passed, starts, strict=True)]
    return pl.coalesce(classes[::-1])


def _step(stage: str, column: str) -> pl.Expr:
    area = pl.col(column).cast(pl.Float64)
    bounds = {"unit": rounding_unit(area), "qualifier": pl.col(f"{column}_qualifier")}
    return pl.struct(
        pl.lit(stage, pl.Enum(list(STAGES))).alias("stage"),
        area.alias("area_ha"),
        pl.col(f"{column}_row").alias("area_row"),
        pl.col(f"{column}_on").alias("area_on"),
        pl.col(f"{column}_qualifier").alias("area_qualifier"),
        low_end(area, **bounds).alias("low"),
        high_end(area, **bounds).alias("high"),
    )


def _basis(name: str, whole: str, taken: str | None) -> pl.Expr:
    """Figures of one way to work out the land, null as a whole where one of them is unknown."""
    known = [pl.col(column).is_not_null() for column in (whole, taken) if column]
    known += [pl.col(f"{whole}_row") == pl.col(f"{taken}_row")] if name in OF_ONE_STATEMENT else []
    cells = [pl.lit(name).alias("basis"), *_side("whole", whole), *_side("taken", taken)]
    return pl.when(pl.all_horizontal(known)).then(pl.struct(cells))


def _said(side: str) -> pl.Expr:
    """The word before one side of the difference; nothing taken away has none."""
    return pl.col(f"{side}_qualifier").fill_null("exact")


def _side(side: str, column: str | None) -> list[pl.Expr]:
    """A figure with row, day and word, and the end that matters: the most of the whole, the least of what is taken."""
    end = "whole_high" if side == "whole" else "taken_low"
    types = {f"{side}_ha": pl.Float64, f"{side}_row": pl.String, f"{side}_on": pl.Date}
    types |= {f"{side}_qualifier": pl.String, end: pl.Float64}
    if column is None:
        return [pl.lit(None, dtype).alias(name) for name, dtype in types.items()]
    area = pl.col(column).cast(pl.Float64)
    reach = high_end if side == "whole" else low_end
    cells = (
        area,
        pl.col(f"{column}_row"),
        pl.col(f"{column}_on"),
        pl.col(f"{column}_qualifier").cast(pl.String),
        reach(area, unit=rounding_unit(area), qualifier=pl.col(f"{column}_qualifier")),
    )
    return [cell.alias(name) for name, cell in zip(types, cells, strict=True)]
