from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.schemas import terms
from icanalysis.transforms.followup import with_follow_up
from tests.transforms.frames import Row, laws, only

AS_OF = date(2021, 7, 31)
STATUS = pl.Enum(terms.RECOMMENDATION_STATUSES)
STATUSES = st.sampled_from(terms.RECOMMENDATION_STATUSES)


def followed(reported: str = "not_stated", verified: str = "not_stated", due_on: date | None = None) -> Row:
    row: dict[str, Any] = {"reported_status": reported, "verified_status": verified, "due_on": due_on}
    frame = pl.LazyFrame([row], schema={"reported_status": STATUS, "verified_status": STATUS, "due_on": pl.Date})
    return only(frame.pipe(with_follow_up, as_of=AS_OF))


@pytest.mark.parametrize(
    ("reported", "verified", "status", "is_open"),
    [
        ("not_stated", "not_stated", "not_stated", True),
        ("done", "not_stated", "done", False),
        ("not_stated", "done", "done", False),
        ("done", "in_progress", "in_progress", True),
        ("not_done", "done", "done", False),
        ("open", "not_stated", "open", True),
    ],
)
def test_the_verified_status_counts_before_the_reported_one(reported: str, verified: str, status: str, is_open: bool):
    row = followed(reported, verified)
    assert (row["status"], row["is_open"]) == (status, is_open)


@pytest.mark.parametrize(
    ("due_on", "is_overdue", "months"),
    [
        (date(2021, 7, 31), False, None),
        (date(2021, 7, 30), True, 0),
        (date(2020, 12, 31), True, 7),
        (date(2021, 8, 1), False, None),
        (None, False, None),
    ],
)
def test_an_open_recommendation_is_overdue_from_the_day_after_its_deadline(due_on, is_overdue, months):
    row = followed("in_progress", due_on=due_on)
    assert (row["is_overdue"], row["months_overdue"]) == (is_overdue, months)


def test_what_is_done_is_never_overdue():
    row = followed("done", due_on=date(2019, 1, 1))
    assert (row["is_overdue"], row["months_overdue"]) == (False, None)


@laws
@given(reported=STATUSES, verified=STATUSES, due_on=st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1)))
def test_what_is_overdue_is_open_and_has_a_deadline_that_passed(reported: str, verified: str, due_on: date | None):
    row = followed(reported, verified, due_on)
    assert row["is_open"] == ((reported if verified == "not_stated" else verified) != "done")
    assert row["is_overdue"] == (row["is_open"] and due_on is not None and due_on < AS_OF)
    assert (row["months_overdue"] is not None) == row["is_overdue"]
