"""A document from a run: the Markdown of the notebook and what its sections showed, in the order of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from types import ModuleType
from typing import Any

import nbformat

from icanalysis.documents.columns import is_small
from icanalysis.documents.content import Annex, Chapter, Document, Office, Passage, Picture, Provenance, Source
from icanalysis.documents.rich import Paragraph, Span, paragraphs_of
from icanalysis.runs.export import in_language
from icanalysis.runs.heading import scope_words, subject_words
from icanalysis.runs.links import on_paper
from icanalysis.runs.sections import shown_in
from icanalysis.runs.simulated import mark
from icanalysis.runs.told import table_told, tiles_told
from icanalysis.style.numbers import moment
from icanalysis.wording.language import words

Record = Mapping[str, Any]


def document_of(
    notebook: nbformat.NotebookNode,
    records: Sequence[Record],
    *,
    module: ModuleType,
    parameters: Mapping[str, str],
    office: Office,
    provenance: Provenance,
    period: str = "",
) -> Document:
    """The whole report: every section of the page once, its table in the body where it is small, else in an annex.

    `module` says what the report is about (`SUBJECT`), unless a section says otherwise (`Shown.subject`), and to which
    chapter a section belongs (`CHAPTERS`); a section that belongs to none stands in its annex only. A section without
    anything to show is no passage of its own: what it says stands with the limits. A picture goes without its table
    where other tables say all of it. `period` is that of the report in words, where it has one.
    """
    language = parameters["language"]
    by_name = {record["section"]: _said_once(record, records) for record in records}
    _title, *parts = _parts(notebook, language)
    numbers = _annex_numbers(by_name, module.CHAPTERS)
    passages = {name: _passage(part, by_name[name], numbers.get(name)) for part in parts for name in part.sections}
    return Document(
        language=language,
        office=office,
        grounds=tuple(line for record in records for line in record["content"]["grounds"]),
        subject=subject_words(subject_of(records) or words(language)(module.SUBJECT), parameters, period=period),
        about=scope_words(parameters, period=period),
        introduction=(_opening(language),),
        chapters={
            chapter: tuple(
                passages[name]
                for name in passages
                if module.CHAPTERS.get(name) == chapter and not _is_bare(by_name[name])
            )
            for chapter in Chapter
        },
        annexes=tuple(_annex(passages[name], by_name[name]) for name in numbers),
        limits=(
            *(line for part in parts if not part.sections for line in part.text),
            *_without_figures([passages[name] for name in passages if _is_bare(by_name[name])], language),
        ),
        provenance=provenance,
        mark=mark(language),
    )


def provenance_of(manifest: Record, *, digest: str, language: str) -> Provenance:
    """What a document was made from, as the manifest has it; `digest` is that of the tables."""
    _ = words(language)
    return Provenance(
        lines=tuple(made_from(manifest, digest=digest, language=language)),
        notes=(
            _("Estimated figures may change when preliminary and final ones are published."),
            _("Every figure stands in the manifest beside this document, with the rows and the source it comes from."),
        ),
        sources=tuple(_sources(manifest["rows"])),
    )


def made_from(manifest: Record, *, digest: str, language: str) -> Iterator[tuple[str, str]]:
    """When and from what a report was made: each a word and what it says."""
    _ = words(language)
    yield _("Made"), moment(datetime.fromisoformat(manifest["started"]), language)
    if "run" in manifest:
        yield _("Run"), manifest["run"]
    yield _("Code"), f"icanalysis {manifest['code_version']}"
    yield _("Data"), f"{digest[:16]} (SHA-256)"


def _sources(rows: Mapping[str, Record]) -> Iterator[Source]:
    """The sources behind the rows of a manifest, each once, with its rows."""
    by_source = groupby(sorted(rows, key=lambda row: rows[row]["source_id"]), key=lambda row: rows[row]["source_id"])
    for _source_id, found in by_source:
        keys = tuple(found)
        said = rows[keys[0]]
        yield Source(
            publisher=said["publisher"],
            title=said["title"],
            published_on=said["published_on"],
            source_class=said["source_class"],
            address=said["address"],
            rows=keys,
        )


@dataclass(frozen=True)
class _Part:
    """A heading of the notebook, the text under it and the sections that its cells show."""

    title: str
    text: tuple[Paragraph, ...]
    sections: tuple[str, ...]


def _parts(notebook: nbformat.NotebookNode, language: str) -> Iterator[_Part]:
    """The notebook by its headings."""
    cells = [cell for cell in notebook.cells if cell.cell_type in ("markdown", "code")]
    starts = [n for n, cell in enumerate(cells) if cell.cell_type == "markdown"]
    for start, end in zip(starts, [*starts[1:], len(cells)], strict=True):
        heading, _newline, text = on_paper(in_language(cells[start].source, language)).partition("\n")
        shown = (name for cell in cells[start + 1 : end] for name in shown_in(cell.source, where="notebook"))
        yield _Part(heading.lstrip("# ").strip(), paragraphs_of(text), tuple(shown))


def titles_of(notebook: nbformat.NotebookNode, language: str) -> dict[str, str]:
    """Section → the heading under which the notebook shows it."""
    return {name: part.title for part in _parts(notebook, language) for name in part.sections}


def _opening(language: str) -> Paragraph:
    """The sentence before the first chapter."""
    _ = words(language)
    return Paragraph((Span(_("From the published figures, the findings are as follows:")),))


def _is_bare(record: Record) -> bool:
    """Whether a section has nothing but the sentence that says why."""
    content = record["content"]
    return not (content["svg"] or content["tiles"] or content["table"])


def subject_of(records: Sequence[Record]) -> str:
    """What a section says that the report is about, or nothing."""
    return next((record["content"]["subject"] for record in records if record["content"]["subject"]), "")


def _said_once(record: Record, records: Sequence[Record]) -> Record:
    """A section whose picture needs no table: each of its figures stands in its sentence or in the table of another."""
    content = record["content"]
    if not (content["svg"] and content["table"]):
        return record
    others = (one for one in records if one["content"]["table"] and not one["content"]["svg"])
    told = {figure["key"] for one in others for figure in one["figures"]}
    said = (figure["key"] in told or figure["text"] in record["headline"] for figure in record["figures"])
    return {**record, "content": {**content, "table": None}} if all(said) else record


def _without_figures(bare: Sequence[Passage], language: str) -> Iterator[Paragraph]:
    """The sections that have nothing to show, each with its reason: nothing that is missing is hidden."""
    _ = words(language)
    if bare:
        yield Paragraph((Span(_("Matters that did not arise or of which there are no figures:")),))
    for one in bare:
        yield Paragraph((Span(f"{one.title}: {' '.join((one.sentence, *one.notes))}"),), is_point=True)


def _annex_numbers(by_name: Mapping[str, Record], chapters: Mapping[str, str]) -> dict[str, int]:
    """Section → the number of its annex, for those whose table the body has no room for.

    They are numbered in the order in which the chapters refer to them; the table of a section in no chapter always has
    an annex.
    """
    order = [*Chapter, None]
    apart = [
        name
        for name, record in by_name.items()
        if record["content"]["table"] and not (name in chapters and _stands_inside(record["content"]))
    ]
    return {
        name: number
        for number, name in enumerate(sorted(apart, key=lambda one: order.index(chapters.get(one))), start=1)
    }


def _stands_inside(content: Record) -> bool:
    """Whether the body itself shows the figures of a section: as tiles, or as a small table."""
    return content["tiles"] is not None or is_small(table_told(content).on_paper)


def _passage(part: _Part, record: Record, annex: int | None) -> Passage:
    content = record["content"]
    return Passage(
        name=record["section"],
        title=part.title,
        sentence=record["headline"],
        explained=part.text,
        picture=Picture(content["svg"], content["alt_text"]) if content["svg"] else None,
        tiles=tiles_told(content),
        notes=tuple(content["notes"]),
        annex=annex,
        table=table_told(content) if annex is None else None,
    )


def _annex(passage: Passage, record: Record) -> Annex:
    return Annex(
        number=passage.annex,
        name=passage.name,
        title=passage.title,
        sentence=passage.sentence,
        table=table_told(record["content"]),
    )
