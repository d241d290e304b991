"""One run, five files: page, Word, PDF, Excel and manifest say the same figures."""

from __future__ import annotations

import hashlib
import io
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import ModuleType

import docx
import lxml.html
import nbformat
import openpyxl
import pytest
from pypdf import PdfReader

from icanalysis import views
from icanalysis.documents.content import Chapter, Document, Office, Provenance
from icanalysis.runs.document import document_of, provenance_of
from icanalysis.runs.export import html_of
from icanalysis.runs.formats import FORMATS
from icanalysis.runs.notebooks import notebooks, title, view_module
from icanalysis.runs.report import report
from icanalysis.runs.sections import promised
from icanalysis.runs.told import told as told_shown
from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from icanalysis.views import attainment
from icanalysis.views.shown import Shown
from icanalysis.wording.language import words
from scripts.words import messages_of_code
from tests.documents.papers import few_tiles
from tests.runs.pages import parsed
from tests.runs.papers import real

SCREEN = {
    "vi": re.compile(r"\bbấm\b|màn hình|trang này|thanh điều khiển|ô chọn|sổ tay|\bicanalysis [a-z]", re.IGNORECASE),
    "en": re.compile(r"\bclick|\bon screen|\bthis page\b|\bcontrols?\b|\bnotebook|\bicanalysis [a-z]", re.IGNORECASE),
}
"""Words that mean something before a screen only, and commands."""

ATTAINMENT = {"edition": "2024", "place": "08", "as_of": "2021-07-31", "language": "vi"}

UNSEEN = re.compile(r"[\s\u200b\u2060\u00ad]")
"""Blanks and the marks at which a line may break."""
RUNS = {
    "attainment vi": ("attainment", {"place": "08", "as_of": "2021-07-31", "language": "vi"}),
    "leadership en": ("leadership", {"place": "08", "as_of": "2021-07-31", "language": "en"}),
    "clusters vi": ("clusters", {"place": "08", "as_of": "2025-06-30", "language": "vi"}),
}


def bare(text: str) -> str:
    """The text without what only lays it out."""
    return UNSEEN.sub("", text)


@dataclass(frozen=True)
class Delivered:
    """The files of one run."""

    page: Path

    def content(self, ending: str) -> bytes:
        """A file by its ending."""
        return self.page.with_suffix(ending).read_bytes()

    @cached_property
    def manifest(self) -> dict:
        """The manifest."""
        return json.loads(self.content(".manifest.json"))

    @cached_property
    def html(self) -> lxml.html.HtmlElement:
        """The body of the page without its styles."""
        body = lxml.html.document_fromstring(self.content(".html").decode()).body
        for style in body.findall(".//style"):
            style.drop_tree()
        return body

    @cached_property
    def texts(self) -> dict[str, str]:
        """What each file says, without blanks."""
        word = docx.Document(io.BytesIO(self.content(".docx"))).element.body
        pages = PdfReader(io.BytesIO(self.content(".pdf"))).pages
        return {
            "html": bare("".join(self.html.itertext())),
            "docx": bare("".join(node.text or "" for node in word.iter() if node.tag.endswith("}t"))),
            "pdf": bare("".join(page.extract_text() for page in pages)),
        }

    @cached_property
    def cells(self) -> list[object]:
        """Every cell of the workbook that holds something."""
        book = openpyxl.load_workbook(io.BytesIO(self.content(".xlsx")), data_only=True)
        return [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


@pytest.fixture(scope="module", params=RUNS, ids=list(RUNS))
def delivered(request, tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    name, asked = RUNS[request.param]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(PUBLISHED))
        return Delivered(report(name, asked, out=tmp_path_factory.mktemp("out") / "main.html"))


def test_every_format_is_delivered_and_its_hash_stands_in_the_manifest(delivered: Delivered):
    hashes = delivered.manifest["files_sha256"]
    assert set(hashes) == {f".{one}" for one in FORMATS}
    assert {ending: hashlib.sha256(delivered.content(ending)).hexdigest() for ending in hashes} == hashes


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_every_figure_of_the_manifest_is_printed_as_it_stands_there(delivered: Delivered, kind: str):
    text = delivered.texts[kind]
    printed = [one for one in delivered.manifest["figures"] if one.get("on_paper", True)]
    missing = [one["key"] for one in printed if bare(one["text"]) not in text]
    assert not missing


def test_the_annex_of_the_sources_has_those_behind_printed_figures_and_how_many_rest_on_each(delivered: Delivered):
    figures, rows = delivered.manifest["figures"], delivered.manifest["rows"]
    printed = [one for one in figures if one["rows"] and one.get("on_paper", True)]
    behind = [{rows[row]["source_id"] for row in one["rows"]} for one in printed]
    *_others, own = delivered.html.xpath(".//section")
    cells = [[cell.text_content() for cell in row] for row in own.xpath(".//tbody/tr")]
    counts = Counter(source for sources in behind for source in sources)
    assert sorted(int(row[-1]) for row in cells) == sorted(counts.values())
    titles = {rows[row]["title"] for one in printed for row in one["rows"]}
    assert [title for title in titles if not any(bare(title) in bare(row[1]) for row in cells)] == []


def test_nothing_on_the_page_is_folded_but_the_table_beside_a_picture(delivered: Delivered):
    folds = delivered.html.xpath(".//section//details")
    assert all(fold.getparent().xpath("./figure") for fold in folds)


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_every_computed_sentence_is_printed(delivered: Delivered, kind: str):
    missing = [
        name for name, said in delivered.manifest["headlines"].items() if bare(said) not in delivered.texts[kind]
    ]
    assert not missing


def test_every_figure_is_a_number_of_the_workbook_or_part_of_a_text_there(delivered: Delivered):
    numbers = [float(cell) for cell in delivered.cells if isinstance(cell, int | float)]
    texts = bare("\n".join(cell for cell in delivered.cells if isinstance(cell, str)))

    def is_there(figure: dict) -> bool:
        try:
            value = float(figure["value"]) * (100 if figure["unit"] == "share" else 1)
        except ValueError:
            return bare(figure["text"]) in texts
        return any(math.isclose(value, one, rel_tol=1e-9) for one in numbers) or bare(figure["text"]) in texts

    assert not [one["key"] for one in delivered.manifest["figures"] if not is_there(one)]


def test_the_tables_of_the_word_file_hold_what_the_tables_of_the_page_hold(delivered: Delivered):
    twin, tiles = "ancestor::details[contains(@class, 'ic-twin')]", "ancestor::section/ul[contains(@class, 'ic-tiles')]"
    rows = delivered.html.xpath(f".//tbody/tr[not({twin} or {tiles})]")
    on_page = {tuple(bare(cell.text_content()) for cell in row) for row in rows}
    word = docx.Document(io.BytesIO(delivered.content(".docx")))
    in_word = {tuple(bare(cell.text) for cell in row.cells) for table in word.tables for row in table.rows}
    assert on_page
    assert on_page <= in_word


def test_every_source_of_the_manifest_stands_in_the_workbook(delivered: Delivered):
    titles = {row["title"] for row in delivered.manifest["rows"].values()}
    assert titles
    assert titles <= set(delivered.cells)


def test_annexes_are_numbered_as_the_body_refers_to_them():
    records = [told(name, with_table=name != "supervision", rows=99) for name in attainment.CHAPTERS]
    document = document_of(
        real("attainment"),
        [*records, told("documents"), told("sources")],
        module=attainment,
        parameters=ATTAINMENT,
        office=None,
        provenance=Provenance((), ()),
    )
    passages = [passage for chapter in document.chapters.values() for passage in chapter]
    assert [one.annex for one in passages] == [1, 2, 3, 4, 5, 6]
    assert [(one.number, one.name) for one in document.annexes][6:] == [(7, "documents"), (8, "sources")]


def test_a_small_table_and_that_of_tiles_stay_in_the_body_and_long_ones_and_those_of_no_chapter_do_not():
    first, second, *others = attainment.CHAPTERS
    tiles = told(second, rows=99)
    tiles["content"] |= {"tiles": told_shown(Shown("Một câu.", few_tiles()), drawn=None)["tiles"]}
    records = [told(first), tiles, *(told(name, rows=99) for name in others), told("documents"), told("sources")]
    document = paper(attainment, records, ATTAINMENT)
    passages = {one.name: one for chapter in document.chapters.values() for one in chapter}
    assert [(passages[name].annex, passages[name].table.frame.height) for name in (first, second)] == [
        (None, 1),
        (None, 99),
    ]
    assert all(passages[name].table is None for name in others)
    assert [one.name for one in document.annexes if one.name not in others] == ["documents", "sources"]


@pytest.mark.parametrize(("elsewhere", "is_left_out"), [(("a.share", "a.pace"), True), (("a.share",), False)])
def test_a_picture_goes_without_its_table_where_its_sentence_and_other_tables_say_all_of_it(
    elsewhere: tuple[str, ...], is_left_out: bool
):
    first, second, *others = [*attainment.CHAPTERS, "documents", "sources"]
    drawn, beside = told(first), told(second)
    drawn["content"] |= {"svg": "<svg/>"}
    drawn |= {"headline": "Có 7.", "figures": [figure("a.share"), figure("a.pace"), figure("count", text="7")]}
    beside["figures"] = [figure(key) for key in elsewhere]
    document = paper(attainment, [drawn, beside, *map(told, others)], ATTAINMENT)
    passages = {one.name: one for chapter in document.chapters.values() for one in chapter}
    assert passages[first].picture is not None
    assert (passages[first].table is None, passages[first].annex) == (is_left_out, None)


def figure(key: str, text: str = "58,5%") -> dict:
    return {"key": key, "text": text}


def test_a_section_may_say_what_the_report_is_about_instead_of_its_page():
    first, *others = [told(name) for name in [*attainment.CHAPTERS, "documents", "sources"]]
    first["content"] |= {"subject": "Tình hình phát triển công nghiệp"}
    document = paper(attainment, [first, *others], ATTAINMENT)
    assert document.subject.startswith("Tình hình phát triển công nghiệp của tỉnh Tuyên Quang")


def test_what_has_nothing_to_show_is_no_passage_and_stands_with_its_reason_after_the_chapters():
    records = [told(name, with_table=name not in ("shortfall", "supervision")) for name in attainment.CHAPTERS]
    document = paper(attainment, [*records, told("documents"), told("sources")], ATTAINMENT)
    assert Chapter.SHORTCOMINGS not in {chapter for chapter, passages in document.chapters.items() if passages}
    assert [one.text for one in document.limits[-3:]] == [
        "Các nội dung không phát sinh hoặc chưa có số liệu:",
        "Sản phẩm hụt: Một câu.",
        "Tồn tại và kiến nghị qua giám sát: Một câu.",
    ]
    whole = paper(attainment, [told(name) for name in [*attainment.CHAPTERS, "documents", "sources"]], ATTAINMENT)
    assert "Các nội dung" not in " ".join(one.text for one in whole.limits)


@pytest.mark.parametrize(
    ("asked", "period", "subject", "about"),
    [
        (
            ATTAINMENT,
            "tháng 7 năm 2021",
            "Tình hình thực hiện kế hoạch phát triển công nghiệp của tỉnh Tuyên Quang tháng 7 năm 2021",
            "Số liệu tính đến ngày 31/07/2021, theo địa giới hành chính năm 2024 (đến hết ngày 30/06/2025)",
        ),
        (
            ATTAINMENT | {"place": "076"},
            "",
            "Tình hình thực hiện kế hoạch phát triển công nghiệp của huyện Sơn Dương, tỉnh Tuyên Quang "
            "tính đến ngày 31/07/2021",
            "Theo địa giới hành chính năm 2024 (đến hết ngày 30/06/2025)",
        ),
        (
            ATTAINMENT | {"edition": "2025", "language": "en"},
            "July 2021",
            "Implementation of the industrial development plan: Tuyên Quang Province, July 2021",
            "Figures up to 31 July 2021, by the administrative map of 2025 (from 1 July 2025)",
        ),
    ],
)
def test_the_subject_is_words_with_place_and_period(asked: dict[str, str], period: str, subject: str, about: str):
    records = [told(name) for name in [*attainment.CHAPTERS, "documents", "sources"]]
    document = paper(attainment, records, asked, period=period)
    assert (document.subject, document.about) == (subject, about)


@pytest.mark.parametrize("language", SCREEN)
@pytest.mark.parametrize("name", list(notebooks()))
def test_no_document_speaks_of_the_screen(name: str, language: str):
    module, notebook = view_module(name), real(name)
    asked = {"edition": "2024", "place": "08", "as_of": "2021-07-31"}
    asked = {one: asked[one] for one in module.CONTROLS if one in asked} | {"language": language}
    document = paper(module, [told(one) for one in promised(notebook, where=name)], asked, notebook=notebook)
    said = " ".join(flat(document))
    page = html_of(notebook, language=language, title=title(notebook), provenance=[])
    assert len(said) > 500
    for text in (said, parsed(page).words("p", "li", "h1", "h2")):
        assert SCREEN[language].findall(text if isinstance(text, str) else " ".join(text)) == []


def test_no_message_that_a_section_shows_speaks_of_the_screen():
    root = Path(views.__file__).parent
    shown = {one for one in messages_of_code(root) if not one.startswith(("This page", "The page"))}
    assert len(shown) > 200
    for language, found in SCREEN.items():
        assert [one for one in shown if found.search(words(language)(one))] == []


def test_the_sources_of_a_manifest_stand_once_with_all_their_rows():
    source = {"publisher": "Báo", "title": "Tin", "published_on": None, "source_class": "press", "address": None}
    rows = {
        "observations:1": source | {"source_id": "b"},
        "targets:2": source | {"source_id": "a"},
        "observations:3": source | {"source_id": "b"},
    }
    manifest = {"started": datetime(2026, 1, 5).astimezone().isoformat(), "code_version": "1", "rows": rows}
    found = provenance_of(manifest, digest="0" * 64, language="vi").sources
    assert [one.rows for one in found] == [("targets:2",), ("observations:1", "observations:3")]


def paper(
    module: ModuleType,
    records: list[dict],
    asked: dict[str, str],
    *,
    period: str = "",
    notebook: nbformat.NotebookNode | None = None,
) -> Document:
    """The document of a page whose sections left these records."""
    notebook = notebook or real("attainment")
    nothing = Provenance((), ())
    return document_of(
        notebook, records, module=module, parameters=asked, office=Office(), provenance=nothing, period=period
    )


def flat(value: object) -> Iterator[str]:
    """Every text inside nested dataclasses, lists and dicts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from flat(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from flat(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from flat(getattr(value, one.name))


def told(name: str, *, with_table: bool = True, rows: int = 1) -> dict:
    """The record of a section that shows so many rows, or nothing."""
    table = {"frame": {"a": ["1"] * rows}, "kinds": {"a": "String"}, "labels": {"a": "A"}, "open": None}
    table |= {"printed": None}
    table |= {name: [] for name in ("numbers", "short", "wide", "notes", "totals", "ratios")}
    content = {"svg": None, "alt_text": "", "tiles": None, "table": table if with_table else None}
    content |= {"notes": [], "grounds": [], "subject": ""}
    return {"section": name, "headline": "Một câu.", "figures": [], "content": content}
