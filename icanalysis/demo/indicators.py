"""Table `indicators`: those of the published facts that the demo uses, and what it adds for its products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from icanalysis.demo.flows import FLOWS, Flow, Product
from icanalysis.sources.published import published

YEARLY = (
    "gross_output_growth",
    "gross_output_growth_per_year",
    "share_of_output_in_zones",
    "enterprises_active",
    "pci_rank",
    "pci_score",
)
FIRST_MADE_UP = 10_000
"""Where simulated products stand on a page: after all published indicators."""
OUTPUT_OF, CAPACITY_OF, PRICE_OF = "gross_output_of_{}", "capacity_of_{}", "price_2010_of_{}"
"""What the demo adds for each product, by its identifier."""


def indicators(products: Iterable[Product]) -> list[dict]:
    """Rows of table `indicators`."""
    made = list(products)
    known = {row["indicator_id"]: row for row in published("indicators").collect().iter_rows(named=True)}
    used = [*(known[flow.indicator_id] | _prices(flow) for flow in FLOWS), *(known[name] for name in YEARLY)]
    rows = used + [row for number, product in enumerate(made) for row in _of_product(number, product, known)]
    return sorted(rows, key=lambda row: row["sort_order"])


def _prices(flow: Flow) -> dict[str, str]:
    """At which prices the demo prints a flow; press texts often leave that out, the demo never does."""
    return {"price_basis": flow.price_basis}


def _of_product(number: int, product: Product, known: dict[str, dict]) -> Iterator[dict]:
    """The quantity, output at constant prices, capacity and price of a product."""
    place = FIRST_MADE_UP + 2 * number
    quantity = known.get(product.indicator_id) or _row(
        product.indicator_id, product.name_vi, product.name_en, place, unit=product.unit, is_product=True
    )
    vi, en = quantity["name_vi"], quantity["name_en"]
    yield quantity
    of = product.indicator_id
    yield _row(
        OUTPUT_OF.format(of),
        f"GTSX: {vi}",
        f"Gross output: {en}",
        place + 1,
        topic="output",
        unit="vnd_bn",
        price_basis="constant_2010",
    )
    yield _row(
        CAPACITY_OF.format(of),
        f"Công suất thiết kế: {vi}",
        f"Capacity: {en}",
        place + 1,
        unit=product.unit,
        kind="stock",
    )
    yield _row(
        PRICE_OF.format(of),
        f"Giá cố định 2010: {vi}",
        f"Constant price of 2010: {en}",
        place + 1,
        unit="vnd_m",
        kind="ratio",
        direction="neither",
        aggregation="none",
        price_basis="constant_2010",
    )


def _row(indicator_id: str, name_vi: str, name_en: str, sort_order: int, **other: object) -> dict:
    usual = {
        "topic": "product",
        "unit": "tonne",
        "kind": "flow",
        "direction": "higher_is_better",
        "aggregation": "sum",
        "price_basis": "not_applicable",
        "is_product": False,
        "sort_order": sort_order,
    }
    return {"indicator_id": indicator_id, "name_vi": name_vi, "name_en": name_en} | usual | other
