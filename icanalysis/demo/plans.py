"""Plans: a target per year for what is planned, five-year targets, and the documents that set them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from icanalysis.demo.asked import Asked
from icanalysis.demo.chance import chance
from icanalysis.demo.places import OLD, Grounds
from icanalysis.demo.rows import as_rows, rows_of
from icanalysis.demo.sources import FIGURES

STRAY, CAUTION = 0.08, 0.04
"""How far a plan strays from what its year ends with, and how far below it plans are set."""
FLOORS, CAPS = ("goods_exports", "budget_revenue"), ("enterprises_dissolved",)
DIGITS = 3
"""Plans are round numbers: so many digits."""
FIVE = 5
ADJUSTED_YEAR, ADJUSTED_BY = 2020, 0.96


def yearly_targets(totals: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """One target per row of `statements.year_totals`: what was reached, strayed from and rounded."""
    stray = np.exp(STRAY * chance(asked.seed, "plans").standard_normal(totals.height) - CAUTION)
    kind = (
        pl.when(pl.col("indicator_id").is_in(FLOORS))
        .then(pl.lit("floor"))
        .when(pl.col("indicator_id").is_in(CAPS))
        .then(pl.lit("cap"))
        .otherwise(pl.lit("point"))
    )
    plans = (
        totals.with_columns(plan=pl.col("total") * pl.Series(stray))
        .with_columns(plan=_rounded(pl.col("plan")), target_kind=kind)
        .with_columns(plan=pl.when(pl.col("decimals") == 0).then(pl.col("plan").round()).otherwise("plan"))
        .filter(pl.col("plan") > 0)
    )
    return pl.concat([_targets(plans), _targets(_adjusted(plans), version="adjusted")])


def five_year_targets(totals: pl.DataFrame, asked: Asked, grounds: Grounds) -> pl.DataFrame:
    """Of each province and whole span of five years: growth a year, output at its end, exports over all of it."""
    return rows_of("targets", (row for code in grounds.provinces for row in _of_spans(totals, code, asked)))


def documents(asked: Asked, grounds: Grounds) -> Iterator[dict]:
    """Rows of table `documents`: a resolution per span of five years, the plan that carries it out, one plan a year."""
    for code in grounds.provinces:
        for first, last in spans(asked):
            told = {"code": code, "period": (date(first, 1, 1), date(last, 12, 31))}
            yield _document(
                five_year_document(code, first),
                "party_resolution",
                f"Nghị quyết mô phỏng về phát triển công nghiệp giai đoạn {first}-{last}",
                f"Simulated resolution on industrial development, {first}-{last}",
                issued_on=date(first - 1, 10, 20),
                **told,
            )
            yield _document(
                f"{five_year_document(code, first)}_plan",
                "plan",
                f"Kế hoạch mô phỏng thực hiện Nghị quyết giai đoạn {first}-{last}",
                f"Simulated plan that carries out the resolution, {first}-{last}",
                issued_on=date(first, 1, 15),
                carries_out_id=five_year_document(code, first),
                **told,
            )
        for year in asked.years:
            span = next(((first, last) for first, last in spans(asked) if first <= year <= last), None)
            yield _document(
                year_document(code, year),
                "council_resolution",
                f"Nghị quyết mô phỏng về kế hoạch năm {year}",
                f"Simulated resolution on the plan of {year}",
                issued_on=date(year - 1, 12, 10),
                carries_out_id=span and f"{five_year_document(code, span[0])}_plan",
                code=code,
                period=(date(year, 1, 1), date(year, 12, 31)),
            )


def spans(asked: Asked) -> list[tuple[int, int]]:
    """The five-year plans that lie in the years wholly: 2016–2020, 2021–2025."""
    firsts = [year for year in asked.years if year % FIVE == 1]
    return [(first, first + FIVE - 1) for first in firsts if first + FIVE - 1 <= asked.last_year]


def year_document(province: str, year: int) -> str:
    """The document that sets the plan of a year."""
    return f"mp_{province}_plan_{year}"


def five_year_document(province: str, first: int) -> str:
    """The document that sets the course of five years."""
    return f"mp_{province}_resolution_{first}"


def target_id(edition: str, place: str, indicator_id: str, year: int) -> str:
    """The target of a year as the resolution set it first."""
    return f"t_mp_{edition}_{place}_{indicator_id}_{year}"


def _targets(plans: pl.DataFrame, *, version: str = "original") -> pl.DataFrame:
    suffix = "" if version == "original" else f"_{version}"
    parts = [pl.lit("t_mp"), "edition", "place_code", "indicator_id", pl.col("year").cast(pl.String)]
    low, high = pl.col("target_kind") != "cap", pl.col("target_kind") != "floor"
    is_province = (pl.col("place_code").str.len_chars() == 2) & (pl.col("edition") == OLD)
    document = pl.concat_str(pl.lit("mp_"), "place_code", pl.lit("_plan_"), pl.col("year").cast(pl.String))
    return as_rows(
        plans.lazy(),
        "targets",
        target_id=pl.concat_str(pl.concat_str(parts, separator="_"), pl.lit(suffix)),
        period_start=pl.date("year", 1, 1),
        period_end=pl.date("year", 12, 31),
        clock=pl.lit("calendar"),
        low_value=pl.when(low).then("plan"),
        high_value=pl.when(high).then("plan"),
        qualifier=pl.lit("exact"),
        version=pl.lit(version),
        document_id=pl.when(is_province).then(document),
        source_id=pl.lit(FIGURES),
    ).collect()


def _adjusted(plans: pl.DataFrame) -> pl.DataFrame:
    """The plans of output in the year of the pandemic, lowered on the way."""
    output = (pl.col("year") == ADJUSTED_YEAR) & (pl.col("indicator_id") == "gross_output")
    return plans.filter(output).with_columns(plan=_rounded(pl.col("plan") * ADJUSTED_BY))


def _rounded(value: pl.Expr) -> pl.Expr:
    return value.round_sig_figs(DIGITS)


def _of_spans(totals: pl.DataFrame, code: str, asked: Asked) -> Iterator[dict]:
    own = totals.filter(pl.col("place_code") == code, pl.col("edition") == OLD)
    sums = {(row["indicator_id"], row["year"]): row["total"] for row in own.iter_rows(named=True)}
    for first, last in spans(asked):
        luck = chance(asked.seed, f"five years of {code}", first)
        before = sums.get(("gross_output", first - 1), sums["gross_output", first])
        rate = ((sums["gross_output", last] / before) ** (1 / FIVE) - 1) * 100 + luck.normal(0.3, 0.8)
        exports = sum(sums["goods_exports", year] for year in range(first, last + 1)) * luck.uniform(0.94, 1.06)
        whole, at_end = (date(first, 1, 1), date(last, 12, 31)), (date(last, 1, 1), date(last, 12, 31))
        output = sums["gross_output", last] * luck.uniform(0.95, 1.05)
        growth = {"value": round(rate, 1), "price_basis": "not_applicable"}
        yield _five("gross_output_growth_per_year", code, first, period=whole, **growth)
        yield _five("goods_exports", code, first, period=whole, value=_sig(exports), price_basis="current")
        last_year = {"value": _sig(output), "price_basis": "constant_2010", "kind": "floor"}
        yield _five("gross_output", code, first, period=at_end, **last_year)


def _five(
    indicator: str,
    code: str,
    first: int,
    *,
    period: tuple[date, date],
    value: float,
    price_basis: str,
    kind: str = "point",
) -> dict:
    return {
        "target_id": f"t_mp_{OLD}_{code}_{indicator}_five_years_{first}",
        "indicator_id": indicator,
        "edition": OLD,
        "place_code": code,
        "period_start": period[0],
        "period_end": period[1],
        "clock": "calendar",
        "target_kind": kind,
        "low_value": value,
        "high_value": value if kind == "point" else None,
        "qualifier": "over" if kind == "floor" else "exact",
        "version": "original",
        "price_basis": price_basis,
        "document_id": five_year_document(code, first),
        "source_id": FIGURES,
    }


def _sig(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _document(
    document_id: str,
    kind: str,
    title_vi: str,
    title_en: str,
    *,
    code: str,
    period: tuple[date, date],
    issued_on: date,
    carries_out_id: str | None = None,
) -> dict:
    return {
        "document_id": document_id,
        "document_kind": kind,
        "number": None,
        "title_vi": title_vi,
        "title_en": title_en,
        "issuer": f"Cơ quan mô phỏng của Tỉnh Mô phỏng {code}",
        "edition": OLD,
        "place_code": code,
        "issued_on": issued_on,
        "period_start": period[0],
        "period_end": period[1],
        "carries_out_id": carries_out_id,
        "source_id": FIGURES,
        "note": None,
    }
