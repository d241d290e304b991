from __future__ import annotations

from datetime import date

import pytest

from icanalysis.wording.windows import window_words

D = date


@pytest.mark.parametrize(
    ("start", "end", "vi", "en"),
    [
        (D(2021, 1, 1), D(2021, 7, 31), "7 tháng năm 2021", "7 months of 2021"),
        (D(2021, 1, 1), D(2021, 6, 30), "6 tháng năm 2021", "6 months of 2021"),
        (D(2025, 1, 1), D(2025, 3, 31), "quý I/2025", "quarter I of 2025"),
        (D(2024, 4, 1), D(2024, 6, 30), "quý II/2024", "quarter II of 2024"),
        (D(2024, 7, 1), D(2024, 9, 30), "quý III/2024", "quarter III of 2024"),
        (D(2024, 10, 1), D(2024, 12, 31), "quý IV/2024", "quarter IV of 2024"),
        (D(2024, 1, 1), D(2024, 9, 30), "9 tháng năm 2024", "9 months of 2024"),
        (D(2023, 8, 1), D(2023, 8, 31), "tháng 8/2023", "month 8 of 2023"),
        (D(2024, 2, 1), D(2024, 2, 29), "tháng 2/2024", "month 2 of 2024"),
        (D(2021, 1, 1), D(2021, 12, 31), "năm 2021", "year 2021"),
        (D(2016, 1, 1), D(2020, 12, 31), "2016–2020", "2016–2020"),
        (D(2017, 1, 1), D(2019, 6, 30), "01/2017 – 06/2019", "01/2017 – 06/2019"),
        (D(2024, 3, 1), D(2024, 7, 31), "03/2024 – 07/2024", "03/2024 – 07/2024"),
        (D(2024, 12, 15), D(2025, 6, 14), "15/12/2024 – 14/06/2025", "15 December 2024 – 14 June 2025"),
        (D(2020, 12, 31), D(2020, 12, 31), "31/12/2020", "31 December 2020"),
        (D(2024, 1, 1), D(2024, 1, 1), "01/01/2024", "1 January 2024"),
        (None, None, "không ghi ngày", "undated"),
        (None, D(2030, 12, 31), "đến năm 2030", "to 2030"),
        (None, D(2023, 9, 14), "đến ngày 14/09/2023", "to 14 September 2023"),
        (D(2016, 1, 1), None, "từ năm 2016", "from 2016"),
        (D(2018, 8, 31), None, "từ ngày 31/08/2018", "from 31 August 2018"),
    ],
)
def test_a_window_is_named_as_a_report_names_it(start, end, vi, en):
    assert window_words(start, end, "vi") == vi
    assert window_words(start, end, "en") == en
