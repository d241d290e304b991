"""The table of a section as one works on with it: numbers as numbers, each with its unit, and no markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise

import polars as pl

from icanalysis.schemas.terms import COUNTED_UNITS
from icanalysis.style.numbers import MINUS, NOTHING
from icanalysis.tables.plain import Table, number_of, unit_of
from icanalysis.wording import units
from icanalysis.wording.language import marked, words

OTHER_UNITS = {
    "pct_points": marked("points"),
    "vnd_bn_per_ha": marked("billion VND per ha"),
    "years": marked("years"),
    "months": marked("months"),
    "days": marked("days"),
    "times": marked("times"),
    "count": "",
}
"""Units of computed figures that no indicator has."""

COUNTS = ("count", *COUNTED_UNITS)
BARE = re.compile(rf"[+{MINUS}-]?\d[\d.,]*%?|{NOTHING}|")
"""A cell that says no more than its number, or nothing."""

RUNNING = re.compile(r"[1-9]\d{0,2}")
"""A running number: a year has more digits, a code may begin with a zero."""

LANGUAGE_CODES = {"vi": "42A", "en": "809"}
"""How a spreadsheet names a language."""

DIGITS = 12
"""Significant digits of a number: the order of a sum may change later ones."""

MOST_DECIMALS = 2
NEVER_MORE_THAN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Options of a workbook in which a text stays a text, whatever stands in the data."""

Words = Sequence["str | None"]


@dataclass(frozen=True)
class Column:
    """A column as data: under a heading that no other has, from the column of the table that is named `of`.

    Where its units are `mixed`, each number has decimals of its own: a count beside an area stays whole.
    """

    of: str
    heading: str
    values: pl.Series
    mixed: bool = False


def sheet(table: Table, language: str) -> pl.DataFrame:
    """The rows of a table under headings that name the unit (`columns_of`)."""
    return pl.DataFrame({column.heading: column.values for column in columns_of(table, language)})


def columns_of(table: Table, language: str) -> tuple[Column, ...]:
    """The columns of a table as data, that with the numbers before all else that is from the same column.

    A share becomes a percentage, and a running number is a number. Where the units of a column differ, they stand in a
    column after it, unless another column says them. Where a cell says more than its number (trên 94, a range, ≈), a
    column has it as it is shown.
    """
    texts = {name: [plain(text or "") for text in table.frame[name]] for name in table.labels}
    columns: list[Column] = []
    said: list[Words] = list(texts.values())
    for name, heading in table.labels.items():
        if name in table.numbers and number_of(name) in table.frame.columns:
            for own_heading, values, mixed in _figures(
                heading, table.frame, name, texts[name], said=said, language=language
            ):
                _add(columns, Column(name, own_heading, values, mixed))
        else:
            cells = [None if text == NOTHING else text for text in texts[name]]
            _add(columns, Column(name, heading, _running(cells) if _is_running(cells) else _texts(cells)))
    return tuple(columns)


def _is_running(texts: Words) -> bool:
    """Whether a column of texts numbers its rows: whole numbers that grow, none of them a year or a code.

    >>> [_is_running(texts) for texts in (["1", "2", "5"], ["070", "071"], ["2020", "2021"], [])]
    [True, False, False, False]
    """
    numbers = [int(text) for text in texts if text is not None and RUNNING.fullmatch(text)]
    return 0 < len(numbers) == len(texts) and all(one < after for one, after in pairwise(numbers))


def number_format(values: pl.Series, language: str) -> str:
    """How a spreadsheet shows a column of numbers: with as many decimals as its values have, at most two.

    The language stands before it: LibreOffice sets the separators by it, Excel by the settings of the reader.

    >>> number_format(pl.Series([9200.0, 85.5]), "vi"), number_format(pl.Series([12]), "en")
    ('[$-42A]#,##0.0', '[$-809]#,##0')
    """
    found = (n for n in range(MOST_DECIMALS) if (values.round(n) == values).all())
    decimals = next(found, MOST_DECIMALS) if values.dtype.is_float() else 0
    return f"[$-{LANGUAGE_CODES[language]}]#,##0{'.' * (decimals > 0)}{'0' * decimals}"


def plain(cell: str) -> str:
    """A cell without markup: remarks in brackets, links with their address.

    >>> plain("Thép<br><small>2021; ước tính</small>")
    'Thép (2021; ước tính)'
    >>> plain("≈ 15,3<br><small>(15–15,6)</small>"), plain("A &amp; B<br>C")
    ('≈ 15,3 (15–15,6)', 'A & B; C')
    """
    text = re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', r"\2 (\1)", cell)
    text = re.sub(r"(?:<br>)?<small>\(?(.*?)\)?</small>", lambda found: f" ({found[1].replace('<br>', ', ')})", text)
    return unescape(re.sub(r"<[^>]*>", "", text.replace("<br>", "; "))).strip()


def _figures(
    heading: str, frame: pl.DataFrame, name: str, texts: Words, *, said: list[Words], language: str
) -> Iterator[tuple[str, pl.Series, bool]]:
    """A column of numbers, then one of units and one of cells as shown where there is need for them.

    Each with its heading, and whether its units are mixed.
    """
    _ = words(language)
    is_share = pl.col("unit") == "share"
    found = frame.select(number=number_of(name), unit=unit_of(name)).with_columns(
        number=pl.when(is_share).then(pl.col("number") * 100).otherwise("number").round_sig_figs(DIGITS),
        unit=pl.when(is_share).then(pl.lit("pct")).otherwise("unit"),
    )
    unit_words = [_unit_word(unit, language) for unit in found["unit"]]
    every = {word for word in unit_words if word}
    mixed = len(every) > 1 or (bool(every) and "" in unit_words)
    yield _with_unit(heading, *every, language=language) if len(every) == 1 else heading, _numbers(found), mixed
    if len(every) > 1 and not _is_said(unit_words, said):
        said.append(unit_words)
        yield _("{heading}: unit").format(heading=heading), _texts(unit_words), False
    more = [None if BARE.fullmatch(text) else text for text in texts]
    if any(more):
        yield _("{heading}: as shown").format(heading=heading), _texts(more), False


def _numbers(found: pl.DataFrame) -> pl.Series:
    """Counts as whole numbers, all else as it is."""
    counted = set(found["unit"].drop_nulls()) <= set(COUNTS)
    whole = (found["number"] == found["number"].round()).all()
    return found["number"].cast(pl.Int64) if counted and whole else found["number"]


def _texts(values: Iterable[str | None]) -> pl.Series:
    return pl.Series(list(values), dtype=pl.String)


def _unit_word(unit: str | None, language: str) -> str | None:
    if unit is None:
        return None
    known = units.UNITS if unit in units.UNITS else OTHER_UNITS
    return words(language)(known[unit]) if known[unit] else ""


def _with_unit(heading: str, unit: str, *, language: str) -> str:
    """The heading with the unit, unless it names it already; one that it ends with gives way to that of the numbers."""
    if re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", heading):
        return heading
    what, comma, last = heading.rpartition(", ")
    known = {_unit_word(one, language) for one in (*units.UNITS, *OTHER_UNITS)} - {""}
    return f"{what if comma and last in known else heading}, {unit}"


def _running(texts: Words) -> pl.Series:
    return pl.Series([int(text) for text in texts], dtype=pl.Int64)


def _is_said(unit_words: Words, columns: Sequence[Words]) -> bool:
    """Whether another column says the unit of every row that has one."""
    return any(all(unit in (None, told) for unit, told in zip(unit_words, said, strict=True)) for said in columns)


def _add(columns: list[Column], column: Column) -> None:
    """Adds a column; a heading that is there already, also in other capitals, gets a number."""
    taken = {one.heading.casefold() for one in columns}
    own = next(heading for heading in _numbered(column.heading) if heading.casefold() not in taken)
    columns.append(replace(column, heading=own))


def _numbered(heading: str) -> Iterator[str]:
    yield heading
    number = 2
    while True:
        yield f"{heading} ({number})"
        number += 1
