"""The printed page stands alone: no input cells, no other host, alt text kept, one language."""

from __future__ import annotations

import re

import altair as alt
import polars as pl
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from icanalysis.runs.display import RECORD, section_html
from icanalysis.runs.export import html_of
from icanalysis.runs.notebooks import notebooks, title
from icanalysis.views.shown import Shown
from tests.runs.pages import parsed
from tests.runs.papers import real

VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
NAMES = ["start_here", "attainment", "audit", "clusters", "leadership"]


def printed(*outputs, language: str = "vi", heading: str = "# Thử") -> str:
    """The page of a notebook whose one cell left these outputs."""
    cells = [new_markdown_cell(heading), new_code_cell("secret = 1", outputs=list(outputs))]
    return html_of(new_notebook(cells=cells), language=language, title="Thử", provenance=["In lúc nào"])


def shown(data: dict) -> object:
    return new_output("display_data", data)


def test_every_notebook_is_printed_here():
    assert list(notebooks()) == NAMES


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_without_outputs_asks_no_other_host_and_shows_no_code(name: str, language: str):
    notebook = real(name)
    html = html_of(notebook, language=language, title=title(notebook), provenance=[])
    assert parsed(html).fetched() == []
    assert "page.show" not in html
    assert "interactive" not in html


@pytest.mark.parametrize("name", NAMES)
def test_an_english_page_has_no_vietnamese_markdown(name: str):
    notebook = real(name)
    html = html_of(notebook, language="en", title=title(notebook), provenance=[])
    page = parsed(html)
    assert page.all("html")[0].attributes == {"lang": "en"}
    assert [text for text in page.words("title", "h1", "h2", "p", "li") if VIETNAMESE.search(text)] == []
    assert "Provenance" in page.words("h2")


def test_a_page_that_is_about_something_else_than_its_notebook_asks_says_so_in_its_title():
    notebook = real("attainment")
    page = parsed(html_of(notebook, language="vi", title=title(notebook), subject="Tình hình khác", provenance=[]))
    assert page.words("title") == page.words("h1") == ["Tình hình khác"]
    whole = parsed(html_of(notebook, language="vi", title=title(notebook), provenance=[]))
    assert page.words("p") == whole.words("p")


@pytest.mark.parametrize("name", NAMES)
def test_a_vietnamese_page_carries_the_markdown_of_the_notebook(name: str):
    notebook = real(name)
    page = parsed(html_of(notebook, language="vi", title=title(notebook), provenance=[]))
    headings = [cell.source.partition("\n")[0].lstrip("# ") for cell in notebook.cells if cell.source.startswith("## ")]
    assert [text for text in page.words("h2") if text in headings] == headings
    assert page.words("title") == [title(notebook)]
    assert page.all("html")[0].attributes == {"lang": "vi"}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_lists_its_sections_and_leads_to_each_and_back(language: str):
    notebook = real("clusters")
    page = parsed(html_of(notebook, language=language, title="x", provenance=["x"]))
    names = {one.attributes["id"] for one in page.elements if "id" in one.attributes}
    (contents,) = page.of_class("ic-contents")
    links = [one for one in page.all("a") if "nav" in one.inside]
    assert [link.text for link in links] == page.words("h2")
    assert {link.attributes["href"].removeprefix("#") for link in links} <= names
    assert contents.attributes["aria-label"] == {"vi": "Mục lục", "en": "Contents"}[language]
    assert [one.attributes["href"] for one in page.of_class("ic-up")] == ["#top"]


def test_the_browser_is_told_to_fetch_nothing():
    policy = parsed(printed()).all("meta", **{"http-equiv": "Content-Security-Policy"})
    assert [one.attributes["content"] for one in policy] == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
    ]


def test_code_streams_errors_plain_text_and_records_are_left_out():
    html = printed(
        new_output("stream", text="loading 1 of 9"),
        new_output("error", ename="ValueError", evalue="lost", traceback=["lost"]),
        shown({"text/plain": "<Figure>"}),
        shown({RECORD: {"section": "overview"}}),
        shown({"application/javascript": "alert(1)"}),
        shown({"text/html": "<p>kept</p>", "text/plain": "<Figure>"}),
    )
    for lost in ("secret", "loading", "ValueError", "lost", "Figure>", "overview", "alert"):
        assert lost not in html
    assert "<p>kept</p>" in html


def test_a_title_with_signs_of_html_is_written_as_text():
    html = html_of(new_notebook(cells=[new_markdown_cell("# x")]), language="vi", title="a < b & c", provenance=["<b>"])
    assert "<title>a &lt; b &amp; c</title>" in html
    assert "<li>&lt;b&gt;</li>" in html


def test_the_notebook_that_is_printed_stays_as_it_was():
    notebook = real("attainment")
    before = str(notebook)
    html_of(notebook, language="en", title="x", provenance=[])
    assert str(notebook) == before


@pytest.mark.parametrize(("language", "number"), [("vi", "1.234,5"), ("en", "1,234.5")])
def test_a_chart_is_svg_with_its_alt_text_and_the_numbers_of_the_language(language: str, number: str):
    frame = pl.DataFrame({"x": [1234.5]})
    chart = alt.Chart(frame).mark_text().encode(text=alt.Text("x:Q", format=",.1f"))
    html = section_html(Shown('Câu "A" < B', chart, alt_text='Câu "A" < B'), language)
    page = parsed(html)
    assert page.of_class("ic-chart")[0].attributes["aria-label"] == 'Câu "A" < B'
    assert page.of_class("ic-chart")[0].attributes["role"] == "img"
    assert number in page.words("text")
    assert page.fetched() == []


@pytest.mark.parametrize(
    "html",
    [
        '<script src="x.js"></script>',
        "<script>1</script>",
        '<link href="https://example.vn/a.css">',
        '<img src="https://example.vn/a.png">',
        '<img src="//example.vn/a.png">',
        '<img src="data:image/png;base64,AA" onload="x()">',
        "<style>@import 'a.css';</style>",
        "<style>p { background: url(https://example.vn/a.png) }</style>",
        '<p style="background: url(a.png)">x</p>',
        '<svg><image xlink:href="https://example.vn/a.png"/></svg>',
        '<svg><use href="https://example.vn/a.svg#x"/></svg>',
        '<iframe src="https://example.vn"></iframe>',
        '<meta http-equiv="refresh" content="0; url=https://example.vn">',
    ],
)
def test_a_request_to_another_host_would_be_found(html: str):
    assert parsed(html).fetched()


def test_a_link_that_a_reader_follows_is_no_request():
    page = parsed('<a href="https://example.vn">x</a><img src="data:image/png;base64,AA"><svg><use href="#a"/></svg>')
    assert page.fetched() == []
