"""The styles of a Word report: the letters of the decree by name, so that an office changes them in one place.

Names that Word knows (Normal, heading 1, caption) keep them: the navigation pane, tables of contents and screen readers
go by these.
"""

from __future__ import annotations

from dataclasses import dataclass

from icanalysis.documents import decree30
from icanalysis.documents.columns import MM_PER_PT, SIZES_PT, SMALL
from icanalysis.documents.decree30 import Letters
from icanalysis.documents.word_xml import TWIPS_PER_PT, Node, node, switch, twips
from icanalysis.style import colours

PROOFING = {"vi": "vi-VN", "en": "en-GB"}
"""Language of the document → that of the speller."""

TABLE_STYLE = "FiguresTable"
"""Our table style, in `blank/word/styles.xml`."""

CHAPTERS_AND_PASSAGES, POINTS = 1, 2
"""The numberings of `blank/word/numbering.xml`."""

BUILT_IN = frozenset({"Normal", "Body Text", "heading 1", "heading 2", "List Bullet", "header", "Title", "Subtitle"})
BUILT_IN |= {"caption", "Placeholder Text", "Hyperlink"}
"""Names that are Word's own; every other style says that it is custom."""

LINE_TWIPS = 240
"""A single line."""

UNNUMBERED = -1


@dataclass(frozen=True)
class Style:
    """A paragraph style: its letters, how it stands, and what it does on a page.

    `level` is that of the outline (0 is the highest); `numbered` the level in the numbering of chapters and passages.
    """

    name: str
    letters: Letters = decree30.TEXT
    align: str = "left"
    before_pt: float = 0
    after_pt: float = 0
    spacing: float = 1
    first_mm: float = 0
    left_mm: float = 0
    based: str = "Normal"
    colour: str = "000000"
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    level: int | None = None
    numbered: int | None = None
    numbering: int = CHAPTERS_AND_PASSAGES

    @property
    def id(self) -> str:
        """The name under which paragraphs ask for it."""
        return style_id(self.name)


def _text(name: str, **changed: object) -> Style:
    """A style of the running text: justified, first line indented, a gap after it."""
    usual = {"align": "both", "after_pt": decree30.GAP_PT, "spacing": decree30.SPACING, "first_mm": decree30.INDENT_MM}
    return Style(name, **(usual | changed))


def _heading(name: str, **changed: object) -> Style:
    return _text(name, letters=decree30.HEADING, before_pt=decree30.GAP_PT, keep_next=True, **changed)


CENTRED = {"align": "center", "keep_next": True}
STYLES = (
    Style("Normal", based=""),
    _text("Body Text"),
    _heading("heading 1", align="left", level=0, numbered=0),
    _heading("heading 2", align="both", level=1, numbered=1),
    _text("List Bullet", numbered=0, numbering=POINTS),
    Style("header", decree30.PAGE_NUMBER, "center"),
    Style("Simulated Mark", decree30.MARK, "center", colour=colours.WARNING.removeprefix("#")),
    Style("Translation", decree30.NOTE, "center", after_pt=decree30.GAP_PT),
    Style("National Title", decree30.NATIONAL_TITLE, "center"),
    Style("Motto", decree30.MOTTO, "center"),
    Style("Superior", decree30.SUPERIOR, "center"),
    Style("Issuer", decree30.ISSUER, "center"),
    Style("Number", decree30.NUMBER, "center", before_pt=decree30.GAP_PT),
    Style("Place and Date", decree30.PLACE_AND_DATE, "center", before_pt=decree30.GAP_PT),
    Style("Title", decree30.KIND, before_pt=4 * decree30.GAP_PT, **CENTRED),
    Style("Subtitle", decree30.SUBJECT, **CENTRED),
    Style("Rule", Letters(2), before_pt=2, after_pt=decree30.GAP_PT),
    _text("Grounds", letters=decree30.GROUNDS),
    Style("Picture", align="center", before_pt=decree30.GAP_PT, keep_next=True),
    Style(
        "caption", decree30.CAPTION, "center", before_pt=decree30.GAP_PT / 2, after_pt=decree30.GAP_PT, keep_lines=True
    ),
    Style("Table Caption", decree30.CAPTION, "center", before_pt=decree30.GAP_PT, keep_next=True),
    Style("Note", decree30.NOTE, "both", after_pt=decree30.GAP_PT / 2, keep_lines=True),
    Style("Recipients Word", decree30.RECIPIENTS_WORD, before_pt=2 * decree30.GAP_PT, keep_next=True),
    Style("Recipients", decree30.RECIPIENTS),
    Style("Signatory", decree30.SIGNATORY, "center", before_pt=2 * decree30.GAP_PT, keep_next=True),
    Style("Signature Space", align="center", before_pt=decree30.SIGNATURE_MM / MM_PER_PT),
    Style("Annex", decree30.ANNEX_WORD, based="heading 1", level=0, numbered=UNNUMBERED, new_page=True, **CENTRED),
    Style("Annex Title", decree30.ANNEX_TITLE, **CENTRED),
    Style("Annex Of", decree30.ANNEX_OF, after_pt=2 * decree30.GAP_PT, **CENTRED),
    _heading("Provenance Title", align="left", based="heading 1", level=0, numbered=UNNUMBERED, new_page=True),
    Style("Provenance", decree30.NOTE, after_pt=decree30.GAP_PT / 2),
    Style("Gap", Letters(2)),
)


def style_id(name: str) -> str:
    """The id of a style: its name without blanks, as Word itself writes the ids of its own.

    >>> style_id("heading 1"), style_id("Body Text")
    ('Heading1', 'BodyText')
    """
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def cell_style(kind: str, size_pt: float) -> str:
    """The name of the style of a cell: `kind` is Text, Number or Heading."""
    return f"Table {kind} {size_pt:g}"


def cell_styles() -> list[Style]:
    """The styles of all cells."""
    return [
        Style(cell_style(kind, size), Letters(size, bold=kind == "Heading"), align, keep_next=kind == "Heading")
        for size in SIZES_PT
        for kind, align in (("Text", "left"), ("Number", "right"), ("Heading", "center"))
    ]


def remark_style(size_pt: float) -> str:
    """The name of the character style of a small remark beside letters of a size."""
    return f"Remark {size_pt:g}"


def styles(language: str) -> list[Node]:
    """All styles in the order of a styles part: defaults, paragraphs, characters."""
    sizes = sorted({*SIZES_PT, *(one.letters.size_pt for one in STYLES)})
    remarks = [_character(remark_style(size), node("w:sz", val=round(2 * SMALL * size))) for size in sizes]
    return [
        _defaults(language),
        *map(_paragraph, (*STYLES, *cell_styles())),
        _character("Placeholder Text"),
        _character("Hyperlink", node("w:u", val="single")),
        _character("Code", node("w:noProof")),
        *remarks,
    ]


def _defaults(language: str) -> Node:
    letters = node("w:rFonts", **dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), decree30.FONT))
    size = round(2 * decree30.TEXT.size_pt)
    spoken = node("w:lang", val=PROOFING[language], eastAsia=PROOFING[language])
    run = node("w:rPr", letters, node("w:sz", val=size), node("w:szCs", val=size), spoken)
    return node("w:docDefaults", node("w:rPrDefault", run), node("w:pPrDefault"))


def _paragraph(style: Style) -> Node:
    """A paragraph style; Normal is the default one, and what ours are based on."""
    first = {"default": 1} if style.name == "Normal" else {}
    return node(
        "w:style",
        node("w:name", val=style.name),
        node("w:basedOn", val=style_id(style.based)) if style.based else None,
        node("w:next", val="BodyText") if style.level is not None else None,
        node("w:qFormat"),
        _standing(style),
        _lettering(style.letters, style.colour),
        **_named("paragraph", style.name),
        **first,
    )


def _standing(style: Style) -> Node:
    return node(
        "w:pPr",
        switch("w:keepNext", style.keep_next),
        switch("w:keepLines", style.keep_lines),
        switch("w:pageBreakBefore", style.new_page),
        _numbered(style),
        node(
            "w:spacing",
            before=round(style.before_pt * TWIPS_PER_PT),
            after=round(style.after_pt * TWIPS_PER_PT),
            line=round(style.spacing * LINE_TWIPS),
            lineRule="auto",
        ),
        node("w:ind", left=twips(style.left_mm), firstLine=twips(style.first_mm)),
        node("w:jc", val=style.align),
        None if style.level is None else node("w:outlineLvl", val=style.level),
    )


def _numbered(style: Style) -> Node | None:
    if style.numbered is None:
        return None
    if style.numbered == UNNUMBERED:
        return node("w:numPr", node("w:numId", val=0))
    level = node("w:ilvl", val=style.numbered) if style.numbered else None
    return node("w:numPr", level, node("w:numId", val=style.numbering))


def _lettering(letters: Letters, colour: str) -> Node:
    size = round(2 * letters.size_pt)
    return node(
        "w:rPr",
        node("w:b", val=int(letters.bold)),
        node("w:bCs", val=int(letters.bold)),
        node("w:i", val=int(letters.italic)),
        node("w:iCs", val=int(letters.italic)),
        node("w:caps", val=int(letters.capitals)),
        node("w:color", val=colour),
        node("w:sz", val=size),
        node("w:szCs", val=size),
    )


def _character(name: str, *manner: Node) -> Node:
    named, based = node("w:name", val=name), node("w:basedOn", val="DefaultParagraphFont")
    return node("w:style", named, based, node("w:rPr", *manner), **_named("character", name))


def _named(kind: str, name: str) -> dict[str, str]:
    """The attributes of a style."""
    custom = {} if name in BUILT_IN else {"customStyle": "1"}
    return {"type": kind, "styleId": style_id(name)} | custom
