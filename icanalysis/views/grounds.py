"""Documents as a report cites them in its grounds: type, number, date, issuer, and what they are about.

Source: Nghị định 30/2020/NĐ-CP, annex I, on the grounds of a document (the first citation gives all five).
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from icanalysis.style import numbers
from icanalysis.views.cells import Row
from icanalysis.wording.bodies import body_words
from icanalysis.wording.language import marked, words

TYPES = (
    marked("Resolution"),
    marked("Plan"),
    marked("Programme of action"),
    marked("Programme"),
    marked("Decision"),
    marked("Law"),
    marked("Decree"),
    marked("Circular"),
    marked("Report"),
)
"""How titles of documents begin; a longer word stands before a shorter one that it begins with."""


def grounds(documents: pl.DataFrame, language: str) -> Iterator[str]:
    """One line per numbered document, as "Căn cứ Nghị quyết số 25-NQ/TU ngày 25 tháng 5 năm 2021 của Tỉnh ủy về …".

    A document whose number no source prints cannot be cited.
    """
    return (_ground(row, language) for row in documents.iter_rows(named=True) if row["number"])


def _ground(row: Row, language: str) -> str:
    _ = words(language)
    title = row[f"title_{language}"]
    kind = next((_(one) for one in TYPES if title.startswith(f"{_(one)} ")), "")
    parts = (
        _("no. {number}").format(number=row["number"]),
        _("of {day}").format(day=numbers.written_day(row["issued_on"], language)) if row["issued_on"] else "",
        _("issued by {issuer}").format(issuer=body_words(row["issuer"], language)) if row["issuer"] else "",
    )
    said = " ".join(part for part in parts if part)
    cited = f"{kind} {said} {title.removeprefix(kind).strip()}" if kind else f"{title} {said}"
    return _("Pursuant to {document}").format(document=cited)
