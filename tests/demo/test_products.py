"""Output at constant prices is quantity × price; no year is above the capacity; seasons are those of the goods."""

import polars as pl
import pytest

from icanalysis.demo.flows import KNOWN, product, share_of_output
from icanalysis.demo.yearly import LAST_OLD_YEAR
from tests.demo.made import SHIPPED, read, to_date


@pytest.mark.parametrize("product", [one.indicator_id for one in KNOWN])
def test_output_at_constant_prices_is_quantity_times_price(product):
    rows = read(SHIPPED, "observations").filter(pl.col("place_code") == "08", pl.col("edition") == "2024")
    price = rows.filter(pl.col("indicator_id") == f"price_2010_of_{product}")["value"].item()
    month = pl.col("observation_id").str.ends_with("_month")
    quantity = rows.filter(pl.col("indicator_id") == product, month).select("window_end", quantity="value")
    output = rows.filter(pl.col("indicator_id") == f"gross_output_of_{product}", month).join(quantity, on="window_end")
    assert output.height > 90
    assert output.select((pl.col("value") - pl.col("quantity") * price / 1_000).abs().max()).item() <= 0.05 + 1e-9


@pytest.mark.parametrize("product", [one.indicator_id for one in KNOWN])
def test_no_year_is_above_the_capacity(product):
    rows = to_date(indicator_id=product, edition="2024").filter(pl.col("month") == 12)
    made = rows.filter(pl.col("place_code").str.len_chars() == 2).select("place_code", "year", "value")
    capacity = (
        read(SHIPPED, "observations")
        .filter(pl.col("indicator_id") == f"capacity_of_{product}")
        .select("place_code", year=pl.col("window_end").dt.year().cast(pl.Int32), capacity="value")
    )
    both = made.join(capacity, on=["place_code", "year"])
    assert both.height == 2 * (LAST_OLD_YEAR - 2016 + 1)
    assert both.select((pl.col("value") <= pl.col("capacity")).all()).item()


def test_products_are_a_part_of_all_output():
    december = to_date(edition="2024", place_code="08").filter(pl.col("month") == 12)
    parts = december.filter(pl.col("indicator_id").str.starts_with("gross_output_of_"))
    whole = dict(december.filter(pl.col("indicator_id") == "gross_output").select("year", "value").rows())
    sums = dict(parts.group_by("year").agg(pl.col("value").sum()).rows())
    assert sums.keys() == whole.keys()
    assert all(0.1 * whole[year] < total < whole[year] for year, total in sums.items())


def test_all_products_together_are_at_most_three_fifths():
    assert 0.5 < sum(share_of_output(number) for number in range(45_000)) <= 0.6


def test_sugar_is_made_in_winter_and_tea_in_summer():
    months = read(SHIPPED, "observations").filter(pl.col("observation_id").str.ends_with("_month"), place_code="08")
    february, august = (months.filter(pl.col("window_end").dt.month() == month) for month in (2, 8))

    def total(frame: pl.DataFrame, product: str) -> float:
        return frame.filter(indicator_id=product)["value"].sum()

    assert total(february, "sugar") > 10 * total(august, "sugar")
    assert total(august, "tea") > 3 * total(february, "tea")


def test_made_up_products_say_so():
    made_up = product(len(KNOWN), seed=1)
    assert "mô phỏng" in made_up.name_vi
    assert product(len(KNOWN), seed=1) == made_up != product(len(KNOWN), seed=2)
