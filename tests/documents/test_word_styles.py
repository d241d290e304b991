"""Letters as the decree wants them: one face, sizes in its ranges, black, and styles rather than manners by hand."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from tests.documents.printed import Printed
from tests.documents.word_parts import WordFile, value

# Nghị định 30/2020/NĐ-CP, phụ lục I, phần I, mục V: size from–to, bold, italic, capitals. Not from our constants.
DECREE = {
    "NationalTitle": (12, 13, True, False, True),
    "Motto": (13, 14, True, False, False),
    "Superior": (12, 13, False, False, True),
    "Issuer": (12, 13, True, False, True),
    "Number": (13, 13, False, False, False),
    "PlaceAndDate": (13, 14, False, True, False),
    "Title": (13, 14, True, False, True),
    "Subtitle": (13, 14, True, False, False),
    "Grounds": (13, 14, False, True, False),
    "BodyText": (13, 14, False, False, False),
    "ListBullet": (13, 14, False, False, False),
    "Heading1": (13, 14, True, False, False),
    "Heading2": (13, 14, True, False, False),
    "Signatory": (13, 14, True, False, True),
    "RecipientsWord": (12, 12, True, True, False),
    "Recipients": (11, 11, False, False, False),
    "Annex": (14, 14, True, False, False),
    "AnnexTitle": (13, 14, True, False, True),
    "AnnexOf": (13, 14, False, True, False),
    "Header": (13, 14, False, False, False),
}
OURS_BY_HAND = {"b", "i", "rStyle"}
"""Emphasis of a writer, and styles of characters."""


def of_letters(file: WordFile, style: str, name: str) -> str | None:
    return value(file.style(style).find(f"{qn('w:rPr')}/{qn(f'w:{name}')}"))


@pytest.mark.parametrize("style", DECREE)
def test_every_component_has_the_letters_of_the_decree(full: WordFile, style: str):
    least, most, *manner = DECREE[style]
    assert least <= int(of_letters(full, style, "sz")) / 2 <= most
    assert [of_letters(full, style, name) == "1" for name in ("b", "i", "caps")] == manner


def test_every_component_of_the_decree_is_used(full: WordFile, marked: WordFile):
    used = {value(one) for name in marked.parts if name.startswith(("word/document", "word/header"))
            for one in marked.all("//w:pStyle", name)}  # fmt: skip
    assert set(DECREE) <= used


def test_styles_that_are_not_of_word_say_that_they_are_custom(full: WordFile):
    own = {"Normal", "Default Paragraph Font", "No List", "Normal Table", "Body Text", "heading 1", "heading 2"}
    own |= {"List Bullet", "header", "Title", "Subtitle", "caption", "Placeholder Text", "Hyperlink"}
    known = {
        value(one.find(qn("w:name"))): value(one, "customStyle") for one in full.all("//w:style", "word/styles.xml")
    }
    assert {name for name, custom in known.items() if custom is None} == own


def test_the_only_face_is_times_new_roman(full: WordFile):
    faces = {face for name in full.parts if name.endswith(".xml") for one in full.all("//w:rFonts", name)
             for face in one.attrib.values()}  # fmt: skip
    assert faces == {"Times New Roman"}


def test_all_letters_are_black_but_the_mark(full: WordFile):
    coloured = {value(one): next(one.iterancestors(qn("w:style"))) for one in full.all("//w:color", "word/styles.xml")}
    assert coloured.keys() == {"000000", "9a3412"}
    assert value(coloured["9a3412"], "styleId") == "SimulatedMark"


def test_running_text_is_justified_indented_and_set_apart(full: WordFile):
    standing = full.style("BodyText").find(qn("w:pPr"))
    assert value(standing.find(qn("w:jc"))) == "both"
    assert int(value(standing.find(qn("w:ind")), "firstLine")) / 1440 * 2.54 == pytest.approx(1, abs=0.01)
    spacing = standing.find(qn("w:spacing"))
    assert int(value(spacing, "after")) >= 6 * 20
    assert 240 <= int(value(spacing, "line")) <= 360


def test_runs_are_formatted_by_styles_and_emphasis_alone(full: WordFile):
    by_hand = {one.tag.partition("}")[2] for one in full.all("//w:r/w:rPr/*")}
    assert by_hand <= OURS_BY_HAND


def test_paragraphs_are_formatted_by_styles_but_for_rules_and_page_ends(full: WordFile):
    loose = full.all("//w:p/w:pPr[not(w:pStyle/@w:val='Rule')]/*[not(self::w:pStyle or self::w:sectPr)]")
    assert {one.tag.partition("}")[2] for one in loose} == {"keepNext"}


def test_chapters_count_in_roman_passages_begin_anew_in_each(printed: Printed):
    text = " ".join(printed.text(page) for page in range(2))
    begins = [
        "I. Tình hình và kết quả",
        "1. Mức độ đạt",
        "2. Chỉ số chính",
        "II. Kiến nghị, đề xuất",
        "1. Kiến nghị",
        "III. Lưu ý",
    ]
    places = [text.find(one) for one in begins]
    assert -1 not in places
    assert places == sorted(places)


def test_printed_sizes_are_those_of_the_styles(printed: Printed):
    sizes = {one.text: round(one.size_pt, 1) for one in printed.pieces(0)}
    assert sizes["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] == 12
    assert sizes["Độc lập - Tự do - Hạnh phúc"] == 13
    assert sizes["BÁO CÁO"] == 13
