"""Lines keep their emphasis; only addresses that lead out of the document are links."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from icanalysis.documents import word
from icanalysis.documents.rich import paragraphs_of
from icanalysis.documents.word_text import leading_out
from tests.documents import papers
from tests.documents.word_parts import Element, WordFile, text_of, value


def introduced(markdown: str) -> tuple[WordFile, list[Element]]:
    """A report with this introduction, and its paragraphs."""
    file = WordFile(word.write(replace(papers.empty(), introduction=paragraphs_of(markdown))))
    return file, file.all("//w:p[w:pPr/w:pStyle[@w:val='BodyText' or @w:val='ListBullet']]")


def manner(run: Element) -> set[str]:
    return {one.tag.partition("}")[2] for one in run.iterfind(f"{qn('w:rPr')}/*")}


def test_emphasis_of_markdown_is_that_of_the_runs():
    _file, (line,) = introduced("a **b** *c* `d`")
    manners = {text_of(run): manner(run) for run in line.iterfind(qn("w:r"))}
    assert manners == {"a ": set(), "b": {"b"}, " ": set(), "c": {"i"}, "d": {"rStyle"}}


def test_points_are_a_list_of_word():
    _file, lines = introduced("một:\n\n- hai\n- ba")
    assert [value(one.find(f".//{qn('w:pStyle')}")) for one in lines] == ["BodyText", "ListBullet", "ListBullet"]


@pytest.mark.parametrize("address", ["https://example.vn/a?b=1&c=2", "http://example.vn", "mailto:a@example.vn"])
def test_an_address_that_leads_out_is_a_link(address: str):
    file, (line,) = introduced(f"xem [đây]({address})")
    (link,) = line.iterfind(qn("w:hyperlink"))
    relation = file.relations()[link.get(qn("r:id"))]
    assert (text_of(link), relation.get("Target"), relation.get("TargetMode")) == ("đây", address, "External")


@pytest.mark.parametrize(
    "address", ["02_clusters.ipynb", "#phan", "javascript:alert(1)", "file:///a", "data:text/html,a"]
)
def test_any_other_address_is_only_text(address: str):
    file, (line,) = introduced(f"xem <a href='{address}'>đây</a>")
    assert text_of(line) == "xem đây"
    assert file.all("//w:hyperlink") == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.vn/a b", "https://example.vn/a%20b"),
        ('https://example.vn/"<>', "https://example.vn/%22%3C%3E"),
        ("https://example.vn/%20?a=1&b=[2]#c", "https://example.vn/%20?a=1&b=[2]#c"),
        ("http://[example.vn", None),
        ("", None),
    ],
)
def test_an_address_never_damages_the_file(given: str, kept: str | None):
    assert leading_out(given) == kept


def test_blanks_between_pieces_are_kept():
    _file, (line,) = introduced("**một** *hai*")
    assert text_of(line) == "một hai"
    assert {one.get(qn("xml:space")) for one in line.iter(qn("w:t"))} == {"preserve"}
