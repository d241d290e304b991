"""The report as PDF, set by typst: no browser, no LaTeX, the same letters on every machine.

The template holds the form, the document comes in as data: no text of it is ever read as markup. The PDF is tagged and
held to PDF/UA-1 (ISO 14289-1): headings, tables with header cells, alt text, language, title; its text can be searched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst

from icanalysis.documents import decree30, wording
from icanalysis.documents.columns import PADDING_EM, SMALL, breakable, is_long, layout
from icanalysis.documents.content import Annex, Document, Passage, Picture
from icanalysis.documents.glyphs import LETTERS, LETTERS_OF_PICTURES
from icanalysis.documents.glyphs import printable as with_shapes
from icanalysis.documents.rich import Line, Paragraph, lines_of
from icanalysis.documents.room import LEAST_SHARE, is_small, on_a_page, size_of
from icanalysis.documents.tiled import inside
from icanalysis.errors import Phrase, RunFailed, first_line, printable
from icanalysis.style import colours
from icanalysis.tables.plain import Table
from icanalysis.wording.language import words
from icanalysis.wording.unbroken import unbroken

TEMPLATE = "report.typ"
FONTS = ("Noto Serif", "New Computer Modern Math", "Libertinus Serif", "DejaVu Sans Mono")
"""Times New Roman may not be shipped; Noto Serif has all Vietnamese letters; the signs it lacks are in typst."""
STANDARD = "ua-1"
REGIONS = {"vi": "VN", "en": "GB"}
LEADING_EM = 0.65
"""Typst measures between lines what others measure from line to line: this much is single spacing."""
HALVES = (0.43, 0.57)
"""Issuer and national title: the motto stands on one line."""
MOST_SAID = 200
"""Signs of what typst says of a fault."""
MM_PER_EM = decree30.SUBJECT.size_pt * 25.4 / 72
LETTERS_OF = (
    "page_number", "national_title", "motto", "superior", "issuer", "number", "place_and_date", "kind", "subject",
    "grounds", "text", "heading", "signatory", "recipients_word", "recipients", "annex_word", "annex_title", "annex_of",
    "mark", "caption", "note",
)  # fmt: skip
"""The components that `decree30` sets, by their names there."""

Json = dict[str, Any]


def write(document: Document, *, made: datetime | None = None) -> bytes:
    """The document as PDF; the same document and the same moment give the same bytes.

    `made` is the moment that the file says it was made; without it the file says none, never the clock.

    Raises:
        RunFailed: when typst cannot set it.
    """
    template = files("icanalysis.documents").joinpath("templates", TEMPLATE).read_bytes()
    data = json.dumps(_printable(_report(document, made)), ensure_ascii=False)
    compiler = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True)
    try:
        return compiler.compile(
            template,
            format="pdf",
            sys_inputs={"report": data},
            pdf_standards=STANDARD,
            timestamp=0 if made is None else int(made.timestamp()),
        )
    except typst.TypstError as error:
        said = printable(first_line(str(error)).rstrip("."), most=MOST_SAID)
        raise RunFailed(Phrase("The PDF could not be set ({said}). Nothing was delivered.", said=said)) from error


@lru_cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[LETTERS, LETTERS_OF_PICTURES])


def _report(document: Document, made: datetime | None) -> Json:
    """All that the template asks for: the words in their order, and the sizes of the decree."""
    language, office = document.language, document.office
    _ = words(language)
    captions = wording.captions(document)
    return {
        "language": language,
        "region": REGIONS[language],
        "title": document.subject.strip() or _(wording.KIND),
        "author": office.name or wording.AUTHOR,
        "made": made and {name: getattr(made, name) for name in ("year", "month", "day", "hour", "minute", "second")},
        "mark": document.mark,
        "edition": wording.edition(language),
        "office": {
            "superior": office.superior,
            "name": office.name or wording.DOTS,
            "number": wording.number_line(office, language),
            "place_and_date": wording.place_and_date(office, language),
        },
        "state": {"title": _(wording.STATE), "motto": _(wording.MOTTO)},
        "kind": _(wording.KIND),
        "subject": document.subject,
        "about": document.about,
        "grounds": wording.grounds(document),
        "introduction": _paragraphs(document.introduction),
        "chapters": [
            {
                "title": f"{number}. {title}",
                "passages": [
                    _passage(one, n, caption=captions.get(one.name), document=document)
                    for n, one in enumerate(passages, start=1)
                ],
            }
            for number, title, passages in wording.chapters(document)
        ],
        "limits": _limits(document),
        "see-methods": wording.see_methods(document),
        "methods": _methods(document),
        "signatory": office.signatory or wording.DOTS,
        "recipients": {"title": _(wording.RECIPIENTS), "lines": wording.recipients(office)},
        "annexes": [_annex(one, document) for one in document.annexes],
        "provenance": _provenance(document),
        **_form(document),
    }


def _form(document: Document) -> Json:
    """Sizes and measures."""
    longest = max(len(document.subject), 1) * 0.5 * MM_PER_EM
    return {
        "letters": {name: asdict(getattr(decree30, name.upper())) for name in LETTERS_OF},
        "margins": {
            "top": decree30.TOP_MM,
            "bottom": decree30.BOTTOM_MM,
            "left": decree30.LEFT_MM,
            "right": decree30.RIGHT_MM,
            "header": decree30.HEADER_MM,
        },
        "indent": decree30.INDENT_MM,
        "gap": decree30.GAP_PT,
        "leading": LEADING_EM * decree30.SPACING,
        "short_rule": decree30.SHORT_RULE,
        "subject_rule": min(longest, decree30.text_width_mm()) * decree30.SHORT_RULE,
        "signature": decree30.SIGNATURE_MM,
        "least_share": LEAST_SHARE,
        "halves": HALVES,
        "small": SMALL,
        "fonts": FONTS,
        "warning": colours.WARNING,
    }


def _passage(one: Passage, number: int, *, caption: str | None, document: Document) -> Json:
    there = any(annex.number == one.annex for annex in document.annexes)
    shown = inside(one, document.language)
    return {
        "title": f"{number}. {one.title}",
        "mark": f"passage-{one.name}",
        "sentence": one.sentence,
        "picture": one.picture and _picture(one.picture, caption),
        "table": shown and _table(shown, upright=True),
        "table-caption": wording.table_captions(document).get(one.name),
        "notes": one.notes,
        "see": wording.see_annex(one, document.language),
        "annex": _label(one.annex) if there else None,
    }


def _picture(one: Picture, caption: str | None) -> Json:
    size = on_a_page(size_of(one.svg))
    return {
        "svg": one.svg,
        "high": size.height_mm,
        "small": is_small(size),
        "alt": one.alt_text.strip() or caption,
        "caption": caption,
    }


def _limits(document: Document) -> Json | None:
    if not document.limits:
        return None
    return {"title": wording.limits_title(document), "paragraphs": _paragraphs(document.limits)}


def _methods(document: Document) -> Json | None:
    explained = wording.methods(document)
    if not explained:
        return None
    return {
        "name": wording.methods_name(document),
        "of": wording.annex_of(document.office, document.language),
        "title": words(document.language)(wording.METHODS),
        "passages": [{"title": one.title, "paragraphs": _paragraphs(one.explained)} for one in explained],
    }


def _provenance(document: Document) -> Json | None:
    told = document.provenance
    if not told.lines and not told.notes:
        return None
    return {"title": words(document.language)(wording.PROVENANCE), "lines": told.lines, "notes": told.notes}


def _annex(one: Annex, document: Document) -> Json:
    return {
        "label": _label(one.number),
        "name": wording.annex_name(one, document.language),
        "of": wording.annex_of(document.office, document.language),
        "title": one.title,
        "sentence": None if wording.is_said_before(one, document) else one.sentence,
        "table": _table(one.table.on_paper),
    }


def _label(annex: int) -> str:
    """By what name a passage leads to its annex inside the file."""
    return f"annex-{annex}"


def _table(table: Table, *, upright: bool = False) -> Json:
    """The rows as they are shown, each cell as lines, with the widths that they need."""
    laid = layout(table, upright=upright)
    columns = list(table.labels)
    rows = [[lines_of(cell or "") for cell in row] for row in table.frame.select(columns).iter_rows()]
    return {
        "across": laid.across,
        "size": laid.size_pt,
        "widths": laid.widths_mm,
        "padding": PADDING_EM,
        "labels": [breakable(label, laid.em(n)) for n, label in enumerate(table.labels.values())],
        "numbers": [name in table.numbers for name in columns],
        "rows": [
            {"cells": [_lines(cell, laid.em(n)) for n, cell in enumerate(row)], "long": is_long(row, laid)}
            for row in rows
        ],
        "notes": table.notes,
    }


def _lines(lines: Sequence[Line], room_em: float) -> list[list[Json]]:
    return [[asdict(span) | {"text": breakable(span.text, room_em)} for span in line] for line in lines]


def _paragraphs(paragraphs: Iterable[Paragraph]) -> list[Json]:
    return [{"line": [asdict(span) for span in one.line], "point": one.is_point} for one in paragraphs]


def _printable(value: Any) -> Any:
    """All texts of nested data with a shape for every sign, and no break between a number and its unit."""
    if isinstance(value, str):
        return unbroken(with_shapes(value))
    if isinstance(value, dict):
        return {name: _printable(one) for name, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list | tuple) else value
