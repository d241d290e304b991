"""What an error says to the reader of a page: every fault of a workspace, in the language of the page."""

from __future__ import annotations

import re

import pytest

from icanalysis.errors import BadParameter, BadSettings, Phrase, UserError, did_you_mean
from icanalysis.runs.bar import asked_for
from icanalysis.runs.state import from_text
from icanalysis.sources.tables import load_all
from icanalysis.views import attainment
from icanalysis.wording.language import said

FAULTS = (
    "folder_that_is_not_there",
    "empty_workspace",
    "missing_table",
    "misspelt_table",
    "file_without_a_header",
    "misspelt_column",
    "column_twice",
    "row_with_too_many_cells",
    "broken_parquet",
    "text_for_a_number",
    "fraction_for_a_whole_number",
    "day_first_date",
    "word_for_true",
    "unknown_word",
    "not_a_number",
    "blank_where_a_value_is_needed",
    "code_without_its_zero",
    "duplicate_key",
    "attainment_above_1000_pct",
    "unknown_source",
    "district_in_the_edition_without_districts",
    "claim_about_nothing",
    "target_at_other_prices",
    "claim_at_other_prices",
)
SHOWN = {"edition": "2024", "place": "08", "as_of": "2021-07-31", "language": "vi"}
ENGLISH = re.compile(r"\b(the|is|cannot|has|which|does|that|with|holds|such|there|not)\b", re.IGNORECASE)
OF_OTHERS = re.compile(r"“[^”]*”|'[^']*'|\([^)]*\)|\{[^}]*\}")
"""Names of rules, values, words of the schema and what a library said stay as they are."""


def left_in_english(text: str) -> list[str]:
    return ENGLISH.findall(OF_OTHERS.sub("", text))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_tables_is_said_in_the_language_of_the_page(fault: str, request: pytest.FixtureRequest):
    request.getfixturevalue(fault)
    with pytest.raises(UserError) as caught:
        load_all()
    assert said(caught.value, "en") == str(caught.value)
    assert left_in_english(said(caught.value, "en"))
    assert left_in_english(said(caught.value, "vi")) == []


def test_a_fault_names_its_line_its_value_and_what_to_write(text_for_a_number):
    with pytest.raises(UserError) as caught:
        load_all()
    assert re.fullmatch(
        r"observations\.csv, dòng \d+: cột 'value' ghi '9,2 nghìn', không phải là số\. Có 1 giá trị như vậy\.",
        said(caught.value, "vi"),
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"plase": "08"},
            "Không có tham số 'plase'. Có phải là 'place'? Trang này có: edition (Địa giới hành chính), "
            "place (Địa phương), as_of (Ngày), language (Ngôn ngữ).",
        ),
        (
            {"place": "8"},
            "Không có địa phương '8' có số liệu theo địa giới 2024. Có phải là '08' (Tỉnh Tuyên Quang)? "
            "Xem danh sách: icanalysis places --with-figures",
        ),
        ({"edition": "2023"}, "'2023' không phải là lựa chọn của 'Địa giới hành chính'. Hãy chọn: 2024, 2025."),
    ],
)
def test_a_refusal_of_the_bar_is_said_in_the_language_of_the_page(given: dict[str, str], sentence: str):
    with pytest.raises(UserError) as caught:
        asked_for(given, SHOWN, attainment.CONTROLS)
    assert said(caught.value, "vi") == sentence


@pytest.mark.parametrize(
    "text",
    ["08", "?place", "?place=08&place=22", "icanalysis 'report", "icanalysis report", "place: = 1", "place: str"],
)
def test_a_text_that_is_no_state_is_refused_in_the_language_of_the_page(text: str):
    with pytest.raises(BadParameter) as caught:
        from_text(text)
    assert left_in_english(said(caught.value, "vi")) == []


def test_every_near_word_is_named_in_both_languages():
    near = did_you_mean(["'08'", "'22'", "'58'"])
    error = BadParameter(
        Phrase("There is no parameter {name!r}.{near} The page has: {known}.", name="8", near=near, known="x")
    )
    assert "Did you mean '08' or '22' or '58'?" in said(error, "en")
    assert "Có phải là '08' hoặc '22' hoặc '58'?" in said(error, "vi")


def test_what_a_reader_typed_is_never_taken_for_a_place_of_a_sentence():
    with pytest.raises(BadParameter) as caught:
        from_text("{name} {0}")
    assert said(caught.value, "vi").startswith("'{name} {0}' không mô tả một trang nào.")


def test_an_error_without_a_phrase_says_what_it_says_in_a_terminal():
    assert said(BadSettings("The two passwords differ."), "vi") == "The two passwords differ."
    assert said(UserError(), "vi") == ""
