"""What holds for every table alike: a sound row passes, keys are unique, blanks are where they may be."""

from __future__ import annotations

from datetime import date

import dataframely as dy
import polars as pl
import pytest

from icanalysis.schemas import TABLES
from tests.schemas.rows import SOUND, broken, failures, framed

COLUMNS = [(table, name, column) for table, schema in TABLES.items() for name, column in schema.columns().items()]
NEEDED = [(table, name) for table, name, column in COLUMNS if not column.nullable]
BLANKABLE = [(table, name) for table, name, column in COLUMNS if column.nullable]
CLOSED = [(table, name) for table, name, column in COLUMNS if isinstance(column, dy.Enum)]
DAYS = [(table, name) for table, name, column in COLUMNS if isinstance(column, dy.Date)]
BOUNDED = [(table, name, column) for table, name, column in COLUMNS if isinstance(column, (dy.Float64, dy.Int64))]
IDENTIFIERS = [
    (table, name)
    for table, name, column in COLUMNS
    if isinstance(column, dy.String) and column.regex is not None and name.endswith("_id")
]
DEPENDS = {("targets", "low_value"), ("targets", "high_value"), ("places", "parent_code")}
"""Columns that another column of the row makes needed."""


@pytest.mark.parametrize("table", TABLES)
def test_a_sound_row_passes(table):
    assert broken(table) == set()


@pytest.mark.parametrize("table", TABLES)
def test_the_same_key_twice_fails(table):
    assert failures(table, SOUND[table], SOUND[table]) == {"primary_key"}


@pytest.mark.parametrize("table", TABLES)
def test_another_key_passes_beside_it(table):
    key = TABLES[table].primary_key()[-1]
    other = {"place_code": "58", "new_code": "00004"}.get(key, "another")
    assert failures(table, SOUND[table], SOUND[table] | {key: other}) == set()


@pytest.mark.parametrize(("table", "column"), NEEDED)
def test_a_needed_column_is_never_blank(table, column):
    assert f"{column}|nullability" in broken(table, **{column: None})


@pytest.mark.parametrize(("table", "column"), sorted(set(BLANKABLE) - DEPENDS))
def test_any_other_column_may_be_blank(table, column):
    window = {"window_start": None, "window_end": None} if column.startswith("window_") else {}
    assert broken(table, **(window or {column: None})) - {"says_something"} == set()


@pytest.mark.parametrize(("table", "column"), CLOSED)
def test_a_word_outside_its_closed_list_fails(table, column):
    assert f"{column}|dtype" in broken(table, **{column: "no_such_word"})


@pytest.mark.parametrize(("table", "column"), DAYS)
@pytest.mark.parametrize("day", [date(1989, 12, 31), date(2061, 1, 1)])
def test_a_day_outside_1990_to_2060_fails(table, column, day):
    assert {rule for rule in broken(table, **{column: day}) if rule.startswith(f"{column}|")}


@pytest.mark.parametrize(("table", "column", "kind"), BOUNDED)
def test_numbers_have_bounds_and_keep_to_them(table, column, kind):
    assert kind.min is not None
    assert kind.max is not None
    assert broken(table, **{column: kind.min - 1}) >= {f"{column}|min"}
    assert broken(table, **{column: kind.max + 1}) >= {f"{column}|max"}


@pytest.mark.parametrize(
    ("table", "column"), [(table, name) for table, name, column in BOUNDED if isinstance(column, dy.Float64)]
)
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_fails(table, column, value):
    assert {rule for rule in broken(table, **{column: value}) if rule.startswith(f"{column}|")}


@pytest.mark.parametrize(("table", "column"), IDENTIFIERS)
@pytest.mark.parametrize("text", ["Tuyên Quang", "a b", "_a", "A", ""])
def test_an_identifier_is_lower_case_without_blanks(table, column, text):
    assert f"{column}|regex" in broken(table, **{column: text})


@pytest.mark.parametrize("table", TABLES)
def test_no_rule_is_left_undecided_by_a_blank(table):
    """Dataframely takes a rule that comes out null as kept, so none may."""
    schema = TABLES[table]
    blanks = [{name: None} for of, name in BLANKABLE if of == table]
    sparse = dict.fromkeys(name for of, name in BLANKABLE if of == table)
    rows = tuple(SOUND[table] | blank for blank in [{}, *blanks, sparse])
    typed = framed(schema, rows).cast({name: column.dtype for name, column in schema.columns().items()})
    own = {name: rule.expr for name, rule in schema._schema_validation_rules().items() if name != "primary_key"}
    undecided = typed.select(expr.is_null().any().alias(name) for name, expr in own.items()) if own else pl.DataFrame()
    assert [name for name in undecided.columns if undecided[name].item()] == []
