"""What is measured month by month: the flows of a province and its main products."""

from __future__ import annotations

from dataclasses import dataclass

from icanalysis.demo import seasons
from icanalysis.demo.chance import chance


@dataclass(frozen=True)
class Flow:
    """An indicator that adds up over months."""

    indicator_id: str
    level: float
    """A year of the province of the notebooks about 2016, in the unit of the indicator, where none is published."""
    growth: float
    season: tuple[float, ...]
    price_basis: str = "not_applicable"
    decimals: int = 1
    """The digits that are printed."""
    below: bool = False
    """Whether districts and communes print it too."""


@dataclass(frozen=True)
class Product:
    """A main product with its price of 2010, by which its output at constant prices is worked out."""

    indicator_id: str
    unit: str
    season: tuple[float, ...]
    price_vnd_m: float
    """Million đồng per unit at the prices of 2010."""
    name_vi: str | None = None
    """Made up; the others have the names of the published indicators."""
    name_en: str | None = None


FLOWS = (
    Flow("gross_output", 8_600, 0.125, seasons.EVEN, "constant_2010", below=True),
    Flow("value_added_industry", 2_700, 0.115, seasons.EVEN, "constant_2010"),
    Flow("goods_exports", 62, 0.12, seasons.EVEN, "current"),
    Flow("retail_sales_and_services", 15_200, 0.11, seasons.SHOPS, "current"),
    Flow("budget_revenue", 1_650, 0.09, seasons.BUDGET, "current"),
    Flow("registered_capital_of_industrial_projects", 3_100, 0.06, seasons.DRY, "current"),
    Flow("industrial_projects_attracted", 26, 0.04, seasons.DRY, decimals=0),
    Flow("enterprises_newly_registered", 130, 0.09, seasons.SHOPS, decimals=0, below=True),
    Flow("enterprises_dissolved", 32, 0.03, seasons.EVEN, decimals=0),
)
"""The first is the whole of which products are a part."""

KNOWN = (
    Product("cement", "tonne", seasons.DRY, 0.9),
    Product("electricity", "kwh_m", seasons.RAIN, 1_050),
    Product("sugar", "tonne", seasons.CANE, 13.5),
    Product("steel", "tonne", seasons.EVEN, 11.8),
    Product("footwear", "pair_thousand", seasons.EVEN, 125),
    Product("tea", "tonne", seasons.TEA, 42),
    Product("export_garments", "piece_thousand", seasons.EVEN, 58),
    Product("writing_paper", "tonne", seasons.EVEN, 17.6),
    Product("finished_wood", "m3", seasons.DRY, 6.4),
    Product("feldspar_powder", "tonne", seasons.DRY, 0.85),
    Product("barite_powder", "tonne", seasons.DRY, 1.9),
    Product("construction_stone", "m3", seasons.DRY, 0.14),
)
MADE_UP_SEASONS = (seasons.EVEN, seasons.DRY, seasons.TEA, seasons.SHOPS)


def product(number: int, *, seed: int) -> Product:
    """The product of a number from 0: those of the published indicators first, then made-up ones."""
    if number < len(KNOWN):
        return KNOWN[number]
    luck = chance(seed, "product made up", number)
    price = round(float(luck.uniform(0.5, 60)), 1)
    season = MADE_UP_SEASONS[int(luck.integers(len(MADE_UP_SEASONS)))]
    return Product(
        f"product_{number + 1}",
        "tonne",
        season,
        price,
        f"Sản phẩm mô phỏng {number + 1}",
        f"Simulated product {number + 1}",
    )


def share_of_output(number: int) -> float:
    """What part of all output a product has: large ones first, and never more than three fifths all together.

    0.6 ÷ ζ(1.3) ÷ (number + 1)^1.3, with ζ(1.3) = 3.93.
    """
    return 0.6 / 3.93 / (number + 1) ** 1.3
