"""What a document says, before it is a file: an administrative report in the order that Decree 30/2020/NĐ-CP gives it.

The writers (`word`, `typeset`, `workbook`) put the same `Document` on paper; none of them computes or words a figure.

Source: Nghị định 30/2020/NĐ-CP, article 8 (components of a document) and its annex I (how they are laid out).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from icanalysis.documents.rich import Paragraph
from icanalysis.tables.plain import Table
from icanalysis.tables.tiles import Tiles


class Chapter(StrEnum):
    """The chapters of a report in their usual order."""

    RESULTS = "results"
    SHORTCOMINGS = "shortcomings"
    TASKS = "tasks"
    RECOMMENDATIONS = "recommendations"


@dataclass(frozen=True)
class Office:
    """Who issues a document, from the settings of the office; what is empty is left open, to be filled in by hand.

    `superior` is the body above the issuer, `number_series` what follows the number ("BC-SCT"), `seat` the place over
    the date, `signatory` the post of who signs, never a person. `grounds` are what every report of the office cites.
    `grounds` and `recipients` are one line each. `english` is how the English edition says them.
    """

    name: str = ""
    superior: str = ""
    number_series: str = ""
    seat: str = ""
    signatory: str = ""
    grounds: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    english: Office | None = None

    @property
    def in_english(self) -> Office:
        """The office with its English words, where it has some."""
        told = {one.name: getattr(self.english, one.name) for one in fields(self)} if self.english else {}
        return replace(self, **{name: said for name, said in told.items() if said})


@dataclass(frozen=True)
class Picture:
    """A chart or a map as SVG, and what it shows in words."""

    svg: str
    alt_text: str


@dataclass(frozen=True)
class Passage:
    """One section of the page in the body: the computed sentence, the picture or the tiles, and the notes.

    Its figures stand in its `table`, or in the annex with the number `annex` where they ask for much room. Tiles say in
    the body what the table beside them says; that table is for the workbook only.
    """

    name: str
    title: str
    sentence: str
    explained: tuple[Paragraph, ...] = ()
    picture: Picture | None = None
    tiles: Tiles | None = None
    notes: tuple[str, ...] = ()
    annex: int | None = None
    table: Table | None = None


@dataclass(frozen=True)
class Annex:
    """The table of a section, with the title and the sentence that it stands for."""

    number: int
    name: str
    title: str
    sentence: str
    table: Table


@dataclass(frozen=True)
class Source:
    """A source behind the figures, and the rows of the tables (`table:id`) that were taken from it.

    `source_class` is one of `schemas.terms.SOURCE_CLASSES`.
    """

    publisher: str
    title: str
    published_on: date | None
    source_class: str
    address: str | None
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Provenance:
    """What a document was made from: each line a word and what it says, the note on estimates, and the sources."""

    lines: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole report: title block, body by chapters, annexes, recipients, and where it comes from.

    `subject` is what the report is about, `about` the place, the date and the edition in words; `grounds` are the
    documents that it stands on, besides those of the office; `limits` say what the report does not tell. `mark` stands
    over every page of simulated data.
    """

    language: str
    office: Office
    grounds: tuple[str, ...]
    subject: str
    about: str
    introduction: tuple[Paragraph, ...]
    chapters: dict[Chapter, tuple[Passage, ...]]
    annexes: tuple[Annex, ...]
    limits: tuple[Paragraph, ...]
    provenance: Provenance
    mark: str | None = None
