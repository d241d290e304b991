"""The components around the text of a Word report: title block, signature and recipients.

Source: Nghị định 30/2020/NĐ-CP, phụ lục I, phần I, mục II and IV (where each component stands).
"""

from __future__ import annotations

from math import ceil
from textwrap import fill

from icanalysis.documents import decree30, wording
from icanalysis.documents.columns import MM_PER_PT
from icanalysis.documents.content import Document
from icanalysis.documents.decree30 import Letters
from icanalysis.documents.word_styles import style_id
from icanalysis.documents.word_tables import plain_table
from icanalysis.documents.word_text import Ink, paragraph, said
from icanalysis.documents.word_xml import Node, node, twips
from icanalysis.wording.language import marked, words

ISSUER_MM, STATE_MM = 71, 94
"""Issuer and national title side by side; the longest national title stands on one line."""

SMALL_EM, CAPITAL_EM = 0.46, 0.62
"""Mean width of a letter of Times New Roman, bold: small letters, and capitals."""

LEAST_RULE_MM = 15
"""A rule under dots that are still to be filled in."""

NUMBER_FIELD, DAY_FIELD = marked("Number and series"), marked("Place and date")
OFFICE_FIELD, SIGNATORY_FIELD = marked("Issuing office"), marked("Post of the signatory")
RECIPIENTS_FIELD = marked("Recipients of the report")


def title_block(ink: Ink, document: Document) -> list[Node]:
    """Issuer and national title side by side, number and date below, then the kind of document and its subject."""
    office, language = document.office, document.language
    _ = words(language)
    superior = [said("Superior", _even(office.superior, decree30.SUPERIOR))] if office.superior else []
    name = _even(office.name or wording.DOTS, decree30.ISSUER)
    issuer = paragraph("Issuer", *ink.fields(name, title=_(OFFICE_FIELD)))
    state, motto = _(wording.STATE), _(wording.MOTTO)
    below_issuer = _rule(name, decree30.ISSUER, room_mm=ISSUER_MM, share=decree30.SHORT_RULE)
    number = ink.fields(wording.number_line(office, language), title=_(NUMBER_FIELD))
    day = ink.fields(wording.place_and_date(office, language), title=_(DAY_FIELD))
    rows = [
        [
            [*superior, issuer, below_issuer],
            [
                said("National Title", state),
                said("Motto", motto),
                _rule(motto, decree30.MOTTO, room_mm=STATE_MM, share=1),
            ],
        ],
        [[paragraph("Number", *number)], [paragraph("Place and Date", *day)]],
    ]
    return [plain_table((ISSUER_MM, STATE_MM), rows), *_edition(language), *_kind_and_subject(document)]


def signature(ink: Ink, document: Document) -> list[Node]:
    """Recipients at the left, the post of who signs at the right, with room for the signature and no name."""
    office = document.office
    _ = words(document.language)
    recipients = [
        said("Recipients Word", _(wording.RECIPIENTS)),
        *(paragraph("Recipients", *ink.fields(line, title=_(RECIPIENTS_FIELD))) for line in wording.recipients(office)),
    ]
    post = ink.fields(office.signatory or wording.DOTS, title=_(SIGNATORY_FIELD))
    signed = [paragraph("Signatory", *post), said("Signature Space", "")]
    return [plain_table((ISSUER_MM, STATE_MM), [[recipients, signed]]), said("Gap", "")]


def _edition(language: str) -> list[Node]:
    told = wording.edition(language)
    return [said("Translation", told)] if told else []


def _kind_and_subject(document: Document) -> list[Node]:
    room = decree30.text_width_mm()
    subject = [said("Subtitle", document.subject)] if document.subject else []
    subject += [said("Annex Of", document.about)] if document.about else []
    rule = _rule(document.subject, decree30.SUBJECT, room_mm=room, share=decree30.SHORT_RULE)
    return [said("Title", words(document.language)(wording.KIND)), *subject, rule]


def _even(text: str, letters: Letters) -> str:
    """A name that is too long for the column of the issuer, in lines of about one length."""
    lines = ceil(_length_mm(text, letters) / ISSUER_MM)
    return text if lines < 2 or "\n" in text else fill(text, ceil(len(text) / lines) + 1, break_long_words=False)


def _rule(text: str, letters: Letters, *, room_mm: float, share: float) -> Node:
    """A line across the middle of the room, as long as a share of the longest line of the text above."""
    longest = max(_length_mm(line, letters) for line in text.split("\n"))
    side = twips((room_mm - max(min(longest, room_mm) * share, LEAST_RULE_MM)) / 2)
    border = node("w:pBdr", node("w:top", val="single", sz=6, space=1, color="000000"))
    style = node("w:pStyle", val=style_id("Rule"))
    return node("w:p", node("w:pPr", style, border, node("w:ind", left=side, right=side)))


def _length_mm(text: str, letters: Letters) -> float:
    """About how long a line is."""
    return len(text) * (CAPITAL_EM if letters.capitals else SMALL_EM) * letters.size_pt * MM_PER_PT
