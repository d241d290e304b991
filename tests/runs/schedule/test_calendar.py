"""Working days of Việt Nam, as they were decided."""

from __future__ import annotations

from datetime import date

import pytest

from icanalysis.runs.schedule.calendar import is_working_day, working_day_by


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2025-01-27", "29 Tết 2025"),
        ("2025-01-29", "first day of Tết"),
        ("2026-02-20", "fourth day of Tết 2026"),
        ("2025-04-07", "Giỗ Tổ Hùng Vương"),
        ("2026-04-27", "Monday in place of Giỗ Tổ on a Sunday"),
        ("2025-05-02", "taken off in exchange for 26 April 2025"),
        ("2025-09-01", "two days of Quốc khánh"),
        ("2026-10-24", "Saturday"),
    ],
)
def test_nobody_works_on(day: str, why: str):
    assert not is_working_day(date.fromisoformat(day)), why


@pytest.mark.parametrize("day", ["2025-04-26", "2026-08-22"])
def test_a_saturday_worked_in_exchange_is_a_working_day(day: str):
    assert date.fromisoformat(day).weekday() == 5
    assert is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "by"),
    [
        ("2026-11-25", "2026-11-25"),
        ("2026-10-25", "2026-10-23"),
        ("2020-01-25", "2020-01-22"),
        ("2025-02-02", "2025-01-24"),
    ],
    ids=["itself", "before a weekend", "before Tết 2020", "before Tết 2025 and both its weekends"],
)
def test_the_working_day_by_a_day(day: str, by: str):
    assert working_day_by(date.fromisoformat(day)) == date.fromisoformat(by)
