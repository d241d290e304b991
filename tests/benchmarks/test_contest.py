"""The tables of the benchmarks: contenders are held to one answer, and goals are judged by the median."""

import pytest

from benchmarks.contest import add_rows, hold_steady, table, verdict
from benchmarks.measure import Failed

TIMES = {"load_s": [0.1, 0.1], "first_s": [1.0, 2.0], "again_s": [0.5, 0.6], "peak_mb": [100.0, 110.0]}


def test_a_contender_that_answers_otherwise_in_another_round_is_refused():
    with pytest.raises(Failed, match=r"matcher gave different results .*found.*\[9289, 9992\]"):
        hold_steady("matcher", TIMES | {"found": [9992, 9289]})


def test_times_may_differ_from_round_to_round():
    hold_steady("matcher", TIMES | {"found": [9992, 9992]})


def test_a_goal_is_met_up_to_its_last_second_and_said_to_be_missed_beyond():
    assert "Met" in verdict("a map", [1.5, 1.5, 9.0], goal_s=1.5)
    assert "NOT met" in verdict("a map", [1.0, 1.6, 1.6], goal_s=1.5)


def test_each_case_has_a_row_for_each_contender_under_its_name():
    shown = table(told={"found": "found", "spec KB": "spec_kb"}, title="made", caption="made")
    add_rows(
        shown,
        "made case",
        {"suite": TIMES | {"found": [5, 5]}, "other": TIMES},
        told={"found": "found", "spec KB": "spec_kb"},
    )
    assert list(shown.columns[0].cells) == ["made case", "  suite", "  other"]
    assert list(shown.columns[2].cells)[1:] == ["×1.0", "×1.0"]
    assert list(shown.columns[-2].cells)[1:] == ["5", "–"]
