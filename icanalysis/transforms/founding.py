"""The legal test by which a district that already has clusters may found another one.

Either the average occupancy of its clusters is above 50 %, or their industrial land not yet leased is below 50 ha
(NĐ 68/2017, NĐ 66/2020), at most 100 ha (NĐ 32/2024). Rules and logic: `cluster_law`. What an average is the law does
not say, so both readings are made, and where they disagree the condition is unknown:

    plain      mean of leased ÷ industrial land over the clusters
    weighted   Σ leased ÷ Σ industrial land

A cluster whose figures are missing may have any share from 0 to 1, and as much unleased land as its industrial or else
its whole area; the bounds that follow decide only where both ends decide alike. Existing are the clusters that are
established or further. The test sees the clusters of the tables and no others: `cluster_count` says how many.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.transforms.cluster_law import (
    DISTRICTS_UNTIL,
    Regime,
    every,
    finding,
    holds,
    lacking,
    no_rule,
    regime_at,
    with_columns_of,
)
from icanalysis.transforms.cluster_tests import assessed, not_clusters_by
from icanalysis.transforms.division import ratio
from icanalysis.transforms.figures import qualifier_against, qualifier_of, qualifier_of_sum
from icanalysis.transforms.printed import high_end, last_digit, low_end

DISTRICT_CODE = r"^\d{3}$"
PRINTED_LAND = ("industrial_land_ha", "leased_land_ha", "unleased_land_ha")


def founding_tests(
    zones: pl.LazyFrame,
    *,
    by: str,
    as_of: date,
    units: pl.LazyFrame | None = None,
    old_districts: bool = False,
) -> pl.LazyFrame:
    """The conditions of a further cluster in each district: rows as in `cluster_law.FINDING`, subject_id from `by`.

    zones: as for `cluster_tests`, with the district in the column `by`; units (a frame with `by`) adds districts
    without any zone. rule_note says where the test says less:

    first_cluster             no cluster exists yet: not_applicable
    others_not_placed         the province (column province_code, if there) has clusters of no known district: they are
                              not counted here, and whether there is a first cluster yet is unknown
    not_placed                zones of no known district, under a null subject: unknown
    district_level_abolished  after 2025-06-30 no rule was found: unknown, unless old_districts asks for the test as if
                              the districts stood; the figures are shown either way
    no_rule_seen              before 2017-07-15
    """
    regime = regime_at(as_of)
    districts = _by_district(zones, by=by, units=units).with_columns(
        _rule_note(abolished=as_of > DISTRICTS_UNTIL).alias("rule_note"),
        _blocked(abolished=as_of > DISTRICTS_UNTIL and not old_districts).alias("blocked"),
    )
    about = {"test": "founding", "decree": regime.decree if regime else None}
    if regime is None or regime.occupancy_over is None:
        return no_rule(districts, **about)
    empty = (pl.col("cluster_count") == 0) & (pl.col("unknown_count") == 0)
    first = empty & (pl.col("unplaced_count") == 0) & ~pl.col("blocked")
    none_yet = finding(
        districts.filter(first),
        requirement="further_cluster",
        alternative="any",
        condition="has_a_cluster",
        verdict="not_applicable",
        rule_note="first_cluster",
        source_rows=_nothing(),
        missing=_nothing(),
        **about,
    )
    return every([none_yet, *_conditions(districts.filter(~first), regime, **about)])


def founding_tests_of_statements(statistics: pl.LazyFrame, *, as_of: date) -> pl.LazyFrame:
    """The same conditions from statements about all clusters of a place (`zone_statistics`): one subject per statement.

    Occupancy as printed, within its rounding, where the source names no other base than leased ÷ industrial
    land; beside it, where both are printed, leased ÷ industrial land. Figures of the operating clusters alone decide
    nothing. Nor does a figure of a province say which of its districts may found: place_is_no_district.
    """
    about = {"test": "founding", "decree": None}
    statements, regime = _of_clusters(statistics), regime_at(as_of)
    if regime is None or regime.occupancy_over is None:
        return no_rule(statements, **(about | {"decree": regime.decree if regime else None}))
    return every(_stated(statements, regime, **(about | {"decree": regime.decree})))


def _by_district(zones: pl.LazyFrame, *, by: str, units: pl.LazyFrame | None) -> pl.LazyFrame:
    """One row per district: its clusters added up, with the least and the most that every sum may be."""
    clusters = assessed(zones)
    existing = clusters.filter(pl.col("exists").fill_null(True))
    known = pl.col("share").is_not_null()
    most_land = pl.coalesce("industrial_land_ha_high", "industrial_and_service_land_ha_high", "total_area_ha_high")
    unknown_land = pl.when(~known).then(most_land)
    open_land = (~known & most_land.is_null()).any()
    leased, industrial = pl.col("leased").filter(known), pl.col("whole").filter(known)
    least_whole, most_whole = (pl.col(f"whole_{end}").filter(known).sum() for end in ("low", "high"))
    sums = existing.group_by(by).agg(
        pl.col("exists").sum().cast(pl.Int64).alias("cluster_count"),
        pl.col("exists").null_count().cast(pl.Int64).alias("unknown_count"),
        _where_all(pl.col("share"), pl.col("share").mean()).alias("plain"),
        pl.col("share_low").mean().alias("plain_low"),
        pl.col("share_high").mean().alias("plain_high"),
        _where_all(pl.col("share"), ratio(leased.sum(), industrial.sum())).alias("weighted"),
        pl.when(~open_land)
        .then(ratio(pl.col("leased_low").filter(known).sum(), most_whole + unknown_land.sum()))
        .fill_null(0.0)
        .alias("weighted_low"),
        pl.when(~open_land)
        .then(
            ratio(
                pl.col("leased_high").filter(known).sum() + unknown_land.sum(),
                least_whole + unknown_land.sum(),
            )
        )
        .fill_null(1.0)
        .alias("weighted_high"),
        _where_all(pl.col("unleased"), pl.col("unleased").sum()).alias("unleased"),
        pl.col("unleased_low").fill_null(0.0).sum().alias("unleased_low"),
        _where_all(pl.coalesce("unleased_high", most_land), pl.coalesce("unleased_high", most_land).sum()).alias(
            "unleased_high"
        ),
        qualifier_of_sum(pl.col("share_qualifier")).alias("plain_qualifier"),
        qualifier_against(
            *(qualifier_of_sum(pl.col(f"{part}_qualifier").filter(known)) for part in ("leased", "whole"))
        ).alias("weighted_qualifier"),
        qualifier_of_sum(pl.col("unleased_qualifier")).alias("unleased_qualifier"),
        _named("share_missing").alias("share_missing"),
        _named("unleased_missing").alias("unleased_missing"),
        _named("land_rows").alias("land_rows"),
        _named("bound_rows").alias("bound_rows"),
    )
    province = {"province_code": pl.String}
    unplaced = (
        with_columns_of(existing.filter(pl.col(by).is_null()), province)
        .group_by("province_code")
        .agg(
            pl.len().cast(pl.Int64).alias("unplaced_count"),
            _where_all(pl.coalesce("unleased_high", most_land), pl.coalesce("unleased_high", most_land).sum()).alias(
                "unplaced_high"
            ),
            _named("bound_rows").alias("unplaced_rows"),
        )
    )
    districts = [frame for frame in (zones, units) if frame is not None]
    return (
        pl.concat(with_columns_of(frame, province).select(by, "province_code") for frame in districts)
        .unique(by, keep="first", maintain_order=True)
        .join(sums, on=by, how="left", nulls_equal=True, maintain_order="left")
        .join(unplaced, on="province_code", how="left", maintain_order="left")
        .join(not_clusters_by(zones, by=by), on=by, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(
            pl.col(by).alias("subject_id"),
            pl.col("cluster_count", "unknown_count", "excluded_count", "unplaced_count").fill_null(0),
        )
        .with_columns(*_with_unplaced())
    )


def _with_unplaced() -> list[pl.Expr]:
    """The most land to lease with that of the clusters of the province that may lie in the district as well.

    The averages are those of the clusters whose district is known; rule_note says that there may be others.
    """
    may_have_more = (pl.col("unplaced_count") > 0) & pl.col("subject_id").is_not_null()
    most = pl.col("unleased_high") + pl.col("unplaced_high")
    known = pl.when(~may_have_more).then("unleased")
    rows = pl.concat_list(pl.col("bound_rows", "unplaced_rows").fill_null(_nothing())).list.unique(maintain_order=True)
    return [
        pl.when(may_have_more).then(most).otherwise("unleased_high").alias("unleased_high"),
        known.alias("unleased"),
        pl.when(may_have_more).then(rows).otherwise("bound_rows").alias("bound_rows"),
    ]


def _conditions(districts: pl.LazyFrame, regime: Regime, **about: str | None) -> list[pl.LazyFrame]:
    """The average in both readings, and the land."""
    average = {"alternative": "occupancy", "condition": "average_occupancy_above", "operator": "gt", "unit": "share"}
    readings = [
        _sum(districts, name, limit=regime.occupancy_over, reading=name, missing="share_missing", **(average | about))
        for name in ("plain", "weighted")
    ]
    land = {"alternative": "land", "condition": "unleased_land", "unit": "ha"}
    words = {"operator": regime.unleased_operator, "limit": regime.unleased_ha, "missing": "unleased_missing"}
    return [*readings, _sum(districts, "unleased", **(land | words | about))]


def _sum(districts: pl.LazyFrame, name: str, *, missing: str, **cells: str | float | None) -> pl.LazyFrame:
    """A condition on a sum or mean over the clusters of a district."""
    low, high = pl.col(f"{name}_low"), pl.col(f"{name}_high")
    met = holds(str(cells["operator"]), low=low, high=high, limit=pl.lit(cells["limit"]))
    stage = pl.when(pl.col("unknown_count") > 0).then(pl.lit("stage"))
    rows = pl.when(pl.col(name).is_null()).then("bound_rows").otherwise("land_rows")
    return finding(
        districts,
        requirement="further_cluster",
        value=pl.col(name),
        value_qualifier=pl.col(f"{name}_qualifier"),
        low=low,
        high=high,
        verdict=pl.when("blocked").then(pl.lit("unknown")).otherwise(met),
        source_rows=rows.fill_null(_nothing()),
        missing=pl.concat_list(pl.col(missing).fill_null(_nothing()), stage).list.drop_nulls(),
        **cells,
    )


def _rule_note(*, abolished: bool) -> pl.Expr:
    others = pl.when(pl.col("unplaced_count") > 0).then(pl.lit("others_not_placed"))
    note = pl.lit("district_level_abolished") if abolished else others
    return pl.when(pl.col("subject_id").is_null()).then(pl.lit("not_placed")).otherwise(note)


def _blocked(*, abolished: bool) -> pl.Expr:
    """Whether nothing can be decided: no district, no district level, clusters of unknown stage, none known."""
    unsure = (pl.col("unknown_count") > 0) | ((pl.col("cluster_count") == 0) & (pl.col("unplaced_count") > 0))
    return pl.lit(abolished) | pl.col("subject_id").is_null() | unsure


def _of_clusters(statistics: pl.LazyFrame) -> pl.LazyFrame:
    """Statements about land of clusters, with what is leased and unleased and which figures count."""
    printed = pl.col("printed_occupancy_pct")
    said = pl.any_horizontal(pl.col(name).is_not_null() for name in ("printed_occupancy_pct", *PRINTED_LAND))
    of_leased = pl.col("occupancy_numerator").cast(pl.String).fill_null("leased") == "leased"
    of_industrial = pl.col("occupancy_denominator").cast(pl.String).fill_null("industrial") == "industrial"
    bounds = {"unit": last_digit(printed), "qualifier": qualifier_of("printed_occupancy_pct")}
    leased, unleased, industrial = pl.col("leased_land_ha"), pl.col("unleased_land_ha"), pl.col("industrial_land_ha")
    not_district = ~pl.col("place_code").str.contains(DISTRICT_CODE)
    share = ratio(pl.coalesce(leased, industrial - unleased), industrial)
    return (
        statistics.filter(pl.col("zone_kind").cast(pl.String) == "cluster", said)
        .with_columns(
            pl.col("zone_statistic_id").alias("subject_id"),
            pl.concat_list(pl.concat_str(pl.lit("zone_statistics:"), "zone_statistic_id")).alias("rows"),
            pl.coalesce("established_count", "operating_count").alias("cluster_count"),
            pl.when(not_district).then(pl.lit("place_is_no_district")).alias("rule_note"),
            (printed.is_not_null() & of_leased & of_industrial).alias("printed_counts"),
            (pl.col("land_scope").cast(pl.String) == "operating").alias("land_of_some"),
            (pl.col("occupancy_scope").cast(pl.String) == "operating").fill_null(False).alias("printed_of_some"),
            (printed.cast(pl.Float64) / 100).alias("printed"),
            (low_end(printed.cast(pl.Float64), **bounds) / 100).alias("printed_low"),
            (high_end(printed.cast(pl.Float64), **bounds) / 100).alias("printed_high"),
            share.alias("weighted"),
            pl.coalesce(unleased, (industrial - leased).clip(lower_bound=0)).alias("unleased"),
            pl.when(share.is_null()).then(lacking("industrial_land_ha", "leased_land_ha")).alias("share_missing"),
            *_words_of_a_statement(leased=leased, unleased=unleased),
        )
        .with_columns(pl.when(pl.col("unleased").is_null()).then("share_missing").alias("unleased_missing"))
    )


def _words_of_a_statement(*, leased: pl.Expr, unleased: pl.Expr) -> list[pl.Expr]:
    """The word before each figure of a statement, of those that it prints or of those that the figure is made of."""
    said = {name: qualifier_of(name) for name in ("printed_occupancy_pct", *PRINTED_LAND)}
    whole, taken, free = (said[name] for name in PRINTED_LAND)
    derived = pl.when((whole == "exact") & (free == "exact")).then(pl.lit("exact")).otherwise(pl.lit("about"))
    share = pl.when(leased.is_not_null()).then(qualifier_against(taken, whole)).otherwise(derived)
    rest = pl.when(unleased.is_not_null()).then(free).otherwise(qualifier_against(whole, taken))
    return [
        said["printed_occupancy_pct"].alias("printed_qualifier"),
        share.alias("weighted_qualifier"),
        rest.alias("unleased_qualifier"),
    ]


def _stated(statements: pl.LazyFrame, regime: Regime, **about: str | None) -> list[pl.LazyFrame]:
    """The average as printed and as the land gives it, and the land."""
    average = {"alternative": "occupancy", "condition": "average_occupancy_above", "operator": "gt", "unit": "share"}
    average |= {"limit": regime.occupancy_over}
    land = {"alternative": "land", "condition": "unleased_land", "unit": "ha"}
    land |= {"operator": regime.unleased_operator, "limit": regime.unleased_ha}
    computed = pl.col("weighted").is_not_null() | ~pl.col("printed_counts")
    ends = {"low": pl.col("printed_low"), "high": pl.col("printed_high")}
    return [
        _statement(
            statements.filter("printed_counts"), "printed", of_some="printed_of_some", **(average | ends | about)
        ),
        _statement(statements.filter(computed), "weighted", missing="share_missing", **(average | about)),
        _statement(statements, "unleased", reading=None, missing="unleased_missing", **(land | about)),
    ]


def _statement(
    statements: pl.LazyFrame,
    name: str,
    *,
    missing: str | None = None,
    of_some: str = "land_of_some",
    **cells: pl.Expr | str | float | None,
) -> pl.LazyFrame:
    """A condition on a printed figure; one of some of the clusters only decides nothing."""
    value = pl.col(name)
    ends = {end: cells.get(end, value) for end in ("low", "high")}
    met = holds(str(cells["operator"]), **ends, limit=pl.lit(cells["limit"]))
    lacks = pl.col(missing).fill_null(_nothing()) if missing else _nothing()
    said = {
        "requirement": "further_cluster",
        "reading": name,
        "value": value,
        "value_qualifier": pl.col(f"{name}_qualifier"),
        "verdict": pl.when(of_some).then(pl.lit("unknown")).otherwise(met),
        "source_rows": pl.col("rows"),
        "missing": lacks,
    }
    return finding(statements, **(said | cells))


def _where_all(known: pl.Expr, total: pl.Expr) -> pl.Expr:
    """A sum or mean where every part of it is known; null where one is not."""
    return pl.when(known.null_count() == 0).then(total)


def _named(name: str) -> pl.Expr:
    """What the lists of all clusters name, each once."""
    return pl.col(name).list.explode(keep_nulls=False, empty_as_null=False).unique().sort()


def _nothing() -> pl.Expr:
    return pl.concat_list(pl.lit(None, pl.String)).list.drop_nulls()
