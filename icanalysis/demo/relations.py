"""Printed percentages and other relations between figures; some are wrong on purpose, and a list says which.

What is wrong lies at least three points, or a tenth of a multiple and more, off: no rounding explains it. The list is
`wrong_on_purpose`, beside the tables; the audit must find these rows and no others.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from icanalysis.demo.asked import Asked
from icanalysis.demo.chance import chance
from icanalysis.demo.places import OLD, Grounds
from icanalysis.demo.plans import spans
from icanalysis.demo.sources import FIGURES
from icanalysis.demo.yearly import LAST_OLD_YEAR
from icanalysis.transforms.growth import a_year_later

AUDITED = ("gross_output", "goods_exports", "retail_sales_and_services")
MONTHS = (6, 12)
"""Percentages are printed for these flows after half a year and after the year."""
PROVINCES = 2
"""…and for so many provinces, so that the page of the audit can be read."""
WRONG = 1 / 14
LABELS = ((102, "exceeded"), (100, "met"), (95, "basically_met"))
WRONG_SCHEMA = {"check_id": pl.String, "printed": pl.String, "right": pl.String}


@dataclass
class Mistakes:
    """Draws which printed number is wrong, and remembers what would be right."""

    luck: np.random.Generator
    made: list[dict[str, str]] = field(default_factory=list)

    def printed(self, check_id: str, right: float, *, decimals: int = 1, off: tuple[float, float] = (3, 9)) -> str:
        """The number as it is printed: right, or off by so much on either side."""
        is_wrong, by, up = self.luck.random() < WRONG, self.luck.uniform(*off), self.luck.random() < 0.5
        text = f"{right:.{decimals}f}"
        if not is_wrong:
            return text
        wrong = f"{right + by if up or right - by < 0 else right - by:.{decimals}f}"
        self.made.append({"check_id": check_id, "printed": wrong, "right": text})
        return wrong


def mistakes(asked: Asked) -> Mistakes:
    """None made yet."""
    return Mistakes(chance(asked.seed, "mistakes"))


def with_percentages(
    observations: pl.DataFrame, targets: pl.DataFrame, grounds: Grounds, wrong: Mistakes
) -> pl.DataFrame:
    """The observations with printed growth and attainment, and the target that the attainment is of."""
    chosen = _to_be_printed(observations, targets, grounds)
    cells = [_percentages(row, wrong) for row in chosen.iter_rows(named=True)]
    columns = ["printed_attainment_pct", "printed_growth_pct", "target_id", "official_label"]
    found = pl.DataFrame(cells, schema=dict.fromkeys(["observation_id", *columns], pl.String))
    return observations.update(found, on="observation_id", how="left")


def claims(observations: pl.DataFrame, asked: Asked, grounds: Grounds, wrong: Mistakes) -> list[dict]:
    """Rows of table `claims` about whole years: yearly and average growth, multiples, shares, places gained."""
    return [row for code in grounds.provinces[:PROVINCES] for row in _claims(observations, code, asked, wrong)]


def _to_be_printed(observations: pl.DataFrame, targets: pl.DataFrame, grounds: Grounds) -> pl.DataFrame:
    """The statements with the value of a year before and the plan of their year, in the order of their keys."""
    start, end = pl.col("window_start"), pl.col("window_end")
    flows = observations.filter(
        pl.col("indicator_id").is_in(AUDITED),
        pl.col("edition") == OLD,
        pl.col("place_code").is_in(grounds.provinces[:PROVINCES]),
        start == pl.date(end.dt.year(), 1, 1),
    ).select("observation_id", "indicator_id", "place_code", "window_end", "value")
    before = flows.select("indicator_id", "place_code", a_year_later(end), before="value")
    plans = targets.filter(pl.col("version") == "original", pl.col("document_id").str.contains("_plan_")).select(
        "indicator_id", "place_code", "target_id", year=pl.col("period_end").dt.year(), plan="low_value"
    )
    return (
        flows.filter(end.dt.month().is_in(MONTHS))
        .with_columns(year=end.dt.year())
        .join(before, on=["indicator_id", "place_code", "window_end"], how="left")
        .join(plans, on=["indicator_id", "place_code", "year"], how="left")
        .sort("observation_id")
    )


def _percentages(row: dict, wrong: Mistakes) -> dict[str, str | None]:
    key, value, before, plan = row["observation_id"], row["value"], row["before"], row["plan"]
    growth = (value / before - 1) * 100 if before else wrong.luck.uniform(6, 16)
    cells = {"observation_id": key}
    # Where nothing of the year before is printed, nobody can tell whether the growth is wrong.
    cells["printed_growth_pct"] = wrong.printed(f"growth:{key}", growth) if before else f"{growth:.1f}"
    if plan:
        share = value / plan * 100
        cells["printed_attainment_pct"] = wrong.printed(f"attainment:{key}", share)
        cells["target_id"] = row["target_id"]
        cells["official_label"] = _label(share) if row["window_end"].month == 12 else None
    return cells


def _label(share_pct: float) -> str:
    """What the source calls it; a rule of the demo, for no official one is known."""
    return next((label for least, label in LABELS if share_pct >= least), "not_met")


def _claims(observations: pl.DataFrame, code: str, asked: Asked, wrong: Mistakes) -> list[dict]:
    own = observations.filter(pl.col("edition") == OLD, pl.col("place_code") == code)
    value = dict(own.select("observation_id", "value").rows())

    def key(indicator: str, end: str) -> str:
        return f"o_mp_{OLD}_{code}_{indicator}_{end}"

    rows = []
    for year in asked.years:
        output, added = key("gross_output", f"{year}_12"), key("value_added_industry", f"{year}_12")
        if output in value and added in value:
            rows.append(_claim("share", added, output, 100 * value[added] / value[output], wrong))
        rank, before = key("pci_rank", str(year)), key("pci_rank", str(year - 1))
        if rank in value and before in value and value[rank] != value[before]:
            gained = value[before] - value[rank]
            rows.append(_claim("rank_change", rank, before, gained, wrong, decimals=0))
    for first, end in spans(asked):
        last = min(end, LAST_OLD_YEAR)
        base, figure = (key("gross_output", f"{year}_12") for year in (first, last))
        if base not in value or figure not in value:
            continue
        times, years = value[figure] / value[base], last - first
        rate = (times ** (1 / years) - 1) * 100
        rows.append(_claim("multiple", figure, base, times, wrong, decimals=2, off=(0.1, 0.4)))
        rows.append(_claim("compound_growth", figure, base, rate, wrong, years=years))
    return rows


def _claim(
    kind: str,
    figure: str,
    base: str,
    right: float,
    wrong: Mistakes,
    *,
    years: int | None = None,
    decimals: int = 1,
    off: tuple[float, float] = (3, 9),
) -> dict:
    claim_id = f"c_{figure.removeprefix('o_')}_{kind}"
    return {
        "claim_id": claim_id,
        "claim_kind": kind,
        "printed": wrong.printed(f"claim:{claim_id}", right, decimals=decimals, off=off),
        "qualifier": "exact",
        "figure_id": figure,
        "base_id": base,
        "years": None if years is None else float(years),
        "source_id": FIGURES,
        "note": None,
    }
