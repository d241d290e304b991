"""A file as a typed frame: what does not fit is named with its line, and nothing is dropped or guessed."""

from __future__ import annotations

import re

import dataframely as dy
import polars as pl

from icanalysis.errors import BadWorkspace, Phrase, first_line

DECIMAL_COMMA = re.compile(r"^-?[\d.]*,\d+$")
GIVEN = " given"
"""After the name of a column: what stood in the file."""

LOST_ZERO = re.compile(r"^\d(\d\d\d)?$")


def raw_table(content: bytes, *, where: str) -> pl.DataFrame:
    """A CSV file with every cell as text, or a Parquet file as it is; its name, `where`, tells which.

    A header separated by semicolons, as Excel writes it with Vietnamese settings, is read as such.

    Raises:
        BadWorkspace: when the file is empty or no table.
    """
    try:
        if where.endswith(".parquet"):
            return pl.read_parquet(content)
        return pl.read_csv(content, infer_schema=False, separator=_separator(content))
    except pl.exceptions.NoDataError as error:
        said = Phrase("{where} is empty; a table without rows still needs its header line.", where=where)
        raise BadWorkspace(said) from error
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise BadWorkspace(_unreadable(first_line(str(error)), where)) from error


def typed(raw: pl.DataFrame, schema: type[dy.Schema], *, where: str) -> pl.DataFrame:
    """The texts as the types of the schema.

    Raises:
        BadWorkspace: for the first value that is none, with its line, what it is and how to write it.
    """
    columns, frame = schema.columns(), in_types(raw, schema)
    beside = pl.concat([frame, raw.select(pl.all().name.suffix(GIVEN))], how="horizontal")
    wrong = beside.select(_misfit(name, column).any() for name, column in columns.items()).row(0, named=True)
    for name in (name for name in columns if wrong[name]):
        lines = beside.select(_misfit(name, columns[name]).arg_true())[name]
        raise BadWorkspace(_no_such(name, columns[name], raw[name], lines, where=where))
    return frame


def in_types(raw: pl.DataFrame, schema: type[dy.Schema]) -> pl.DataFrame:
    """The texts as the types of the schema, for a table of which it is known that every value is of its type."""
    given = raw.schema
    return raw.with_columns(_read_as(name, one.dtype, given[name]) for name, one in schema.columns().items())


def _misfit(name: str, column: dy.Column) -> pl.Expr:
    """Whether a value was given that is none of its type, or not of the form that the column asks for."""
    lost = pl.col(f"{name}{GIVEN}").is_not_null() & pl.col(name).is_null()
    if isinstance(column, dy.String) and column.regex:
        lost |= ~pl.col(name).str.contains(column.regex).fill_null(True)
    return lost.alias(name)


def _no_such(name: str, column: dy.Column, given: pl.Series, lines: pl.Series, *, where: str) -> Phrase:
    """What stands in the first of these lines, what it should be, and how to write it."""
    value = given[lines[0]]
    return Phrase(
        "{where}, line {line}: column '{column}' holds {given!r}, which is no {kind}. {count} such values.{advice}",
        where=where,
        line=lines[0] + 2,
        column=name,
        given=value,
        kind=_kind(name, column),
        count=len(lines),
        advice=_advice(name, str(value)),
    )


def _unreadable(said: str, where: str) -> Phrase:
    """Why a file is no table, from what its reader said of it."""
    if "more fields" in said:
        return Phrase(
            "{where}: a line has more values than the header has columns. A decimal comma does that: "
            "write decimals with a point (27600.5), or put text that holds a comma in quotes.",
            where=where,
        )
    return Phrase("{where} cannot be read as a table ({said}). Save it as CSV UTF-8.", where=where, said=said)


def _separator(content: bytes) -> str:
    header, _, _ = content.partition(b"\n")
    return ";" if header.count(b";") > header.count(b",") else ","


def _read_as(name: str, wanted: pl.DataType, given: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if given != pl.String or wanted == pl.String:
        return column.cast(wanted, strict=False)
    if wanted == pl.Date:
        return column.str.to_date("%Y-%m-%d", strict=False)
    if wanted == pl.Boolean:
        return column.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
    return column.cast(wanted, strict=False)


def _kind(name: str, column: dy.Column) -> str:
    """What a column holds, in a planner's words."""
    if isinstance(column, dy.Enum):
        return Phrase("known word ({words})", words=", ".join(column.categories))
    if isinstance(column, dy.String):
        return TEXTS.get(name.rsplit("_", maxsplit=1)[-1], Phrase("text of the form that the column asks for"))
    words = {
        pl.Date: Phrase("date (year-month-day)"),
        pl.Boolean: Phrase("true or false"),
        pl.Int64: Phrase("whole number"),
        pl.Float64: Phrase("number"),
    }
    return words[column.dtype]


TEXTS = {
    "id": Phrase("identifier (small letters, digits and _)"),
    "code": Phrase("place code (VN, or 2, 3 or 5 digits)"),
    "pct": Phrase("number as printed"),
    "printed": Phrase("number as printed"),
    "address": Phrase("address (http:// or https://)"),
}
"""What a text column holds, by the last word of its name."""


def _advice(name: str, given: str) -> str:
    """How to write what was most likely meant."""
    if DECIMAL_COMMA.match(given):
        return Phrase(" Write decimals with a point: {number}.", number=given.replace(".", "").replace(",", "."))
    if name.endswith("code") and LOST_ZERO.match(given):
        return Phrase(
            " Codes are text and keep their zeros: '0{given}'? Excel drops them unless the column is text.", given=given
        )
    return ""
