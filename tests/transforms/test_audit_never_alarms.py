"""The law of the audit: a consistent table never raises an alarm, however press texts round it.

Each kind gets 120 true tables per seed, through the real builders and the real verdict. Beside each law
stands its opposite: a figure that no rounding explains is always caught.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

import polars as pl
import pytest

from icanalysis.transforms.checks import (
    of_attainment,
    of_claims,
    of_growth,
    of_occupancy,
    of_parts,
    of_project_counts,
)
from icanalysis.transforms.figures import figures_of
from icanalysis.transforms.targets import with_targets
from tests.transforms import press
from tests.transforms.frames import Row, audited, claims, measured, observations, sources, targets, zone_statuses
from tests.transforms.press import BEFORE, COUNTED, NOW, TABLES, Press, numbered

SEEDS = range(8)
HUNDRED = Decimal(100)
CLASSES = sources(press="press", authority="authority")
Slip = Callable[[Decimal], Decimal]
Tables = Callable[[Press, Slip], pl.LazyFrame]


def attainments(paper: Press, slip: Slip) -> pl.LazyFrame:
    """Values against plans: set by a named document to the last digit, or known from a text that rounds them."""
    seen, planned = [], []
    for number, series in numbered():
        plan = paper.truth(least=20).quantize(Decimal(1))
        value = (plan * paper.share()).quantize(Decimal("0.001"))
        printed = {"printed_attainment_pct": paper.percentage(slip(value / plan * HUNDRED))}
        named = {"target_id": f"t{number}"} if number % 2 else {}
        seen.append(series | NOW | paper.figure(value) | printed | named)
        set_as = {"value": float(plan), "document_id": "d1"} if number % 3 else paper.figure(plan)
        planned.append(series | {"target_id": f"t{number}"} | set_as)
    return (
        measured(observations(*seen)).pipe(with_targets, targets=targets(*planned), sources=CLASSES).pipe(of_attainment)
    )


def attainments_of_floors_and_caps(paper: Press, slip: Slip) -> pl.LazyFrame:
    ends = [("floor", "low_value", "over"), ("cap", "high_value", "nearly")]
    seen, planned = [], []
    for number, series in numbered():
        kind, end, word = ends[number % 2]
        plan = paper.truth(least=20).quantize(Decimal("0.1"))
        value = (plan * paper.share()).quantize(Decimal("0.001"))
        printed = {"printed_attainment_pct": paper.percentage(slip(value / plan * HUNDRED))}
        seen.append(series | NOW | paper.figure(value) | printed)
        planned.append(series | {"target_kind": kind, end: float(plan), "qualifier": word, "document_id": "d1"})
    bounded = targets(*({"low_value": None, "high_value": None} | row for row in planned))
    return measured(observations(*seen)).pipe(with_targets, targets=bounded, sources=CLASSES).pipe(of_attainment)


def growths(paper: Press, slip: Slip) -> pl.LazyFrame:
    return _year_on_year(paper, "printed_growth_pct", slip, less=HUNDRED)


def indices(paper: Press, slip: Slip) -> pl.LazyFrame:
    return _year_on_year(paper, "printed_index_pct", slip, less=Decimal(0))


def growths_of_counts(paper: Press, slip: Slip) -> pl.LazyFrame:
    rows: list[Row] = []
    for _, series in numbered():
        before = paper.truth(least=20, most=1e4).quantize(Decimal(1))
        now = (before * paper.share()).quantize(Decimal(1)) + 2
        printed = {"printed_growth_pct": paper.percentage(slip(now / before * HUNDRED) - HUNDRED)}
        rows += [series | NOW | paper.count(now) | printed, series | BEFORE | paper.count(before)]
    return measured(observations(*rows), unit="enterprise").pipe(of_growth, sources=CLASSES)


def _year_on_year(paper: Press, column: str, slip: Slip, *, less: Decimal) -> pl.LazyFrame:
    """Every tenth value is a loss after a gain."""
    rows: list[Row] = []
    for number, series in numbered():
        before = paper.truth()
        sign = -1 if number % 10 == 0 else 1
        now = sign * (before * paper.share()).quantize(Decimal("0.001")) + 2
        printed = {column: paper.percentage(slip(now / before * HUNDRED) - less)}
        rows += [series | NOW | paper.figure(now) | printed, series | BEFORE | paper.figure(before)]
    return measured(observations(*rows)).pipe(of_growth, sources=CLASSES)


def sums_of_parts(paper: Press, slip: Slip) -> pl.LazyFrame:
    rows: list[Row] = []
    for number, series in numbered():
        true = [paper.truth() for _ in range(paper.random.randint(1, 6))]
        rows.append(series | {"observation_id": f"all{number}"} | paper.figure(slip(sum(true, Decimal(0)))))
        rows += [
            series | {"observation_id": f"part{number}_{place}", "part_of_id": f"all{number}"} | paper.figure(part)
            for place, part in enumerate(true)
        ]
    return measured(observations(*rows)).pipe(of_parts)


def sums_of_counted_parts(paper: Press, slip: Slip) -> pl.LazyFrame:
    rows: list[Row] = []
    for number, series in numbered():
        true = [paper.truth(most=1e3).quantize(Decimal(1)) for _ in range(paper.random.randint(2, 6))]
        total = slip(sum(true, Decimal(0))).quantize(Decimal(1))
        rows.append(series | {"observation_id": f"all{number}"} | paper.count(total))
        rows += [
            series | {"observation_id": f"part{number}_{place}", "part_of_id": f"all{number}"} | paper.count(part)
            for place, part in enumerate(true)
        ]
    return measured(observations(*rows), unit=paper.random.choice(COUNTED)).pipe(of_parts)


def shares(paper: Press, slip: Slip) -> pl.LazyFrame:
    return _claims(paper, "share", slip, lambda figure, base, years: figure / base * HUNDRED)


def multiples(paper: Press, slip: Slip) -> pl.LazyFrame:
    return _claims(paper, "multiple", slip, lambda figure, base, years: figure / base)


def claimed_growths(paper: Press, slip: Slip) -> pl.LazyFrame:
    return _claims(paper, "growth", slip, lambda figure, base, years: (figure / base - 1) * HUNDRED)


def compound_growths(paper: Press, slip: Slip) -> pl.LazyFrame:
    return _claims(
        paper, "compound_growth", slip, lambda figure, base, years: ((figure / base) ** (1 / years) - 1) * HUNDRED
    )


def averages_per_year(paper: Press, slip: Slip) -> pl.LazyFrame:
    """Averages are values: they end in rounded zeros like any other."""
    seen, said = [], []
    for number, series in numbered():
        total, years = paper.truth(least=20), Decimal(paper.random.randint(2, 10))
        average = paper.figure(slip(total / years))
        text = str(Decimal(str(average["value"]))).removesuffix(".0")
        seen.append(series | {"observation_id": f"o{number}"} | paper.figure(total))
        said.append(
            {"claim_kind": "average_per_year", "figure_id": f"o{number}", "years": float(years), "printed": text}
            | {"qualifier": average["qualifier"]}
        )
    return _of_claims(said, seen)


def rank_changes(paper: Press, slip: Slip) -> pl.LazyFrame:
    seen, said = [], []
    for number, series in numbered():
        now, before = (Decimal(paper.random.randint(1, 63)) for _ in range(2))
        for name, rank in (("now", now), ("before", before)):
            seen.append(series | {"observation_id": f"{name}{number}", "value": float(rank)})
        gained = {"claim_kind": "rank_change", "printed": str(slip(before - now).quantize(Decimal(1)))}
        said.append(gained | {"figure_id": f"now{number}", "base_id": f"before{number}"})
    return _of_claims(said, seen, unit="rank")


def yearly_rates_of_multiples(paper: Press, slip: Slip) -> pl.LazyFrame:
    """ "3,17 lần sau 5 năm, bình quân 26 % một năm": neither end is printed, only the multiple."""
    seen, said = [], []
    for number, series in numbered():
        times, years = paper.share(4_000) + Decimal("0.5"), Decimal(paper.random.randint(2, 6))
        rate = slip((times ** (1 / years) - 1) * HUNDRED)
        kinds = [("growth", (times - 1) * HUNDRED), ("multiple", times)]
        kind, ratio = paper.random.choice(kinds if times > 1 else kinds[:1])
        seen.append(series | {"observation_id": f"o{number}", "value": 100.0})
        said.append({"claim_id": f"m{number}", "claim_kind": kind, "figure_id": f"o{number}"} | paper.claim(ratio))
        said.append(
            {"claim_id": f"r{number}", "claim_kind": "compound_growth", "figure_id": f"m{number}"}
            | {"years": float(years)}
            | paper.claim(rate)
        )
    return _of_claims(said, seen).filter(pl.col("check_kind") == "compound_growth")


def _claims(
    paper: Press, kind: str, slip: Slip, relation: Callable[[Decimal, Decimal, Decimal], Decimal]
) -> pl.LazyFrame:
    seen, said = [], []
    for number, series in numbered():
        base, years = paper.truth(least=5), Decimal(paper.random.randint(2, 10))
        figure = (base * paper.share()).quantize(Decimal("0.001")) + 2
        seen.append(series | {"observation_id": f"f{number}"} | paper.figure(figure))
        seen.append(series | {"observation_id": f"b{number}"} | paper.figure(base))
        held = {"claim_kind": kind, "figure_id": f"f{number}", "base_id": f"b{number}", "years": float(years)}
        said.append(held | paper.claim(slip(relation(figure, base, years))))
    return _of_claims(said, seen)


def _of_claims(said: list[Row], seen: list[Row], **measure: str) -> pl.LazyFrame:
    nothing_planned = measured(targets({"value": 1.0}).clear())
    known = figures_of(measured(observations(*seen), **measure), targets=nothing_planned)
    return claims(*said).pipe(of_claims, figures=known)


def occupancies(paper: Press, slip: Slip) -> pl.LazyFrame:
    rows = []
    for _ in range(TABLES):
        land = paper.truth(least=5, most=5e4)
        leased = (land * paper.share(1_000)).quantize(Decimal("0.001")) + 2
        lands = {"industrial_land_ha": paper.figure(land), "leased_land_ha": paper.figure(leased)}
        rows.append(_statement(lands, paper.claim(slip(leased / land * HUNDRED))))
    return zone_statuses(*rows).pipe(of_occupancy, table="zone_status", key="zone_status_id")


def occupancies_of_some_land(paper: Press, slip: Slip) -> pl.LazyFrame:
    """Statements that print several lands, and an occupancy of any two of them, stated or not.

    The taken land is at most half of the smallest base, so that a slip of 60 points meets none of the others.
    """
    rows = []
    for _ in range(TABLES):
        least = paper.truth(least=50, most=5e4)
        bases = {column: least * paper.random.randint(10, 30) / 10 for column in BASES.values()}
        taken = {column: least * paper.random.randint(100, 500) / 1_000 for column in TAKEN.values()}
        part, whole = paper.random.choice(list(TAKEN)), paper.random.choice(list(BASES))
        lands = {name: paper.figure(true) for name, true in (bases | taken).items()}
        printed = paper.claim(slip(taken[TAKEN[part]] / bases[BASES[whole]] * HUNDRED))
        needed = {TAKEN[part], BASES[whole], "leased_land_ha", "industrial_land_ha"}
        left_out = {name for name in lands if name not in needed and paper.random.random() < 0.4}
        stated = {"occupancy_numerator": part, "occupancy_denominator": whole}
        rows.append(_statement({name: land for name, land in lands.items() if name not in left_out}, printed))
        rows[-1] |= {name: kind for name, kind in stated.items() if paper.random.random() < 0.4}
    return zone_statuses(*rows).pipe(of_occupancy, table="zone_status", key="zone_status_id")


def occupancies_of_what_is_left(paper: Press, slip: Slip) -> pl.LazyFrame:
    """Statements that print what is still to be leased instead of what is leased."""
    rows = []
    for _ in range(TABLES):
        land = paper.truth(least=50, most=5e4)
        left = land * paper.random.randint(500, 900) / 1_000
        lands = {"industrial_land_ha": paper.figure(land), "unleased_land_ha": paper.figure(left)}
        rows.append(_statement(lands, paper.claim(slip((land - left) / land * HUNDRED))))
    return zone_statuses(*rows).pipe(of_occupancy, table="zone_status", key="zone_status_id")


TAKEN = {"leased": "leased_land_ha", "registered": "registered_land_ha", "operating": "operating_land_ha"}
BASES = {
    "industrial": "industrial_land_ha",
    "industrial_and_service": "industrial_and_service_land_ha",
    "with_infrastructure": "leasable_land_ha",
    "total": "total_area_ha",
}


def projects_of_zones(paper: Press, slip: Slip) -> pl.LazyFrame:
    """Statements that print the projects of a zone, and how many of them are domestic and how many foreign."""
    rows = []
    for _ in range(TABLES):
        parts = [paper.truth(most=500).quantize(Decimal(1)) for _part in range(2)]
        total = paper.count(slip(sum(parts, Decimal(0))).quantize(Decimal(1)))
        counts = dict(zip(("domestic_project_count", "foreign_project_count"), map(int, parts), strict=True))
        word = f"project_count:{total['qualifier']}" if total["qualifier"] != "exact" else None
        rows.append(counts | {"project_count": int(total["value"]), "qualifiers": word})
    return zone_statuses(*rows).pipe(of_project_counts)


def _statement(lands: dict[str, Row], printed: Row) -> Row:
    """A statement with these lands and this occupancy, and the words that stand before each."""
    words = {name: land["qualifier"] for name, land in lands.items()}
    words |= {"printed_occupancy_pct": printed["qualifier"]}
    return (
        {name: land["value"] for name, land in lands.items()}
        | {"printed_occupancy_pct": printed["printed"]}
        | {"qualifiers": "; ".join(f"{name}:{word}" for name, word in words.items() if word != "exact") or None}
    )


EVERY_KIND: dict[str, Tables] = {
    "attainment": attainments,
    "attainment of floors and caps": attainments_of_floors_and_caps,
    "growth": growths,
    "growth of counts": growths_of_counts,
    "index": indices,
    "parts": sums_of_parts,
    "counted parts": sums_of_counted_parts,
    "share": shares,
    "multiple": multiples,
    "claimed growth": claimed_growths,
    "compound growth": compound_growths,
    "yearly rate of a multiple": yearly_rates_of_multiples,
    "average per year": averages_per_year,
    "rank change": rank_changes,
    "occupancy": occupancies,
    "occupancy of some land": occupancies_of_some_land,
    "occupancy of what is left": occupancies_of_what_is_left,
    "projects of a zone": projects_of_zones,
}
every_kind = pytest.mark.parametrize("tables", EVERY_KIND.values(), ids=EVERY_KIND.keys())
every_seed = pytest.mark.parametrize("seed", SEEDS)


def truthful(number: Decimal) -> Decimal:
    return number


@every_kind
@every_seed
def test_a_consistent_table_never_raises_an_alarm(tables: Tables, seed: int):
    judged = audited(tables(Press(Random(seed)), truthful))
    alarms = judged.filter(pl.col("verdict") == "contradicts")
    assert alarms.is_empty(), alarms.select(press.SHOWN).rows(named=True)[:3]
    assert judged.filter(pl.col("verdict") == "consistent").height == TABLES


@every_kind
@pytest.mark.parametrize("seed", range(2))
def test_a_figure_that_no_rounding_explains_is_always_caught(tables: Tables, seed: int):
    judged = audited(tables(Press(Random(seed), qualified=0), far_off))
    assert judged["verdict"].to_list() == ["contradicts"] * TABLES


def far_off(number: Decimal) -> Decimal:
    return number + abs(number) + 60
