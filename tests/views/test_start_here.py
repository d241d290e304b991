"""The first page: what the workspace holds."""

from __future__ import annotations

import pytest

from icanalysis.schemas import TABLES
from icanalysis.sources.tables import load
from icanalysis.views import start_here
from icanalysis.views.shown import Shown
from tests.views.pages import LANGUAGES, lines, read


def test_the_headline_counts_observations_indicators_and_sources():
    assert start_here.contents(language="vi").headline == (
        "Bộ số liệu có 287 số liệu thực hiện của 128 chỉ tiêu, lấy từ 161 nguồn."
    )
    assert start_here.contents(language="en").headline == (
        "This workspace holds 287 observations of 128 indicators from 161 sources."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_listed_with_its_rows(language):
    found = lines(start_here.contents(language=language), language)
    separator = {"vi": ".", "en": ","}[language]
    assert [(line[1], int(line[2].replace(separator, ""))) for line in found] == [
        (name, load(name).collect().height) for name in TABLES
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_a_word(language):
    assert list(start_here.TABLE_WORDS) == list(TABLES)
    assert all(line[0] and line[0] != line[1] for line in lines(start_here.contents(language=language), language))


def test_places_stand_with_code_and_edition_the_most_figures_first():
    shown = start_here.coverage(language="vi")
    found = lines(shown, "vi")
    assert found[0] == ("Tỉnh Tuyên Quang", "08", "2024", "91", "31/12/2000", "31/12/2025")
    assert [int(line[3]) for line in found] == sorted((int(line[3]) for line in found), reverse=True)
    assert shown.headline == "Số địa phương có số liệu: 12; nhiều số liệu nhất: Tỉnh Tuyên Quang."


def test_a_workspace_without_dated_observations_says_so(workspace):
    workspace(observations=lambda frame: frame.clear(), claims=lambda frame: frame.clear())
    assert start_here.coverage(language="vi") == Shown("Chưa có số liệu nào ghi đủ ngày và địa phương.")


def test_every_source_is_listed_and_linked_where_it_has_an_address():
    known = load("sources").collect()
    found = read(start_here.sources(language="vi"), "vi")
    assert len([row for row in found.rows if row]) == known.height
    assert sorted(found.links) == sorted(known["address"].drop_nulls())
