"""Zones, land, capital and projects per unit of a map or a table; a unit without any stays in it.

    leased share        = Σ leased ÷ Σ industrial land, over the zones of which one statement prints both
    capital per hectare = Σ registered capital ÷ Σ land of the same projects, over the projects that have both

Sums run over what is known and each says over how many objects. Ratios come from sums over the same objects, never
from averages. The land under capital is that of the projects (`land_ha`), not of the zone they stand in: much of the
land of a zone is nobody's yet, and many projects stand outside zones.

Zones are parks and clusters here. An economic zone (khu kinh tế) is neither and may be a hundred times as large: it has
a count and a sum of its own (`enters`).
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.division import ratio, sum_of_known
from icanalysis.transforms.figures import qualifier_against, qualifier_of_sum

COUNTS = (
    "zone_count",
    "cluster_count",
    "park_count",
    "economic_zone_count",
    "zones_with_area_count",
    "zones_with_both_count",
    "project_count",
    "projects_with_capital_count",
    "projects_with_both_count",
    "operating_project_count",
    "late_project_count",
    "confirmed_late_project_count",
)
"""Zero, not null, for a unit without any."""

TOTALS = (
    "total_area_ha",
    "economic_zone_area_ha",
    "industrial_land_ha",
    "leased_land_ha",
    "registered_capital_vnd_bn",
    "capital_with_land_vnd_bn",
    "project_land_ha",
)
"""Null where nothing is known: no zone of a unit has a figure, or it has no zone."""

APART = "economic_zone"
"""The kind of zone that is neither park nor cluster and stands apart from them."""

RATIOS = {
    "leased_share": ("leased_land_ha", "industrial_land_ha"),
    "capital_vnd_bn_per_ha": ("capital_with_land_vnd_bn", "project_land_ha"),
}
"""Ratio → the two sums that it is of."""


def enters(name: str) -> pl.Expr:
    """Whether a zone enters the count, the sum or the ratio of this name.

    >>> frame = pl.DataFrame({"zone_kind": ["cluster", "economic_zone", None], "total_area_ha": [75.0, 28_781.0, None]})
    >>> frame.select(enters("total_area_ha")).to_series().to_list()
    [True, False, False]
    """
    apart = pl.col("zone_kind").cast(pl.String).eq_missing(APART)
    measured = pl.col("total_area_ha").is_not_null()
    both = (pl.col("industrial_land_ha_row") == pl.col("leased_land_ha_row")).fill_null(False)
    of_both = dict.fromkeys(("leased_share", *RATIOS["leased_share"]), both & ~apart)
    land = {"total_area_ha": measured & ~apart, "economic_zone_area_ha": measured & apart}
    return (of_both | land | {"zone_count": ~apart, "economic_zone_count": apart})[name]


def by_place(units: pl.LazyFrame, *, zones: pl.LazyFrame, projects: pl.LazyFrame) -> pl.LazyFrame:
    """One row per unit in the order given, and last one with unit_code null for what lies in none of them, if any.

    `units` has unit_code, each once, and what else shall be shown (null in the last row). `zones` has one row per zone
    (`zone_facts`): unit_code, zone_kind, total_area_ha, industrial_land_ha and leased_land_ha with their `_row` and
    `_qualifier`. `projects` one per project (`project_facts`): unit_code, registered_capital_vnd_bn and land_ha with
    their `_qualifier`, is_in_use, is_late, late_is_confirmed. An object whose unit_code is null or none of the units
    counts in the last row, so that Σ rows = all objects.

    Adds COUNTS, TOTALS, leased_share (0 to 1) and capital_vnd_bn_per_ha (thousand million đồng per ha). zone_count
    counts zones of every kind but economic zones, which economic_zone_count and economic_zone_area_ha are of.
    total_area_ha is of the zones_with_area_count zones with a figure, industrial_land_ha and leased_land_ha of the
    zones_with_both_count ones whose two latest figures stand in one statement. registered_capital_vnd_bn is of the
    projects_with_capital_count projects with a figure in đồng; capital in other money is not converted.
    capital_with_land_vnd_bn and project_land_ha are of the projects_with_both_count ones. confirmed_late_project_count:
    of the late ones those that a statement after their planned end still finds unfinished. Each of TOTALS and RATIOS
    has a `_qualifier`: the word that its parts leave to it (`figures.qualifier_of_sum`, `qualifier_against`).
    """
    codes = units.select("unit_code")
    of_zones = zones.pipe(_in_units, codes=codes).group_by("unit_code").agg(_zone_figures())
    of_projects = projects.pipe(_in_units, codes=codes).group_by("unit_code").agg(_project_figures())
    elsewhere = pl.concat([of_zones.select("unit_code"), of_projects.select("unit_code")]).filter(
        pl.col("unit_code").is_null()
    )
    return (
        pl.concat([units, elsewhere.unique()], how="diagonal_relaxed")
        .join(of_zones, on="unit_code", how="left", nulls_equal=True, maintain_order="left")
        .join(of_projects, on="unit_code", how="left", nulls_equal=True, maintain_order="left")
        .with_columns(
            pl.col(COUNTS).fill_null(0),
            *(ratio(pl.col(top), pl.col(bottom)).alias(name) for name, (top, bottom) in RATIOS.items()),
            *(_of_ratio(top, bottom).alias(f"{name}_qualifier") for name, (top, bottom) in RATIOS.items()),
        )
    )


def _in_units(objects: pl.LazyFrame, *, codes: pl.LazyFrame) -> pl.LazyFrame:
    """The objects with a code that none of the units has set to null."""
    known = codes.with_columns(pl.lit(True).alias("is_known"))
    return (
        objects.join(known, on="unit_code", how="left", maintain_order="left")
        .with_columns(pl.when("is_known").then("unit_code").alias("unit_code"))
        .drop("is_known")
    )


def _zone_figures() -> list[pl.Expr]:
    kind, measured, both = pl.col("zone_kind").cast(pl.String), enters("total_area_ha"), enters("leased_share")
    return [
        _count(enters("zone_count")).alias("zone_count"),
        _count(kind == "cluster").alias("cluster_count"),
        _count(kind == "park").alias("park_count"),
        _count(enters("economic_zone_count")).alias("economic_zone_count"),
        _count(measured).alias("zones_with_area_count"),
        *_total("total_area_ha", "total_area_ha", of=measured),
        *_total("economic_zone_area_ha", "total_area_ha", of=enters("economic_zone_area_ha")),
        _count(both).alias("zones_with_both_count"),
        *_total("industrial_land_ha", "industrial_land_ha", of=both),
        *_total("leased_land_ha", "leased_land_ha", of=both),
    ]


def _project_figures() -> list[pl.Expr]:
    capital = pl.col("registered_capital_vnd_bn").is_not_null()
    both = capital & pl.col("land_ha").is_not_null()
    return [
        _all().alias("project_count"),
        _count(capital).alias("projects_with_capital_count"),
        *_total("registered_capital_vnd_bn", "registered_capital_vnd_bn", of=capital),
        _count(both).alias("projects_with_both_count"),
        *_total("capital_with_land_vnd_bn", "registered_capital_vnd_bn", of=both),
        *_total("project_land_ha", "land_ha", of=both),
        _count(pl.col("is_in_use")).alias("operating_project_count"),
        _count(pl.col("is_late")).alias("late_project_count"),
        _count(pl.col("late_is_confirmed")).alias("confirmed_late_project_count"),
    ]


def _total(name: str, column: str, *, of: pl.Expr) -> list[pl.Expr]:
    """The sum of a figure over the objects that are so, and the word before it."""
    figure, word = pl.col(column).filter(of), pl.col(f"{column}_qualifier").filter(of)
    return [sum_of_known(figure).alias(name), qualifier_of_sum(word).alias(f"{name}_qualifier")]


def _of_ratio(top: str, bottom: str) -> pl.Expr:
    return qualifier_against(pl.col(f"{top}_qualifier"), pl.col(f"{bottom}_qualifier"))


def _all() -> pl.Expr:
    return pl.len().cast(pl.Int64)


def _count(is_so: pl.Expr) -> pl.Expr:
    """How many objects of a group are so; null counts as not."""
    return is_so.fill_null(False).sum().cast(pl.Int64)
