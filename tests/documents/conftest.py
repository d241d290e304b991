"""Word files of the papers, and the PDF that LibreOffice makes of them; each is made once for a module."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest

from icanalysis.documents import word
from icanalysis.documents.content import Chapter, Document
from scripts import office
from tests.documents import papers
from tests.documents.printed import Printed
from tests.documents.word_parts import WordFile


@lru_cache
def written(document: Callable[[], Document]) -> bytes:
    return word.write(document(), made=datetime.fromisoformat(papers.MADE))


def full_and_marked() -> Document:
    return papers.full(mark=True)


@pytest.fixture(scope="module")
def full() -> WordFile:
    return WordFile(written(papers.full))


@pytest.fixture(scope="module")
def marked() -> WordFile:
    return WordFile(written(full_and_marked))


@pytest.fixture(scope="module")
def empty() -> WordFile:
    return WordFile(written(papers.empty))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The full report of simulated data as LibreOffice prints it."""
    return of_office(written(full_and_marked), tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="module")
def printed_empty(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return of_office(written(papers.empty), tmp_path_factory.mktemp("printed"))


@pytest.fixture
def body_table() -> Document:
    """A report of one passage, whose small table stands in the body."""
    passage = replace(papers.plain_passage(), table=papers.upright(1).table)
    return replace(papers.empty(), chapters={Chapter.RECOMMENDATIONS: (passage,)})


def of_office(content: bytes, folder: Path) -> Printed:
    assert office.find(), office.MISSING
    file = folder / "report.docx"
    file.write_bytes(content)
    return Printed(office.converted(file, "pdf", folder=folder).read_bytes())
