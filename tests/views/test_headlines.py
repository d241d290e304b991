"""Which few indicators lead a page, and how old their figures are."""

from __future__ import annotations

import pytest

from icanalysis.views.headlines import MOST, headline_rows
from tests.views.pages import places_and_days


def leading(place: str, as_of: str) -> list[str]:
    return [row["indicator_id"] for row in headline_rows(place, "2024", as_of, "vi")]


def test_output_and_exports_lead_then_what_has_a_plan_then_the_next_with_a_value():
    assert leading("08", "2021-07-31") == [
        "gross_output",
        "goods_exports",
        "retail_sales",
        "value_added_industry_construction_growth",
    ]


def test_a_product_with_a_plan_never_leads():
    assert "cane_crushed_son_duong_company" not in leading("08", "2022-12-31")


def test_a_label_without_a_value_never_leads():
    assert leading("08", "2025-03-31") == ["gross_output", "grdp_growth"]


@pytest.mark.parametrize(("edition", "place", "day"), places_and_days())
def test_few_lead_and_none_is_younger_than_the_page(edition, place, day):
    found = headline_rows(place, edition, day, "en")
    assert len(found) <= MOST
    assert all(row["age_days"] >= 0 and row["age_months"] >= 0 for row in found)
    assert [row["sort_order"] for row in found] == sorted(row["sort_order"] for row in found)


def test_a_figure_of_june_is_one_month_old_at_the_end_of_july():
    ages = {
        row["indicator_id"]: (row["age_days"], row["age_months"])
        for row in headline_rows("08", "2024", "2021-07-31", "vi")
    }
    assert ages["value_added_industry_construction_growth"] == (31, 1)
    assert ages["gross_output"] == (0, 0)
