"""Occupancy, never as a bare percentage: which land ÷ which land, of which zones, in one statement.

    share = numerator ha ÷ denominator ha

Numerators: leased (where it is not printed: industrial − unleased land, marked is_derived), registered, operating land.
Denominators: industrial; industrial and service (the one of NĐ 35/2022 art. 2 cl. 22 for parks); land with
infrastructure; total area. For clusters the ministry's agency divides leased by industrial land (13.52 ÷ 17.63 ha =
76.69 % at Tháp Chàm); press and provinces divide by each of the others. Figures of two statements never meet.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.schemas import terms
from icanalysis.transforms.division import ratio
from icanalysis.transforms.figures import qualifier_against, qualifier_of
from icanalysis.transforms.printed import high_end, low_end, rounding_unit
from icanalysis.transforms.statements import dated, newest_first

NUMERATOR_COLUMNS = {
    "leased": "leased_land_ha",
    "registered": "registered_land_ha",
    "operating": "operating_land_ha",
}
DENOMINATOR_COLUMNS = {
    "industrial": "industrial_land_ha",
    "industrial_and_service": "industrial_and_service_land_ha",
    "with_infrastructure": "leasable_land_ha",
}
"""The whole area has a column per scope: see `_total`."""

NOT_DERIVED = {"is_derived": pl.lit(False), "parts": pl.lit(None, pl.List(pl.Float64))}
KEPT = ("zone_id", "edition", "place_code", "zone_kind", "source_id", "as_of", "known_on")
"""What a statement says of itself, as far as its table has it."""


def occupancies(statements: pl.LazyFrame, *, key: str) -> pl.LazyFrame:
    """One row per statement, numerator kind and denominator kind that this statement prints both of.

    Needs a frame of table zone_status or zone_statistics; `key` is its identifier. Adds numerator_kind, numerator_ha,
    is_derived, denominator_kind, denominator_ha, scope, share (0 to 1 unless the printed figures contradict each
    other), share_qualifier and share_low, share_high: what digits and qualifiers allow, share_high null where the
    denominator may be nothing within its rounding. scope is that of the land in a statement about several zones: all
    of them or those in operation, and the whole area is that of the same zones; null for one zone. Denominators in the
    order of `terms.DENOMINATORS`, numerators in that of `terms.NUMERATORS`.
    """
    return statements.pipe(pairs, key=key).filter(pl.col("share").is_not_null())


def latest_occupancies(zone_status: pl.LazyFrame, *, as_of: date, sources: pl.LazyFrame) -> pl.LazyFrame:
    """The pairs of one statement per zone: the latest known at `as_of` that prints a pair, sorted by zone.

    Columns as in `occupancies`, with known_on. Older statements are left out even where they print other pairs.
    """
    key = "zone_status_id"
    printed = zone_status.pipe(dated, sources=sources).pipe(occupancies, key=key)
    chosen = (
        printed.pipe(newest_first, key=key, as_of=as_of, sources=sources)
        .unique("zone_id", keep="first", maintain_order=True)
        .select(key)
    )
    return printed.join(chosen, on=key, how="semi", maintain_order="left").sort("zone_id", maintain_order=True)


def pairs(statements: pl.LazyFrame, *, key: str) -> pl.LazyFrame:
    """Every numerator kind by every denominator kind of each statement, null where one is not printed.

    As `occupancies`, with what the audit needs besides: numerator_unit and denominator_unit (ha that a figure may be
    rounded to), numerator_qualifier, denominator_qualifier, and parts (of a derived numerator: what it is the sum of).
    """
    have = set(statements.collect_schema().names())
    scope = pl.col("land_scope") if "land_scope" in have else pl.lit(None, pl.Enum(terms.SCOPES))
    return (
        statements.select(
            key,
            *(name for name in KEPT if name in have),
            scope.alias("scope"),
            pl.concat_list(_numerator(kind) for kind in terms.NUMERATORS).alias("numerator"),
            pl.concat_list(_denominator(kind, have) for kind in terms.DENOMINATORS).alias("denominator"),
        )
        .explode("denominator")
        .explode("numerator")
        .unnest("numerator", "denominator")
        .with_columns(_shares())
    )


def _shares() -> list[pl.Expr]:
    """share with the word before it, share_low and share_high of a pair; null where there is no whole."""
    part, whole = pl.col("numerator_ha"), pl.col("denominator_ha")
    of_part = {"unit": pl.col("numerator_unit"), "qualifier": pl.col("numerator_qualifier")}
    of_whole = {"unit": pl.col("denominator_unit"), "qualifier": pl.col("denominator_qualifier")}
    least = low_end(whole, **of_whole)
    return [
        ratio(part, whole).alias("share"),
        qualifier_against(of_part["qualifier"], of_whole["qualifier"]).alias("share_qualifier"),
        ratio(low_end(part, **of_part), high_end(whole, **of_whole)).alias("share_low"),
        pl.when(least > 0).then(high_end(part, **of_part) / least).alias("share_high"),
    ]


def _numerator(kind: str) -> pl.Expr:
    printed = _land(NUMERATOR_COLUMNS[kind])
    plain = {"ha": printed, "unit": rounding_unit(printed), "qualifier": qualifier_of(NUMERATOR_COLUMNS[kind])}
    fields = _leased(**plain) if kind == "leased" else plain | NOT_DERIVED
    return pl.struct(
        pl.lit(kind, pl.Enum(terms.NUMERATORS)).alias("numerator_kind"),
        *(cell.alias(name if name in NOT_DERIVED else f"numerator_{name}") for name, cell in fields.items()),
    )


def _leased(*, ha: pl.Expr, unit: pl.Expr, qualifier: pl.Expr) -> dict[str, pl.Expr]:
    """Leased land, or industrial land less what is still to be leased where that is printed and leaves something.

    The difference may lie as far off as both figures together: that width, on the wider side, is its unit.
    """
    whole, rest = _land("industrial_land_ha"), _land("unleased_land_ha")
    of_whole = {"unit": rounding_unit(whole), "qualifier": qualifier_of("industrial_land_ha")}
    of_rest = {"unit": rounding_unit(rest), "qualifier": qualifier_of("unleased_land_ha")}
    below = (whole - low_end(whole, **of_whole)) + (high_end(rest, **of_rest) - rest)
    above = (high_end(whole, **of_whole) - whole) + (rest - low_end(rest, **of_rest))
    derived = ha.is_null() & (rest <= whole)
    return {
        "ha": pl.when(derived).then(whole - rest).otherwise(ha),
        "unit": pl.when(derived).then(pl.max_horizontal(below, above) * 2).otherwise(unit),
        "qualifier": pl.when(derived).then(pl.lit("exact")).otherwise(qualifier),
        "is_derived": derived.fill_null(False),
        "parts": pl.when(derived).then(pl.concat_list(whole, -rest)),
    }


def _denominator(kind: str, have: set[str]) -> pl.Expr:
    ha, qualifier = _total(have) if kind == "total" else _printed(DENOMINATOR_COLUMNS[kind])
    return pl.struct(
        pl.lit(kind, pl.Enum(terms.DENOMINATORS)).alias("denominator_kind"),
        ha.alias("denominator_ha"),
        rounding_unit(ha).alias("denominator_unit"),
        qualifier.alias("denominator_qualifier"),
    )


def _total(have: set[str]) -> tuple[pl.Expr, pl.Expr]:
    """The whole area of a zone; of several zones that of the ones whose land the statement prints."""
    if "land_scope" not in have:
        return _printed("total_area_ha")
    of_operating = pl.col("land_scope").cast(pl.String) == "operating"
    choices = zip(_printed("operating_area_ha"), _printed("established_area_ha"), strict=True)
    ha, qualifier = (pl.when(of_operating).then(working).otherwise(every) for working, every in choices)
    return ha, qualifier


def _printed(column: str) -> tuple[pl.Expr, pl.Expr]:
    return _land(column), qualifier_of(column)


def _land(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Float64)
