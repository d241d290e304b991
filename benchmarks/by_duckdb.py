"""The same figures with DuckDB and the SQL of `by_duckdb.sql`."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import polars as pl

from benchmarks.generate import WORDS
from icanalysis.schemas import terms

SQL = Path(__file__).with_suffix(".sql")
LISTS = {name: words for name, words in WORDS.items() if name != "target_kind"} | {"edition": terms.EDITIONS}


def load(path: Path) -> duckdb.DuckDBPyConnection:
    """The observations as a table in memory, closed lists of words as enums."""
    connection = duckdb.connect(config={"threads": os.cpu_count(), "preserve_insertion_order": False})
    for name, words in LISTS.items():
        connection.execute(f"CREATE TYPE {name}_word AS ENUM {words}")
    enums = ", ".join(f"CAST({name} AS {name}_word) AS {name}" for name in LISTS)
    connection.read_parquet(str(path)).create_view("stored")
    connection.execute(f"CREATE TABLE observations AS SELECT * REPLACE ({enums}) FROM stored")
    return connection


def transform(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Both tables, as tables of the same database."""
    connection.execute(SQL.read_text("utf-8"))
    return connection


def as_polars(connection: duckdb.DuckDBPyConnection) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The results as Polars frames."""
    return connection.table("attained").pl(), connection.table("rolled").pl()
