from __future__ import annotations

import pytest

from icanalysis.wording.ages import age_words


@pytest.mark.parametrize(
    ("months", "days", "vi", "en"),
    [
        (0, 0, "0 ngày", "0 days"),
        (0, 1, "1 ngày", "1 day"),
        (0, 30, "30 ngày", "30 days"),
        (1, 31, "1 tháng", "1 month"),
        (23, 700, "23 tháng", "23 months"),
        (24, 731, "2 năm", "2 years"),
        (25, 762, "2 năm 1 tháng", "2 years 1 month"),
        (115, 3_500, "9 năm 7 tháng", "9 years 7 months"),
    ],
)
def test_a_length_of_time_in_both_languages(months: int, days: int, vi: str, en: str):
    assert (age_words(months, days, "vi"), age_words(months, days, "en")) == (vi, en)
