"""The report as a Word file in the form of Decree 30/2020/NĐ-CP: what an office fills in, signs and sends.

Native throughout: headings for the navigation pane, tables whose header is repeated, charts as SVG with a PNG behind,
fields for number, place and date. Nothing is computed or worded here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from icanalysis.documents import decree30, wording
from icanalysis.documents.columns import layout
from icanalysis.documents.content import Annex, Document, Passage
from icanalysis.documents.tiled import as_table
from icanalysis.documents.word_file import as_bytes, blank, describe
from icanalysis.documents.word_front import signature, title_block
from icanalysis.documents.word_pages import Sheets, paged
from icanalysis.documents.word_pictures import Size, drawn
from icanalysis.documents.word_tables import table_of
from icanalysis.documents.word_text import Ink, kept, link_inside, paragraph, run, said, written
from icanalysis.documents.word_xml import Node, joined
from icanalysis.wording.language import marked, words

PICTURE_ROOM = Size(decree30.text_width_mm(), decree30.text_height_mm() * 0.75)
"""A picture leaves room for its heading, its sentence and its caption on the same page."""

ANNEX_FIELD = marked("Number and date of the report")


def write(document: Document, *, made: datetime | None = None) -> bytes:
    """The document as a Word file; the same document and the same moment give the same bytes.

    `made` is the moment that the file says it was made; without it the file says none, never the clock.
    """
    file = blank(document.language)
    ink = Ink(file.part)
    *text, last = [*title_block(ink, document), *_body(ink, document)]
    sheets = [
        Sheets([*text, kept(last), *signature(ink, document)]),
        *(_annex(ink, one, document) for one in document.annexes),
        *_provenance(document),
    ]
    file.element.body.extend(paged(file.part, sheets, mark=document.mark))
    subject = " – ".join(filter(None, (document.subject, document.about)))
    describe(file, title=subject, subject=document.mark or "", language=document.language, made=made)
    return as_bytes(file)


def _body(ink: Ink, document: Document) -> list[Node]:
    """Grounds, introduction, the chapters that have something to say, and the limits as the last one.

    Like the title block it ends with a paragraph, which stays with the signature: no signature stands alone on a page.
    """
    _ = words(document.language)
    size = decree30.TEXT.size_pt
    parts = [
        *(said("Grounds", line) for line in wording.grounds(document)),
        *written(ink, document.introduction, size_pt=size),
    ]
    for _number, title, passages in wording.chapters(document):
        parts += [said("heading 1", title), *joined(_passage(ink, one, document) for one in passages)]
    if document.limits:
        parts += [said("heading 1", _(wording.LIMITS)), *written(ink, document.limits, size_pt=size)]
    return parts


def _passage(ink: Ink, one: Passage, document: Document) -> Iterator[Node]:
    """Title, computed sentence, explanation, picture or tiles, notes, and where the figures stand."""
    yield said("heading 2", one.title)
    yield said("Body Text", one.sentence)
    yield from written(ink, one.explained, size_pt=decree30.TEXT.size_pt)
    if one.picture is not None:
        picture = drawn(ink.part, one.picture, number=next(ink.numbers), room=PICTURE_ROOM)
        yield paragraph("Picture", picture)
        yield said("caption", wording.captions(document)[one.name])
    if one.tiles is not None:
        table = as_table(one.tiles, document.language)
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
    laid = layout(one.table)
    content = [
        paragraph("Annex", *name),
        said("Annex Title", one.title),
        paragraph("Annex Of", *of),
        said("Body Text", one.sentence),
        *table_of(ink, one.table, laid, title=one.title),
    ]
    return Sheets(content, across=laid.across)


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
