"""Which land a printed occupancy divides: every pair of figures that stands beside it is tried.

Where the source says what it divides, that pair decides. Else the first pair that the printed figure meets within
the rounding of all three decides and names the base: industrial, industrial and service, with infrastructure, total;
for each of them leased, registered, operating land. Where none meets, leased ÷ industrial land decides (industrial and
service land where that alone is printed): the two bases that an occupancy is of by rule (`occupancy`). Where one of
these two figures is not printed the occupancy may still be of it, so nothing contradicts it. The rule is our own.
"""

from __future__ import annotations

import polars as pl

from icanalysis.schemas import terms
from icanalysis.transforms.audit import meet
from icanalysis.transforms.figures import qualifier_of
from icanalysis.transforms.occupancy import pairs
from icanalysis.transforms.printed import high_end, last_digit, low_end

BY_RULE = ("industrial", "industrial_and_service")
TRIED = {
    "numerator_kind": pl.Enum(terms.NUMERATORS),
    "numerator_ha": pl.Float64(),
    "denominator_kind": pl.Enum(terms.DENOMINATORS),
    "denominator_ha": pl.Float64(),
    "scope": pl.Enum(terms.SCOPES),
    "share": pl.Float64(),
    "explains": pl.Boolean(),
}
"""One pair that was tried: kinds, figures, the zones it is of, its share, and whether it meets the printed figure."""


def with_deciding_pair(statements: pl.LazyFrame, *, key: str) -> pl.LazyFrame:
    """The statements that print an occupancy, each with the pair that decides on it and `tried`, all pairs printed.

    Of the deciding pair: numerator_kind, numerator_ha, numerator_unit, numerator_qualifier, is_derived, parts,
    denominator_kind, denominator_ha, denominator_unit, denominator_qualifier, scope. A figure that is not printed is
    null, and so is its kind unless the source states it.
    """
    printed = statements.filter(pl.col("printed_occupancy_pct").is_not_null())
    every = printed.pipe(pairs, key=key).drop("edition", "place_code", "zone_id", "zone_kind", strict=False)
    held = every.drop("source_id", "as_of", "known_on", strict=False).join(
        printed.pipe(_said, key=key), on=key, how="inner", maintain_order="left"
    )
    judged = held.with_columns((_meets() & _fits()).fill_null(False).alias("explains"))
    tried = judged.filter(pl.col("share").is_not_null()).group_by(key).agg(pl.struct(*TRIED).alias("tried"))
    deciding = judged.pipe(_deciding, key=key)
    return printed.join(deciding, on=key, how="left", maintain_order="left").join(
        tried, on=key, how="left", maintain_order="left"
    )


def _said(printed: pl.LazyFrame, *, key: str) -> pl.LazyFrame:
    """What the source says of its occupancy: kinds, scope, and the interval of the printed figure in %."""
    text = pl.col("printed_occupancy_pct")
    bounds = {"unit": last_digit(text), "qualifier": qualifier_of("printed_occupancy_pct")}
    scoped = "occupancy_scope" in printed.collect_schema().names()
    return printed.select(
        key,
        pl.col("occupancy_numerator").alias("said_numerator"),
        pl.col("occupancy_denominator").alias("said_denominator"),
        (pl.col("occupancy_scope") if scoped else pl.lit(None, pl.Enum(terms.SCOPES))).alias("said_scope"),
        low_end(text.cast(pl.Float64), **bounds).alias("printed_low"),
        high_end(text.cast(pl.Float64), **bounds).alias("printed_high"),
    )


def _deciding(judged: pl.LazyFrame, *, key: str) -> pl.LazyFrame:
    """One pair per statement: one that meets, else one that rounding leaves open, else the one it is of by rule."""
    open_ended = pl.col("share").is_not_null() & pl.col("share_high").is_null()
    by_rule = (pl.col("numerator_kind") == pl.coalesce("said_numerator", pl.lit("leased", TRIED["numerator_kind"]))) & (
        pl.col("said_denominator").is_not_null() | pl.col("denominator_kind").is_in(BY_RULE)
    )
    rank = pl.when("explains").then(0).when(open_ended & _same_scope()).then(1).when(by_rule).then(2)
    known = pl.col("denominator_ha").is_not_null() & _same_scope()
    return (
        judged.with_columns(rank.alias("rank"), (~known).alias("is_unknown"))
        .filter(pl.col("rank").is_not_null(), _fits_kinds())
        .sort("rank", "is_unknown", maintain_order=True)
        .unique(key, keep="first", maintain_order=True)
        .select(
            key,
            pl.coalesce("said_scope", "scope").alias("scope"),
            "is_derived",
            *_shown("numerator"),
            *_shown("denominator"),
            _if_same_scope("parts"),
        )
    )


def _shown(side: str) -> list[pl.Expr]:
    """Figure, unit, qualifier and kind of one side of the deciding pair; the kind where it is printed or stated."""
    figure = _if_same_scope(f"{side}_ha")
    kind = pl.when(figure.is_not_null() | pl.col(f"said_{side}").is_not_null()).then(f"{side}_kind")
    return [kind.alias(f"{side}_kind"), figure, pl.col(f"{side}_unit"), pl.col(f"{side}_qualifier")]


def _meets() -> pl.Expr:
    """Whether the share and the printed percentage have a point in common."""
    low, high = pl.col("share_low") * 100, pl.col("share_high") * 100
    return meet(pl.col("share") * 100, low=low, high=high)


def _fits() -> pl.Expr:
    return _fits_kinds() & _same_scope()


def _fits_kinds() -> pl.Expr:
    """Whether a pair is of the kinds that the source states; any pair where it states none."""
    return pl.all_horizontal(
        pl.col(f"said_{side}").is_null() | (pl.col(f"said_{side}") == pl.col(f"{side}_kind"))
        for side in ("numerator", "denominator")
    )


def _same_scope() -> pl.Expr:
    """Whether the printed occupancy is of the zones whose land the statement prints, as far as it says."""
    return pl.col("said_scope").is_null() | (pl.col("said_scope") == pl.col("scope"))


def _if_same_scope(column: str) -> pl.Expr:
    """The land of other zones than those of the printed occupancy is no figure for it."""
    return pl.when(_same_scope()).then(column).alias(column)
