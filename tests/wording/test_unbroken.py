"""No line breaks between a number and its unit."""

from __future__ import annotations

import pytest

from icanalysis.wording.unbroken import unbroken


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("trên 35 ha", "trên 35_ha"),
        ("94 tỷ đồng, 28 triệu USD", "94_tỷ_đồng, 28_triệu_USD"),
        ("35 billion VND", "35_billion_VND"),
        ("58,5 % kế hoạch", "58,5_% kế hoạch"),
        ("≈ 35 <b>ha</b>", "≈ 35 <b>ha</b>"),
        ("35 hay 36, 7 tháng, năm 2021", "35 hay 36, 7 tháng, năm 2021"),
    ],
)
def test_a_number_and_its_unit_stay_together_and_nothing_else(text: str, bound: str):
    assert unbroken(text) == bound.replace("_", "\u00a0")
