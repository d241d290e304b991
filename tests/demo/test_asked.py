"""What cannot be had is refused in words before anything is written."""

import pytest

from icanalysis.errors import BadParameter
from tests.demo.made import wanted


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"years": "2016"}, "Write the first and the last: 2016-2025."),
        ({"years": "16-25"}, "is no span of years"),
        ({"years": "2025-2016"}, "Did you mean 2016-2025?"),
        ({"years": "1990-2025"}, "--years '1990-2025' cannot be had: from 2000 to 2050."),
        ({"places": 0}, "--places 0 cannot be had: from 1 to 10,794."),
        ({"places": 10_795}, "So many provinces, districts and communes has edition 2024."),
        ({"products": 0}, "--products 0 cannot be had"),
        ({"observations": 100_000_001}, "from 1 to 100,000,000"),
        ({"seed": -1}, "--seed -1 cannot be had"),
        ({"file_format": "xlsx"}, "Choose one of: parquet, csv."),
    ],
)
def test_what_cannot_be_had_is_refused(given, said):
    with pytest.raises(BadParameter) as error:
        wanted(**given)
    assert said in str(error.value)


def test_years_are_counted_with_both_ends():
    assert list(wanted(years="2021-2023").years) == [2021, 2022, 2023]
