"""A failing check says which rule broke, how often, and in which rows."""

from __future__ import annotations

import polars as pl
import pytest

from icanalysis.errors import BadWorkspace
from icanalysis.schemas import Observation, Target
from icanalysis.schemas.collect import checked, collect_as
from tests.schemas.rows import SOUND, framed


def said(schema, *rows) -> str:
    with pytest.raises(BadWorkspace) as error:
        checked(framed(schema, rows), schema, where="file.csv")
    return str(error.value)


def test_a_sound_frame_comes_back_typed():
    frame = checked(framed(Target, (SOUND["targets"],)), Target, where="targets.csv")
    assert frame.schema["edition"] == pl.Enum(["2024", "2025"])
    assert frame.columns == Target.column_names()


def test_columns_beyond_the_schema_are_left_out_and_order_is_kept():
    frame = framed(Target, (SOUND["targets"],)).with_columns(extra=pl.lit(1)).select(pl.all().reverse())
    assert collect_as(frame.lazy(), Target).columns == Target.column_names()


def test_a_broken_rule_is_named_in_words_with_its_rows():
    text = said(Observation, SOUND["observations"] | {"printed_attainment_pct": "1001"})
    assert text.startswith("file.csv: attainment is at most 1000 pct (1 rows).")
    assert "'observation_id': 'o'" in text


def test_a_column_out_of_bounds_is_named_with_its_value():
    text = said(Target, SOUND["targets"] | {"low_value": -1e13, "high_value": -1e13})
    assert "column 'low_value' breaks its bound (min) (1 rows)" in text
    assert "'low_value': -10000000000000.0" in text


def test_a_wrong_word_is_named_as_a_wrong_type():
    assert "column 'target_kind' has the wrong type" in said(Target, SOUND["targets"] | {"target_kind": "maybe"})


def test_a_blank_is_named_as_a_blank():
    text = said(Target, SOUND["targets"] | {"source_id": None})
    assert "column 'source_id' is blank where a value is needed" in text


def test_a_duplicate_key_is_named_with_the_key():
    text = said(Target, SOUND["targets"], SOUND["targets"])
    assert "duplicate key (2 rows)" in text
    assert "{'target_id': 't'}" in text


def test_only_the_first_rows_are_shown():
    rows = [SOUND["targets"] | {"target_id": f"t{n}", "low_value": None} for n in range(9)]
    text = said(Target, *rows)
    assert text.count("'target_id'") == 3
    assert "(9 rows)" in text
