"""Text with emphasis: the little HTML of table cells and the Markdown of notebooks as plain data.

Both become lines of spans, so that each writer has one thing to put on paper.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import TypeAlias

from markdown_it import MarkdownIt

from icanalysis.wording.unbroken import unbroken

EMPHASIS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "small": "small", "code": "code"}
"""Element → the quality that it gives to the text inside."""

APART = ("p", "li", "br")
"""Elements that begin a new line."""


@dataclass(frozen=True)
class Span:
    """A piece of text in one manner."""

    text: str
    bold: bool = False
    italic: bool = False
    small: bool = False
    code: bool = False
    address: str | None = None


Line: TypeAlias = "tuple[Span, ...]"


@dataclass(frozen=True)
class Paragraph:
    """A line of text, a point of a list where `is_point`."""

    line: Line
    is_point: bool = False

    @property
    def text(self) -> str:
        """The text without its emphasis."""
        return text_of(self.line)


def lines_of(cell: str) -> tuple[Line, ...]:
    """The lines of a table cell, which holds plain text or safe HTML.

    >>> [text_of(line) for line in lines_of("Thép<br><small>2021; ước tính</small>")]
    ['Thép', '2021; ước tính']
    >>> lines_of("A &amp; B")
    ((Span(text='A & B', bold=False, italic=False, small=False, code=False, address=None),),)
    """
    return tuple(paragraph.line for paragraph in _paragraphs(cell))


def paragraphs_of(markdown: str) -> tuple[Paragraph, ...]:
    r"""The paragraphs and points of a Markdown text.

    >>> [(one.text, one.is_point) for one in paragraphs_of("Cho **cán bộ**:\n\n- một\n- hai")]
    [('Cho cán bộ:', False), ('một', True), ('hai', True)]
    """
    return _paragraphs(MarkdownIt().render(markdown))


def text_of(line: Line) -> str:
    """The text of a line without its emphasis."""
    return "".join(span.text for span in line)


def _paragraphs(html: str) -> tuple[Paragraph, ...]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.break_line()
    return tuple(reader.paragraphs)


class _Reader(HTMLParser):
    """Collects spans; every start of a paragraph, a point or a line ends the line before it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self._line: list[Span] = []
        self._manner: list[tuple[str, Span]] = [("", Span(""))]
        self._is_point = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in APART:
            self.break_line()
        now = self._manner[-1][1]
        if tag == "li":
            self._is_point = True
        elif tag == "a":
            self._manner.append((tag, replace(now, address=dict(attrs).get("href"))))
        elif tag in EMPHASIS:
            self._manner.append((tag, replace(now, **{EMPHASIS[tag]: True})))

    def handle_endtag(self, tag: str) -> None:
        if tag in APART:
            self.break_line()
        if tag == "li":
            self._is_point = False
        elif self._manner[-1][0] == tag:
            self._manner.pop()

    def handle_data(self, data: str) -> None:
        self._line.append(replace(self._manner[-1][1], text=unbroken(data.replace("\n", " "))))

    def break_line(self) -> None:
        """Ends the line; one without a letter is none."""
        line = _stripped(self._line)
        if line:
            self.paragraphs.append(Paragraph(line, self._is_point))
        self._line = []


def _stripped(line: list[Span]) -> Line:
    """The spans without blanks at both ends of the line."""
    said = [n for n, span in enumerate(line) if span.text.strip()]
    if not said:
        return ()
    first, last = said[0], said[-1]
    kept = line[first : last + 1]
    kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)
