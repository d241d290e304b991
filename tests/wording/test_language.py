from __future__ import annotations

import io
import re
from importlib.resources import files

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from icanalysis.wording.language import LANGUAGES, NATIVE_NAMES, catalogue, marked, words
from scripts import words as script

PLACEHOLDER = re.compile(r"\{\w*(?:!\w)?(?::[^{}]*)?\}")
SAME_IN_BOTH = {"%", "MW", "m³", "ha"}
"""Messages that read the same in Vietnamese."""


def kept(language: str) -> Catalog:
    text = files("icanalysis.wording").joinpath("locale", f"{language}.po").read_bytes()
    return read_po(io.BytesIO(text))


def test_every_message_of_the_code_is_translated_and_none_is_left_over():
    assert set(catalogue("vi")) == set(script.messages_of_code())


def test_every_text_of_the_notebooks_is_translated_and_none_is_left_over():
    assert set(catalogue("en")) == set(script.messages_of_notebooks())


def test_only_signs_and_units_read_the_same_in_both():
    same = {message for message, own in catalogue("vi").items() if message == own}
    assert {message for message in same if PLACEHOLDER.sub("", message).strip(" :.,;#()'")} == SAME_IN_BOTH


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_placeholders_of_its_message(language):
    off = [
        message
        for message, own in catalogue(language).items()
        if sorted(PLACEHOLDER.findall(message)) != sorted(PLACEHOLDER.findall(own))
    ]
    assert off == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_stays_a_sentence(language):
    sentences = {m: own for m, own in catalogue(language).items() if " " in m and m.endswith((".", "?", ":"))}
    off = [message for message, own in sentences.items() if own[-1] != message[-1]]
    assert off == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_marked_as_doubtful(language):
    assert [entry.id for entry in kept(language) if entry.id and entry.fuzzy] == []


def test_markdown_keeps_its_headings_and_lists():
    shape = re.compile(r"^(#+ |- )", re.MULTILINE)
    off = [text for text, own in catalogue("en").items() if shape.findall(text) != shape.findall(own)]
    assert off == []


def test_a_message_without_a_translation_stays_as_it_is():
    assert words("vi")("no such message") == "no such message"
    assert words("en")("met") == "met"


def test_a_mark_leaves_its_message_alone():
    assert marked("met") == "met"


def test_every_language_has_a_name_of_its_own():
    assert set(NATIVE_NAMES) == set(LANGUAGES)
