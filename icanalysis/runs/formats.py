"""The files that a report is delivered as, each from the same document."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from icanalysis.documents import typeset, word, workbook
from icanalysis.documents.content import Document

PAGE = "html"
WRITERS = {"docx": word.write, "pdf": typeset.write, "xlsx": workbook.write}
"""Format of a document → what writes it; the page is no document and is made by `export`."""

FORMATS = (PAGE, *WRITERS)


def written(document: Document, formats: Iterable[str], *, made: datetime) -> dict[str, bytes]:
    """Ending → content, for each of the formats that is one of a document; `made` is when.

    They are written side by side: what draws pictures and sets pages leaves the interpreter to the others meanwhile.
    """
    asked = [one for one in formats if one in WRITERS]
    with ThreadPoolExecutor(len(WRITERS)) as aside:
        contents = aside.map(lambda one: WRITERS[one](document, made=made), asked)
        return {f".{one}": content for one, content in zip(asked, contents, strict=True)}
