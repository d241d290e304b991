"""How a derived figure comes from the numbers of its rows: the one line of arithmetic behind it.

The manifest names the rows of a figure and not its formula. It is found again by trying the few forms that the reports
use, and told only where it gives the figure to the last digit that a computer keeps; else nothing is said. A count is
that of the rows it names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from math import isclose
from typing import Any

from icanalysis.style.numbers import MINUS, number
from icanalysis.wording.language import words

EXACT = 1e-12
"""The most, as a part of it, by which what is computed again may differ."""

COUNT = "count"
PRINTED = "printed"
"""How columns begin that hold what a source printed of the figure itself."""

MOST_OPERANDS = 12
"""Beyond so many numbers a quotient may fit by chance; then only sums are tried."""

MOST_SHOWN = 8
"""Numbers of a sum that are all written."""


def reckoned(figure: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], language: str) -> str | None:
    """The arithmetic of a figure from the columns of its rows, such as "5.447 ÷ 27.700 × 100".

    None for what stands in a row as it is, where no form fits, and for a count (`counted`): small whole numbers fit by
    chance.

    >>> rows = [{"value": 5447.0}, {"value": 27700.0}]
    >>> reckoned({"value": 100 * 5447 / 27700, "unit": "pct"}, rows, "vi")
    '5.447 ÷ 27.700 × 100'
    >>> reckoned({"value": 33147.0, "unit": "vnd_bn"}, rows, "vi")
    '5.447 + 27.700'
    >>> reckoned({"value": 5447.0, "unit": "vnd_bn"}, rows, "vi") is None
    True
    """
    wanted, columns = figure["value"], _columns(rows)
    operands = list(dict.fromkeys(value for values in columns.values() for value in values))
    if figure["unit"] == COUNT or not isinstance(wanted, int | float) or wanted in operands:
        return None
    forms = (*_sums(columns, language), *_quotients(operands, figure["unit"], language))
    return next((text for value, text in forms if isclose(value, wanted, rel_tol=EXACT)), None)


def counted(figure: Mapping[str, Any], rows: Sequence[str], language: str) -> str | None:
    """What a count counts: the rows (`table:id`) of the one table of which it names so many; else None.

    >>> rows = ["observations:a", "observations:b", "targets:c"]
    >>> counted({"value": 2, "unit": "count"}, rows, "vi")
    '2 dòng của bảng observations'
    >>> counted({"value": 3, "unit": "count"}, rows, "vi") is None
    True
    """
    if figure["unit"] != COUNT:
        return None
    of_table = Counter(row.partition(":")[0] for row in rows)
    tables = [name for name, count in of_table.items() if count == figure["value"]]
    if len(tables) != 1:
        return None
    _ = words(language)
    return _("{count} rows of the table {table}").format(count=number(figure["value"], language), table=tables[0])


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[float]]:
    """Column → its numbers, in the order of the rows."""
    found: dict[str, list[float]] = {}
    for row in rows:
        for name, value in row.items():
            if isinstance(value, int | float) and not isinstance(value, bool) and not name.startswith(PRINTED):
                found.setdefault(name, []).append(float(value))
    return found


def _sums(columns: Mapping[str, list[float]], language: str) -> Iterator[tuple[float, str]]:
    """The sum of each column over all rows."""
    for values in columns.values():
        if len(values) > 1:
            said = [number(value, language) for value in values]
            shown = said if len(said) <= MOST_SHOWN else [*said[:2], "…", said[-1]]
            yield sum(values), " + ".join(shown)


def _quotients(operands: Sequence[float], unit: str, language: str) -> Iterator[tuple[float, str]]:
    """One number by another, as a share or a percentage, and the growth from one to the other."""
    if len(operands) > MOST_OPERANDS:
        return
    times, hundred = (100, " × 100") if unit == "pct" else (1, "")
    for part, whole in permutations(operands, 2):
        if whole:
            quotient = f"{number(part, language)} ÷ {number(whole, language)}"
            yield times * part / whole, f"{quotient}{hundred}"
            yield times * (part / whole - 1), f"({quotient} {MINUS} 1){hundred}"
