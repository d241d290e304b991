"""Text of a Word report: paragraphs in a style, lines with emphasis, fields that a clerk fills in, page numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import quote, urlsplit

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart

from icanalysis.documents.rich import Line, Paragraph, Span
from icanalysis.documents.word_styles import remark_style, style_id
from icanalysis.documents.word_xml import Node, legal, node, switch
from icanalysis.documents.wording import DOTS
from icanalysis.wording.unbroken import unbroken

LEADS_OUT = ("http", "https", "mailto")
"""Addresses that lead out of a document; any other is of a page and means nothing on paper."""

OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%"
"""Signs that mean something in an address, besides letters and figures."""

PRESERVED = (qn("xml:space"), "preserve")
"""Blanks at the ends of a piece of text count."""


@dataclass(frozen=True)
class Ink:
    """What the text of one file needs: the part that keeps its addresses, and numbers that no other element has."""

    part: DocumentPart
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def line(self, spans: Line, *, size_pt: float) -> list[Node]:
        """A line with its emphasis, small remarks smaller than the letters around them, addresses that lead out."""
        return [self._span(span, size_pt) for span in spans]

    def fields(self, text: str, *, title: str) -> list[Node]:
        """A text with a field for each of its dots, which a clerk clicks and fills in; `title` names the fields."""
        first, *rest = text.split(DOTS)
        made = [run(first)] if first else []
        for piece in rest:
            made += [self._field(title), run(piece)] if piece else [self._field(title)]
        return made

    def bookmarked(self, name: str, content: Iterable[Node]) -> list[Node]:
        """Content that `link_inside` leads to."""
        number = next(self.numbers)
        return [node("w:bookmarkStart", id=number, name=name), *content, node("w:bookmarkEnd", id=number)]

    def _field(self, title: str) -> Node:
        number = next(self.numbers)
        says = node(
            "w:sdtPr",
            node("w:alias", val=legal(title)),
            node("w:tag", val=f"field.{number}"),
            node("w:id", val=number),
            node("w:showingPlcHdr"),
            node("w:text"),
        )
        return node("w:sdt", says, node("w:sdtContent", run(DOTS, style="Placeholder Text")))

    def _span(self, span: Span, size_pt: float) -> Node:
        style = remark_style(size_pt) if span.small else "Code" if span.code else None
        address = leading_out(span.address or "")
        if address is None:
            return run(span.text, bold=span.bold, italic=span.italic, style=style)
        kept = self.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return node("w:hyperlink", run(span.text, bold=span.bold, italic=span.italic, style="Hyperlink"), r_id=kept)


def leading_out(address: str) -> str | None:
    """The address as a relation may hold it, or None where it does not lead out of the document.

    Word calls a file damaged in which one address holds a blank.

    >>> leading_out("https://example.vn/a b"), leading_out("02_clusters.ipynb")
    ('https://example.vn/a%20b', None)
    """
    try:
        scheme = urlsplit(address).scheme
    except ValueError:  # such as a bracket that nobody closes
        return None
    return quote(address, safe=OF_ADDRESSES) if scheme in LEADS_OUT else None


def paragraph(style: str, *content: Node) -> Node:
    """A paragraph in a style, by the name of the style."""
    return node("w:p", node("w:pPr", node("w:pStyle", val=style_id(style))), *content)


def said(style: str, text: str) -> Node:
    """A paragraph of plain text."""
    return paragraph(style, run(text))


def kept(block: Node) -> Node:
    """The paragraph, on one page with what follows."""
    block.find(qn("w:pPr")).insert(1, node("w:keepNext"))
    return block


def written(ink: Ink, paragraphs: Iterable[Paragraph], *, size_pt: float) -> list[Node]:
    """Paragraphs and points with their emphasis."""
    styles = {True: "List Bullet", False: "Body Text"}
    return [paragraph(styles[one.is_point], *ink.line(one.line, size_pt=size_pt)) for one in paragraphs]


def run(text: str, *, bold: bool = False, italic: bool = False, style: str | None = None) -> Node:
    """Text in one manner; a line break in it is one on paper."""
    named = node("w:rStyle", val=style_id(style)) if style else None
    manner = node("w:rPr", named, switch("w:b", bold), switch("w:i", italic))
    return node("w:r", manner if len(manner) else None, *_pieces(text))


def link_inside(name: str, text: str) -> Node:
    """Text that leads to a bookmark of the same file."""
    return node("w:hyperlink", run(text), anchor=name)


def computed(instruction: str, shown: str) -> list[Node]:
    """A field that Word computes, such as PAGE, and what it shows until then."""
    code = node("w:instrText")
    code.text = f" {instruction} "
    code.set(*PRESERVED)
    begin, separate, end = (node("w:r", node("w:fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    return [begin, node("w:r", code), separate, run(shown), end]


def _pieces(text: str) -> list[Node]:
    first, *rest = unbroken(legal(text)).replace("\r\n", "\n").split("\n")
    pieces = [_piece(first)]
    for one in rest:
        pieces += [node("w:br"), _piece(one)]
    return pieces


def _piece(text: str) -> Node:
    made = node("w:t")
    made.text = text
    made.set(*PRESERVED)
    return made
