"""Every printed relation, laid out as a check: printed figure, figure and base it is held against.

One builder per kind, each a chain that ends in the same columns (`CHECK_COLUMNS`); `audit.judged` does the
arithmetic once for all of them. Nothing is judged here.
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.figures import multiples_of, plan_unit, qualifier_of, value_unit
from icanalysis.transforms.growth import a_year_later, comparable_bases
from icanalysis.transforms.occupancy_bases import TRIED, with_deciding_pair
from icanalysis.transforms.printed import decimals, high_end, last_digit, low_end, rounding_unit
from icanalysis.transforms.selection import SERIES, by_preference

PRICES_DIFFER = "price_bases_differ"
IS_A_RANGE = "target_is_a_range"
"""What stands in the way of a check although its figures are printed."""

CHECK_COLUMNS = (
    "check_id",
    "check_kind",
    "edition",
    "place_code",
    "subject_id",
    "figure_name",
    "base_name",
    "window_start",
    "window_end",
    "unit",
    "printed",
    "printed_unit",
    "printed_qualifier",
    "figure",
    "figure_unit",
    "figure_qualifier",
    "base",
    "base_unit",
    "base_qualifier",
    "years",
    "parts",
    "numerator_kind",
    "denominator_kind",
    "scope",
    "tried",
    "hindrance",
    "source_id",
    "base_source_id",
    "source_rows",
)


def of_attainment(matched: pl.LazyFrame) -> pl.LazyFrame:
    """Printed attainment against value ÷ plan, from rows of `targets.with_targets` joined to indicators."""
    return (
        matched.filter(pl.col("printed_attainment_pct").is_not_null())
        .with_columns(
            pl.concat_str(pl.lit("attainment:"), "observation_id").alias("check_id"),
            pl.lit("attainment").alias("check_kind"),
            pl.col("printed_attainment_pct").alias("printed"),
            pl.when(~pl.col("plan_is_implied")).then(pl.coalesce("low_value", "high_value")).alias("base"),
            pl.when(pl.col("target_kind").cast(pl.String) == "range").then(pl.lit(IS_A_RANGE)).alias("hindrance"),
            pl.col("target_source_id").alias("base_source_id"),
            pl.when(_is_a_point()).then("target_qualifier").otherwise(pl.lit("exact")).alias("base_qualifier"),
            _rows(("observations", "observation_id"), ("targets", "target_id")),
        )
        .with_columns(
            plan_unit(pl.col("base"), qualifier=pl.col("base_qualifier"), document=pl.col("document_id")).alias(
                "base_unit"
            )
        )
        .pipe(_as_checks)
    )


def of_growth(observations: pl.LazyFrame, *, sources: pl.LazyFrame) -> pl.LazyFrame:
    """Printed growth and printed index against the value of the same window a year before.

    The base comes from the same source and the same price basis where they print one, else from the
    preferred source; where every base is at other prices the check is refused.
    """
    keys = [*SERIES, "clock", "window_start", "window_end"]
    before = (
        observations.filter(pl.col("value").is_not_null(), pl.col("window_start").is_not_null())
        .pipe(by_preference, sources=sources)
        .select(
            *SERIES,
            "clock",
            a_year_later(pl.col("window_start")),
            a_year_later(pl.col("window_end")),
            pl.col("value").alias("base"),
            pl.col("qualifier").alias("base_qualifier"),
            pl.col("price_basis").alias("base_price_basis"),
            pl.col("observation_id").alias("base_id"),
            pl.col("source_id").alias("base_source_id"),
        )
    )
    one_base = (
        observations.join(before, on=keys, how="left", maintain_order="left_right")
        .filter(pl.col("base").is_null() | comparable_bases(pl.col("price_basis"), pl.col("base_price_basis")))
        .sort(
            pl.col("source_id") != pl.col("base_source_id"),
            pl.col("price_basis") != pl.col("base_price_basis"),
            maintain_order=True,
        )
        .unique("observation_id", keep="first", maintain_order=True)
        .with_columns(pl.lit(None, pl.String).alias("hindrance"))
    )
    printed = {"growth": "printed_growth_pct", "index": "printed_index_pct"}
    lost = ["base", "base_qualifier", "base_price_basis", "base_id", "base_source_id"]
    refused = (
        observations.join(one_base.select("observation_id"), on="observation_id", how="anti")
        .with_columns(pl.lit(None).alias(name) for name in lost)
        .with_columns(pl.lit(PRICES_DIFFER).alias("hindrance"))
    )
    both = pl.concat([one_base, refused], how="diagonal_relaxed")
    return pl.concat(
        both.filter(pl.col(column).is_not_null())
        .with_columns(
            pl.concat_str(pl.lit(f"{kind}:"), "observation_id").alias("check_id"),
            pl.lit(kind).alias("check_kind"),
            pl.col(column).alias("printed"),
            _rows(("observations", "observation_id"), ("observations", "base_id")),
        )
        .with_columns(value_unit("base", qualifier="base_qualifier").alias("base_unit"))
        .pipe(_as_checks)
        for kind, column in printed.items()
    )


def of_parts(observations: pl.LazyFrame) -> pl.LazyFrame:
    """A printed total against the sum of the parts printed with it.

    Each part has its own digits and qualifier, so the sum may lie as far off as all of them together: that
    width, on the wider side, stands in figure_unit.
    """
    value, bounds = pl.col("value"), {"unit": value_unit("value"), "qualifier": pl.col("qualifier")}
    parts = (
        observations.filter(pl.col("part_of_id").is_not_null(), value.is_not_null())
        .with_columns(
            (value - low_end(value, **bounds)).alias("below"),
            (high_end(value, **bounds) - value).alias("above"),
        )
        .group_by("part_of_id", maintain_order=True)
        .agg(
            value.sum().alias("figure"),
            (pl.max_horizontal(pl.col("below").sum(), pl.col("above").sum()) * 2).alias("figure_unit"),
            value.alias("parts"),
            _row(pl.lit("observations"), "observation_id").alias("part_rows"),
        )
        .with_columns(pl.lit("exact").alias("figure_qualifier"))
    )
    return (
        observations.join(parts, left_on="observation_id", right_on="part_of_id", how="inner")
        .filter(pl.col("value").is_not_null())
        .with_columns(
            pl.concat_str(pl.lit("parts:"), "observation_id").alias("check_id"),
            pl.lit("parts").alias("check_kind"),
            pl.col("value").cast(pl.String).str.strip_suffix(".0").alias("printed"),
            value_unit("value").alias("printed_unit"),
            pl.col("qualifier").alias("printed_qualifier"),
            pl.concat_list(_row(pl.lit("observations"), "observation_id"), "part_rows").alias("source_rows"),
        )
        .pipe(_as_checks)
    )


def of_project_counts(statuses: pl.LazyFrame) -> pl.LazyFrame:
    """The projects of a zone as printed against domestic + foreign ones of the same statement, both exact counts."""
    parts = ("domestic_project_count", "foreign_project_count")
    printed, word = pl.col("project_count").cast(pl.Float64), qualifier_of("project_count")
    row = _row(pl.lit("zone_status"), "zone_status_id")
    return (
        statuses.filter(
            pl.all_horizontal(pl.col(name).is_not_null() for name in ("project_count", *parts)),
            *(qualifier_of(name) == "exact" for name in parts),
        )
        .with_columns(
            pl.concat_str(pl.lit("parts:"), "zone_status_id").alias("check_id"),
            pl.lit("parts").alias("check_kind"),
            pl.col("project_count").cast(pl.String).alias("printed"),
            pl.when(word == "exact").then(0.0).otherwise(rounding_unit(printed)).alias("printed_unit"),
            word.alias("printed_qualifier"),
            pl.sum_horizontal(parts).cast(pl.Float64).alias("figure"),
            pl.lit(0.0).alias("figure_unit"),
            pl.lit("exact").alias("figure_qualifier"),
            pl.concat_list(pl.col(name).cast(pl.Float64) for name in parts).alias("parts"),
            pl.lit("project").alias("unit"),
            pl.col("as_of").alias("window_end"),
            pl.concat_list(row, *(row for _name in parts)).alias("source_rows"),
        )
        .pipe(_as_checks, subject="zone_status_id")
    )


def of_claims(claims: pl.LazyFrame, *, figures: pl.LazyFrame) -> pl.LazyFrame:
    """Claims of table `claims`; `figures` holds observations and targets in one (see `figures_of`).

    A yearly rate may be held against a growth or multiple that is itself a claim: 3.17 times in five years
    is 3.17 ÷ 1, so the base of such a figure is 1.
    """
    figures = pl.concat([figures, claims.pipe(multiples_of, figures=figures)], how="vertical_relaxed")
    of_multiple = pl.col("table") == "claims"
    base = figures.select(
        pl.col("figure_id").alias("base_id"),
        pl.col("figure").alias("base"),
        pl.col("figure_unit").alias("base_unit"),
        pl.col("figure_qualifier").alias("base_qualifier"),
        pl.col("price_basis").alias("base_price_basis"),
        pl.col("table").alias("base_table"),
        pl.col("figure_source_id").alias("base_source_id"),
        pl.col("figure_name").alias("base_name"),
    )
    return (
        claims.join(figures, on="figure_id", how="left")
        .join(base, on="base_id", how="left")
        .with_columns(
            pl.when(of_multiple).then(1.0).otherwise(pl.col("base")).alias("base"),
            pl.when(of_multiple).then(0.0).otherwise(pl.col("base_unit")).alias("base_unit"),
            pl.when(of_multiple)
            .then(pl.lit("exact"))
            .otherwise(pl.col("base_qualifier").cast(pl.String))
            .alias("base_qualifier"),
        )
        .with_columns(
            pl.concat_str(pl.lit("claim:"), "claim_id").alias("check_id"),
            pl.col("claim_kind").cast(pl.String).alias("check_kind"),
            pl.col("qualifier").alias("printed_qualifier"),
            _claimed_unit().alias("printed_unit"),
            pl.when(~comparable_bases(pl.col("price_basis"), pl.col("base_price_basis")))
            .then(pl.lit(PRICES_DIFFER))
            .alias("hindrance"),
            pl.when(pl.col("figure_source_id") != pl.col("source_id"))
            .then("figure_source_id")
            .otherwise("base_source_id")
            .alias("base_source_id"),
            pl.concat_list(
                _row(pl.lit("claims"), "claim_id"),
                _row(pl.col("table"), "figure_id"),
                _row(pl.col("base_table"), "base_id"),
            )
            .list.drop_nulls()
            .alias("source_rows"),
        )
        .pipe(_as_checks)
    )


def of_occupancy(statements: pl.LazyFrame, *, table: str, key: str) -> pl.LazyFrame:
    """Printed occupancy against the land that the same statement prints (`occupancy_bases`).

    figure and base are the pair that decides, numerator_kind and denominator_kind say which land each is, scope of
    which zones; `tried` lists every pair printed. parts, where there are any, are what the figure is the sum of.
    """
    deciding = {f"figure{end}": f"numerator{end or '_ha'}" for end in ("", "_unit", "_qualifier")}
    deciding |= {f"base{end}": f"denominator{end or '_ha'}" for end in ("", "_unit", "_qualifier")}
    return (
        statements.pipe(with_deciding_pair, key=key)
        .with_columns(
            *(pl.col(column).alias(name) for name, column in deciding.items()),
            pl.concat_str(pl.lit("occupancy:"), key).alias("check_id"),
            pl.lit("occupancy").alias("check_kind"),
            pl.col("printed_occupancy_pct").alias("printed"),
            qualifier_of("printed_occupancy_pct").alias("printed_qualifier"),
            pl.lit("ha").alias("unit"),
            pl.col("as_of").alias("window_end"),
            _rows((table, key)),
        )
        .pipe(_as_checks, subject=key)
    )


def _as_checks(frame: pl.LazyFrame, *, subject: str = "observation_id") -> pl.LazyFrame:
    """The columns of a check, with what a builder left out filled in from the observation."""
    have = set(frame.collect_schema().names())
    defaults: dict[str, pl.Expr] = {
        "subject_id": pl.col(subject) if subject in have else pl.col("figure_id"),
        "base_name": pl.lit(None, pl.String),
        "printed_unit": last_digit(pl.col("printed")),
        "printed_qualifier": pl.lit("exact"),
        "figure": pl.col("value") if "value" in have else pl.lit(None, pl.Float64),
        "figure_unit": value_unit("value") if {"value", "unit", "qualifier"} <= have else pl.lit(0.0),
        "figure_qualifier": pl.col("qualifier") if "qualifier" in have else pl.lit("exact"),
        "base": pl.lit(None, pl.Float64),
        "base_unit": pl.lit(None, pl.Float64),
        "base_qualifier": pl.lit(None, pl.String),
        "years": pl.lit(None, pl.Float64),
        "parts": pl.lit(None, pl.List(pl.Float64)),
        "numerator_kind": pl.lit(None, TRIED["numerator_kind"]),
        "denominator_kind": pl.lit(None, TRIED["denominator_kind"]),
        "scope": pl.lit(None, TRIED["scope"]),
        "tried": pl.lit(None, pl.List(pl.Struct(TRIED))),
        "hindrance": pl.lit(None, pl.String),
        "base_source_id": pl.lit(None, pl.String),
        "window_start": pl.lit(None, pl.Date),
    }
    filled = frame.with_columns(value.alias(name) for name, value in defaults.items() if name not in have)
    words = ("edition", "unit", "printed_qualifier", "figure_qualifier", "base_qualifier")
    return filled.select(CHECK_COLUMNS).with_columns(pl.col(words).cast(pl.String))


def _claimed_unit() -> pl.Expr:
    """Rounding unit of a claim: an average is a value whose trailing zeros may be rounded, no other claim is."""
    kind, printed = pl.col("claim_kind").cast(pl.String), pl.col("printed")
    whole_average = (kind == "average_per_year") & (decimals(printed) == 0)
    return pl.when(whole_average).then(rounding_unit(printed.cast(pl.Float64))).otherwise(last_digit(printed))


def _is_a_point() -> pl.Expr:
    """Whether the qualifier of a target says something of its figure: for floors and caps it says the kind."""
    return pl.col("target_kind").cast(pl.String) == "point"


def _row(table: pl.Expr, key: str) -> pl.Expr:
    return pl.concat_str(table, pl.lit(":"), key)


def _rows(*keys: tuple[str, str]) -> pl.Expr:
    """The list of `table:id` that a check stands on; missing ids are left out."""
    return pl.concat_list(_row(pl.lit(table), key) for table, key in keys).list.drop_nulls().alias("source_rows")
