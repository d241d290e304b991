"""What the decrees on industrial clusters (CCN) ask, and the logic that makes a verdict of their conditions.

                                QĐ 105/2009   NĐ 68/2017, also as amended    NĐ 32/2024
                                2009-10-05    by NĐ 66/2020; 2017-07-15      2024-05-01
    size                        ≤ 50 ha new,  10–75 ha; 5–75 ha in mountain districts and craft villages
                                ≤ 75 in all
    a further cluster           not seen      average occupancy > 50 %       average occupancy > 50 %
      in a district: either                   or unleased land < 50 ha       or unleased land ≤ 100 ha
    expansion: area after       ≤ 75 ha       ≤ 75 ha                        ≤ 75 ha
      and either                not seen      occupancy ≥ 60 % or demand for industrial land > industrial land
      and in use                not seen      the shared works, complete     roads, water supply, waste water

Size under NĐ 32/2024: art. 2. The other conditions were read in reports of the decrees, not in the articles; each
`Regime` names its source. Before 2009-10-05 no rule was seen. Other conditions (the approved list, land-use plan,
investor) are not tested: no table holds them. Parks (KCN) fall under other decrees.

A condition is met, not met or unknown (Kleene): a figure that is missing or known within an interval decides only
where every value it may have decides alike. One subject (a cluster, a district) × condition is one row; `verdicts`
folds them: every `requirement` must hold, of its alternatives one, of an alternative every condition, and of
a condition all `reading`s the same way, since the law does not say how an average is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

VERDICTS = ("passes", "fails", "unknown", "not_applicable")
OPERATORS = ("gt", "lt", "le", "ge", "is")
UNITS = ("ha", "share", "flag")
"""Hectares, a share of 1, and a flag that is 1 (yes) or 0 (no)."""

RULE_NOTES = (
    "no_rule_seen",
    "not_established",
    "first_cluster",
    "others_not_placed",
    "not_placed",
    "place_is_no_district",
    "district_level_abolished",
)
"""Why a test says less than its conditions: see `cluster_tests` and `founding`."""

DISTRICTS_UNTIL = date(2025, 6, 30)
"""The last day of the district level; how tests by district apply after it was not found."""

COUNTS = ("cluster_count", "unplaced_count", "excluded_count", "room_ha", "room_ha_qualifier")
"""Clusters that a test of a district counts, those of the province that may lie in it too, zones there that are no
clusters, and what an expansion has left with the word before it."""

SAME = 1e-9
"""Relative difference under which a figure is at its limit."""

SCORES = {"fails": 0, "unknown": 1, "passes": 2, "not_applicable": 3}
NAMES = {score: name for name, score in SCORES.items()}

FINDING = {
    "test": pl.String,
    "subject_id": pl.String,
    "decree": pl.String,
    "requirement": pl.String,
    "alternative": pl.String,
    "condition": pl.String,
    "reading": pl.String,
    "operator": pl.String,
    "limit": pl.Float64,
    "value": pl.Float64,
    "value_qualifier": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "unit": pl.String,
    "verdict": pl.String,
    "source_rows": pl.List(pl.String),
    "missing": pl.List(pl.String),
    "rule_note": pl.String,
    "cluster_count": pl.Int64,
    "unplaced_count": pl.Int64,
    "excluded_count": pl.Int64,
    "room_ha": pl.Float64,
    "room_ha_qualifier": pl.String,
}
"""The columns of a condition; low and high bound a value that is not exact, null is no bound; value_qualifier is the
word before it, null as good as exact. Shares are 0 to 1."""


@dataclass(frozen=True)
class Regime:
    """The rules in force from a day on; None where no rule was seen."""

    decree: str
    in_force_from: date
    source: str
    least_ha: float | None = 10.0
    least_small_ha: float | None = 5.0
    most_ha: float = 75.0
    most_new_ha: float | None = None
    occupancy_over: float | None = 0.50
    unleased_operator: str = "lt"
    unleased_ha: float = 50.0
    expansion_occupancy: float | None = 0.60
    works: tuple[str, ...] = ()


SHARED_WORKS = ("roads_in_use", "water_supply_in_use", "wastewater_in_use")

REGIMES = (
    Regime(
        "QĐ 105/2009/QĐ-TTg",
        date(2009, 10, 5),
        "https://vietnamlawmagazine.vn/"
        "decision-no-105-2009-qd-ttg-industrial-clusters-not-to-be-larger-than-75-hectares-3141.html",
        least_ha=None,
        least_small_ha=None,
        most_new_ha=50.0,
        occupancy_over=None,
        expansion_occupancy=None,
    ),
    Regime(
        "NĐ 68/2017/NĐ-CP",
        date(2017, 7, 15),
        "https://thukyluat.vn/news/cm/dieu-kien-thanh-lap-mo-rong-cum-cong-nghiep-41795.html",
        works=("shared_works_complete",),
    ),
    Regime(
        "NĐ 68/2017/NĐ-CP, NĐ 66/2020/NĐ-CP",
        date(2020, 8, 1),
        "https://tlklawfirm.vn/sua-doi-dieu-kien-thanh-lap-cum-cong-nghiep-tu-ngay-01-8-2020",
        works=("shared_works_complete",),
    ),
    Regime(
        "NĐ 32/2024/NĐ-CP",
        date(2024, 5, 1),
        "https://hethongphapluat.com/nghi-dinh-32-2024-nd-cp-ve-quan-ly-phat-trien-cum-cong-nghiep/dieu-2",
        unleased_operator="le",
        unleased_ha=100.0,
        works=SHARED_WORKS,
    ),
)
"""In the order of their days; each holds until the next. Strict and inclusive operators are those of the decrees."""


def regime_at(as_of: date) -> Regime | None:
    """The rules in force on a day; None before the first that was seen.

    >>> regime_at(date(2024, 4, 30)).unleased_ha, regime_at(date(2024, 5, 1)).unleased_ha
    (50.0, 100.0)
    >>> regime_at(date(2009, 10, 4)) is None
    True
    """
    return next((regime for regime in reversed(REGIMES) if regime.in_force_from <= as_of), None)


def holds(operator: str, *, low: pl.Expr, high: pl.Expr, limit: pl.Expr) -> pl.Expr:
    """passes, fails or unknown: whether all, none or some of the values from low to high meet the limit.

    A null end is no bound: low = high = null is a figure of which nothing is known. Null limit: unknown. An end that
    differs from the limit by the rounding of sums and quotients only is at the limit.

    >>> shares = pl.DataFrame({"low": [0.5, 0.51, 0.4, None], "high": [0.5, 0.51, 0.6, 0.5]})
    >>> ends = {"low": pl.col("low"), "high": pl.col("high"), "limit": pl.lit(0.5)}
    >>> shares.select(holds("gt", **ends)).to_series().to_list()
    ['fails', 'passes', 'unknown', 'fails']
    """
    at_limit = [(end - limit).abs() <= SAME * pl.max_horizontal(limit.abs(), pl.lit(1.0)) for end in (low, high)]
    least = pl.when(at_limit[0]).then(limit).otherwise(low).fill_null(float("-inf"))
    most = pl.when(at_limit[1]).then(limit).otherwise(high).fill_null(float("inf"))
    met, missed = {
        "gt": (least > limit, most <= limit),
        "ge": (least >= limit, most < limit),
        "is": (least >= limit, most < limit),
        "lt": (most < limit, least >= limit),
        "le": (most <= limit, least > limit),
    }[operator]
    return pl.when(met).then(pl.lit("passes")).when(missed).then(pl.lit("fails")).otherwise(pl.lit("unknown"))


def finding(frame: pl.LazyFrame, **cells: pl.Expr | str | float | None) -> pl.LazyFrame:
    """One condition for every row of the frame, which has subject_id: the columns of `FINDING`, in their types.

    Cells are expressions or constants; one that is not given is the column of that name, if the frame has it. low and
    high are the value itself where they are not given, and the verdict follows from operator and limit.
    """
    have = frame.collect_schema().names()
    given = {name: cell if isinstance(cell, pl.Expr) else pl.lit(cell) for name, cell in cells.items()}
    taken = {name: given.get(name, pl.col(name) if name in have else None) for name in FINDING}
    value = given.get("value", pl.lit(None))
    taken["low"], taken["high"] = given.get("low", value), given.get("high", value)
    if "verdict" not in given:
        ends = {name: taken[name].cast(pl.Float64) for name in ("low", "high", "limit")}
        taken["verdict"] = holds(str(cells["operator"]), **ends)
    return frame.select(
        (pl.lit(None) if cell is None else cell).cast(FINDING[name]).alias(name) for name, cell in taken.items()
    )


def no_rule(subjects: pl.LazyFrame, *, test: str, **cells: pl.Expr | str | None) -> pl.LazyFrame:
    """The one row of a subject of which no rule is known: unknown, and said so."""
    words = {"requirement": "rule", "alternative": "rule", "condition": "rule", "rule_note": "no_rule_seen"}
    return finding(subjects, **(words | {"test": test, "verdict": "unknown"} | cells))


def verdicts(conditions: pl.LazyFrame) -> pl.LazyFrame:
    """One row per test and subject: verdict, decree, rule_note, source_rows, missing and the counts.

    fails < unknown < passes; an alternative is worth its worst condition, a requirement its best
    alternative, a test its worst requirement. Readings of a condition that disagree make it unknown. missing names
    what could still decide an unknown verdict; under another verdict nothing is missing.
    """
    subject = ["test", "subject_id", "decree"]
    score = pl.col("verdict").replace_strict(SCORES, return_dtype=pl.Int64)
    levels = [*subject, "requirement", "alternative", "condition"]
    by_requirement = (
        conditions.group_by(levels, maintain_order=True)
        .agg(pl.when(score.min() == score.max()).then(score.min()).otherwise(SCORES["unknown"]).alias("score"))
        .group_by(levels[:-1], maintain_order=True)
        .agg(pl.col("score").min())
        .group_by(levels[:-2], maintain_order=True)
        .agg(pl.col("score").max())
    )
    worst = pl.col("score").min().over(subject)
    open_still = (worst == SCORES["unknown"]) & (pl.col("score") == SCORES["unknown"])
    return (
        conditions.join(
            by_requirement, on=levels[:-2], how="left", nulls_equal=True, maintain_order="left", validate="m:1"
        )
        .with_columns(pl.when(open_still).then("missing").alias("missing"))
        .group_by(subject, maintain_order=True)
        .agg(
            pl.col("score").min().replace_strict(NAMES, return_dtype=pl.String).alias("verdict"),
            *(pl.col(name).drop_nulls().first() for name in ("rule_note", *COUNTS)),
            *(_all_named(name) for name in ("source_rows", "missing")),
        )
    )


def lacking(*columns: str) -> pl.Expr:
    """The names of the columns that are null, as a list.

    >>> pl.DataFrame({"a": [1, None], "b": [None, None]}).select(lacking("a", "b")).to_series().to_list()
    [['b'], ['a', 'b']]
    """
    return pl.concat_list(pl.when(pl.col(name).is_null()).then(pl.lit(name)) for name in columns).list.drop_nulls()


def with_columns_of(frame: pl.LazyFrame, columns: dict[str, type[pl.DataType]]) -> pl.LazyFrame:
    """The frame with the columns it does not have, as nulls: a figure that no table holds is unknown."""
    have = frame.collect_schema().names()
    return frame.with_columns(pl.lit(None, kind).alias(name) for name, kind in columns.items() if name not in have)


def every(frames: Sequence[pl.LazyFrame]) -> pl.LazyFrame:
    """The conditions of several rules in one frame."""
    return pl.concat(frames, how="vertical")


def _all_named(name: str) -> pl.Expr:
    """What the lists of a subject name, each once."""
    return pl.col(name).list.explode(keep_nulls=False, empty_as_null=False).unique().sort().alias(name)
