"""The legal tests of one cluster at a time: is its size within the law, may it be expanded.

Rules and logic: `cluster_law`. Zones come as `zone_facts.latest` gives them, with the columns of `zones` joined: one
row per zone, each fact with `_row` and `_qualifier` where they are known. Areas count as printed; only a word such as
"trên" or "khoảng" widens them to an interval (`printed`). Other zones than clusters are left out; `not_clusters`
counts them.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.transforms.cluster_law import (
    SHARED_WORKS,
    Regime,
    every,
    finding,
    lacking,
    no_rule,
    regime_at,
    with_columns_of,
)
from icanalysis.transforms.division import ratio
from icanalysis.transforms.figures import qualifier_against
from icanalysis.transforms.founding_acts import FOUNDED_STAGES
from icanalysis.transforms.printed import high_end, low_end

AREAS = (
    "total_area_ha",
    "industrial_land_ha",
    "industrial_and_service_land_ha",
    "leased_land_ha",
    "unleased_land_ha",
    "land_demand_ha",
    "wanted_area_ha",
)
"""wanted_area_ha is the whole area after the expansion that is asked for; the caller adds it where it is known."""

FLAGS = (*SHARED_WORKS, "shared_works_complete", "is_craft_village", "is_mountainous")
OF_ZONE = ("is_craft_village", "is_mountainous")
"""Facts of the table `zones`; the others are of `zone_status`."""


def size_tests(zones: pl.LazyFrame, *, as_of: date) -> pl.LazyFrame:
    """The size of each cluster against the limits in force: conditions as in `cluster_law.FINDING`.

    10 to 75 ha; from 5 ha where the district is mountainous or the cluster one of a craft village. Under QĐ 105/2009
    a new cluster has at most 50 ha and 75 after expansion: in between it depends on what no table holds.
    """
    clusters, regime = assessed(zones), regime_at(as_of)
    if regime is None:
        return no_rule(clusters, test="size", decree=None)
    about = {"test": "size", "decree": regime.decree}
    most = {"requirement": "at_most", "condition": "area_at_most", "operator": "le"} | about
    found = [_area(clusters, alternative="any", limit=regime.most_ha, **most)]
    if regime.most_new_ha is not None:
        expanded = {"alternative": "expanded", "requirement": "at_most"} | about
        found = [
            _area(clusters, alternative="new", limit=regime.most_new_ha, **most),
            _area(clusters, limit=regime.most_ha, **(most | expanded)),
            _flag(clusters, "is_expanded", **expanded),
        ]
    least = {"requirement": "at_least", "operator": "ge"} | about
    if regime.least_ha is not None:
        found.append(_area(clusters, condition="area_at_least", alternative="ordinary", limit=regime.least_ha, **least))
    if regime.least_small_ha is not None:
        for flag in OF_ZONE:
            found.append(
                _area(clusters, condition="area_at_least", alternative=flag, limit=regime.least_small_ha, **least)
            )
            found.append(_flag(clusters, flag, alternative=flag, requirement="at_least", **about))
    return every(found)


def expansion_tests(zones: pl.LazyFrame, *, as_of: date) -> pl.LazyFrame:
    """Whether each cluster may be expanded: conditions as in `cluster_law.FINDING`, with room_ha.

    The area after (wanted_area_ha) at most 75 ha, and leased ÷ industrial land ≥ 60 % or land_demand_ha above the
    industrial land, and the shared works in use. Without a wanted area the condition is open, room_ha says how
    much is left, and a cluster that has no room fails. NĐ 32/2024 asks for internal roads, water supply and waste
    water; the decrees before it for all shared works, which the three alone can refute but not prove. A cluster that is
    only planned has nothing to expand: not_applicable.
    """
    clusters, regime = assessed(zones), regime_at(as_of)
    if regime is None:
        return no_rule(clusters, test="expansion", decree=None)
    about = {"test": "expansion", "decree": regime.decree}
    existing = clusters.filter(pl.col("exists").fill_null(True))
    planned = finding(
        clusters.filter(~pl.col("exists")),
        requirement="existing",
        alternative="any",
        condition="is_established",
        verdict="not_applicable",
        rule_note="not_established",
        source_rows=pl.col("stage_rows"),
        missing=pl.concat_list(pl.lit(None, pl.String)).list.drop_nulls(),
        **about,
    )
    found = [planned, _established(existing, **about), _area_after(existing, most=regime.most_ha, **about)]
    if regime.expansion_occupancy is None:
        return every([*found, no_rule(existing, **about)])
    return every(
        [*found, *_use(existing, regime, **about), *(_works(existing, name, **about) for name in regime.works)]
    )


def not_clusters(zones: pl.LazyFrame) -> pl.LazyFrame:
    """What the tests leave out: zone_kind (null where none is known) and zone_count."""
    return _others(zones).group_by(_kind(), maintain_order=True).agg(pl.len().cast(pl.Int64).alias("zone_count"))


def not_clusters_by(zones: pl.LazyFrame, *, by: str) -> pl.LazyFrame:
    """How many zones of each unit are no clusters: the column `by` and excluded_count."""
    return _others(zones).group_by(by, maintain_order=True).agg(pl.len().cast(pl.Int64).alias("excluded_count"))


def assessed(zones: pl.LazyFrame) -> pl.LazyFrame:
    """The clusters with subject_id, ends, rows and word of every fact, what is leased, and whether the cluster exists.

    leased and unleased are completed from each other and the industrial land; share = leased ÷ industrial land. Both
    only within one statement: figures of two days make no share. A share that is not known lies in [0, 1].
    exists: from its stage or day of establishment; null where neither is known, and where one statement plans the
    cluster and another has it established.
    """
    kinds = dict.fromkeys(AREAS, pl.Float64) | dict.fromkeys(FLAGS, pl.Boolean)
    kinds |= {"stage": pl.String, "established_area_ha": pl.Float64, "established_on": pl.Date}
    clusters = with_columns_of(zones.filter(_kind() == "cluster"), kinds)
    have = clusters.collect_schema().names()
    stage = pl.col("stage").cast(pl.String)
    return (
        clusters.with_columns(
            pl.col("zone_id").alias("subject_id"),
            *(end for name in AREAS for end in _ends(name, have)),
            *(_rows(name, have).alias(f"{name}_rows") for name in (*AREAS, *FLAGS, "stage")),
            pl.when(stage.is_in(FOUNDED_STAGES) | pl.col("established_on").is_not_null())
            .then(True)
            .when(stage.is_not_null() & pl.col("established_area_ha").is_null())
            .then(False)
            .alias("exists"),
        )
        .pipe(_completed, have)
        .with_columns(
            _share("leased", "whole").alias("share"),
            qualifier_against(pl.col("leased_qualifier"), pl.col("whole_qualifier")).alias("share_qualifier"),
            _share("leased_low", "whole_high").fill_null(0.0).alias("share_low"),
            _share("leased_high", "whole_low").fill_null(1.0).alias("share_high"),
            pl.concat_list(f"{name}_rows" for name in ("industrial_land_ha", "leased_land_ha", "unleased_land_ha"))
            .list.unique(maintain_order=True)
            .alias("land_rows"),
        )
        .with_columns(
            *(_lacked(name).alias(f"{name}_missing") for name in ("share", "unleased")),
            pl.concat_list("land_rows", "industrial_and_service_land_ha_rows", "total_area_ha_rows").alias(
                "bound_rows"
            ),
        )
    )


def _completed(clusters: pl.LazyFrame, have: list[str]) -> pl.LazyFrame:
    """Adds leased, unleased and whole (ha) with their ends; whole is the industrial land of the same statement.

    Leased and unleased land are as printed, or else the whole without the other.
    """
    printed = {"leased": "leased_land_ha", "unleased": "unleased_land_ha"}
    together = {name: _in_one_statement(column, have) for name, column in printed.items()}
    whole = {end: pl.col(f"industrial_land_ha{end}") for end in ("", "_low", "_high")}
    cells = []
    for name, other in (("leased", "unleased"), ("unleased", "leased")):
        for end, opposite in (("", ""), ("_low", "_high"), ("_high", "_low")):
            rest = (whole[end] - pl.col(f"{printed[other]}{opposite}")).clip(lower_bound=0)
            own = pl.col(f"{printed[name]}{end}")
            cells.append(pl.coalesce(own, pl.when(together[other]).then(rest)).alias(f"{name}{end}"))
        words = {column: pl.col(f"{column}_qualifier") for column in (*printed.values(), "industrial_land_ha")}
        word_of_rest = qualifier_against(words["industrial_land_ha"], words[printed[other]])
        own_word = pl.when(pl.col(printed[name]).is_not_null()).then(words[printed[name]])
        cells.append(own_word.otherwise(word_of_rest).alias(f"{name}_qualifier"))
    usable = pl.when(pl.col("leased_land_ha").is_null()).then(together["unleased"]).otherwise(together["leased"])
    return clusters.with_columns(
        *cells,
        *(pl.when(usable).then(amount).alias(f"whole{end}") for end, amount in whole.items()),
        pl.col("industrial_land_ha_qualifier").alias("whole_qualifier"),
    )


def _in_one_statement(column: str, have: list[str]) -> pl.Expr:
    """Whether a figure and the industrial land were printed together, where their rows are known."""
    rows = (f"{column}_row", "industrial_land_ha_row")
    return pl.col(rows[0]).eq_missing(pl.col(rows[1])) if set(rows) <= set(have) else pl.lit(True)


def _share(part: str, whole: str) -> pl.Expr:
    return ratio(pl.col(part), pl.col(whole))


def _area(clusters: pl.LazyFrame, **cells: pl.Expr | str | float | None) -> pl.LazyFrame:
    """A condition on the whole area."""
    area = {name: pl.col(f"total_area_ha{end}") for name, end in (("value", ""), ("low", "_low"), ("high", "_high"))}
    said = {"unit": "ha", "source_rows": pl.col("total_area_ha_rows"), "missing": lacking("total_area_ha")}
    said |= {"value_qualifier": pl.col("total_area_ha_qualifier")}
    return finding(clusters, **(area | said | cells))


def _flag(clusters: pl.LazyFrame, name: str, **cells: pl.Expr | str | float | None) -> pl.LazyFrame:
    """A condition that asks for yes."""
    known = with_columns_of(clusters, {name: pl.Boolean, f"{name}_rows": pl.List(pl.String)})
    asked = {"condition": name, "operator": "is", "limit": 1.0, "unit": "flag", "missing": lacking(name)}
    value = pl.col(name).cast(pl.Float64)
    return finding(known, **(asked | {"value": value, "source_rows": pl.col(f"{name}_rows")} | cells))


def _established(clusters: pl.LazyFrame, **about: str) -> pl.LazyFrame:
    """That the cluster exists at all."""
    known = clusters.with_columns(
        pl.col("exists").alias("is_established"), pl.col("stage_rows").alias("is_established_rows")
    )
    return _flag(known, "is_established", requirement="existing", alternative="any", missing=_unless_exists(), **about)


def _unless_exists() -> pl.Expr:
    return pl.when(pl.col("exists").is_null()).then(pl.concat_list(pl.lit("stage"))).otherwise(_nothing())


def _area_after(clusters: pl.LazyFrame, *, most: float, **about: str) -> pl.LazyFrame:
    """The area after the expansion; where none is named it is more than the area now."""
    wanted, now = pl.col("wanted_area_ha"), pl.col("total_area_ha_low")
    full = wanted.is_null() & (now >= most)
    open_end = {"low": pl.coalesce("wanted_area_ha_low", now), "high": pl.col("wanted_area_ha_high")}
    within = pl.when(wanted.is_not_null()).then(wanted <= most)
    verdict = pl.when(full | ~within).then(pl.lit("fails")).when(within).then(pl.lit("passes"))
    return finding(
        clusters,
        requirement="area_after",
        alternative="any",
        condition="area_after_at_most",
        operator="le",
        limit=most,
        value=wanted,
        value_qualifier=pl.col("wanted_area_ha_qualifier"),
        unit="ha",
        verdict=verdict.otherwise(pl.lit("unknown")),
        source_rows=pl.col("total_area_ha_rows"),
        missing=pl.when(wanted.is_null()).then(lacking("wanted_area_ha", "total_area_ha")).otherwise(_nothing()),
        room_ha=(most - pl.col("total_area_ha")).clip(lower_bound=0),
        room_ha_qualifier=qualifier_against(pl.lit("exact"), pl.col("total_area_ha_qualifier")),
        **(open_end | about),
    )


def _use(clusters: pl.LazyFrame, regime: Regime, **about: str) -> list[pl.LazyFrame]:
    """Occupancy of the industrial land, or else demand for more than there is."""
    occupied = finding(
        clusters,
        requirement="use",
        alternative="occupancy",
        condition="occupancy_at_least",
        operator="ge",
        limit=regime.expansion_occupancy,
        value=pl.col("share"),
        value_qualifier=pl.col("share_qualifier"),
        low=pl.col("share_low"),
        high=pl.col("share_high"),
        unit="share",
        source_rows=pl.col("land_rows"),
        missing=pl.col("share_missing"),
        **about,
    )
    wanted = finding(
        clusters,
        requirement="use",
        alternative="demand",
        condition="demand_above_industrial_land",
        operator="gt",
        limit=pl.col("industrial_land_ha"),
        value=pl.col("land_demand_ha"),
        value_qualifier=pl.col("land_demand_ha_qualifier"),
        low=pl.col("land_demand_ha_low"),
        high=pl.col("land_demand_ha_high"),
        unit="ha",
        source_rows=pl.concat_list("land_demand_ha_rows", "industrial_land_ha_rows"),
        missing=lacking("land_demand_ha", "industrial_land_ha"),
        **about,
    )
    return [occupied, wanted]


def _works(clusters: pl.LazyFrame, name: str, **about: str) -> pl.LazyFrame:
    """One of the works in use; works that are not in use refute that the shared works are complete."""
    asked = {"requirement": name, "alternative": "any"} | about
    if name != "shared_works_complete":
        return _flag(clusters, name, **asked)
    refuted = pl.any_horizontal(~pl.col(works) for works in SHARED_WORKS)
    known = clusters.with_columns(
        pl.when(refuted).then(False).otherwise(name).alias(name),
        pl.concat_list(f"{works}_rows" for works in (*SHARED_WORKS, name)).alias(f"{name}_rows"),
    )
    return _flag(known, name, **asked)


def _ends(name: str, have: list[str]) -> list[pl.Expr]:
    """The least and the most that a printed area stands for, and the word before it."""
    column = f"{name}_qualifier"
    word = pl.col(column).cast(pl.String).fill_null("exact") if column in have else pl.lit("exact")
    bounds = {"unit": pl.lit(0.0), "qualifier": word}
    return [
        low_end(pl.col(name), **bounds).alias(f"{name}_low"),
        high_end(pl.col(name), **bounds).alias(f"{name}_high"),
        word.alias(column),
    ]


def _rows(name: str, have: list[str]) -> pl.Expr:
    """The row that a fact stands in, as a list of one `table:id`; none where it is not known."""
    if name in OF_ZONE:
        row = pl.concat_str(pl.lit("zones:"), "zone_id")
    else:
        key = next((key for key in (f"{name}_row", "zone_status_id") if key in have), None)
        row = pl.concat_str(pl.lit("zone_status:"), key) if key else pl.lit(None, pl.String)
    return pl.concat_list(pl.when(pl.col(name).is_not_null()).then(row)).list.drop_nulls()


def _lacked(name: str) -> pl.Expr:
    """The columns that would give the share or the unleased land."""
    asked = lacking("industrial_land_ha", "leased_land_ha")
    return pl.when(pl.col(name).is_null()).then(asked).otherwise(_nothing())


def _nothing() -> pl.Expr:
    return pl.concat_list(pl.lit(None, pl.String)).list.drop_nulls()


def _others(zones: pl.LazyFrame) -> pl.LazyFrame:
    return zones.filter((_kind() != "cluster").fill_null(True))


def _kind() -> pl.Expr:
    return pl.col("zone_kind").cast(pl.String)
