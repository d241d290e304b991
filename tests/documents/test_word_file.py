"""The file opens without repair: sound parts, nothing that leads nowhere, elements in the order of the schema."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from icanalysis.documents import word
from tests.documents import papers
from tests.documents.schema_order import ORDER
from tests.documents.word_parts import CONTENT_TYPES, TYPES, Element, WordFile

ORDERED = {qn(parent): {name: place for place, name in enumerate(names.split())} for parent, names in ORDER.items()}


@pytest.fixture(params=["full", "marked", "empty"])
def file(request: pytest.FixtureRequest) -> WordFile:
    return request.getfixturevalue(request.param)


def xml_parts(file: WordFile) -> Iterator[tuple[str, Element]]:
    for name in file.parts:
        if name.endswith((".xml", ".rels")):
            yield name, file.xml(name)


def local(element: Element) -> str:
    return etree.QName(element).localname


def misplaced(parent: Element) -> str | None:
    """What stands in the wrong place inside an element that the schema orders, or is not known there."""
    order = ORDERED.get(parent.tag)
    if order is None:
        return None
    names = [local(child) for child in parent]
    if strange := [name for name in names if name not in order]:
        return f"{local(parent)} holds {strange}"
    places = [order[name] for name in names]
    return None if places == sorted(places) else f"{local(parent)} holds {names}"


def test_every_part_is_well_formed(file: WordFile):
    assert len(list(xml_parts(file))) > 8


def test_children_stand_in_the_order_of_the_schema(file: WordFile):
    wrong = [fault for _name, root in xml_parts(file) for one in root.iter() if (fault := misplaced(one))]
    assert wrong == []


def test_a_child_in_the_wrong_place_is_found():
    swapped = '<w:pPr xmlns:w="{}"><w:jc w:val="left"/><w:keepNext/></w:pPr>'
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    assert misplaced(etree.fromstring(swapped.format(namespace))) == "pPr holds ['jc', 'keepNext']"


def test_every_relation_leads_to_a_part_and_every_id_that_is_used_is_there(file: WordFile):
    for part in [name for name in file.parts if name.startswith("word/") and name.endswith(".xml")]:
        kept = file.relations(part)
        inside = [one for one in kept.values() if one.get("TargetMode") != "External"]
        assert [one.get("Target") for one in inside if file.target(one, part) not in file.parts] == []
        used = {
            key
            for element in file.xml(part).iter()
            for name, key in element.attrib.items()
            if "/relationships}" in name
        }
        assert used <= set(kept)


def test_no_part_lies_about_unused(file: WordFile):
    reached = {CONTENT_TYPES, "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "docProps/core.xml"}
    reached |= {file.target(one) for one in file.relations().values() if one.get("TargetMode") != "External"}
    assert set(file.parts) == reached


def test_every_part_has_a_content_type(file: WordFile):
    types = file.xml(CONTENT_TYPES)
    endings = {one.get("Extension") for one in types.iter(f"{TYPES}Default")}
    named = {one.get("PartName").lstrip("/") for one in types.iter(f"{TYPES}Override")}
    rest = [name for name in file.parts if name != CONTENT_TYPES and name not in named]
    assert [name for name in rest if name.rpartition(".")[2] not in endings] == []
    assert named <= set(file.parts)


def test_every_style_and_numbering_that_is_used_is_defined(file: WordFile):
    defined = {one.get(qn("w:styleId")) for one in file.all("//w:style", "word/styles.xml")}
    stories = [name for name in file.parts if name.startswith(("word/document", "word/header"))]
    used = [one for name in stories for one in file.all("//w:pStyle | //w:rStyle | //w:tblStyle", name)]
    used += file.all("//w:basedOn | //w:next", "word/styles.xml")
    used += file.all("//w:pStyle", "word/numbering.xml")
    assert {one.get(qn("w:val")) for one in used} <= defined
    numberings = {one.get(qn("w:numId")) for one in file.all("//w:num", "word/numbering.xml")}
    assert {one.get(qn("w:val")) for one in file.all("//w:numId", "word/styles.xml")} <= numberings | {"0"}


def test_no_two_elements_share_an_id(file: WordFile):
    drawings = [one.get("id") for one in file.all("//wp:docPr")]
    fields = [one.get(qn("w:val")) for one in file.all("//w:sdtPr/w:id")]
    bookmarks = [one.get(qn("w:id")) for one in file.all("//w:bookmarkStart")]
    for ids in (drawings, fields, bookmarks):
        assert [one for one, times in Counter(ids).items() if times > 1] == []


def test_every_link_inside_leads_to_a_bookmark(full: WordFile):
    named = [one.get(qn("w:name")) for one in full.all("//w:bookmarkStart")]
    led_to = [one.get(qn("w:anchor")) for one in full.all("//w:hyperlink[@w:anchor]")]
    assert led_to == ["annex_1", "annex_2", "methods"]
    assert set(led_to) <= set(named)


def test_every_table_cell_ends_with_a_paragraph(file: WordFile):
    assert [one for one in file.all("//w:tc") if one[-1].tag != qn("w:p")] == []


def test_every_row_has_a_cell_for_each_column_of_the_grid(file: WordFile):
    for table in file.all("//w:tbl"):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        assert {len(row.findall(qn("w:tc"))) for row in table.findall(qn("w:tr"))} == {columns}


def test_the_same_document_gives_the_same_bytes():
    made = datetime.fromisoformat(papers.MADE)
    assert word.write(papers.full(mark=True), made=made) == word.write(papers.full(mark=True), made=made)
    assert word.write(papers.full()) == word.write(papers.full())


def test_the_clock_is_in_no_part(full: WordFile):
    assert {tag.text for tag in full.all("//dcterms:*", "docProps/core.xml")} == {"2021-08-06T02:05:00Z"}
    with zipfile.ZipFile(BytesIO(full.content)) as inside:
        assert {one.date_time for one in inside.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"dcterms:created" not in WordFile(word.write(papers.full())).parts["docProps/core.xml"]


@pytest.mark.parametrize(("language", "spoken"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_properties_name_title_language_and_maker(language: str, spoken: str):
    content = word.write(papers.full(language, mark=True))
    says = docx.Document(BytesIO(content)).core_properties
    assert says.title == f"Tình hình thực hiện chỉ tiêu {papers.MARKUP} – tỉnh Tuyên Quang, 7 tháng năm 2021"
    assert (says.language, says.author, says.revision, says.subject) == (spoken, "icanalysis", 1, papers.MARK[language])
    file = WordFile(content)
    assert {one.get(qn("w:val")) for one in file.all("//w:lang", "word/styles.xml")} == {spoken}


def test_a_sign_that_xml_forbids_costs_no_report():
    names = papers.annex(1, papers.table_of_texts(["Thép\x01", "Xi\x00măng"]))
    texts = list(WordFile(word.write(papers.full(annexes=(names,)))).texts())
    assert {"Thép\ufffd", "Xi\ufffdmăng"} <= set(texts)
