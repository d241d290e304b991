from __future__ import annotations

from datetime import date

import pytest

from tests.schemas.rows import broken

BACKWARD = {"period_start": date(2025, 12, 31), "period_end": date(2021, 1, 1)}


@pytest.mark.parametrize("table", ["documents", "findings", "recommendations"])
def test_a_period_runs_forward(table):
    assert broken(table, **BACKWARD) == {"period_runs_forward"}


@pytest.mark.parametrize("blank", ["period_start", "period_end"])
def test_a_document_may_have_one_end_only(blank):
    assert broken("documents", **{blank: None}) == set()


@pytest.mark.parametrize("address", ["example.vn", "ftp://example.vn", "javascript:alert(1)", "/tmp/x"])
def test_an_address_is_a_web_address(address):
    assert broken("sources", address=address) == {"address|regex"}


def test_an_address_is_at_most_500_characters():
    assert broken("sources", address="https://example.vn/" + "a" * 500) == {"address|max_length"}


def test_free_text_is_at_most_2000_characters():
    assert broken("findings", text_vi="a" * 2_001) == {"text_vi|max_length"}
    assert broken("findings", text_vi="a" * 2_000) == set()


@pytest.mark.parametrize("column", ["reported_status", "verified_status"])
def test_both_statuses_of_a_recommendation_are_needed(column):
    assert broken("recommendations", **{column: None}) == {f"{column}|nullability"}
