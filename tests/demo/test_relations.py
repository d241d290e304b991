"""The audit of the demo finds what was made wrong on purpose, all of it and nothing else."""

import polars as pl
import pytest

from icanalysis.demo.chance import chance
from icanalysis.demo.relations import Mistakes
from icanalysis.views import audit
from tests.demo.made import SHIPPED, read


@pytest.fixture
def checks(shipped) -> pl.DataFrame:
    return audit.checks("all", edition="2024", language="vi")


def test_the_audit_finds_what_is_wrong_and_raises_no_other_alarm(checks):
    contradicting = checks.filter(pl.col("verdict") == "contradicts")["check_id"]
    wrong = read(SHIPPED, "wrong_on_purpose")
    assert sorted(contradicting) == wrong["check_id"].to_list()
    assert wrong.height >= 10


def test_every_verdict_occurs(checks):
    assert set(checks["verdict"]) == {"consistent", "contradicts", "cannot_be_checked"}


def test_what_is_wrong_is_printed_as_the_list_says(checks):
    printed = dict(checks.select("check_id", pl.col("printed").cast(pl.String)).rows())
    wrong = read(SHIPPED, "wrong_on_purpose")
    assert {key: printed[key] for key in wrong["check_id"]} == dict(wrong.select("check_id", "printed").rows())
    assert wrong.select((pl.col("printed") != pl.col("right")).all()).item()


def test_a_wrong_number_is_as_far_off_as_asked():
    wrong = Mistakes(chance(1, "test"))
    for number in range(200):
        wrong.printed(f"growth:{number}", 5.0)
    apart = [abs(float(one["printed"]) - float(one["right"])) for one in wrong.made]
    assert 3 <= len(apart) <= 40
    assert min(apart) > 2.9 and max(apart) < 9.1
    assert all(float(one["printed"]) >= 0 for one in wrong.made)
