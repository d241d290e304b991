"""The report as a Word file in the form of Decree 30/2020/NĐ-CP: what an office fills in, signs and sends.

Native throughout: headings for the navigation pane, tables whose header is repeated, charts as SVG with a PNG behind,
fields for number, place and date. Nothing is computed or worded here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from icanalysis.documents import decree30, wording
from icanalysis.documents.columns import layout
from icanalysis.documents.content import Annex, Document, Passage
from icanalysis.documents.room import in_room, is_small, on_a_page, size_of
from icanalysis.documents.tiled import inside
from icanalysis.documents.word_file import as_bytes, blank, describe
from icanalysis.documents.word_front import signature, title_block
from icanalysis.documents.word_pages import Sheets, paged
from icanalysis.documents.word_pictures import drawn
from icanalysis.documents.word_room import left_mm
from icanalysis.documents.word_tables import table_of
from icanalysis.documents.word_text import Ink, kept, link_inside, paragraph, run, said, written
from icanalysis.documents.word_xml import Node
from icanalysis.wording.language import marked, words

CAPTION_MM = 16
"""A caption of two lines below a picture, and what the gaps take."""

METHODS_MARK = "methods"
"""The bookmark of the annex of the methods."""

ANNEX_FIELD = marked("Number and date of the report")


def write(document: Document, *, made: datetime | None = None) -> bytes:
    """The document as a Word file; the same document and the same moment give the same bytes.

    `made` is the moment that the file says it was made; without it the file says none, never the clock.
    """
    file = blank(document.language)
    ink = Ink(file.part)
    *text, last = _body(ink, document)
    sheets = [
        Sheets([*text, kept(last), *signature(ink, document)]),
        *(_annex(ink, one, document) for one in document.annexes),
        *_methods(ink, document),
        *_provenance(document),
    ]
    file.element.body.extend(paged(file.part, sheets, mark=document.mark))
    subject = " – ".join(filter(None, (document.subject, document.about)))
    describe(file, title=subject, subject=document.mark or "", language=document.language, made=made)
    return as_bytes(file)


def _body(ink: Ink, document: Document) -> list[Node]:
    """Title block, grounds, introduction, the chapters that have something to say, and the limits as the last one.

    It ends with a paragraph, which stays with the signature: no signature stands alone on a page.
    """
    _ = words(document.language)
    size = decree30.TEXT.size_pt
    parts = [
        *title_block(ink, document),
        *(said("Grounds", line) for line in wording.grounds(document)),
        *written(ink, document.introduction, size_pt=size),
    ]
    for _number, title, passages in wording.chapters(document):
        parts.append(said("heading 1", title))
        for one in passages:
            parts += _passage(ink, one, document, above=parts)
    if document.limits:
        parts += [said("heading 1", _(wording.LIMITS)), *written(ink, document.limits, size_pt=size)]
    if see := wording.see_methods(document):
        parts.append(paragraph("Body Text", link_inside(METHODS_MARK, see)))
    return parts


def _passage(ink: Ink, one: Passage, document: Document, *, above: Sequence[Node]) -> list[Node]:
    """Title, computed sentence, and its figures in what is left of the page; `above` is the body so far."""
    titled = [said("heading 2", one.title), said("Body Text", one.sentence)]
    left = left_mm([*above, *titled]) - CAPTION_MM
    if one.picture is not None and is_small(on_a_page(size_of(one.picture.svg))):
        kept(titled[-1])
    return [*titled, *_figures(ink, one, document, left=left)]


def _figures(ink: Ink, one: Passage, document: Document, *, left: float) -> Iterator[Node]:
    """Picture in what is `left` of the page (mm), tiles or table, notes, and where more figures stand."""
    if one.picture is not None:
        size = in_room(size_of(one.picture.svg), left)
        yield paragraph("Picture", drawn(ink.part, one.picture, number=next(ink.numbers), size=size))
        yield said("caption", wording.captions(document)[one.name])
    if one.table is not None:
        yield said("Table Caption", wording.table_captions(document)[one.name])
    table = inside(one, document.language)
    if table is not None:
        yield from table_of(ink, table, layout(table, upright=True), title=one.title)
    for note in one.notes:
        yield said("Note", note)
    if see := wording.see_annex(one, document.language):
        there = any(annex.number == one.annex for annex in document.annexes)
        yield paragraph("Note", link_inside(_bookmark(one.annex), see) if there else run(see))


def _annex(ink: Ink, one: Annex, document: Document) -> Sheets:
    """The table of a section on pages of its own, across where it is wide."""
    language = document.language
    name = ink.bookmarked(_bookmark(one.number), [run(wording.annex_name(one, language))])
    of = ink.fields(wording.annex_of(document.office, language), title=words(language)(ANNEX_FIELD))
    table = one.table.on_paper
    laid = layout(table)
    content = [
        paragraph("Annex", *name),
        said("Annex Title", one.title),
        paragraph("Annex Of", *of),
        *([] if wording.is_said_before(one, document) else [said("Body Text", one.sentence)]),
        *table_of(ink, table, laid, title=one.title),
    ]
    return Sheets(content, across=laid.across)


def _methods(ink: Ink, document: Document) -> Iterator[Sheets]:
    """The annex that explains the passages of the body; none where nothing is to be explained."""
    language = document.language
    explained = wording.methods(document)
    if not explained:
        return
    name = ink.bookmarked(METHODS_MARK, [run(wording.methods_name(document))])
    of = ink.fields(wording.annex_of(document.office, language), title=words(language)(ANNEX_FIELD))
    content = [
        paragraph("Annex", *name),
        said("Annex Title", words(language)(wording.METHODS)),
        paragraph("Annex Of", *of),
    ]
    for one in explained:
        titled = kept(paragraph("Body Text", run(one.title, bold=True)))
        content += [titled, *written(ink, one.explained, size_pt=decree30.TEXT.size_pt)]
    yield Sheets(content)


def _provenance(document: Document) -> Iterator[Sheets]:
    """The last page: what the report was made from, and what is estimated; none where nothing is told."""
    told = document.provenance
    content = [
        *(said("Provenance", f"{word}: {text}") for word, text in told.lines),
        *(said("Note", note) for note in told.notes),
    ]
    if content:
        yield Sheets([said("Provenance Title", words(document.language)(wording.PROVENANCE)), *content])


def _bookmark(annex: int | None) -> str:
    return f"annex_{annex}"
