"""What a section showed comes back from plain data as it was."""

from __future__ import annotations

import json

import pytest

from icanalysis.runs.notebooks import notebooks, view_module
from icanalysis.runs.told import table_told, tiles_told, told
from icanalysis.tables.tiles import Tiles
from icanalysis.views.shown import Shown

WHERE = {"place": "08", "edition": "2024", "as_of": "2021-07-31", "language": "vi"}


def back(shown: Shown, *, drawn: str | None = None) -> dict:
    """The content of a section after it has been a text."""
    return json.loads(json.dumps(told(shown, drawn=drawn)))


@pytest.mark.parametrize("name", ["attainment", "leadership"])
def test_every_table_and_every_tile_comes_back_as_it_was(name):
    module = view_module(name)
    for section in module.CHAPTERS:
        shown = getattr(module, section)(**WHERE)
        content = back(shown)
        assert table_told(content) == shown.data if shown.data is None else same(table_told(content), shown.data)
        assert (tiles_told(content) is not None) == isinstance(shown.body, Tiles)


def same(one, other) -> bool:
    """Whether two tables hold the same rows and look the same."""
    look = [getattr(one, name) == getattr(other, name) for name in ("labels", "numbers", "wide", "notes")]
    return one.frame.equals(other.frame) and one.frame.schema == other.frame.schema and all(look)


def test_a_section_without_a_body_tells_its_notes_and_grounds():
    content = back(Shown("Không có.", notes=("Ghi chú.",), grounds=("Luật A",)))
    assert (content["table"], content["tiles"], content["svg"]) == (None, None, None)
    assert (content["notes"], content["grounds"]) == (["Ghi chú."], ["Luật A"])


def test_every_section_of_a_notebook_has_a_chapter_or_stands_in_an_annex():
    for name in notebooks():
        module = view_module(name)
        assert all(callable(getattr(module, section)) for section in module.CHAPTERS)
        assert module.SUBJECT
