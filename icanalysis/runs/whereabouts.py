"""Where a figure stands on a page: the section, and the row and the column of its table.

A key is made for programs. What a reader knows is the heading of a section, the name in the row and the head of the
column; they are found in what the section showed, and told as far as only one place has the figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from math import isclose
from typing import Any

from icanalysis.tables.plain import number_of

MARKUP = re.compile(r"<[^>]*>")
BREAK = "<br>"
Record = Mapping[str, Any]


def whereabouts(records: Sequence[Record], titles: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Key of a figure → section, the title over it, and row and column where these are certain.

    `titles` are those of the sections in the language of the page.
    """
    return {
        figure["key"]: {"section": record["section"], "title": titles.get(record["section"], "")}
        | _in_table(figure, record["content"]["table"])
        for record in records
        for figure in record["figures"]
    }


def _in_table(figure: Mapping[str, Any], table: Mapping[str, Any] | None) -> dict[str, str]:
    """The row and the column of a figure; either where all cells with its text and its number have the same."""
    if table is None:
        return {}
    frame, labels = table["frame"], table["labels"]
    found = [
        (n, name)
        for name in labels
        for n, cell in enumerate(frame[name])
        if cell and _says(cell, figure["text"]) and _may_be(figure, cell, _number(frame.get(number_of(name)), n))
    ]
    rows, columns = ({one[at] for one in found} for at in (0, 1))
    told = {"row": _name_of_row(frame, labels, table["numbers"], *rows)} if len(rows) == 1 else {}
    return told | ({"column": _plain(labels[next(iter(columns))])} if len(columns) == 1 else {})


def _says(cell: str, text: str) -> bool:
    """Whether a text stands in a cell, and not as a part of a longer number."""
    return re.search(rf"(?<![\d.,]){re.escape(text)}(?![.,]?\d)", cell) is not None


def _may_be(figure: Mapping[str, Any], cell: str, number: float | None) -> bool:
    """Whether a cell with the text of a figure has that figure: as its number, or as one of several, or in a remark.

    A cell that is the text and has no number beside it is no figure, such as the number of a line.
    """
    if number is None:
        return _plain(cell) != figure["text"] or not isinstance(figure["value"], int | float)
    return BREAK in cell or (
        isinstance(figure["value"], int | float) and isclose(number, figure["value"], rel_tol=1e-9)
    )


def _number(numbers: Sequence[float | None] | None, n: int) -> float | None:
    return None if numbers is None else numbers[n]


def _name_of_row(frame: Mapping[str, Any], labels: Mapping[str, str], numbers: Sequence[str], n: int) -> str:
    """The first text of a row that is no number."""
    texts = (_plain(frame[name][n] or "") for name in labels if name not in numbers)
    return next((text for text in texts if text and not text.isdecimal()), "")


def _plain(cell: str) -> str:
    """The first line of a cell, without markup."""
    return unescape(MARKUP.sub("", cell.partition(BREAK)[0])).strip()
