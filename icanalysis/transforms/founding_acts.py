"""Which stage the law gives a zone, where a press text says less than a founding decision.

A cluster is founded out of the plan: its founding decision presupposes that the approved plan or list of clusters holds
it (NĐ 68/2017 and NĐ 66/2020: the plan; NĐ 32/2024: the approved list of the province). So a text that still counts a
founded zone among the planned ones does not undo the decision; only another act can.

    founding act   a statement by which the zone is established or further, with the number of its decision, the day
                   of its establishment, or the day of a decision as its own
    other act      a statement of the stage "planned" with such a number or day
    founded        there is a founding act, and no other act is of a later day than the latest of them
    stage          null where a zone is founded and the statement says "planned"; else as printed

The day of an act is that of establishment, else the day that its statement is of. An undated founding act is later than
any plan, since the plan comes first. The rule is our own reading; no document tells how to weigh sources.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from icanalysis.schemas import terms

FOUNDED_STAGES = ("established", "infrastructure_under_way", "operating")
PLANNED = "planned"


def by_law(statements: pl.LazyFrame, *, as_of: date) -> pl.LazyFrame:
    """The statements with stage as the law leaves it, and outranked_stage, what a statement said in vain.

    `statements` of table zone_status are dated (`statements.dated`). Only acts that are known and in force at `as_of`
    count. A founding act without a stage has the stage "established".
    """
    stage = pl.col("stage").cast(pl.String)
    founding, known = is_founding(), pl.col("known_on").is_null() | (pl.col("known_on") <= as_of)
    in_force = known & (pl.col("established_on").is_null() | (pl.col("established_on") <= as_of))
    day = pl.coalesce("established_on", "known_on")
    other = day.filter(in_force & is_act() & (stage == PLANNED)).max()
    latest = day.filter(in_force & founding).max()
    founded = (in_force & founding).any() & ~(other > latest).fill_null(False)
    outranked = (stage == PLANNED) & founded.over("zone_id")
    said = pl.when(founding & stage.is_null()).then(pl.lit(FOUNDED_STAGES[0])).otherwise(stage)
    left = {"stage": pl.when(~outranked.fill_null(False)).then(said), "outranked_stage": pl.when(outranked).then(stage)}
    return statements.with_columns(cell.cast(pl.Enum(terms.ZONE_STAGES)).alias(name) for name, cell in left.items())


def is_act() -> pl.Expr:
    """Whether a statement is of a decision: by its number, the day of establishment, or its own day."""
    of_decision = pl.col("as_of_basis").cast(pl.String) == "decision_date"
    return pl.any_horizontal(pl.col("decision_number", "established_on").is_not_null(), of_decision)


def is_founding() -> pl.Expr:
    """Whether a statement is of a decision by which the zone is established or further."""
    stage = pl.col("stage").cast(pl.String)
    says_nothing_else = stage.is_null() & pl.col("established_on").is_not_null()
    return is_act() & (stage.is_in(FOUNDED_STAGES).fill_null(False) | says_nothing_else)
