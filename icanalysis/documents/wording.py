"""The words of a report that do not come from a page, the same in every kind of file.

What the settings of the office leave empty becomes dots, to be filled in by hand. The English edition is a
translation: the same layout with the official English words.

Source: Nghị định 30/2020/NĐ-CP, annex I, section II (components of a document).
"""

from __future__ import annotations

from collections.abc import Iterator

from icanalysis.documents.content import Annex, Chapter, Document, Office, Passage
from icanalysis.wording.language import marked, words

AUTHOR = "icanalysis"
DOTS = "……"
"""What is filled in by hand."""

STATE = marked("SOCIALIST REPUBLIC OF VIET NAM")
MOTTO = marked("Independence – Freedom – Happiness")
KIND = marked("REPORT")
RECIPIENTS = marked("Recipients:")
ANNEX = marked("Annex {number}")
ANNEX_OF = marked("(Attached to Report No. {number} of {day})")
SEE_ANNEX = marked("The figures stand in Annex {number}.")
CAPTION = marked("Figure {number}. {title}")
TABLE = marked("Table {number}")
LIMITS = marked("Notes on the figures")
METHODS = marked("Methods and signs")
SEE_METHODS = marked("How figures were worked out, and what the signs mean, is told in Annex {number}.")
PROVENANCE = marked("Provenance")
NOTES = marked("Notes")
TRANSLATION = marked("English edition, translated from the Vietnamese report")
CHAPTERS = {
    Chapter.RESULTS: marked("Results"),
    Chapter.SHORTCOMINGS: marked("Shortcomings and their causes"),
    Chapter.TASKS: marked("Tasks and solutions"),
    Chapter.RECOMMENDATIONS: marked("Recommendations and proposals"),
}
ROMAN = (("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


def number_line(office: Office, language: str, *, number: str = DOTS) -> str:
    """The number and the series of the report, the number open.

    >>> number_line(Office(number_series="BC-SCT"), "vi")
    'Số: ……/BC-SCT'
    """
    _ = words(language)
    return _("No.: {number}").format(number=f"{number}/{office.number_series or DOTS}")


def place_and_date(office: Office, language: str, *, day: str | None = None) -> str:
    """Where the report is issued and when, the day open.

    >>> place_and_date(Office(seat="Tuyên Quang"), "vi")
    'Tuyên Quang, ngày …… tháng …… năm ……'
    """
    return f"{office.seat or DOTS}, {day or open_day(language)}"


def open_day(language: str) -> str:
    """A day to be filled in by hand."""
    _ = words(language)
    return _("day {day} month {month} year {year}").format(day=DOTS, month=DOTS, year=DOTS)


def annex_of(office: Office, language: str) -> str:
    """To which document an annex belongs: its number and day, open."""
    number = f"{DOTS}/{office.number_series or DOTS}"
    return words(language)(ANNEX_OF).format(number=number, day=open_day(language))


def grounds(document: Document) -> tuple[str, ...]:
    """What the report stands on, one line each, with a semicolon after each and a full stop after the last.

    >>> from icanalysis.documents.content import Provenance
    >>> office = Office(grounds=("Căn cứ A",))
    >>> grounds(Document("vi", office, ("Căn cứ B.",), "", "", (), {}, (), (), Provenance((), ())))
    ('Căn cứ A;', 'Căn cứ B.')
    """
    bare = [line.rstrip(" ;.") for line in (*document.office.grounds, *document.grounds) if line.strip(" ;.")]
    return (*(f"{line};" for line in bare[:-1]), *(f"{line}." for line in bare[-1:]))


def recipients(office: Office) -> tuple[str, ...]:
    """To whom the report goes, one line each with a dash before it, a semicolon after it, a full stop after the last.

    >>> recipients(Office(recipients=("UBND tỉnh", "- Lưu: VT.")))
    ('- UBND tỉnh;', '- Lưu: VT.')
    """
    if not office.recipients:
        return (f"- {DOTS}",)
    bare = [line.strip().lstrip("-– ").rstrip(" ;.") for line in office.recipients]
    return (*(f"- {line};" for line in bare[:-1]), *(f"- {line}." for line in bare[-1:]))


def chapters(document: Document) -> Iterator[tuple[str, str, tuple[Passage, ...]]]:
    """Number, title and passages of each chapter that has any; the numbers go on over those that have none."""
    _ = words(document.language)
    told = [(chapter, document.chapters[chapter]) for chapter in Chapter if document.chapters.get(chapter)]
    for number, (chapter, passages) in enumerate(told, start=1):
        yield roman(number), _(CHAPTERS[chapter]), passages


def limits_title(document: Document) -> str:
    """The last chapter of the body: what the report does not tell."""
    number = roman(sum(1 for _chapter in chapters(document)) + 1)
    return f"{number}. {words(document.language)(LIMITS)}"


def edition(language: str) -> str:
    """What kind of edition it is; the Vietnamese one is the report itself.

    >>> edition("vi"), edition("en")
    ('', 'English edition, translated from the Vietnamese report')
    """
    return "" if language == "vi" else words(language)(TRANSLATION)


def annex_name(annex: Annex, language: str) -> str:
    """Phụ lục II: annexes carry Roman numerals, as the decree numbers them."""
    return words(language)(ANNEX).format(number=roman(annex.number))


def see_annex(passage: Passage, language: str) -> str:
    """Where the figures of a passage stand, or nothing where no annex holds them."""
    return "" if passage.annex is None else words(language)(SEE_ANNEX).format(number=roman(passage.annex))


def methods(document: Document) -> tuple[Passage, ...]:
    """The passages of which something is to be explained; an annex after all others says it, not the body."""
    return tuple(one for _number, _title, passages in chapters(document) for one in passages if one.explained)


def methods_name(document: Document) -> str:
    """The annex of the methods: the number after the last one."""
    return words(document.language)(ANNEX).format(number=_methods_number(document))


def see_methods(document: Document) -> str:
    """Where methods and signs are explained, or nothing where none is."""
    if not methods(document):
        return ""
    return words(document.language)(SEE_METHODS).format(number=_methods_number(document))


def _methods_number(document: Document) -> str:
    return roman(max((one.number for one in document.annexes), default=0) + 1)


def tables(document: Document) -> Iterator[tuple[str, Passage]]:
    """The tables of the body in their order, each with the name under which the workbook has it, and its passage."""
    _ = words(document.language)
    inside = [one for _number, _title, passages in chapters(document) for one in passages if one.table]
    for number, one in enumerate(inside, start=1):
        yield _(TABLE).format(number=number), one


def is_said_before(annex: Annex, document: Document) -> bool:
    """Whether the body has said the sentence of an annex already: there it stands above, and is not said twice."""
    return any(one.name == annex.name for _number, _title, passages in chapters(document) for one in passages)


def table_captions(document: Document) -> dict[str, str]:
    """Name of a passage with a table in the body → what stands over the table."""
    return {one.name: f"{name}. {one.title}" for name, one in tables(document)}


def captions(document: Document) -> dict[str, str]:
    """Name of a passage with a picture → its caption, numbered through the whole report."""
    _ = words(document.language)
    drawn = [one for _number, _title, passages in chapters(document) for one in passages if one.picture]
    return {one.name: _(CAPTION).format(number=n, title=one.title) for n, one in enumerate(drawn, start=1)}


def roman(number: int) -> str:
    """A number below 90 as a Roman numeral.

    >>> [roman(number) for number in (1, 4, 9, 14, 29, 44)]
    ['I', 'IV', 'IX', 'XIV', 'XXIX', 'XLIV']
    """
    text = ""
    for sign, value in ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text
