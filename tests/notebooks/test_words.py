"""Both catalogues are complete: what the code says in Vietnamese, what the notebooks say in English."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from scripts.words import LOCALE, messages_of_code, messages_of_notebooks, updated

PLACEHOLDER = re.compile(r"\{(\w*)\}")
CATALOGUES: dict[str, Callable[[], list[str]]] = {"vi": messages_of_code, "en": messages_of_notebooks}
MEND = "Mend it: python -m scripts.words, then translate what is new."


def entries(language: str) -> list[Message]:
    """The entries of a catalogue."""
    return [entry for entry in read_po(io.BytesIO((LOCALE / f"{language}.po").read_bytes())) if entry.id]


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_message_is_translated(language: str):
    messages = CATALOGUES[language]()
    assert messages
    assert updated(language, messages)[1] == [], MEND


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_translation_is_left_of_a_message_that_is_gone(language: str):
    gone = {entry.id for entry in entries(language)} - set(CATALOGUES[language]())
    assert gone == set(), MEND


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_translation_is_fuzzy(language: str):
    assert [entry.id for entry in entries(language) if entry.fuzzy] == []


def test_a_translation_has_the_placeholders_of_its_message():
    def names(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    assert [entry.id for entry in entries("vi") if names(entry.id) != names(entry.string)] == []


@pytest.mark.parametrize("mark", ["# ", "## ", "- "])
def test_translated_markdown_keeps_its_headings_and_lists(mark: str):
    def count(text: str) -> int:
        return sum(line.startswith(mark) for line in text.splitlines())

    assert [entry.id for entry in entries("en") if count(entry.id) != count(entry.string)] == []
