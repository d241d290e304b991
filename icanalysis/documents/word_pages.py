"""Pages of a Word report: A4 upright or across, the number in the upper margin, each annex with a count of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.parts.document import DocumentPart

from icanalysis.documents import decree30
from icanalysis.documents.word_text import computed, paragraph, said
from icanalysis.documents.word_xml import Node, joined, node, twips


@dataclass(frozen=True)
class Sheets:
    """Content on pages that lie one way and count from 1; it ends with a paragraph, which then carries their form."""

    content: Sequence[Node]
    across: bool = False


def paged(part: DocumentPart, sheets: Iterable[Sheets], *, mark: str | None) -> list[Node]:
    """The content of a body, each of the sheets a section: its first page shows no number, every page the mark.

    The headers of the first section hold for all that follow.
    """
    headers = [_header(part, "first", _marked(mark) or [said("header", "")])]
    headers += [_header(part, "default", [*_marked(mark), paragraph("header", *computed("PAGE", "2"))])]
    sections = list(sheets)
    forms = [_form(one.across, headers if n == 0 else ()) for n, one in enumerate(sections)]
    for one, form in zip(sections[:-1], forms[:-1], strict=True):
        one.content[-1].find(qn("w:pPr")).append(form)
    return [*joined(one.content for one in sections), forms[-1]]


def _header(part: DocumentPart, kind: str, content: Sequence[Node]) -> Node:
    header, number = part.add_header_part()
    header.element[:] = content
    return node("w:headerReference", type=kind, r_id=number)


def _marked(mark: str | None) -> list[Node]:
    return [said("Simulated Mark", mark)] if mark else []


def _form(across: bool, headers: Sequence[Node]) -> Node:
    short, long = decree30.PAPER_MM
    width, height = (long, short) if across else (short, long)
    turned = {"orient": "landscape"} if across else {}
    return node(
        "w:sectPr",
        *headers,
        node("w:type", val="nextPage"),
        node("w:pgSz", w=twips(width), h=twips(height), **turned),
        node(
            "w:pgMar",
            top=twips(decree30.TOP_MM),
            right=twips(decree30.RIGHT_MM),
            bottom=twips(decree30.BOTTOM_MM),
            left=twips(decree30.LEFT_MM),
            header=twips(decree30.HEADER_MM),
            footer=twips(decree30.HEADER_MM),
            gutter=0,
        ),
        node("w:pgNumType", start=1),
        node("w:titlePg"),
    )
