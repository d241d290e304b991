"""A PDF report says what its document says, can be read by a machine, and looks the same on every machine."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from icanalysis.documents import decree30, typeset
from icanalysis.documents.content import Chapter, Document, Provenance
from icanalysis.documents.glyphs import SIGNS
from icanalysis.documents.rich import Paragraph, Span
from icanalysis.errors import RunFailed
from tests.documents import papers
from tests.documents.printed import Printed, counts
from tests.documents.test_word import told

MADE = datetime.fromisoformat(papers.MADE)
BASES, TONES = "aăâeêioôơuưy", ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VIETNAMESE = "".join(unicodedata.normalize("NFC", base + tone) for base in BASES for tone in TONES) + "đ"
SIGNS_OF_THE_SUITE = "≈÷≥≤−–×→Σ²³·…“”%‰°½"
SOURCE_OF_TYPST = '#panic("x") $x^2$ *b* _i_ @ref <label> \\u{41} // c /* d */ `r` = t #import "x.typ"'


@pytest.fixture(scope="module")
def full() -> Printed:
    return Printed(typeset.write(papers.full(mark=True), made=MADE))


def saying(*lines: str, **changed: object) -> Document:
    """An empty report whose introduction is these lines."""
    paragraphs = tuple(Paragraph((Span(line),)) for line in lines)
    return replace(papers.empty(), introduction=paragraphs, **changed)


def text_of(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def packed(text: str) -> str:
    """Without blanks, which a line break may take, and without the case, which the decree sets."""
    return "".join(text.split()).casefold()


def tags(content: bytes) -> Iterator[DictionaryObject]:
    """The elements of the structure tree, in the order in which they are read."""
    waiting = [PdfReader(BytesIO(content)).root_object["/StructTreeRoot"]]
    while waiting:
        found = waiting.pop().get_object()
        if isinstance(found, DictionaryObject):
            yield found
            kids = found.get("/K", [])
            waiting.extend(reversed(kids if isinstance(kids, list) else [kids]))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("paper", [papers.full, papers.empty])
def test_a_report_says_all_that_its_document_says_in_its_order(paper, language: str):
    document = paper(language)
    text, at = packed(text_of(typeset.write(document))), 0
    for said in told(document):
        found = text.find(packed(said), at)
        assert found >= 0, f"{said!r} is not after {text[max(at - 40, 0) : at]!r}"
        at = found


def test_the_same_document_gives_the_same_bytes():
    assert typeset.write(papers.full(), made=MADE) == typeset.write(papers.full(), made=MADE)


def test_a_report_says_when_it_was_made_and_nothing_where_that_is_not_told():
    told_of = PdfReader(BytesIO(typeset.write(papers.empty(), made=MADE))).metadata
    assert told_of.creation_date.replace(tzinfo=None) == MADE.replace(tzinfo=None)
    assert PdfReader(BytesIO(typeset.write(papers.empty()))).metadata.creation_date is None


def test_a_report_names_its_title_its_language_and_its_standard():
    reader = PdfReader(BytesIO(typeset.write(papers.full())))
    root = reader.root_object
    assert reader.metadata.title == papers.full().subject
    assert root["/Lang"].startswith("vi")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_pictures_have_their_words(full: Printed):
    figures = [tag for tag in tags(full.content) if tag.get("/S") == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == [papers.picture().alt_text]


def test_a_picture_without_words_of_its_own_has_those_of_its_caption():
    passage = replace(papers.drawn_passage(), picture=replace(papers.picture(), alt_text=" "))
    content = typeset.write(replace(papers.empty(), chapters={Chapter.RESULTS: (passage,)}))
    (figure,) = [tag for tag in tags(content) if tag.get("/S") == "/Figure"]
    assert figure["/Alt"] == f"Hình 1. {passage.title}"


def test_tables_have_a_header_of_header_cells_and_every_row(full: Printed):
    document = papers.full()
    counted = Counter(tag.get("/S") for tag in tags(full.content))
    tables = [annex.table for annex in document.annexes]
    tiles = 3
    assert counted["/Table"] == len(tables) + 1
    assert counted["/TH"] == sum(len(table.labels) for table in tables) + tiles
    rows = sum(table.frame.height * len(table.labels) for table in tables)
    assert counted["/TD"] == rows + papers.few_tiles().frame.height * tiles


def test_headings_are_tagged_by_their_level(full: Printed):
    counted = Counter(tag.get("/S") for tag in tags(full.content))
    assert counted["/H1"] == 2 + 1 + len(papers.full().annexes) + 2
    assert counted["/H2"] == 3


def test_the_page_is_a4_with_the_margins_of_the_decree(full: Printed):
    assert full.size_mm(0) == decree30.PAPER_MM
    for page in range(len(full.pages)):
        width, height = full.size_mm(page)
        text = [piece for piece in full.pieces(page) if piece.top_mm > decree30.TOP_MM]
        assert min(piece.left_mm for piece in text) >= decree30.LEFT_MM - 0.1
        assert max(piece.left_mm for piece in text) < width - decree30.RIGHT_MM
        assert max(piece.top_mm for piece in text) <= height - decree30.BOTTOM_MM


def test_page_numbers_stand_in_the_middle_of_the_top_margin_from_page_2_of_text_and_annexes(full: Printed):
    known = counts(full)
    assert known.count(1) == 6
    for page, count in enumerate(known):
        above = [piece for piece in full.pieces(page) if piece.top_mm < decree30.TOP_MM]
        numbers = [piece for piece in above if piece.text.isdigit()]
        if count == 1:
            assert numbers == []
            continue
        (number,) = numbers
        middle = decree30.LEFT_MM + decree30.text_width_mm(landscape=full.size_mm(page) != decree30.PAPER_MM) / 2
        assert number.text == str(count)
        assert number.left_mm == pytest.approx(middle, abs=4)
        assert number.size_pt == pytest.approx(decree30.PAGE_NUMBER.size_pt, abs=0.1)


def test_only_a_wide_annex_lies_across(full: Printed):
    across = [page for page in range(len(full.pages)) if full.size_mm(page) != decree30.PAPER_MM]
    assert len(across) == 1
    assert packed(papers.wide(2).sentence) in packed(full.text(across[0]))
    assert full.size_mm(across[0]) == decree30.PAPER_MM[::-1]


def test_the_header_of_a_long_table_stands_on_each_of_its_pages(full: Printed):
    heading, last = papers.long(3).table.labels["land"], f"Cụm công nghiệp số {papers.ROWS}"
    pages = [full.text(page) for page in range(len(full.pages))]
    with_rows = [page for page in pages if "Cụm công nghiệp số" in page]
    assert len(with_rows) > 2
    assert [heading in page for page in with_rows] == [True] * len(with_rows)
    assert last in with_rows[-1]


def test_simulated_data_say_so_on_every_page_and_real_ones_nowhere(full: Printed):
    mark = papers.MARK["vi"]
    assert [page for page in range(len(full.pages)) if mark not in full.text(page)] == []
    assert mark not in text_of(typeset.write(papers.full()))


def test_every_letter_and_sign_of_the_suite_can_be_printed_and_searched():
    lines = (VIETNAMESE, VIETNAMESE.upper(), SIGNS_OF_THE_SUITE, "".join(sorted(SIGNS)))
    manners = (Span, *(lambda text, name=name: Span(text, **{name: True}) for name in ("bold", "italic", "code")))
    paragraphs = tuple(Paragraph((manner(line),)) for line in lines for manner in manners)
    text = "".join(text_of(typeset.write(replace(papers.empty(), introduction=paragraphs))).split())
    assert unicodedata.is_normalized("NFC", text)
    assert [line for line in lines if text.count(line) != len(manners)] == []


def test_a_letter_in_two_signs_is_printed_as_one():
    assert "Hòa Bình" in text_of(typeset.write(saying(unicodedata.normalize("NFD", "Hòa Bình"))))


def test_a_sign_that_no_letters_have_does_not_cost_the_report():
    strange = saying("Cụm 😀 một", subject="漢 Cụm", mark="\x00 X")
    text = text_of(typeset.write(strange))
    assert "Cụm \ufffd một" in text
    picture = replace(papers.picture(), svg=papers.picture().svg.replace("Điện", "😀 Điện"), alt_text="😀")
    passage = replace(papers.drawn_passage(), picture=picture)
    assert typeset.write(replace(papers.full(), chapters={Chapter.RESULTS: (passage,)})).startswith(b"%PDF")


def test_a_fault_of_typst_is_a_run_that_failed():
    passage = replace(papers.drawn_passage(), picture=replace(papers.picture(), svg='<g width="9" height="9"/>'))
    with pytest.raises(RunFailed, match=r"^The PDF could not be set \(.*\)\. Nothing was delivered\.$"):
        typeset.write(replace(papers.empty(), chapters={Chapter.RESULTS: (passage,)}))


def test_a_picture_that_is_no_svg_is_a_run_that_failed():
    passage = replace(papers.drawn_passage(), picture=replace(papers.picture(), svg="<svg"))
    with pytest.raises(RunFailed, match=r"^A picture is no SVG \(.*\)\. Nothing was delivered\.$"):
        typeset.write(replace(papers.empty(), chapters={Chapter.RESULTS: (passage,)}))


def test_a_picture_a_little_too_high_shrinks_to_stay_beside_its_text_and_one_far_too_high_does_not():
    def page_of_the_caption(*lines: str) -> int:
        passage = replace(papers.drawn_passage(), picture=papers.picture(height=600), annex=None)
        printed = Printed(typeset.write(saying(*lines, chapters={Chapter.RESULTS: (passage,)})))
        return next(page for page in range(len(printed.pages)) if "Hình 1." in printed.text(page))

    assert page_of_the_caption() == 0
    assert page_of_the_caption(*["Một dòng của báo cáo."] * 6) == 0
    assert page_of_the_caption(*["Một dòng của báo cáo."] * 14) == 1


def test_a_small_table_stands_in_the_body_under_its_name_with_its_notes(body_table: Document):
    printed = Printed(typeset.write(body_table))
    text = printed.text(0)
    assert f"Bảng 1. {papers.plain_passage().title}" in text
    assert papers.upright(1).table.notes[0] in text
    assert "Phụ lục" not in text


def test_text_is_never_read_as_the_language_of_the_template():
    said = saying(SOURCE_OF_TYPST, subject=SOURCE_OF_TYPST, provenance=Provenance(((SOURCE_OF_TYPST, "x"),), ()))
    assert packed(text_of(typeset.write(said))).count(packed(SOURCE_OF_TYPST)) == 3


def test_only_letters_that_are_shipped_are_used_and_each_is_in_the_file(full: Printed):
    fonts = {
        font["/BaseFont"].partition("+")[2]: font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for page in full.pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())
    }
    assert {name.partition("-")[0] for name in fonts} <= {"NotoSerif", "BeVietnamPro", "LibertinusSerif"}
    assert all("/FontFile2" in one or "/FontFile3" in one for one in fonts.values())


def test_an_office_without_settings_leaves_lines_to_fill_in():
    text = text_of(typeset.write(papers.empty()))
    assert "Số: ……/……" in text
    assert "……, ngày …… tháng …… năm ……" in text


def test_a_name_may_be_in_two_lines():
    office = replace(papers.OFFICE, signatory="TM. Ủy ban nhân dân\nChủ tịch")
    printed = Printed(typeset.write(replace(papers.empty(), office=office)))
    tops = [piece.top_mm for piece in printed.pieces(0) if piece.text in ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")]
    assert len(tops) == 2
    assert tops[0] < tops[1]


def test_a_passage_leads_to_its_annex(full: Printed):
    notes = (note.get_object() for page in full.pages for note in page.get("/Annots", []))
    assert [note["/Dest"] for note in notes if "/Dest" in note] == ["annex-1", "annex-2", "methods"]


def test_a_passage_whose_annex_is_missing_is_a_report_too():
    assert "Phụ lục II" in text_of(typeset.write(papers.full(annexes=())))


def test_a_word_without_room_breaks_inside_its_column():
    table = papers.upright(1).table
    frame = table.frame.with_columns(unit=table.frame["unit"] + "x" * 400)
    wide = papers.annex(1, replace(table, frame=frame))
    printed = Printed(typeset.write(papers.full(annexes=(wide,))))
    cells = [piece for page in range(len(printed.pages)) for piece in printed.pieces(page) if "xxx" in piece.text]
    assert len(cells) > 3
    assert max(len(piece.text) for piece in cells) < 400
